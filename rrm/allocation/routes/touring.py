"""The best tour by the sites of some trips: what order, and whether it is allowed at all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from rrm.access import DaysAway, TourLeg, TourWays, round_trip, trip_home
from rrm.allocation.routes.trips import LightTrip, Tour
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Scenario, Vehicle

HAIR = 1e-9
"""Relative: sums that are equal but for rounding."""
CENT = 6
"""Decimals to which money is compared, so that rounding decides nothing."""


class Touring:
    """Tours of a scenario's vehicles; each set of trips is looked at once.

    A tour is allowed where it is no worse in anything than its trips one by one: the load fits on
    one vehicle; every leg is open, and on all days away; each stop is reached on the day on which
    its own trip would arrive; the vehicle is away for no more days than one of the trips; it
    costs no more than a vehicle for each trip; no more of the goods is expected to be lost; and
    the whole way out is below the pack's cap on risk.
    """

    def __init__(self, scenario: Scenario, pack: RulePack, most_stops: int) -> None:
        self._scenario = scenario
        self._classes = pack.access.classes
        cap = pack.access.risk_cap
        self._riskiest = 1.0 if cap is None or cap.goods is None else cap.goods
        self._ways = TourWays(scenario, pack.access)
        self._away = DaysAway(scenario, pack.access)
        self._known: dict[frozenset[tuple[int, int]], Tour | None] = {}
        self.most_stops = most_stops

    def best(self, trips: Sequence[LightTrip]) -> Tour | None:
        """The cheapest allowed tour by these trips' sites in any order; None where there is none.

        Of equally cheap ones the one with the fewest days, then hours, then by its stops' names.
        """
        key = frozenset(trip.key for trip in trips)
        if key not in self._known:
            self._known[key] = self._best(trips)
        return self._known[key]

    def legs(self, trips: Sequence[LightTrip]) -> tuple[TourLeg, ...] | None:
        """From the depot by these trips' sites in their order and home, where every leg is open."""
        vehicle, day = self.vehicle(trips[0]), trips[0].lane.day
        stops = [trip.lane.destination for trip in trips]
        return self._ways.legs(vehicle.depot_id, stops, vehicle.vehicle_class, day)

    def vehicle(self, trip: LightTrip) -> Vehicle:
        """The row of the vehicles table that makes a trip."""
        return self._scenario.vehicles[trip.lane.fleet]

    def standing_hours(self, trip: LightTrip) -> tuple[float, float]:
        """Hours of loading, once a trip, and of unloading, at each stop."""
        rules = self._classes[self.vehicle(trip).vehicle_class]
        return rules.load_hours, rules.unload_hours

    def _best(self, trips: Sequence[LightTrip]) -> Tour | None:
        if not self._fit(trips):
            return None
        made = (self._tour(order) for order in permutations(trips))
        return min((tour for tour in made if tour is not None), key=_rank, default=None)

    def _fit(self, trips: Sequence[LightTrip]) -> bool:
        lane, sites = trips[0].lane, {trip.lane.destination for trip in trips}
        return (
            1 < len(trips) == len(sites) <= self.most_stops
            and len({(trip.lane.fleet, trip.lane.day) for trip in trips}) == 1
            and sum(trip.kg for trip in trips) <= lane.payload_kg * (1 + HAIR)
            and sum(trip.m3 for trip in trips) <= lane.volume_m3 * (1 + HAIR)
        )

    def _tour(self, trips: tuple[LightTrip, ...]) -> Tour | None:
        day, vehicle = trips[0].lane.day, self.vehicle(trips[0])
        rules = self._classes[vehicle.vehicle_class]
        stops = [trip.lane.destination for trip in trips]
        way = self._ways.way(vehicle.depot_id, stops, vehicle.vehicle_class, day)
        made = None if way is None else trip_home(self._away, way.row, rules, vehicle, day)
        if way is None or made is None:
            return None
        trip, hours_per_day = made
        last = day + trip.days - 1
        tour = Tour(
            trips=trips,
            way=way,
            day=day,
            days=trip.days,
            hours=trip.hours,
            hours_per_day=hours_per_day,
            trip_cost=way.row.trip_cost(vehicle.cost_per_km),
            vehicle_cost=vehicle.hire_cost_per_day * trip.days,
            starts=way.row.day_starts,
            starts_last=self._away.working_day(last)[0] if last > day else way.row.day_starts,
        )
        return tour if self._is_allowed(tour, rules.load_hours) else None

    def _is_allowed(self, tour: Tour, load_hours: float) -> bool:
        last, hired_to = tour.day + tour.days - 1, self._scenario.vehicles[tour.fleet].to_day
        return (
            tour.days <= max(trip.lane.days for trip in tour.trips)
            and (hired_to is None or last <= hired_to)
            and _arrives_as_planned(tour, load_hours)
            and tour.way.row.risk <= self._riskiest + HAIR
            and tour.cost <= sum(trip.alone for trip in tour.trips) * (1 + HAIR)
            and tour.lost <= sum(t.worth * t.lane.risk for t in tour.trips) * (1 + HAIR)
            and all(self._away.stays_open(tour.way.row, on) for on in range(tour.day + 1, last + 1))
        )


def _arrives_as_planned(tour: Tour, load_hours: float) -> bool:
    """Whether each stop is reached on the day of its own trip, so that nothing else changes."""
    return all(
        tour.day + round_trip(0.0, load_hours + hours, tour.hours_per_day).arrival_offset
        == trip.lane.arrival_day
        for trip, hours in zip(tour.trips, tour.way.arrivals, strict=True)
    )


def _rank(tour: Tour) -> tuple[float, int, float, tuple[str, ...]]:
    return (round(tour.cost, CENT), tour.days, round(tour.hours, CENT), tour.stops)
