"""What a policy's plan is worth by priority, beside what no plan could pass."""

from __future__ import annotations

import math
from collections.abc import Mapping

from rrm.allocation.attainable import attainable_value
from rrm.allocation.lexicographic import Solved, TierOutcome, relative_gap
from rrm.allocation.objectives import objective
from rrm.allocation.policies.values import tier_values
from rrm.allocation.programme import Programme
from rrm.allocation.solver import Variable
from rrm.model.scenario import Priority, Tier


def solved_by_rule(
    p: Programme,
    values: Mapping[Variable, float] | None,
    priorities: tuple[Priority, ...],
    gap: float,
) -> Solved:
    """A policy's plan as the solver's would be, with bounds that access alone gives.

    They hold for every plan, but are far from the solver's; of cost there is none.
    gap: at which a tier counts as solved.
    """
    if values is None:
        return Solved(None, ())
    worth = tier_values(p, values)
    outcomes = []
    for priority in priorities:
        goal = objective(p, priority.tier)
        value, bound = worth[priority.tier], _bound(p, priority.tier)
        is_proven = relative_gap(value, bound) <= gap
        outcomes.append(
            TierOutcome(priority, goal.unit, goal.maximise, value, bound, is_proven, False)
        )
    return Solved(values, tuple(outcomes))


def _bound(p: Programme, tier: Tier) -> float:
    """What no plan can pass, were means endless: all met as early as any open way allows."""
    match tier:
        case Tier.SURVIVAL_WATER:
            reached = {(j, p.lanes[at].day) for at, j in p.loads}
            return float(
                sum(
                    p.case.demands[j].survival_quantity
                    for j, day in p.shortfalls
                    if (j, day) not in reached
                )
            )
        case Tier.NEEDS_MET:
            return float(sum(attainable_value(p).values()))
        case Tier.EQUITY:
            return 1.0
        case Tier.COST:
            return -math.inf
        case Tier.STABILITY:
            return 0.0
