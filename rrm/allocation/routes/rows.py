"""A tour as a row of the plan's trips."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from rrm.allocation.programme import Case
from rrm.allocation.routes.trips import Tour
from rrm.allocation.timetable import Times, written
from rrm.model.plan import Trip
from rrm.model.rounding import round_half_up
from rrm.model.scenario import Settings


def tour_times(settings: Settings, tour: Tour) -> Times:
    """When the vehicle leaves and comes home; it works hours_per_day on each day but the last."""
    depart = _begins(settings, tour.day, tour.starts)
    begins_last = _begins(settings, tour.day + tour.days - 1, tour.starts_last)
    on_last_day = tour.hours - (tour.days - 1) * tour.hours_per_day
    home = (depart if tour.days == 1 else begins_last) + timedelta(hours=on_last_day)
    return Times(depart, home, tour.hours)


def tour_trip(case: Case, tour: Tour, trip_id: str) -> Trip:
    """Its row of trips.csv; load and risk are those on leaving and of the whole way out."""
    vehicle, way = case.scenario.vehicles[tour.fleet], tour.way.row
    times = tour_times(case.scenario.settings, tour)
    return Trip(
        trip_id=trip_id,
        day=tour.day,
        vehicle_class=vehicle.vehicle_class,
        depot_id=vehicle.depot_id,
        stops=tour.stops,
        depart=written(times.depart),
        return_=written(times.home),
        km=round_half_up(way.km + way.km_back, 3),
        hours=round_half_up(tour.hours, 4),
        load_kg=round_half_up(sum(trip.kg for trip in tour.trips), 3),
        load_m3=round_half_up(sum(trip.m3 for trip in tour.trips), 6),
        cost=round_half_up(tour.cost, 2),
        risk=round_half_up(way.risk, 6),
    )


def _begins(settings: Settings, day: int, hour: float) -> datetime:
    return datetime.combine(settings.date_of(day), time()) + timedelta(hours=hour)
