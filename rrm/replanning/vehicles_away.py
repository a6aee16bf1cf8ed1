"""Which vehicles are still on the road on a day, and when each can be sent again."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from rrm.model.plan import Trip
from rrm.model.scenario import Scenario, Vehicle
from rrm.replanning.course import Course
from rrm.replanning.depot_events import return_day


@dataclass(frozen=True, slots=True)
class VehicleAway:
    """A vehicle on a trip of several days. fleet: its row of the vehicles' table, from 0.

    free_from: the day from which it can be sent again, the one after it is home.
    """

    fleet: int
    vehicle_class: str
    depot_id: str
    free_from: int


def vehicles_away(course: Course, day: int) -> tuple[VehicleAway, ...]:
    """Vehicles that left before a day and are not home when it begins.

    Where a depot has several rows of a class, a trip is counted with the first whose vehicles
    take its load and are not all away already.
    """
    away: list[VehicleAway] = []
    taken: Counter[int] = Counter()
    for trip, waybills in course.trips:
        home = return_day(course, trip)
        if not course.has_left(trip, waybills, day) or home < day:
            continue
        fleet = _row_of(course.scenario, trip, home, taken)
        if fleet is not None:
            taken[fleet] += 1
            away.append(VehicleAway(fleet, trip.vehicle_class, trip.depot_id, home + 1))
    return tuple(away)


def vehicles_from(
    scenario: Scenario, away: tuple[VehicleAway, ...], day: int
) -> tuple[Vehicle, ...]:
    """The vehicles' table from a day on: nothing leaves before, those away when they are home."""
    freed: dict[int, Counter[int]] = defaultdict(Counter)
    for one in away:
        freed[one.fleet][one.free_from] += 1
    rows: list[Vehicle] = []
    for fleet, row in enumerate(scenario.vehicles):
        later = freed[fleet]
        here = row.count - sum(later.values())
        # A row all of whose vehicles are away stands with the days on which they are home.
        counts = {day: here} if here or not later else {}
        for free_from, count in (*counts.items(), *sorted(later.items())):
            first = max(row.from_day, free_from)
            if row.to_day is None or free_from <= row.to_day:
                rows.append(row.model_copy(update={"count": count, "from_day": first}))
    return tuple(rows)


def _row_of(scenario: Scenario, trip: Trip, home: int, taken: Counter[int]) -> int | None:
    rows = [
        (fleet, row)
        for fleet, row in enumerate(scenario.vehicles)
        if (row.vehicle_class, row.depot_id) == (trip.vehicle_class, trip.depot_id)
        and row.from_day <= trip.day
        and home <= (row.to_day or home)
        and taken[fleet] < row.count
    ]
    suited = [
        fleet
        for fleet, row in rows
        if trip.load_kg <= row.payload_kg + 1e-3 and trip.load_m3 <= row.volume_m3 + 1e-6
    ]
    first = [*suited, *(fleet for fleet, _ in rows)]
    return first[0] if first else None
