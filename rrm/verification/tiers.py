"""Whether the plan is worth what it says it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from rrm.model.demand import Demand
from rrm.model.language import msg
from rrm.model.plan import TierResult
from rrm.model.scenario import Tier
from rrm.model.verdict import Check
from rrm.verification.demands import received_by_day
from rrm.verification.filed import FiledRun
from rrm.verification.replay import Replay
from rrm.verification.stability import size_of_changes
from rrm.verification.tally import Tally
from rrm.verification.tolerance import RELATIVE

CELL_ROUNDING = 5e-7
"""Tables carry six decimals."""
BOUND_SLACK = 1e-4
"""Relative; a solver takes a plan for feasible that breaks a row by a millionth."""
_LOWER_IS_BETTER = (Tier.SURVIVAL_WATER, Tier.COST, Tier.STABILITY)


def tier_values_true(replay: Replay, tiers: Sequence[TierResult]) -> Check:
    """The survival water missing and the needs met are what the tables add up to.

    Survival water: m3 short of the survival quantity, summed over demands and days.
    Needs met: quantity x weight x lateness factor, summed over all that arrives.
    Least change: people times hand-overs that are not as the plan before had them.
    """
    tally = Tally("tier_values_true", msg("The plan's values are those of its tables"))
    worth = {
        Tier.SURVIVAL_WATER.value: survival_shortfall(replay.run),
        Tier.NEEDS_MET.value: needs_met(replay.run),
    }
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


def survival_shortfall(run: FiledRun) -> tuple[float, float]:
    """M3 missing below the survival line over all days, and how far cells' rounding may move it."""
    received = received_by_day(run)
    missing = rounding = 0.0
    for demand in run.demands:
        if run.is_water(demand.item):
            by_day = received.get(demand.key, {})
            for day in range(demand.from_day, run.last_day(demand) + 1):
                missing += max(0.0, demand.survival_quantity - by_day.get(day, 0.0))
                rounding += 2 * CELL_ROUNDING
    return missing, rounding


def needs_met(run: FiledRun) -> tuple[float, float]:
    """Weighted needs met, and how far the rounding of cells may move it."""
    met = rounding = 0.0
    for key, day, quantity in run.received:
        demand = run.demand_of.get(key)
        if demand is not None:
            factor = lateness_factor(run, demand, day)
            met += demand.weight * quantity * factor
            rounding += CELL_ROUNDING * (demand.weight + quantity) * factor
    return met, rounding


def lateness_factor(run: FiledRun, demand: Demand, day: int) -> float:
    """What is left of a unit's weight when it arrives on a day: 1 for water, which is never late.

    max(least left, 1 - loss a day since it is due to begin - loss a day after the due day).
    """
    if run.is_water(demand.item):
        return 1.0
    lateness = run.pack.entitlements.lateness
    lost = lateness.loss_per_day * (day - demand.from_day)
    lost += lateness.loss_per_day_after_due * max(0, day - demand.due_day)
    return max(lateness.least_left, 1 - lost)
