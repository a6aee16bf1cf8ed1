"""Lanes of goods as columns of figures, so that a hundred thousand are weighed at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from rrm.allocation.lanes import Lane, LaneKind
from rrm.allocation.scale.arrays import Floats, Whole
from rrm.allocation.scale.goods import Goods


@dataclass(frozen=True, slots=True)
class LaneTable:
    """A row a lane, to sites with equally many demands; a column a demand of its site.

    number: of each lane among all lanes. fleet, origin: numbers. last: day on which the vehicle
    is home. trips: that one vehicle makes. demand: numbers of demands. value: need that a unit
    meets on arrival. kg, m3: what a unit takes of a trip's payload and room. households: served
    with a unit. group: of each demand, the first column of its group, whose households are
    served once however much they get. way: the first column that meets the same need.
    """

    number: Whole
    fleet: Whole
    origin: Whole
    day: Whole
    arrival: Whole
    last: Whole
    trips: Floats
    trip_cost: Floats
    vehicle_cost: Floats
    demand: Whole
    value: Floats
    kg: Floats
    m3: Floats
    households: Floats
    group: Whole
    way: Whole

    def only(self, rows: Whole | NDArray[np.bool_]) -> LaneTable:
        """These rows."""
        return LaneTable(*(getattr(self, field.name)[rows] for field in fields(self)))

    @property
    def days(self) -> Whole:
        """Days that the vehicle is away."""
        return self.last - self.day + 1


def lane_tables(lanes: Sequence[Lane], goods: Goods) -> tuple[LaneTable, ...]:
    """All lanes to sites where goods are due, in tables by how many demands a site has."""
    alike: dict[int, list[int]] = defaultdict(list)
    for at, lane in enumerate(lanes):
        if lane.kind == LaneKind.GOODS and lane.destination in goods.of_site:
            alike[len(goods.of_site[lane.destination])].append(at)
    return tuple(_table(lanes, goods, numbers) for _, numbers in sorted(alike.items()))


def _table(lanes: Sequence[Lane], goods: Goods, numbers: list[int]) -> LaneTable:
    there = [lanes[at] for at in numbers]
    demand = np.array([goods.of_site[lane.destination] for lane in there])
    arrival = _whole(lane.arrival_day for lane in there)
    payload = np.array([lane.payload_kg for lane in there])
    room = np.array([lane.volume_m3 for lane in there])
    day = _whole(lane.day for lane in there)
    last = np.minimum(day + _whole(lane.days for lane in there) - 1, goods.value.shape[1] - 1)
    sites = {lane.destination for lane in there}
    groups = {site: _first_of(goods.group[list(goods.of_site[site])]) for site in sites}
    ways = {site: _first_of(goods.need[list(goods.of_site[site])]) for site in sites}
    return LaneTable(
        number=np.array(numbers),
        fleet=_whole(lane.fleet for lane in there),
        origin=_whole(goods.depots.index(lane.origin) for lane in there),
        day=day,
        arrival=arrival,
        last=last,
        trips=np.array([float(lane.trips_per_vehicle) for lane in there]),
        trip_cost=np.array([lane.trip_cost for lane in there]),
        vehicle_cost=np.array([lane.vehicle_cost for lane in there]),
        demand=demand,
        value=goods.value[demand, arrival[:, None]],
        kg=goods.kg[demand] / payload[:, None],
        m3=goods.m3[demand] / room[:, None],
        households=goods.households[demand] / goods.quantity[demand],
        group=np.array([groups[lane.destination] for lane in there]),
        way=np.array([ways[lane.destination] for lane in there]),
    )


def _whole(values: Iterator[int]) -> Whole:
    return np.fromiter(values, dtype=np.int64)


def _first_of(numbers: Whole) -> list[int]:
    """By column, the first column of the same number."""
    found = numbers.tolist()
    return [found.index(number) for number in found]
