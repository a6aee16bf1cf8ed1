"""Journeys: one vehicle, one lane, one load; as whole columns of a programme.

A programme of whole journeys is far nearer to what vehicles can do than one in which loads and
trips are divided: a journey brings its load or doesn't leave (Dantzig and Wolfe 1960).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rrm.allocation.lanes import Lane, LaneKind
from rrm.allocation.programme import Case
from rrm.allocation.scale.arrays import Columns, columns_of
from rrm.allocation.scale.goods import Goods
from rrm.allocation.scale.means_rows import MeansRows


@dataclass(frozen=True, slots=True)
class Journey:
    """A vehicle sent on a lane: whole units by demand, or by item where it moves stock.

    lane: its number. trips: rotations that the load takes.
    """

    lane: int
    trips: int
    load: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Network:
    """What journeys are made of: a case, its lanes, its goods, and the rows of its means."""

    case: Case
    lanes: tuple[Lane, ...]
    goods: Goods
    rows: MeansRows


def columns_of_journeys(network: Network, journeys: Sequence[Journey]) -> Columns:
    """What each journey takes of all means, and the need that it meets."""
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    worth, most = np.zeros(len(journeys)), np.zeros(len(journeys))
    for at, journey in enumerate(journeys):
        taken = (
            _moves(network, journey) if _is_move(network, journey) else _brings(network, journey)
        )
        taken += _travels(network, journey)
        rows += [row for row, _ in taken]
        values += [value for _, value in taken]
        columns += [at] * len(taken)
        worth[at] = need_met(network, journey)
        most[at] = network.case.scenario.vehicles[network.lanes[journey.lane].fleet].count
    return columns_of(
        np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64), np.array(values),
        network.rows.high.size, worth, most,
    )  # fmt: skip


def need_met(network: Network, journey: Journey) -> float:
    """In needs met, what a journey brings is worth."""
    if _is_move(network, journey):
        return 0.0
    arrival = network.lanes[journey.lane].arrival_day
    return float(sum(units * network.goods.value[j, arrival] for j, units in journey.load))


def _is_move(network: Network, journey: Journey) -> bool:
    return network.lanes[journey.lane].kind == LaneKind.TRANSFER


Taken = list[tuple[int, float]]


def _brings(network: Network, journey: Journey) -> Taken:
    lane, goods, rows = network.lanes[journey.lane], network.goods, network.rows
    depot = goods.depots.index(lane.origin)
    taken: Taken = []
    served: dict[int, float] = {}
    for j, units in journey.load:
        taken.append((int(goods.need[j]), units * float(goods.takes[j])))
        taken.append((int(rows.shelf(depot, int(goods.item[j]), lane.day)), units))
        households = units * float(goods.households[j] / goods.quantity[j])
        group = int(goods.group[j])
        served[group] = max(served.get(group, 0.0), households)
    kg = sum(units * float(goods.kg[j]) for j, units in journey.load)
    taken.append((int(rows.team(depot, lane.arrival_day)), sum(served.values())))
    taken.append((int(rows.ramp(depot, lane.day)), kg))
    return taken


def _moves(network: Network, journey: Journey) -> Taken:
    lane, goods, rows = network.lanes[journey.lane], network.goods, network.rows
    origin, target = goods.depots.index(lane.origin), goods.depots.index(lane.destination)
    taken: Taken = []
    kg = 0.0
    for item, units in journey.load:
        taken.append((int(rows.shelf(origin, item, lane.day)), units))
        taken.append((int(rows.shelf(target, item, lane.ready_day)), -units))
        kg += units * network.case.pack.catalogue[goods.items[item]].kg
    taken.append((int(rows.ramp(origin, lane.day)), kg))
    taken.append((int(rows.ramp(target, lane.arrival_day)), kg))
    taken.append((rows.budget, kg * lane.handling_per_kg))
    return taken


def _travels(network: Network, journey: Journey) -> Taken:
    lane, rows = network.lanes[journey.lane], network.rows
    last = min(lane.day + lane.days - 1, rows.days)
    taken: Taken = [(int(rows.vehicle(lane.fleet, on)), 1.0) for on in range(lane.day, last + 1)]
    taken.append((rows.budget, journey.trips * lane.trip_cost + lane.vehicle_cost))
    return taken
