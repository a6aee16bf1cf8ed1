"""When each vehicle leaves and comes home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from rrm.allocation.lanes import Lane
from rrm.model.scenario import Settings


@dataclass(frozen=True, slots=True)
class Times:
    """Departure and return, local time; hours worked in between."""

    depart: datetime
    home: datetime
    hours: float


def lane_times(
    settings: Settings, day_starts: float, lane: Lane, trips: int, hours_per_day: float
) -> list[Times]:
    """Times of a lane's trips, vehicle after vehicle, each making all its rotations in turn.

    day_starts: hour of the day, e.g. 6. A trip of several days works hours_per_day on each and
    comes home on the last. For water, a vehicle's first rotation holds the drive from the depot
    to the source and home again.
    """
    times: list[Times] = []
    midnight = datetime.combine(settings.date_of(lane.day), time())
    start = midnight + timedelta(hours=day_starts)
    for trip in range(trips):
        is_first = trip % lane.trips_per_vehicle == 0
        depart = start if is_first else times[-1].home
        hours = lane.hours + (lane.vehicle_hours if is_first else 0.0)
        last_day_hours = hours - (lane.days - 1) * hours_per_day
        home = depart + timedelta(days=lane.days - 1, hours=last_day_hours)
        times.append(Times(depart, home, hours))
    return times


def written(moment: datetime) -> str:
    """ISO local time to the minute, rounded half up."""
    return (moment + timedelta(seconds=30)).strftime("%Y-%m-%dT%H:%M")
