"""The trips of one fleet that leave on one day, and what joining some of them is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from rrm.allocation.lanes import Lane
from rrm.allocation.routes.touring import CENT
from rrm.allocation.routes.trips import LightTrip, Tour


@dataclass(frozen=True, slots=True)
class Spent:
    """What a day's departures of a fleet take: money, and vehicles on each day from the first."""

    money: float
    vehicles: tuple[int, ...]

    @property
    def vehicle_days(self) -> int:
        """Vehicles away, summed over the days."""
        return sum(self.vehicles)

    def is_no_worse(self, than: Spent) -> bool:
        """Whether it takes no more money, and on no day more vehicles."""
        fewer = zip(self.vehicles, than.vehicles, strict=True)
        return round(self.money - than.money, CENT) <= 0 and all(a <= b for a, b in fewer)

    def __add__(self, other: Spent) -> Spent:
        together = zip(self.vehicles, other.vehicles, strict=True)
        return Spent(self.money + other.money, tuple(a + b for a, b in together))


@dataclass(frozen=True, slots=True)
class DayGroup:
    """Trips of a fleet that leave on one day.

    light: those that may share a vehicle. trips: of each lane that has a light one, all its
    trips, the heavy ones too, as a vehicle may make several of them. days: the longest away.
    """

    light: tuple[LightTrip, ...]
    trips: Mapping[int, int]
    lanes: Mapping[int, Lane]

    @property
    def days(self) -> int:
        """The most days that one of its vehicles is away."""
        return max((lane.days for lane in self.lanes.values()), default=1)

    def spent(self, tours: Iterable[Tour] = ()) -> Spent:
        """By tours, and direct trips for all that they don't stand for."""
        joined = list(tours)
        taken = Counter(trip.at for tour in joined for trip in tour.trips)
        total = Spent(0.0, (0,) * self.days)
        for at, trips in self.trips.items():
            total += self.direct(at, trips - taken[at])
        for tour in joined:
            total += self.by_tour(tour)
        return total

    def direct(self, at: int, trips: int) -> Spent:
        """By so many direct trips on a lane."""
        lane = self.lanes[at]
        needed = ceil(trips / lane.trips_per_vehicle)
        money = trips * lane.trip_cost + needed * lane.vehicle_cost
        return Spent(money, self._away(needed, lane.days))

    def by_tour(self, tour: Tour) -> Spent:
        """By one tour."""
        return Spent(tour.cost, self._away(1, tour.days))

    def _away(self, vehicles: int, days: int) -> tuple[int, ...]:
        return (vehicles,) * days + (0,) * (self.days - days)


Rank = tuple[float, int, int, tuple[tuple[str, ...], ...]]


def rank(spent: Spent, tours: Iterable[Tour]) -> Rank:
    """Cheapest first, then fewest vehicle-days, then fewest tours, then by their stops' names."""
    joined = sorted(tour.stops for tour in tours)
    return (round(spent.money, CENT), spent.vehicle_days, len(joined), tuple(joined))
