"""How much better or worse each priority is served in one plan than in another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf, isfinite

from rrm.model.plan import TierResult
from rrm.model.scenario import Tier
from rrm.what_if.outcome import Outcome

BETTER_WHEN_LOWER = (Tier.SURVIVAL_WATER, Tier.COST, Tier.STABILITY)
SLACK = 1e-6
"""Share of a value below which a difference is that of arithmetic."""


@dataclass(frozen=True, slots=True)
class TierGain:
    """A priority in the plan in force and in another one.

    limit: how good a plan the means of the first could have made at best, as far as is proven.
    gain: better when above zero, in the tier's unit. is_told: the second plan is better than that
    limit (or worse than the first plan by more than gap and tolerance leave open), so that the
    difference says something about what was changed.
    """

    tier: str
    unit: str
    before: float
    after: float
    limit: float
    gain: float
    is_told: bool

    @property
    def is_any(self) -> bool:
        """Whether the values differ by more than arithmetic explains."""
        return abs(self.gain) > room_of(self.before, self.after)


def tier_gains(before: Outcome, after: Outcome) -> tuple[TierGain, ...]:
    """The priorities of both, in their order.

    A priority tells plans apart only while those before it are served as well as they had to be:
    a limit holds for plans that keep to the priorities before.
    """
    return tuple(_gains(before, after))


def first_told(gains: tuple[TierGain, ...]) -> TierGain | None:
    """The first priority that tells the plans apart; None where none does."""
    return next((one for one in gains if one.is_told), None)


def room_of(*values: float) -> float:
    """What arithmetic may move a value by."""
    return SLACK * max(1.0, *(abs(value) for value in values))


def _gains(before: Outcome, after: Outcome) -> Iterator[TierGain]:
    new = {result.tier: result for result in after.tiers}
    is_kept, is_decided = True, False
    for old in before.tiers:
        other = new.get(old.tier)
        # How far each departs from another plan says nothing of the two.
        if other is None or old.tier == Tier.STABILITY:
            continue
        sign = -1.0 if old.tier in BETTER_WHEN_LOWER else 1.0
        gain = sign * (other.value - old.value) + 0.0  # never -0
        is_told = not is_decided and is_kept and _tells(old, other, sign)
        yield TierGain(old.tier, old.unit, old.value, other.value, old.bound, gain, is_told)
        is_decided |= is_told
        is_kept &= sign * (other.value - old.best) >= -_given_up(old) - room_of(old.best)


def _tells(old: TierResult, other: TierResult, sign: float) -> bool:
    limit = old.bound if isfinite(old.bound) else sign * inf
    # The plan itself may pass its bound by what the solver's arithmetic leaves.
    best = max(sign * limit, sign * old.value)
    if sign * other.value > best + room_of(old.value, other.value):
        return True
    reached = other.bound if isfinite(other.bound) else sign * inf
    best_then = max(sign * reached, sign * other.value)
    return best_then < sign * old.value - room_of(old.value, other.value)


def _given_up(result: TierResult) -> float:
    """What later priorities may cost this one."""
    return result.tolerance * abs(result.best)
