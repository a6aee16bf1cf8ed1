"""Plans made anew with one group's severities at their bounds, and what that does elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rrm import journey
from rrm.entitlements import AssessmentEffect, needs_at_bounds
from rrm.model.needs import Needs
from rrm.model.rounding import round_half_up, whole
from rrm.model.rule_pack import ItemKind
from rrm.model.run import Loaded, Options, Run

Key = tuple[str, str, str]
"""Site, group, item."""
NOTICED = 0.5
"""Units below which a difference is the solver's, not a plan's."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What a plan brings more, and less, to the other sites than the plan of today.

    households_more, households_less: who gets more of something, or less, each group counted
    once with the item that moves most of it. by_item: item, units more, units less.
    """

    households_more: int
    households_less: int
    by_item: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True)
class Replanned:
    """One group at its best and at its worst, planned anew."""

    site_id: str
    group: str
    at_least: Elsewhere
    at_most: Elsewhere


def replanned(
    loaded: Loaded,
    needs: Needs,
    effects: Sequence[AssessmentEffect],
    options: Options,
    progress: journey.Progress,
) -> Iterator[Replanned]:
    """Plans today's needs once, and for each group its best and its worst: two more plans each."""
    today = journey.make_run(loaded, options, progress, needs)
    for one in effects:
        at_bounds = needs_at_bounds(loaded.pack, needs, one.site_id, one.group)
        low, high = (
            _elsewhere(one.site_id, today, journey.make_run(loaded, options, progress, bound))
            for bound in at_bounds
        )
        yield Replanned(one.site_id, one.group, low, high)


def _elsewhere(site_id: str, today: Run, then: Run) -> Elsewhere:
    before, after = _brought(today), _brought(then)
    differences = {
        key: round_half_up(after.get(key, 0.0) - before.get(key, 0.0), 6)
        for key in sorted({*before, *after})
        if key[0] != site_id
    }
    moved = {key: by for key, by in differences.items() if abs(by) >= NOTICED}
    items = sorted({item for _, _, item in moved})
    return Elsewhere(
        _households(today, {key: by for key, by in moved.items() if by > 0}),
        _households(today, {key: -by for key, by in moved.items() if by < 0}),
        tuple(
            (
                item,
                sum(by for key, by in moved.items() if key[2] == item and by > 0),
                sum(-by for key, by in moved.items() if key[2] == item and by < 0),
            )
            for item in items
        ),
    )


def _brought(run: Run) -> dict[Key, float]:
    """Units brought to each group; of cash, households paid."""
    found: dict[Key, float] = {}
    for row in run.plan.deliveries:
        key = (row.site_id, row.group, row.for_item)
        found[key] = found.get(key, 0.0) + row.counted
    for paid in run.plan.payments:
        key = (paid.site_id, paid.group, paid.item)
        found[key] = found.get(key, 0.0) + paid.households
    return found


def _households(today: Run, moved: dict[Key, float]) -> int:
    """Households that a difference stands for: its share of what the group is due."""
    most: dict[tuple[str, str], float] = {}
    for demand in today.entitled.demands:
        by = moved.get(demand.key)
        if by is None or demand.quantity <= 0:
            continue
        is_water = today.loaded.pack.catalogue[demand.item].kind is ItemKind.WATER
        days = demand.due_day - demand.from_day + 1 if is_water else 1
        share = min(1.0, by / (demand.quantity * days))
        group = (demand.site_id, demand.group)
        most[group] = max(most.get(group, 0.0), share * demand.households)
    return whole(sum(most.values()))
