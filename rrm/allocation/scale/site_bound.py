"""What no plan can pass: each site served at its best by itself, at prices of what all share.

Whatever the prices are, the sum of what the sites then reach and of what the means are worth
bounds every plan (Lagrangian relaxation: Geoffrion 1974). Good prices make a near bound. Rules
that ask for a least are left out: without them the bound holds all the more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from scipy import sparse

from rrm.allocation.lanes import LaneKind
from rrm.allocation.scale.arrays import (
    Arrays,
    Effort,
    Flags,
    Floats,
    Whole,
    best_divisible,
    best_whole,
)
from rrm.allocation.scale.best_loads import Prices, gain, journey_price, prices_of, promising
from rrm.allocation.scale.best_moves import most_gained, move_price
from rrm.allocation.scale.goods import Goods
from rrm.allocation.scale.lane_table import LaneTable
from rrm.allocation.scale.means_rows import MeansRows
from rrm.allocation.scale.pool import Pool

SITE_NODES = 20
"""Nodes of a site planned with whole vehicles."""
SITE_SECONDS = 2.0
_WHOLE = 1e-6


def most_need(pool: Pool, by_row: Floats, seconds: Callable[[], float]) -> float:
    """In needs met with goods and money, what no plan passes.

    by_row: prices of the rows. seconds: for sites planned with whole vehicles, after all were
    planned in parts of vehicles.
    """
    network = pool.network
    by_row = _holding(pool, np.maximum(by_row, 0.0))
    prices = prices_of(network.rows, by_row)
    without_needs = replace(prices, need=np.zeros(prices.need.size))
    sites = [
        site
        for table in pool.tables
        for site in _sites(table, network.goods, without_needs, network.rows)
    ]
    reached = [_alone(arrays, worth) for arrays, worth in sites]
    total = _worth_of_means(pool, by_row) + _moved(pool, prices)
    total += sum(bound for bound, _ in reached)
    for (arrays, worth), (bound, x) in zip(sites, reached, strict=True):
        fractions = np.abs(x - np.round(x))[arrays.whole].max(initial=0.0)
        if fractions > _WHOLE and seconds() > SITE_SECONDS:
            effort = Effort(SITE_NODES, SITE_SECONDS, 1e-3)
            total += min(0.0, best_whole(arrays, worth, effort).bound - bound)
    return total


def _holding(pool: Pool, by_row: Floats) -> Floats:
    """Prices at which nothing is gained by holding stock; none for what can be put together."""
    network, rows = pool.network, pool.network.rows
    shelf = by_row[rows.shelves()].reshape(rows.depots, rows.items, rows.days)
    shelf = np.maximum.accumulate(shelf[:, :, ::-1], axis=2)[:, :, ::-1].copy()
    for item, name in enumerate(network.goods.items):
        if network.case.pack.catalogue[name].made_of:
            shelf[:, item] = 0.0
    found = by_row.copy()
    found[rows.shelves()] = shelf.ravel()
    return found


def _worth_of_means(pool: Pool, by_row: Floats) -> float:
    """All means at their prices, with what payments gain beyond them.

    Needs count here only where money can meet them; goods keep to them site by site.
    """
    rows, payments = pool.network.rows, slice(pool.holding, pool.others)
    entries = pool.columns.entries[:, payments]
    paid = np.unique(entries.indices)
    counted = np.ones(by_row.size, dtype=bool)
    counted[: rows.needs] = False
    counted[paid] = True
    supply = np.where(counted & (by_row > 0), rows.high, 0.0)
    gained = pool.columns.worth[payments] - entries.T @ by_row
    return float(by_row @ supply + np.maximum(gained, 0.0) @ pool.columns.most[payments])


def _moved(pool: Pool, prices: Prices) -> float:
    """What could be gained by moving stock at prices that aren't quite right."""
    network, total = pool.network, 0.0
    for lane in network.lanes:
        if lane.kind == LaneKind.TRANSFER:
            price = move_price(network, lane, prices, trips=1)
            gained = max(0.0, most_gained(network, lane, prices) - price)
            total += gained * network.case.scenario.vehicles[lane.fleet].count
    return total


def _sites(
    table: LaneTable, goods: Goods, prices: Prices, means: MeansRows
) -> list[tuple[Arrays, Floats]]:
    """The programme of each site: lanes that could pay, in vehicles, trips, units, households."""
    price = journey_price(table, prices)
    rows = promising(table, goods.quantity[table.demand], gain(table, goods, prices), price)
    table = table.only(rows)
    order = np.argsort(table.demand[:, 0], kind="stable")
    begins = np.flatnonzero(np.diff(table.demand[order, 0], prepend=-1))
    return [
        _site(table.only(there), goods, prices, means)
        for there in np.split(order, begins[1:])
        if there.size
    ]


def _site(
    table: LaneTable, goods: Goods, prices: Prices, means: MeansRows
) -> tuple[Arrays, Floats]:
    """Columns: vehicles, trips, units of what pays, households served.

    trips <= rotations x vehicles; units <= what fits x trips, and x vehicles; Σ kg, Σ m3 <= trips;
    Σ share of households <= households served, by need; Σ units <= what is due, by need;
    Σ households served <= what teams can, by day; Σ vehicles <= the fleet, by day.
    """
    lanes = table.number.size
    each = gain(table, goods, prices)
    lane, column = np.nonzero(each > 0)
    units = lane.size
    demand = table.demand[lane, column]
    place = np.stack([table.origin[lane], table.group[lane, column], table.arrival[lane]])
    places, served = np.unique(place, axis=1, return_inverse=True)
    served = served.ravel()
    first_unit, first_place = 2 * lanes, 2 * lanes + units
    total = first_place + places.shape[1]
    rows = _Rows()
    at = np.arange(lanes)
    rows.add(at, lanes + at, np.ones(lanes))
    rows.add(at, at, -table.trips)
    rows.close(np.zeros(lanes))
    most = _most(table, goods, means, lane, column)
    numbers = np.arange(units)
    for trips, first in ((np.ones(lanes), lanes), (table.trips, 0)):
        fits = np.minimum(most[0] * trips[lane], np.minimum(most[1], most[2]))
        rows.add(numbers, first_unit + numbers, np.ones(units))
        rows.add(numbers, first + lane, -fits)
        rows.close(np.zeros(units))
    for share in (table.kg, table.m3):
        rows.add(lane, first_unit + numbers, share[lane, column])
        rows.add(at, lanes + at, -np.ones(lanes))
        rows.close(np.zeros(lanes))
    need = goods.need[demand]
    once, by_need = np.unique(np.stack([served, need]), axis=1, return_inverse=True)
    rows.add(by_need.ravel(), first_unit + numbers, table.households[lane, column])
    rows.add(np.arange(once.shape[1]), first_place + once[0], -np.ones(once.shape[1]))
    rows.close(np.zeros(once.shape[1]))
    known, of_need = np.unique(need, return_inverse=True)
    rows.add(of_need.ravel(), first_unit + numbers, goods.takes[demand])
    rows.close(goods.due[known])
    team, of_team = np.unique(means.team(places[0], places[2]), return_inverse=True)
    rows.add(of_team.ravel(), first_place + np.arange(places.shape[1]), np.ones(places.shape[1]))
    rows.close(means.high[team])
    away, on_day = _away(table)
    fleet, of_fleet = np.unique(means.vehicle(table.fleet[away], on_day), return_inverse=True)
    rows.add(of_fleet.ravel(), away, np.ones(away.size))
    rows.close(means.high[fleet])
    vehicles = means.high[np.asarray(means.vehicle(table.fleet, table.day))]
    upper = np.concatenate(
        [vehicles, vehicles * table.trips, goods.quantity[demand], np.full(places.shape[1], np.inf)]
    )
    worth = np.concatenate(
        [
            -(journey_price(table, prices) - prices.money * table.trip_cost),
            -prices.money * table.trip_cost,
            each[lane, column],
            -prices.team[places[0], places[2] - 1],
        ]
    )
    whole = np.arange(total) < 2 * lanes
    return rows.arrays(total, upper, whole), worth


def _away(table: LaneTable) -> tuple[Whole, Whole]:
    """Rows and days on which their vehicles are away."""
    rows = np.repeat(np.arange(table.number.size), table.days)
    began = np.repeat(np.cumsum(table.days) - table.days, table.days)
    return rows, table.day[rows] + np.arange(rows.size) - began


def _most(
    table: LaneTable, goods: Goods, means: MeansRows, lane: Whole, column: Whole
) -> tuple[Floats, Floats, Floats]:
    """Units that fit a trip, that are due, and that teams can hand out on the day."""
    demand = table.demand[lane, column]
    fits = 1.0 / np.maximum(np.maximum(table.kg, table.m3)[lane, column], 1e-12)
    fits = np.where(goods.whole[demand], np.floor(fits + 1e-9), fits)
    teams = means.high[np.asarray(means.team(table.origin, table.arrival))][lane]
    return fits, goods.quantity[demand], teams / np.maximum(table.households[lane, column], 1e-12)


def _alone(arrays: Arrays, worth: Floats) -> tuple[float, Floats]:
    """The best divisible plan of a site by itself."""
    found = best_divisible(arrays, worth, 60.0)
    return (np.inf, np.zeros(worth.size)) if found.x is None else (found.bound, found.x)


class _Rows:
    """Rows with a most, block after block."""

    def __init__(self) -> None:
        self._rows: list[Whole] = []
        self._columns: list[Whole] = []
        self._values: list[Floats] = []
        self._most: list[Floats] = []
        self._above = 0

    def add(self, rows: Whole, columns: Whole, values: Floats) -> None:
        """Entries of the block that is open; rows count from its first."""
        self._rows.append(rows + self._above)
        self._columns.append(columns)
        self._values.append(values)

    def close(self, most: Floats) -> None:
        """Ends a block."""
        self._most.append(most)
        self._above += most.size

    def arrays(self, columns: int, upper: Floats, whole: Flags) -> Arrays:
        """All of them."""
        where = (np.concatenate(self._rows), np.concatenate(self._columns))
        entries = sparse.csr_matrix(
            (np.concatenate(self._values), where), shape=(self._above, columns)
        )
        most = np.concatenate(self._most)
        return Arrays(entries, np.full(most.size, -np.inf), most, upper, whole)
