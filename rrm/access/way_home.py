"""Whether a vehicle that leaves by a way that is open is home before that way closes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rrm.access.days_away import DaysAway
from rrm.access.turnaround import turnaround
from rrm.model.access import Access, Turnaround
from rrm.model.rule_pack import ClassAccess, RulePack
from rrm.model.scenario import Scenario, Vehicle


@dataclass(frozen=True, slots=True)
class CaughtAway:
    """Days of departure on which a way is open, and closed again before the vehicle is home.

    No plan sends a vehicle then. first_day, last_day: of the scenario, both included.
    """

    origin: str
    destination: str
    vehicle_class: str
    first_day: int
    last_day: int


def trip_home(
    away: DaysAway, row: Access, rules: ClassAccess, vehicle: Vehicle, day: int
) -> tuple[Turnaround, float] | None:
    """A trip that leaves on a day, and the hours that it works on each of its days.

    They are those of the shortest working day on which it is away, so that it is at rest in time
    whatever curfew begins meanwhile. None where it isn't home in as many days as it may be away.
    """
    hours_per_day = min(vehicle.hours_per_day, row.day_hours)
    while hours_per_day > 0:
        trip = turnaround(row, rules, hours_per_day)
        if trip.days > rules.max_trip_days:
            return None
        later = (away.working_day(on)[1] for on in range(day + 1, day + trip.days))
        shortest = min(later, default=hours_per_day)
        if shortest >= hours_per_day:
            return trip, hours_per_day
        hours_per_day = shortest
    return None


def caught_away(scenario: Scenario, pack: RulePack, rows: Iterable[Access]) -> list[CaughtAway]:
    """Of open rows from depots, the days on which no vehicle that leaves comes home by them.

    rows: of the access table, by period. Adjoining days are told as one.
    """
    away = DaysAway(scenario, pack.access)
    found: list[CaughtAway] = []
    for row in rows:
        for day in _caught(scenario, pack.access.classes[row.vehicle_class], away, row):
            last = found[-1] if found else None
            journey = (row.origin, row.destination, row.vehicle_class)
            if last and _journey(last) == journey and last.last_day == day - 1:
                found[-1] = CaughtAway(*journey, last.first_day, day)
            else:
                found.append(CaughtAway(*journey, day, day))
    return found


def _journey(one: CaughtAway) -> tuple[str, str, str]:
    return (one.origin, one.destination, one.vehicle_class)


def _caught(scenario: Scenario, rules: ClassAccess, away: DaysAway, row: Access) -> Iterator[int]:
    stationed = [
        one
        for one in scenario.vehicles
        if (one.depot_id, one.vehicle_class) == (row.origin, row.vehicle_class) and one.count > 0
    ]
    if not row.open or not stationed:
        return
    for day in range(row.period_start, row.period_end + 1):
        trips = [trip_home(away, row, rules, vehicle, day) for vehicle in stationed]
        if not any(made is not None and _stays_open(away, row, day, made[0]) for made in trips):
            yield day


def _stays_open(away: DaysAway, row: Access, day: int, trip: Turnaround) -> bool:
    return all(away.stays_open(row, later) for later in range(day + 1, day + trip.days))
