"""Trips that share a vehicle: those light enough to be joined, and the tours they become."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.access import TourWay
from rrm.allocation.lanes import Lane


@dataclass(frozen=True, slots=True, eq=False)
class LightTrip:
    """A direct trip whose load leaves room for others.

    at: number of its lane; number: which of the lane's trips. load: quantity by demand.
    kg, m3: of the load. worth: its value, of which a trip's risk is expected to be lost.
    """

    at: int
    number: int
    lane: Lane
    load: tuple[tuple[int, float], ...]
    kg: float
    m3: float
    worth: float

    @property
    def key(self) -> tuple[int, int]:
        """What tells it from the others."""
        return (self.at, self.number)

    @property
    def alone(self) -> float:
        """What it costs where a vehicle makes it and no other trip."""
        return self.lane.trip_cost + self.lane.vehicle_cost


@dataclass(frozen=True, slots=True)
class Tour:
    """One vehicle's trip by the sites of several direct trips, in their order, and home.

    trips: those that it stands for, one a stop. day: of departure; days: away, the first included.
    hours: of work, out and home; hours_per_day: worked on each day away. trip_cost: of its
    kilometres, doubts, tolls and escort; vehicle_cost: hire. starts, starts_last: hour at which
    work begins on the first and on the last day.
    """

    trips: tuple[LightTrip, ...]
    way: TourWay
    day: int
    days: int
    hours: float
    hours_per_day: float
    trip_cost: float
    vehicle_cost: float
    starts: float
    starts_last: float

    @property
    def fleet(self) -> int:
        """Row of the vehicles table that it is made with."""
        return self.trips[0].lane.fleet

    @property
    def stops(self) -> tuple[str, ...]:
        """The sites that it serves, in order."""
        return tuple(trip.lane.destination for trip in self.trips)

    @property
    def keys(self) -> frozenset[tuple[int, int]]:
        """The direct trips that it stands for."""
        return frozenset(trip.key for trip in self.trips)

    @property
    def cost(self) -> float:
        """In all."""
        return self.trip_cost + self.vehicle_cost

    @property
    def lost(self) -> float:
        """Value of goods expected to be lost on the way to each stop."""
        at_stops = zip(self.trips, self.way.risks, strict=True)
        return sum(trip.worth * risk for trip, risk in at_stops)
