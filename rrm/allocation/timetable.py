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


def lane_times(settings: Settings, lane: Lane, trips: int) -> list[Times]:
    """Times of a lane's trips, vehicle after vehicle, each making all its rotations in turn.

    A trip of several days works the lane's hours_per_day on each and comes home on the last. For
    water, a vehicle's first rotation holds the drive from the depot to the source and home again.
    """
    times: list[Times] = []
    start = _begins(settings, lane.day, lane.starts)
    begins_last = _begins(settings, lane.day + lane.days - 1, lane.starts_last)
    for trip in range(trips):
        is_first = trip % lane.trips_per_vehicle == 0
        depart = start if is_first else times[-1].home
        hours = lane.hours + (lane.vehicle_hours if is_first else 0.0)
        on_last_day = hours - (lane.days - 1) * lane.hours_per_day
        home = (depart if lane.days == 1 else begins_last) + timedelta(hours=on_last_day)
        times.append(Times(depart, home, hours))
    return times


def _begins(settings: Settings, day: int, hour: float) -> datetime:
    return datetime.combine(settings.date_of(day), time()) + timedelta(hours=hour)


def written(moment: datetime) -> str:
    """ISO local time to the minute, rounded half up."""
    return (moment + timedelta(seconds=30)).strftime("%Y-%m-%dT%H:%M")
