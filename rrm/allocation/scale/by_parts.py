"""A plan for a case that is too large for one programme."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from rrm.allocation.choice import Choice
from rrm.allocation.lanes import Lane, LaneKind, lanes_by_period
from rrm.allocation.periods import coarser
from rrm.allocation.programme import Case, Programme, programme
from rrm.allocation.scale.arrays import Effort, Floats, best_whole
from rrm.allocation.scale.first_lanes import first_lanes
from rrm.allocation.scale.matrix import part_matrix
from rrm.allocation.scale.on_days import Decided, on_days
from rrm.allocation.scale.parts import parts_of
from rrm.allocation.scale.period_days import sendings_by_day
from rrm.allocation.scale.prices import Priced, price, whole_bound
from rrm.allocation.scale.sending import Sending, paid, sendings
from rrm.allocation.scale.shared import Shared, joined, share
from rrm.allocation.scale.water_days import WaterDays, water_days
from rrm.allocation.solver import Limits

ROUNDS = 7
"""Rounds of prices and lanes; the last ones change little."""
TRIP_NODES = 3
"""Nodes of the programme of whole trips, whose first one takes most of the work."""


@dataclass(frozen=True, slots=True)
class PlanByParts:
    """A plan of days, and what no plan can pass.

    choice: None where locks can't be kept. least_missing: m3 of survival water. most_need: in
    needs met, with as much survival water.
    """

    choice: Choice | None
    least_missing: float
    most_need: float
    hit_time: bool


@dataclass(frozen=True, slots=True)
class _Goods:
    """Goods and cash in parts: what they share, the worth of their columns, the lanes of each."""

    case: Case
    shared: Shared
    worth: tuple[Floats, ...]
    lanes: tuple[tuple[Lane, ...], ...]
    start: tuple[set[int], ...]


def plan_by_parts(case: Case, lanes: tuple[Lane, ...], limits: Limits) -> PlanByParts:
    """Water first, then goods and cash with the money that is left, by periods; then by days.

    lanes: of days, all that are open.
    """
    deadline = time.monotonic() + limits.seconds

    def seconds() -> float:
        return max(0.0, deadline - time.monotonic())

    water = water_days(case, lanes, seconds)
    over_land = tuple(lane for lane in lanes if lane.kind != LaneKind.WATER)
    spent = _cost(water)
    goods = _by_periods(case, over_land, spent)
    priced = price(goods.shared, goods.worth, goods.start, ROUNDS, lambda: 0.4 * seconds())
    nearer = whole_bound(goods.shared, goods.worth, priced.prices, lambda: 0.2 * seconds())
    # Water could have cost less: the bound must hold for plans with all of the budget.
    bound = min(priced.bound, nearer) + spent * _price_of_money(goods.shared, priced)
    effort = Effort(TRIP_NODES, 0.5 * seconds(), limits.gap / 5, limits.seed)
    sent, payments = _whole_trips(goods, priced, effort)
    by_day = sendings_by_day(case, goods.case, over_land, sent, lambda: 0.3 * seconds())
    choice = on_days(case, goods.case, lanes, Decided(water.sendings, by_day, payments))
    return PlanByParts(choice, water.least_missing, water.need_bound + bound, seconds() <= 0)


def _by_periods(case: Case, lanes: tuple[Lane, ...], spent: float) -> _Goods:
    """The case in periods. spent: of the budget, on water."""
    scenario = case.scenario
    alone = [lock.day for lock in (*scenario.locks, *scenario.settings.locks) if lock.day]
    horizon = scenario.settings.horizon_days
    periods = replace(case, periods=coarser(horizon, alone))
    parts = list(parts_of(periods, lanes_by_period(lanes, periods.period_of, horizon)))
    programmes = [programme(periods, part) for part in parts]
    known = [(part, p.lanes) for part, p in zip(parts, programmes, strict=True)]
    return _goods(periods, programmes, first_lanes(periods, known), spent)


def _goods(
    case: Case, programmes: Sequence[Programme], start: Sequence[set[int]], spent: float
) -> _Goods:
    shared = _without(share([part_matrix(p) for p in programmes]), spent)
    worth = tuple(part.matrix.need for part in shared.parts)
    return _Goods(case, shared, worth, tuple(p.lanes for p in programmes), tuple(start))


def _cost(water: WaterDays) -> float:
    return sum(
        one.vehicles * one.lane.vehicle_cost + _trips(one) * one.lane.trip_cost
        for one in water.sendings
    )


def _trips(sending: Sending) -> int:
    quantity = sum(load for _, load in sending.loads)
    return int(np.ceil(quantity / sending.lane.volume_m3 - 1e-9))


def _price_of_money(shared: Shared, priced: Priced) -> float:
    """Need that one more unit of the budget could meet."""
    if ("budget",) not in shared.names:
        return 0.0
    return float(priced.prices[shared.names.index(("budget",))])


def _without(shared: Shared, spent: float) -> Shared:
    """The shared rows with so much of the budget gone."""
    if ("budget",) not in shared.names:
        return shared
    high = shared.high.copy()
    high[shared.names.index(("budget",))] -= spent
    return replace(shared, high=high)


def _whole_trips(
    goods: _Goods, priced: Priced, effort: Effort
) -> tuple[list[Sending], list[tuple[int, str, int, float]]]:
    """Goods and payments by period, on the lanes worth trying, trips and vehicles whole."""
    shared = goods.shared
    columns = [
        part.columns_of(found) for part, found in zip(shared.parts, priced.lanes, strict=True)
    ]
    picked = [one[chosen] for one, chosen in zip(goods.worth, columns, strict=True)]
    found = best_whole(joined(shared, columns), np.concatenate(picked), effort)
    if found.x is None:
        return [], []
    sent: list[Sending] = []
    payments: list[tuple[int, str, int, float]] = []
    pieces = np.split(found.x, np.cumsum([chosen.size for chosen in columns])[:-1])
    for part, there, x, chosen in zip(shared.parts, goods.lanes, pieces, columns, strict=True):
        sent.extend(sendings(part.matrix.keys, there, x, part.matrix.need, chosen))
        payments.extend(paid(part.matrix.keys, x, chosen))
    return sent, payments
