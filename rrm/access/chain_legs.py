"""The parts of a chain: what the vehicles of a depot bring to the next place, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from rrm.access.days_away import DaysAway
from rrm.access.way_home import trip_home
from rrm.model.access import Access, AccessTable, Turnaround
from rrm.model.rule_pack import AccessRules, RulePack
from rrm.model.scenario import Scenario, Vehicle

_KG_PER_T = 1000
_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Leg:
    """What one vehicle class of a depot brings to a site or another depot.

    trip: the row of the access table that holds on the day of departure. day, arrival_day: of the
    scenario. kg_per_day: by weight, that its vehicles there carry, spread over the days that they
    are away. cost_per_t: of full vehicles, by the cheapest of them, out and home.
    """

    trip: Access
    day: int
    arrival_day: int
    kg_per_day: float
    cost_per_t: float

    @property
    def order(self) -> tuple[int, float, float, int, str]:
        """Earliest arrival first, then least driving, least risk, earliest departure."""
        trip = self.trip
        return (self.arrival_day, trip.hours, trip.risk, self.day, trip.vehicle_class)


def handling_days(handling_hours: float, rules: AccessRules) -> int:
    """Whole days from a load's arrival to the day it goes on: at least to the next one.

    As many working days as the handling takes; what arrives by the evening goes on next morning.
    """
    working = max(rules.day_ends - rules.day_starts, 1.0)
    return max(1, ceil(handling_hours / working - _HAIR))


class Legs:
    """All legs of a scenario."""

    def __init__(self, scenario: Scenario, pack: RulePack, table: AccessTable) -> None:
        self._horizon = scenario.settings.horizon_days
        self._classes = pack.access.classes
        self._table = table
        self._away = DaysAway(scenario, pack.access)
        self._fleet: dict[tuple[str, str], list[Vehicle]] = {}
        for vehicle in scenario.vehicles:
            rules = self._classes.get(vehicle.vehicle_class)
            if rules is not None and rules.carries == "goods" and vehicle.count > 0:
                mine = self._fleet.setdefault((vehicle.depot_id, vehicle.vehicle_class), [])
                mine.append(vehicle)
        self._leaving: dict[tuple[str, str, int], tuple[Leg, ...]] = {}
        self._from: dict[tuple[str, str, int], tuple[Leg, ...]] = {}

    def leaving(self, origin: str, destination: str, day: int) -> tuple[Leg, ...]:
        """Legs that leave on that day and arrive within the horizon, one a class at most."""
        key = (origin, destination, day)
        if key not in self._leaving:
            legs = (
                self._leg(vehicle_class, vehicles, destination, day)
                for (depot, vehicle_class), vehicles in self._fleet.items()
                if depot == origin
            )
            self._leaving[key] = tuple(leg for leg in legs if leg is not None)
        return self._leaving[key]

    def leaving_from(self, origin: str, destination: str, day: int) -> tuple[Leg, ...]:
        """Legs that leave on that day or later and that none beats in both arrival and hours."""
        for first in range(self._horizon, day - 1, -1):
            key = (origin, destination, first)
            if key not in self._from:
                later = self._from.get((origin, destination, first + 1), ())
                self._from[key] = _unbeaten((*self.leaving(origin, destination, first), *later))
        return self._from.get((origin, destination, day), ())

    def _leg(
        self, vehicle_class: str, vehicles: Iterable[Vehicle], destination: str, day: int
    ) -> Leg | None:
        made = list(self._made(vehicle_class, vehicles, destination, day))
        if not made:
            return None
        offset = min(trip.arrival_offset for _, _, trip in made)
        first = [one for one in made if one[2].arrival_offset == offset]
        return Leg(
            trip=first[0][1],
            day=day,
            arrival_day=day + offset,
            kg_per_day=sum(
                vehicle.count * vehicle.payload_kg * max(1, trip.trips_per_day) / trip.days
                for vehicle, _, trip in first
            ),
            cost_per_t=min(
                row.trip_cost(vehicle.cost_per_km) / (vehicle.payload_kg / _KG_PER_T)
                for vehicle, row, _ in first
            ),
        )

    def _made(
        self, vehicle_class: str, vehicles: Iterable[Vehicle], destination: str, day: int
    ) -> Iterator[tuple[Vehicle, Access, Turnaround]]:
        """The vehicles that can leave on that day and be home in time by an open way."""
        rules = self._classes[vehicle_class]
        for vehicle in vehicles:
            row = self._table.on(vehicle.depot_id, destination, vehicle_class, day)
            if row is None or not row.open or day < vehicle.from_day:
                continue
            made = trip_home(self._away, row, rules, vehicle, day)
            if made is None:
                continue
            trip, _ = made
            if day + trip.arrival_offset > self._horizon:
                continue
            last = day + trip.days - 1
            is_hired = vehicle.to_day is None or last <= vehicle.to_day
            later = range(day + 1, last + 1)
            if is_hired and all(self._away.stays_open(row, on) for on in later):
                yield vehicle, row, trip


def _unbeaten(legs: Iterable[Leg]) -> tuple[Leg, ...]:
    found: list[Leg] = []
    for leg in sorted(legs, key=lambda leg: leg.order):
        if not found or leg.trip.hours < found[-1].trip.hours:
            found.append(leg)
    return tuple(found)
