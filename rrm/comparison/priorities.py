"""How well each priority is served in two runs, and whether the difference says anything."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import inf, isfinite

from rrm.comparison.change import Change
from rrm.comparison.facts import RunFacts
from rrm.model.plan import TierResult
from rrm.model.scenario import Tier

_BETTER_WHEN_LOWER = (Tier.SURVIVAL_WATER, Tier.COST)
_OF_WHAT_IS_ASKED = (Tier.NEEDS_MET, Tier.EQUITY)
"""Measured against what is asked: where that differs, so does the scale."""


class Standing(StrEnum):
    """How the second run stands against the first in one priority."""

    SAME = "same"
    WITHIN_GAPS = "within_gaps"
    BETTER = "better"
    WORSE = "worse"
    NOT_COMPARABLE = "not_comparable"
    ONE_ONLY = "one_only"


@dataclass(frozen=True, slots=True)
class TierChange:
    """A priority in two runs; None where a run doesn't have it.

    standing: within_gaps where the best possible of either run, which lies between its value and
    its bound, could be that of the other: the difference of the plans then says nothing about
    what changed.
    """

    tier: str
    before: TierResult | None
    after: TierResult | None
    standing: Standing


def tier_changes(before: RunFacts, after: RunFacts) -> tuple[TierChange, ...]:
    """Every priority that either run has, in the order of the second.

    How far each departs from the plan that it took over from says nothing of the two.
    """
    old = {result.tier: result for result in before.tiers}
    new = {result.tier: result for result in after.tiers}
    same_asked = asks_the_same(before, after)
    changes: list[TierChange] = []
    # Cost is that of doing as much: where more is done, its bound is another one's.
    does_as_much = True
    for tier in (one for one in dict.fromkeys((*new, *old)) if one != Tier.STABILITY):
        one, other = old.get(tier), new.get(tier)
        standing = _standing(tier, one, other, same_asked, does_as_much)
        changes.append(TierChange(tier, one, other, standing))
        does_as_much &= standing in (Standing.SAME, Standing.WITHIN_GAPS)
    return tuple(changes)


def deciding(changes: tuple[TierChange, ...]) -> TierChange | None:
    """The first priority in which the second run is better or worse: later ones weigh less.

    None where none is, where one of them can't be compared, or their order isn't the same.
    """
    order = [
        [one.tier for one in changes if getattr(one, side) is not None]
        for side in ("before", "after")
    ]
    if order[0] != order[1]:
        return None
    if any(one.standing is Standing.NOT_COMPARABLE for one in changes):
        return None
    better_or_worse = (Standing.BETTER, Standing.WORSE)
    return next((one for one in changes if one.standing in better_or_worse), None)


def _standing(
    tier: str,
    before: TierResult | None,
    after: TierResult | None,
    same_asked: bool,
    does_as_much: bool,
) -> Standing:
    if before is None or after is None:
        return Standing.ONE_ONLY
    if before.unit != after.unit or (tier in _OF_WHAT_IS_ASKED and not same_asked):
        return Standing.NOT_COMPARABLE
    if before == after:
        return Standing.SAME
    change = Change(before.value, after.value)
    if not (isfinite(before.value) and isfinite(after.value)):
        return Standing.NOT_COMPARABLE
    if abs(change.by) <= 1e-6 * max(1.0, abs(before.value), abs(after.value)):
        return Standing.SAME
    if (tier != Tier.COST or does_as_much) and _overlap(_span(before), _span(after)):
        return Standing.WITHIN_GAPS
    is_lower_better = tier in _BETTER_WHEN_LOWER
    return Standing.BETTER if (change.by < 0) == is_lower_better else Standing.WORSE


def _span(result: TierResult) -> tuple[float, float]:
    """Where the best possible lies: from the value to the bound, or on where there is no bound."""
    if isfinite(result.bound):
        return min(result.value, result.bound), max(result.value, result.bound)
    return (-inf, result.value) if result.tier in _BETTER_WHEN_LOWER else (result.value, inf)


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return max(one[0], other[0]) <= min(one[1], other[1])


def asks_the_same(before: RunFacts, after: RunFacts) -> bool:
    """Whether the same is due to the same people, with the same weights."""
    return _asked(before) == _asked(after)


def _asked(run: RunFacts) -> dict[tuple[str, str, str], tuple[float, ...]]:
    return {
        one.key: (one.quantity, one.survival_quantity, one.from_day, one.due_day, one.weight)
        for one in run.demands
    }
