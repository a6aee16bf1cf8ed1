"""The load that is worth most for each lane at given prices of the means.

Households of a group are served once, whatever they get: what is worth its room is packed
together for as many households as fit. How much a part of a trip must be worth for a thing to be
packed is tried at the worth of each thing, by weight, by volume, and by both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rrm.allocation.scale.arrays import Flags, Floats, Whole
from rrm.allocation.scale.goods import Goods
from rrm.allocation.scale.lane_table import LaneTable
from rrm.allocation.scale.left_over import LeftOver
from rrm.allocation.scale.means_rows import MeansRows

WEIGHINGS = (1.0, 0.5, 0.0)
"""How much weight counts beside volume where room is valued."""
FILLED = 3
"""Things tried, after what is packed together, for households that are served already."""
_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Prices:
    """What one more unit of each means is worth, in needs met.

    need: by need. shelf: depots x items x days. team, ramp: depots x days. away: fleets x days,
    of a vehicle from the first day to the morning of a day. money: of the budget.
    """

    need: Floats
    shelf: Floats
    team: Floats
    ramp: Floats
    away: Floats
    money: float

    def vehicle(self, fleet: Whole | int, day: Whole | int, last: Whole | int) -> Floats:
        """Of a vehicle of a fleet that leaves on a day and is home again on the last one."""
        spent: Floats = self.away[fleet, last] - self.away[fleet, day - 1]
        return spent


def prices_of(means: MeansRows, rows: Floats) -> Prices:
    """Prices from those of the rows."""
    by_day = np.maximum(0.0, rows[means.vehicles()]).reshape(-1, means.days)
    away = np.concatenate([np.zeros((means.fleets, 1)), np.cumsum(by_day, axis=1)], axis=1)
    return Prices(
        np.maximum(0.0, rows[: means.needs]),
        rows[means.shelves()].reshape(means.depots, means.items, means.days),
        np.maximum(0.0, rows[means.teams()]).reshape(-1, means.days),
        np.maximum(0.0, rows[means.ramps()]).reshape(-1, means.days),
        away,
        max(0.0, float(rows[means.budget])),
    )


@dataclass(frozen=True, slots=True)
class Loads:
    """By row of a table: the profit of the best load found, its units by column, its trips."""

    profit: Floats
    units: Floats
    trips: Floats


def gain(table: LaneTable, goods: Goods, prices: Prices) -> Floats:
    """Rows x columns: what a unit brings beyond the price of all but the vehicle and the team."""
    depot, day = table.origin[:, None], table.day[:, None] - 1
    shelf = prices.shelf[depot, goods.item[table.demand], day]
    need = prices.need[goods.need[table.demand]] * goods.takes[table.demand]
    ramp = goods.kg[table.demand] * prices.ramp[depot, day]
    return np.where(table.value > 0, table.value - need - shelf - ramp, -1.0)


def journey_price(table: LaneTable, prices: Prices) -> Floats:
    """By row, the price of a vehicle for its days, and of its first trip."""
    away = prices.vehicle(table.fleet, table.day, table.last)
    return away + prices.money * (table.vehicle_cost + table.trip_cost)


def promising(table: LaneTable, units: Floats, each: Floats, price: Floats) -> Whole:
    """Rows on which some load could be worth its price, were teams free."""
    room = 0.5 * (table.kg + table.m3)
    fullest = np.max(np.maximum(each, 0.0) / np.maximum(room, _TINY), axis=1) * table.trips
    everything = np.sum(np.maximum(each, 0.0) * units, axis=1)
    return np.flatnonzero(np.minimum(fullest, everything) > price + 1e-6)


def best_loads(
    table: LaneTable, goods: Goods, prices: Prices, left: LeftOver, stock: Floats
) -> tuple[LaneTable, Loads]:
    """Rows of a table on which a load is worth more than its price, with that load.

    left: a load takes no more than this. stock: depots x items x days, units to be had.
    """
    due = left.units(goods)[table.demand]
    each, price = gain(table, goods, prices), journey_price(table, prices)
    free = np.concatenate(
        [np.zeros((left.means.fleets, 1)), np.cumsum(left.vehicles() < 1 - 1e-6, axis=1)], axis=1
    )
    is_free = free[table.fleet, table.last] == free[table.fleet, table.day - 1]
    rows = promising(table, due, each, np.where(is_free, price, np.inf))
    table = table.only(rows)
    each, price = _one_way(table, each[rows]), price[rows]
    there = stock[table.origin[:, None], goods.item[table.demand], table.day[:, None] - 1]
    units = np.minimum(due[rows], np.maximum(0.0, there))
    packing = _Packing(table, goods, each, units, prices, left)
    profit, found = packing.best()
    trips = np.maximum((found * table.kg).sum(axis=1), (found * table.m3).sum(axis=1))
    trips = np.clip(np.ceil(trips - 1e-6), 1.0, table.trips)
    profit = profit - price - prices.money * (trips - 1.0) * table.trip_cost
    chosen = np.flatnonzero(profit > 1e-6)
    return table.only(chosen), Loads(profit[chosen], found[chosen], trips[chosen])


def _one_way(table: LaneTable, each: Floats) -> Floats:
    """Of several ways to meet one need, only that which gains most for its room."""
    columns = np.arange(each.shape[1])
    if np.all(table.way == columns):
        return each
    rate = each / np.maximum(table.kg + table.m3, _TINY)
    best = np.full(each.shape, -np.inf)
    rows = np.arange(table.number.size)
    for column in columns:
        way = table.way[:, column]
        best[rows, way] = np.maximum(best[rows, way], rate[:, column])
    is_best = rate >= np.take_along_axis(best, table.way, axis=1)
    return np.where(is_best, each, -1.0)


class _Packing:
    """Ways to pack the vehicles of a table."""

    def __init__(
        self,
        table: LaneTable,
        goods: Goods,
        each: Floats,
        units: Floats,
        prices: Prices,
        left: LeftOver,
    ) -> None:
        self._table, self._each, self._units = table, each, units
        self._rows = np.arange(table.number.size)
        self._columns = each.shape[1]
        self._whole = goods.whole[table.demand]
        self._per_household = 1.0 / np.maximum(table.households, _TINY)
        self._team = prices.team[table.origin, table.arrival - 1]
        self._served_most = left.teams()[table.origin, table.arrival - 1]
        self._households = self._by_group_most(units * table.households)

    def best(self) -> tuple[Floats, Floats]:
        """By row, the most that a load is worth, and its units."""
        most = np.full(self._rows.size, -np.inf)
        found = np.zeros(self._each.shape)
        for weighing in WEIGHINGS:
            for units in self._tries(weighing):
                worth = (self._each * units).sum(axis=1) - self._team * self._served(units)
                better = worth > most + 1e-9
                most[better], found[better] = worth[better], units[better]
        return most, found

    def _tries(self, weighing: float) -> Iterator[Floats]:
        """A load for each worth of room from which a thing is packed."""
        table = self._table
        room = weighing * table.kg + (1 - weighing) * table.m3
        rate = np.where(self._each > 0, self._each / np.maximum(room, _TINY), -1.0)
        order = np.argsort(-rate, axis=1, kind="stable")
        for at in range(self._columns):
            least = rate[self._rows, order[:, at]]
            if not np.any(least > 0):
                break
            packed = (rate >= least[:, None] - _TINY) & (rate > 0)
            units, households = self._together(packed, weighing)
            yield self._filled(units, households, rate, order[:, at + 1 : at + 1 + FILLED])

    def _together(self, packed: Flags, weighing: float) -> tuple[Floats, Floats]:
        """Units of what is packed for each household, the most worthy group first."""
        table = self._table
        each = self._by_group(self._each * self._per_household * packed) - self._team[:, None]
        kg = self._by_group(table.kg * self._per_household * packed)
        m3 = self._by_group(table.m3 * self._per_household * packed)
        room = weighing * kg + (1 - weighing) * m3
        rate = np.where((each > 0) & (room > 0), each / np.maximum(room, _TINY), -1.0)
        order = np.argsort(-rate, axis=1, kind="stable")
        kg_left, m3_left = table.trips.copy(), table.trips.copy()
        team_left = self._served_most.copy()
        households = np.zeros(rate.shape)
        for at in range(self._columns):
            group = order[:, at]
            wanted = rate[self._rows, group] > 0
            if not wanted.any():
                break
            fits = np.minimum(
                kg_left / np.maximum(kg[self._rows, group], _TINY),
                m3_left / np.maximum(m3[self._rows, group], _TINY),
            )
            served = np.minimum(np.minimum(self._households[self._rows, group], fits), team_left)
            served = np.where(wanted, np.maximum(served, 0.0), 0.0)
            households[self._rows, group] = served
            kg_left -= served * kg[self._rows, group]
            m3_left -= served * m3[self._rows, group]
            team_left -= served
        for_each = np.take_along_axis(households, table.group, axis=1)
        units = np.minimum(self._units, for_each * self._per_household) * packed
        return self._rounded(units), for_each

    def _filled(self, units: Floats, households: Floats, rate: Floats, more: Whole) -> Floats:
        """What else fits, for households that are served anyway."""
        table = self._table
        kg_left = table.trips - (units * table.kg).sum(axis=1)
        m3_left = table.trips - (units * table.m3).sum(axis=1)
        most = np.minimum(self._units, households * self._per_household)
        for column in more.T:
            wanted = rate[self._rows, column] > 0
            if not wanted.any():
                break
            fits = np.minimum(
                kg_left / np.maximum(table.kg[self._rows, column], _TINY),
                m3_left / np.maximum(table.m3[self._rows, column], _TINY),
            )
            added = np.minimum(fits, most[self._rows, column] - units[self._rows, column])
            added = np.where(wanted, np.floor(np.maximum(added, 0.0) + 1e-6), 0.0)
            units[self._rows, column] += added
            kg_left -= added * table.kg[self._rows, column]
            m3_left -= added * table.m3[self._rows, column]
        return units

    def _rounded(self, units: Floats) -> Floats:
        return np.where(self._whole, np.floor(units + 1e-6), units)

    def _served(self, units: Floats) -> Floats:
        """Households that a load serves, each once."""
        served: Floats = self._by_group_most(units * self._table.households).sum(axis=1)
        return served

    def _by_group(self, values: Floats) -> Floats:
        """Sums over each group, in its first column; nothing in the others."""
        found = np.zeros(values.shape)
        for column in range(values.shape[1]):
            found[self._rows, self._table.group[:, column]] += values[:, column]
        return found

    def _by_group_most(self, values: Floats) -> Floats:
        """The most of each group, in its first column; nothing in the others."""
        found = np.zeros(values.shape)
        for column in range(values.shape[1]):
            first = self._table.group[:, column]
            found[self._rows, first] = np.maximum(found[self._rows, first], values[:, column])
        return found
