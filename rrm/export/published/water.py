"""Water by day, source and tanker, beside what is needed there on that day."""

from __future__ import annotations

from collections import defaultdict

from rrm.export.facts import Facts
from rrm.export.published.grain import QUANTITY, exact_sum, published
from rrm.export.published.lines import WaterLine
from rrm.model.rule_pack import ItemKind


def water_lines(facts: Facts) -> tuple[WaterLine, ...]:
    """A line for each tanker's journey to a site, by day, site and trip."""
    brought: dict[tuple[int, str, str, str, str], list[float]] = defaultdict(list)
    for row in facts.run.plan.deliveries:
        if facts.names.kind(row.item) is ItemKind.WATER:
            key = (row.day, row.site_id, row.trip_id, row.origin, row.vehicle_class)
            brought[key].append(row.quantity)
    survival, full = _due(facts)
    return tuple(
        WaterLine(
            day=facts.scenario.settings.date_of(day),
            source_id=source_id,
            site_id=site_id,
            vehicle_class=vehicle_class,
            trip_id=trip_id,
            rounds=1,
            m3=exact_sum(brought[day, site_id, trip_id, source_id, vehicle_class]),
            survival_m3=published(survival.get((site_id, day), 0.0), QUANTITY),
            full_m3=published(full.get((site_id, day), 0.0), QUANTITY),
        )
        for day, site_id, trip_id, source_id, vehicle_class in sorted(brought)
    )


def _due(facts: Facts) -> tuple[dict[tuple[str, int], float], dict[tuple[str, int], float]]:
    """By site and day, what all groups need to survive, and in full."""
    survival: dict[tuple[str, int], float] = defaultdict(float)
    full: dict[tuple[str, int], float] = defaultdict(float)
    for window in facts.water:
        for day in window.days:
            survival[window.line.demand.site_id, day.day] += day.survival
            full[window.line.demand.site_id, day.day] += day.full
    return survival, full
