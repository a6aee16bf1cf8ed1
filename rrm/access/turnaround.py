"""How long a trip takes out and home, and how many fit in a day."""

from __future__ import annotations

from math import ceil, floor

from rrm.model.access import Access, Turnaround
from rrm.model.rule_pack import ClassAccess
from rrm.model.scenario import WaterSource

_HAIR = 1e-9  # hours that add up to the working day but for rounding still fit it
SHORTEST_TRIP_HOURS = 1 / 60
"""What a trip counts as at least."""


def turnaround(access: Access, rules: ClassAccess, hours_per_day: float) -> Turnaround:
    """A trip with loading and unloading, for a vehicle that works so many hours a day.

    hours = load + out + unload + back. For a tanker loading is filling at the source and
    unloading is discharging.
    If hours <= hours_per_day: days = 1, trips_per_day = floor(hours_per_day / hours).
    Else: days = ceil(hours / hours_per_day), trips_per_day = 0.
    arrival_offset = ceil((load + out) / hours_per_day) - 1.
    Where `days` is more than rules.max_trip_days, this vehicle can't make the trip.
    Source: cycle = fill + out + discharge + back, trips a day whole, zero meaning infeasible
    (water trucking practice, Oxfam and UNHCR).
    """
    hours = rules.load_hours + access.hours + rules.unload_hours + access.hours_back
    return round_trip(hours, rules.load_hours + access.hours, hours_per_day)


def round_trip(hours: float, hours_to_arrival: float, hours_per_day: float) -> Turnaround:
    """The same from its sums; a trip counts as a minute at least."""
    days = _days(hours, hours_per_day)
    trips = floor(hours_per_day / max(hours, SHORTEST_TRIP_HOURS) + _HAIR) if days == 1 else 0
    return Turnaround(hours, days, _days(hours_to_arrival, hours_per_day) - 1, trips)


def filling_hours(rules: ClassAccess, volume_m3: float, source: WaterSource) -> float:
    """How long a tanker of that volume fills at a source.

    volume_m3 / m3_per_hour where the source says how fast it gives water; else the class's
    load_hours.
    """
    if source.m3_per_hour is None:
        return rules.load_hours
    return volume_m3 / source.m3_per_hour


def cycles_a_day(cycle_hours: float, positioning_hours: float, hours_per_day: float) -> int:
    """Whole cycles that a tanker makes between source and site on a day.

    positioning_hours: the drive from its base to the source in the morning, and home at night.
    floor((hours_per_day - positioning) / cycle), 0 meaning that it can't work there; a cycle
    counts as a minute at least.
    """
    working = hours_per_day - positioning_hours
    return max(0, floor(working / max(cycle_hours, SHORTEST_TRIP_HOURS) + _HAIR))


def _days(hours: float, hours_per_day: float) -> int:
    return max(1, ceil(hours / hours_per_day - _HAIR))
