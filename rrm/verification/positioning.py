"""The drive of a tanker from its depot to the source where it fills, and home at the end."""

from __future__ import annotations

from rrm.model.scenario import Vehicle
from rrm.verification.network import Measured
from rrm.verification.replay import Journey, Purpose, Replay
from rrm.verification.tolerance import KG_GRAIN, KM_GRAIN, exceeds


def positioning(replay: Replay, journey: Journey) -> Measured | None:
    """The drive from the depot to the source and home again, together; hours and km.

    By the row of access.csv, measured on its links. None where that has no way there and home
    that is open on that day. Goods trips start at their depot.
    """
    if journey.purpose is not Purpose.WATER:
        return Measured(0.0, 0.0, 0.0)
    drive, network, trip = journey.drive, replay.network, journey.trip
    if drive is None or not _joins(replay, journey):
        return None
    paths = (drive.path, drive.path_back)
    if not all(network.leads_through(path, trip.vehicle_class, trip.day) for path in paths):
        return None
    there, home = (network.measured(path, trip.vehicle_class, trip.day) for path in paths)
    return Measured(there.hours + home.hours, there.km + home.km, 0.0)


def is_positioned(replay: Replay, journey: Journey) -> bool:
    """Whether a trip's hours and kilometres leave room for both drives beside its own cycle."""
    added = positioning(replay, journey)
    if added is None or not journey.is_led:
        return False
    hours = cycle_hours(replay, journey) + added.hours
    km = cycle_km(replay, journey) + added.km
    return not exceeds(hours, journey.trip.hours) and not exceeds(km, journey.trip.km, KM_GRAIN)


def cycle_hours(replay: Replay, journey: Journey, vehicle: Vehicle | None = None) -> float:
    """Loading, out, unloading at each stop and back.

    By the access row of the trip's first day; of several stops by the links that lead to them.
    vehicle: the row of the vehicle table that makes it; else the one that is done soonest of
    those that take the load.
    """
    if journey.way is None or journey.last is None or not journey.is_led:
        return 0.0
    loading = loading_hours(replay, journey, vehicle)
    unloading = replay.rules(journey.trip).unload_hours * len(journey.stops)
    return loading + hours_to(replay, journey) + unloading + journey.last.hours_back


def hours_to(replay: Replay, journey: Journey, stops: int | None = None) -> float:
    """The drive to so many of its stops, to all where not given, without what is done there."""
    if journey.way is None:
        return 0.0
    if len(journey.stops) == 1:
        return journey.way.hours
    trip, network = journey.trip, replay.network
    onward = journey.out(stops)[max(0, len(journey.way.path) - 1) :]
    return journey.way.hours + network.measured(onward, trip.vehicle_class, trip.day).hours


def cycle_km(replay: Replay, journey: Journey) -> float:
    """Kilometres out and back, of the links."""
    trip = journey.trip
    if not journey.is_led:
        return 0.0
    out, back = (
        replay.network.measured(path, trip.vehicle_class, trip.day)
        for path in (journey.out(), journey.home)
    )
    return out.km + back.km


def loading_hours(replay: Replay, journey: Journey, vehicle: Vehicle | None = None) -> float:
    """How long a trip loads; a tanker fills its whole tank where the source says how fast.

    vehicle: as for cycle_hours.
    """
    pace = replay.m3_per_hour(journey.origin) if journey.purpose is Purpose.WATER else None
    if pace is None:
        return replay.rules(journey.trip).load_hours
    if vehicle is not None:
        return vehicle.volume_m3 / pace
    tanks = [
        row.volume_m3
        for row in replay.vehicles(journey.fleet, journey.trip.day)
        if not exceeds(journey.m3, row.volume_m3)
        and not exceeds(journey.kg, row.payload_kg, KG_GRAIN)
    ]
    return min(tanks, default=journey.m3) / pace


def _joins(replay: Replay, journey: Journey) -> bool:
    drive = journey.drive
    ends = (replay.depot_node(journey.trip.depot_id), journey.origin_node)
    if drive is None or not (drive.path and drive.path_back):
        return drive is not None and ends[0] == ends[1]
    return (drive.path[0], drive.path[-1]) == ends == (drive.path_back[-1], drive.path_back[0])
