"""Vehicles and their trips: who is still at home, and which trip has room left."""

from __future__ import annotations

import math
from dataclasses import dataclass

from rrm.allocation.lanes import Lane
from rrm.allocation.policies.openings import Openings
from rrm.allocation.policies.purse import Purse
from rrm.allocation.policies.units import that_fit, whole_units
from rrm.model.rule_pack import Item


@dataclass(slots=True)
class TripMade:
    """One trip: the room left on it, and what it carries by demand (or item, for transfers)."""

    kg_left: float
    m3_left: float
    load: dict[int | str, float]


class Journeys:
    """All trips made so far, by lane; each is paid from the purse as it is added."""

    def __init__(self, openings: Openings, purse: Purse) -> None:
        self._lanes = openings.lanes
        self._purse = purse
        last = max((lane.day + lane.days for lane in openings.lanes), default=0)
        self._home = [[v.count] * (last + 1) for v in openings.case.scenario.vehicles]
        self.trips: dict[int, list[TripMade]] = {}

    def has_vehicle(self, at: int) -> bool:
        """Whether a vehicle is at home for all the days of a lane."""
        lane = self._lanes[at]
        home = self._home[lane.fleet]
        if lane.days == 1:
            return home[lane.day] > 0
        return all(home[day] > 0 for day in range(lane.day, lane.day + lane.days))

    def goes(self, at: int) -> bool:
        """Whether anything goes on a lane, or could."""
        return at in self.trips or self.has_vehicle(at)

    def offer(self, at: int, item: Item, units: float, one_trip: bool) -> float:
        """How many of so many units one more vehicle could take, all its rotations counted.

        one_trip: its first trip only.
        """
        if not self.has_vehicle(at):
            return 0.0
        lane = self._lanes[at]
        a_trip = that_fit(item, lane.payload_kg, lane.volume_m3)
        money = self._purse.left - lane.vehicle_cost
        if money < 0:
            return 0.0
        trips = 1 if one_trip else lane.trips_per_vehicle
        if trips * lane.trip_cost > money:
            trips = math.floor(money / lane.trip_cost)
        return min(units, a_trip * trips) if trips > 0 else 0.0

    def vehicles_on(self, at: int) -> int:
        """Vehicles that go on a lane."""
        return -(-len(self.trips.get(at, ())) // self._lanes[at].trips_per_vehicle)

    def room(self, at: int, item: Item, units: float, *, start: bool = True) -> float:
        """How many of so many units a lane's trips and, if start, one more vehicle could take."""
        found = sum(that_fit(item, one.kg_left, one.m3_left) for one in self.trips.get(at, ()))
        more = self.offer(at, item, units, one_trip=False) if start else 0.0
        return min(units, found + more)

    def price(self, at: int, item: Item, units: float) -> float:
        """What a vehicle with so many units costs: its hire, and each trip that they take."""
        lane = self._lanes[at]
        a_trip = that_fit(item, lane.payload_kg, lane.volume_m3)
        trips = 1 if a_trip == math.inf else max(1, math.ceil(units / a_trip - 1e-9))
        return lane.vehicle_cost + trips * lane.trip_cost

    def load(
        self, at: int, key: int | str, item: Item, units: float, *, start: bool, one_trip: bool
    ) -> float:
        """Loads what it can of so many units, and says how much.

        Trips with room are filled first, then the rotations left to the vehicles that go, then,
        if start, those of one more vehicle. one_trip: adds one trip at most.
        """
        waiting = units
        for trip in self.trips.get(at, ()):
            waiting -= _put(trip, key, item, waiting)
        lane, started = self._lanes[at], False
        may_carry = that_fit(item, lane.payload_kg, lane.volume_m3) > 0
        while may_carry and whole_units(waiting, item) > 0:
            is_new = len(self.trips.get(at, ())) % lane.trips_per_vehicle == 0
            if (is_new and (started or not start)) or not self._add_trip(at, lane, is_new):
                break
            started = started or is_new
            waiting -= _put(self.trips[at][-1], key, item, waiting)
            if one_trip:
                break
        return units - waiting

    def _add_trip(self, at: int, lane: Lane, is_new: bool) -> bool:
        """One more trip, if money and, where it takes a new one, a vehicle are there."""
        cost = lane.trip_cost + (lane.vehicle_cost if is_new else 0.0)
        if not self._purse.has(cost) or (is_new and not self.has_vehicle(at)):
            return False
        self._purse.pay(cost)
        if is_new:
            for day in range(lane.day, lane.day + lane.days):
                self._home[lane.fleet][day] -= 1
        self.trips.setdefault(at, []).append(TripMade(lane.payload_kg, lane.volume_m3, {}))
        return True


def _put(trip: TripMade, key: int | str, item: Item, units: float) -> float:
    taken = min(whole_units(units, item), that_fit(item, trip.kg_left, trip.m3_left))
    if taken <= 0:
        return 0.0
    trip.load[key] = trip.load.get(key, 0.0) + taken
    trip.kg_left -= taken * item.kg
    trip.m3_left -= taken * item.m3
    return taken
