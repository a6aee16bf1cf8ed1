"""Whether the plan is worth what it says it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from rrm.model.language import msg
from rrm.model.plan import TierResult
from rrm.model.scenario import Tier
from rrm.model.verdict import Check
from rrm.verification.equity import worst_off_share
from rrm.verification.replay import Replay
from rrm.verification.stability import size_of_changes
from rrm.verification.tally import Tally
from rrm.verification.tolerance import RELATIVE
from rrm.verification.worth import needs_met, survival_shortfall

BOUND_SLACK = 1e-4
"""Relative; a solver takes a plan for feasible that breaks a row by a millionth."""
_LOWER_IS_BETTER = (Tier.SURVIVAL_WATER, Tier.COST, Tier.STABILITY)


def tier_values_true(replay: Replay, tiers: Sequence[TierResult]) -> Check:
    """Survival water missing, needs met, the worst-off site, changes are what the tables add up to.

    Survival water: m3 short of the survival quantity, summed over demands and days.
    Needs met: quantity x weight x lateness factor, summed over all that arrives.
    Worst-off site: the least of the same at any site, as a share of what access allows it.
    Least change: people times hand-overs that are not as the plan before had them.
    """
    tally = Tally("tier_values_true", msg("The plan's values are those of its tables"))
    worth = {
        Tier.SURVIVAL_WATER.value: survival_shortfall(replay.run),
        Tier.NEEDS_MET.value: needs_met(replay.run),
    }
    if any(result.tier == Tier.EQUITY for result in tiers):
        worth[Tier.EQUITY.value] = worst_off_share(replay)
    if replay.run.in_force is not None:
        worth[Tier.STABILITY.value] = size_of_changes(replay.run)
    for result in tiers:
        if result.tier in worth:
            value, rounding = worth[result.tier]
            tally.see(
                abs(result.value - value) <= rounding + RELATIVE * max(1.0, abs(value)),
                msg(
                    "{tier}: {found} stated, the tables add up to {value}",
                    tier=result.tier, found=result.value, value=value,
                ),
            )  # fmt: skip
    return tally.check()


def tier_bounds_hold(replay: Replay, tiers: Sequence[TierResult]) -> Check:
    """No value is better than the bound that was proven for it, where one was."""
    tally = Tally("tier_bounds_hold", msg("No value is better than its proven bound"))
    for result in tiers:
        if not isfinite(result.bound):
            continue
        room = BOUND_SLACK * max(1.0, abs(result.bound))
        better_by = result.value - result.bound
        if result.tier in _LOWER_IS_BETTER:
            better_by = -better_by
        tally.see(
            better_by <= room,
            msg(
                "{tier}: {value} stated, the bound is {bound}",
                tier=result.tier, value=result.value, bound=result.bound,
            ),
        )  # fmt: skip
    return tally.check()
