"""Cases too large for one programme: planned in parts, with what no plan can pass."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from importlib.util import find_spec

from rrm.allocation.choice import Choice
from rrm.allocation.lexicographic import Solved, TierOutcome, relative_gap
from rrm.allocation.policies import (
    Policy,
    keeps_floor,
    policy_choice,
    solved_by_rule,
    values_of,
)
from rrm.allocation.programme import Programme
from rrm.allocation.solver import Limits
from rrm.model.language import Message, msg
from rrm.model.scenario import Priority, Tier

LARGE = 30_000
"""Lanes from which one programme of all of them is too large for a solver on a laptop."""
WITH_BOUNDS = (Tier.SURVIVAL_WATER, Tier.NEEDS_MET)
"""The order of priorities for which planning in parts has bounds of its own."""

NOTHING = 0.0
"""No plan costs less."""


@dataclass(frozen=True, slots=True)
class Large:
    """A plan, what it is worth by priority, and what is to be told of how it was made."""

    solved: Solved
    choice: Choice | None
    warnings: tuple[Message, ...]


def is_large(p: Programme) -> bool:
    """Whether a case has too many lanes for one programme of all of them."""
    return len(p.lanes) > LARGE


def planned_in_parts(p: Programme, priorities: tuple[Priority, ...], limits: Limits) -> Large:
    """Survival water and needs met with proven bounds; other priorities as they come out.

    Without SciPy (the extra `fast`) by the rule of the worst need first, and said so.
    """
    if find_spec("scipy") is None:
        choice = _lawful(p, policy_choice(p.case, p.lanes, Policy.SEVERITY_GREEDY))
        return Large(_worth(p, priorities, choice, limits), choice, (_without_scipy(),))
    from rrm.allocation.scale import plan_by_parts

    spare = sum(one.tolerance for one in priorities[:1])
    made = plan_by_parts(p.case, p.lanes, limits, spare)
    choice = _lawful(p, made.choice)
    if choice is None:
        choice = _lawful(p, policy_choice(p.case, p.lanes, Policy.SEVERITY_GREEDY))
    solved = _worth(p, priorities, choice, limits)
    in_order = tuple(one.tier for one in priorities[:2]) == WITH_BOUNDS
    if in_order:
        bounds = dict(zip(WITH_BOUNDS, (made.least_missing, made.most_need), strict=True))
        outcomes = tuple(
            _bounded(one, bounds.get(one.priority.tier), limits.gap, made.hit_time)
            for one in solved.tiers
        )
        solved = replace(solved, tiers=outcomes)
    return Large(solved, choice, (_as_it_comes(),))


def _lawful(p: Programme, choice: Choice | None) -> Choice | None:
    """A plan that leaves no site below the floor; all other laws are kept as it is carried out."""
    if choice is None or p.case.scenario.settings.least_share <= 0:
        return choice
    return choice if keeps_floor(p, values_of(p, choice)) else None


def _worth(
    p: Programme, priorities: tuple[Priority, ...], choice: Choice | None, limits: Limits
) -> Solved:
    values = None if choice is None else values_of(p, choice)
    solved = solved_by_rule(p, values, priorities, limits.gap)
    tiers = tuple(
        one if math.isfinite(one.bound) else replace(one, bound=NOTHING) for one in solved.tiers
    )
    return replace(solved, tiers=tiers)


def _bounded(outcome: TierOutcome, bound: float | None, gap: float, hit_time: bool) -> TierOutcome:
    """An outcome with the nearer of two bounds."""
    if bound is None:
        return outcome
    nearer = min(bound, outcome.bound) if outcome.maximise else max(bound, outcome.bound)
    is_proven = relative_gap(outcome.value, nearer) <= gap
    return replace(outcome, bound=nearer, is_proven=is_proven, hit_time=hit_time)


def _as_it_comes() -> Message:
    return msg(
        "A case of this size is planned in parts, for survival water and need met; the worst-off"
        " site and cost are as they come out, with no bound of their own."
    )


def _without_scipy() -> Message:
    return msg(
        "A case of this size needs the extra `fast` (SciPy) to be optimised; this plan is by the"
        " rule of the worst need first."
    )
