"""The drive of a tanker from its depot to the source where it fills, and home at the end."""

from __future__ import annotations

from rrm.model.access import Access
from rrm.verification.network import Measured
from rrm.verification.replay import Journey, Purpose, Replay
from rrm.verification.tolerance import exceeds


def positioning(replay: Replay, journey: Journey) -> Measured | None:
    """The fastest drive from the depot to the source and home again, together; hours and km.

    None where the class can't get there or home on that day. Goods trips start at their depot.
    """
    if journey.purpose is not Purpose.WATER:
        return Measured(0.0, 0.0, 0.0)
    trip, depot = journey.trip, replay.depot_node(journey.trip.depot_id)
    source = journey.origin_node
    there = replay.network.fastest(depot, source, trip.vehicle_class, trip.day)
    home = replay.network.fastest(source, depot, trip.vehicle_class, trip.day)
    if there is None or home is None:
        return None
    return Measured(there.hours + home.hours, there.km + home.km, 0.0)


def is_positioned(replay: Replay, journey: Journey) -> bool:
    """Whether a trip's hours leave room for both drives beside its own cycle."""
    added = positioning(replay, journey)
    if added is None or journey.way is None:
        return False
    return not exceeds(cycle_hours(replay, journey, journey.way) + added.hours, journey.trip.hours)


def cycle_hours(replay: Replay, journey: Journey, way: Access) -> float:
    """Loading, out, unloading and back, by the access row of the trip's first day."""
    rules = replay.rules(journey.trip)
    return rules.load_hours + way.hours + rules.unload_hours + way.hours_back
