"""What each group is entitled to, what of it comes, and what does not."""

from __future__ import annotations

from collections import defaultdict

from rrm.export.arrivals import Line
from rrm.export.facts import Facts
from rrm.export.published.grain import QUANTITY, exact_sum, published
from rrm.export.published.lines import NeedLine, UnmetLine

Key = tuple[str, str, str]
"""Site, group, item."""

_HAIR = 0.002
"""Two of the last decimals: no further apart are three rounded figures of one sum."""


def need_lines(facts: Facts) -> tuple[NeedLine, ...]:
    """A line for each demand."""
    said: dict[Key, list[float]] = defaultdict(list)
    for row in facts.run.plan.unmet:
        said[row.site_id, row.group, row.item].append(row.quantity)
    counted = _counted(facts)
    return tuple(
        _need(line, counted[line.demand.key], exact_sum(said[line.demand.key]), facts)
        for line in facts.lines
    )


def unmet_lines(facts: Facts, needs: tuple[NeedLine, ...]) -> tuple[UnmetLine, ...]:
    """A line for each reason why something does not come."""
    rows = facts.run.plan.unmet
    unmet = {(need.site_id, need.group, need.item): need.unmet for need in needs}
    times: dict[Key, int] = defaultdict(int)
    for row in rows:
        times[row.site_id, row.group, row.item] += 1
    return tuple(
        UnmetLine(
            site_id=row.site_id,
            group=row.group,
            item=row.item,
            unit=row.unit,
            quantity=unmet.get(key, row.quantity) if times[key] == 1 else row.quantity,
            households=row.households,
            people=row.people,
            reason_code=row.reason_code,
            reason=row.reason,
            would_help=row.what_would_help,
        )
        for row in rows
        for key in [(row.site_id, row.group, row.item)]
    )


def households_reached(need: NeedLine) -> int:
    """Households whose full share arrives, rounded down."""
    return whole_households(need.households, need.delivered, need.needed)


def whole_households(households: int, delivered: float, needed: float) -> int:
    """Of households that are due something together, those that a part of it makes complete."""
    if needed <= 0:
        return 0
    # Rounded down, but 119.9999999 from a division is 120.
    return int(households * min(1.0, delivered / needed) + 1e-6)


def _counted(facts: Facts) -> dict[Key, list[float]]:
    """What is handed over counts for, row by row; of cash, households paid."""
    counted: dict[Key, list[float]] = defaultdict(list)
    for row in facts.run.plan.deliveries:
        counted[row.site_id, row.group, row.for_item].append(row.counted)
    for paid in facts.run.plan.payments:
        counted[paid.site_id, paid.group, paid.item].append(paid.households)
    return counted


def _need(line: Line, counted: list[float], said: float, facts: Facts) -> NeedLine:
    demand, date_of = line.demand, facts.scenario.settings.date_of
    needed = published(line.needed, QUANTITY)
    delivered = exact_sum(counted)
    return NeedLine(
        site_id=demand.site_id,
        group=demand.group,
        item=demand.item,
        unit=demand.unit,
        kind=line.kind,
        needed=needed,
        delivered=delivered,
        unmet=_unmet(needed, delivered, said),
        households=demand.households,
        people=demand.people,
        starts=date_of(demand.from_day),
        due=date_of(demand.due_day),
        first=None if line.first_day is None else date_of(line.first_day),
        last=None if line.last_day is None else date_of(line.last_day),
    )


def _unmet(needed: float, delivered: float, said: float) -> float:
    """What the plan says is missing; the difference of the other two where rounding parts them."""
    difference = exact_sum((needed, -delivered))
    return difference if said > 0 and difference >= 0 and abs(difference - said) < _HAIR else said
