"""A plan for a case that is too large for one programme."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from rrm.allocation.choice import Choice
from rrm.allocation.lanes import Lane
from rrm.allocation.programme import Case, last_day_of
from rrm.allocation.scale.arrays import Columns, beside, columns_of
from rrm.allocation.scale.goods import goods_due
from rrm.allocation.scale.journeys import Network
from rrm.allocation.scale.lane_table import lane_tables
from rrm.allocation.scale.loads_again import loads_again
from rrm.allocation.scale.means_rows import MeansRows, Payments, means_rows
from rrm.allocation.scale.on_days import Decided, on_days
from rrm.allocation.scale.pool import Pool
from rrm.allocation.scale.prices import price
from rrm.allocation.scale.sending import Sending
from rrm.allocation.scale.site_bound import most_need
from rrm.allocation.scale.water_days import SLACK, WaterDays, most_need_of_water, water_days
from rrm.allocation.scale.whole_journeys import whole_journeys
from rrm.allocation.solver import Limits
from rrm.model.rule_pack import ItemKind


@dataclass(frozen=True, slots=True)
class PlanByParts:
    """A plan of days, and what no plan can pass.

    choice: None where locks can't be kept. least_missing: m3 of survival water. most_need: in
    needs met, of plans that leave no more survival water missing than this one.
    """

    choice: Choice | None
    least_missing: float
    most_need: float
    hit_time: bool


def plan_by_parts(
    case: Case, lanes: tuple[Lane, ...], limits: Limits, spare: float = 0.0
) -> PlanByParts:
    """Water first, then goods and cash with the money that is left.

    lanes: of days, all that are open. spare: share of the survival water that may be given up for
    needs met.
    """
    deadline = time.monotonic() + limits.seconds

    def seconds() -> float:
        return max(0.0, deadline - time.monotonic())

    water = water_days(case, lanes, seconds)
    spent = _cost(water)
    pool, payments = _pool(case, lanes, spent)
    priced = price(pool, lambda: 0.5 * seconds())
    decided = whole_journeys(pool, priced.prices, lambda: 0.7 * seconds())
    sent = loads_again(case, lanes, decided.journeys, seconds)
    paid = [
        (*key, households)
        for key, households in zip(payments.keys, decided.paid[pool.holding :], strict=True)
        if households >= 0.5
    ]
    choice = on_days(case, lanes, Decided(water.sendings, sent, paid))
    bound = most_need(pool, priced.prices, seconds)
    # Water could have cost less: the bound must hold for plans with all of the budget.
    bound += spent * max(0.0, float(priced.prices[pool.network.rows.budget]))
    most_water = water.need_bound
    if spare > 0 or choice is None or _missing(case, lanes, choice) > _as_little(water):
        most_water = most_need_of_water(case, lanes, seconds)
    return PlanByParts(choice, water.least_missing, most_water + bound, seconds() <= 0)


def _as_little(water: WaterDays) -> float:
    return water.missing + SLACK * max(1.0, water.missing)


def _missing(case: Case, lanes: tuple[Lane, ...], choice: Choice) -> float:
    """m3 short of survival water over all days."""
    brought = choice.delivered(lanes)
    return sum(
        max(0.0, demand.survival_quantity - brought.get((j, day), 0.0))
        for j, demand in enumerate(case.demands)
        if case.kind(demand) == ItemKind.WATER
        for day in range(demand.from_day, last_day_of(case, demand) + 1)
    )


def _pool(case: Case, lanes: tuple[Lane, ...], spent: float) -> tuple[Pool, Payments]:
    """An empty pool; what is held overnight and what is paid are in it from the start."""
    goods = goods_due(case)
    rows, payments = means_rows(case, goods, spent)
    held = _overnight(rows)
    columns = beside([held, payments.columns])
    network = Network(case, lanes, goods, rows)
    return Pool(network, lane_tables(lanes, goods), columns, held.count, columns.count), payments


def _overnight(rows: MeansRows) -> Columns:
    """What a depot holds of an item at the end of each day: it leaves that day for the next."""
    shelves = np.arange(rows.shelves().start, rows.shelves().stop)
    at = np.arange(shelves.size)
    goes_on = (at + 1) % rows.days != 0
    return columns_of(
        np.concatenate([shelves, shelves[goes_on] + 1]),
        np.concatenate([at, at[goes_on]]),
        np.concatenate([np.ones(at.size), -np.ones(int(goes_on.sum()))]),
        rows.high.size,
        np.zeros(at.size),
        np.full(at.size, np.inf),
    )


def _cost(water: WaterDays) -> float:
    return sum(
        one.vehicles * one.lane.vehicle_cost + _trips(one) * one.lane.trip_cost
        for one in water.sendings
    )


def _trips(sending: Sending) -> int:
    quantity = sum(load for _, load in sending.loads)
    return int(np.ceil(quantity / sending.lane.volume_m3 - 1e-9))
