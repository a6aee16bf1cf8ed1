"""What a plan is worth by its tables: water missing, weighted needs met, and those of each site."""

from __future__ import annotations

from rrm.model.demand import Demand
from rrm.verification.demands import received_by_day
from rrm.verification.filed import FiledRun

CELL_ROUNDING = 5e-7
"""Tables carry six decimals."""


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
