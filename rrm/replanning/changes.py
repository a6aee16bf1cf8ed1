"""How far a new plan departs from the one that was in force."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.model.hand_over import NOTICED, hand_overs
from rrm.model.plan import Plan
from rrm.model.rounding import round_half_up


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What was promised by the plan in force and what the new one brings instead.

    before, after: quantities on that day, in the item's unit; of cash, households.
    """

    day: int
    site_id: str
    group: str
    item: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """promised: days, sites, groups and items of the plan in force; kept: those left as they were.

    changes: the others, and what is new, by day.
    """

    promised: int
    kept: int
    changes: tuple[PlanChange, ...]


def changes_between(in_force: Plan, plan: Plan) -> PlanChanges:
    """What people were told and the new plan brings otherwise; trucks and trips don't matter."""
    before = hand_overs(in_force.deliveries, in_force.payments)
    after = hand_overs(plan.deliveries, plan.payments)
    moved = tuple(
        PlanChange(*key, *(round_half_up(one.get(key, 0.0), 6) for one in (before, after)))
        for key in sorted(before.keys() | after.keys())
        if abs(before.get(key, 0.0) - after.get(key, 0.0)) > NOTICED
    )
    broken = sum(one.before > 0 for one in moved)
    return PlanChanges(len(before), len(before) - broken, moved)
