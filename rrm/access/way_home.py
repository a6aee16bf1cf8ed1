"""How long a vehicle is away, whatever shortens its days meanwhile."""

from __future__ import annotations

from rrm.access.days_away import DaysAway
from rrm.access.turnaround import turnaround
from rrm.model.access import Access, Turnaround
from rrm.model.rule_pack import ClassAccess
from rrm.model.scenario import Vehicle


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
