"""Whether a trip takes the time and the road that its way takes, and arrives when it can."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.model.language import msg
from rrm.model.verdict import Check
from rrm.verification.positioning import (
    cycle_hours,
    cycle_km,
    hours_to,
    is_positioned,
    loading_hours,
    positioning,
)
from rrm.verification.replay import Journey, Purpose, Replay
from rrm.verification.tally import Tally
from rrm.verification.tolerance import KM_GRAIN, agree, exceeds, whole_days


def trip_hours_full(replay: Replay) -> Check:
    """A trip's hours are at least loading, the drive out, unloading and the drive back.

    It unloads at each stop.
    For a tanker these are filling, out, discharging and back; its whole tank is filled, as fast as
    the source gives.
    """
    tally = Tally("trip_hours_full", msg("Trips last as long as loading, driving and unloading"))
    for journey in replay.journeys:
        if journey.is_led:
            least = cycle_hours(replay, journey)
            tally.see(
                not exceeds(least, journey.trip.hours),
                msg(
                    "trip {trip}: {filed} h filed, loading, driving and unloading take {least}",
                    trip=journey.trip.trip_id, filed=journey.trip.hours, least=least,
                ),
            )  # fmt: skip
    return tally.check()


def trip_distances_full(replay: Replay) -> Check:
    """A trip's kilometres are those of its links out and back.

    The first round of a tanker's day also holds the drive from its depot to the source and the
    last one home.
    """
    tally = Tally("trip_distances_full", msg("Trips are as long as the roads they take"))
    for journey in replay.journeys:
        if journey.is_led:
            km = _kilometres(replay, journey)
            tally.see(
                agree(journey.trip.km, km, KM_GRAIN),
                msg(
                    "trip {trip}: {filed} km filed, its links make {km}",
                    trip=journey.trip.trip_id, filed=journey.trip.km, km=km,
                ),
            )  # fmt: skip
    return tally.check()


def trip_risks_full(replay: Replay) -> Check:
    """A trip's risk is no less than that of passing its links on the way out, loaded."""
    tally = Tally("trip_risks_full", msg("No trip is said to be safer than the roads it takes"))
    for journey in replay.journeys:
        trip = journey.trip
        if journey.is_led:
            least = replay.network.measured(journey.out(), trip.vehicle_class, trip.day).risk
            tally.see(
                not exceeds(least, trip.risk),
                msg(
                    "trip {trip}: risk {filed} filed, its links make {least}",
                    trip=trip.trip_id, filed=trip.risk, least=least,
                ),
            )  # fmt: skip
    return tally.check()


def arrivals_follow(replay: Replay) -> Check:
    """A load arrives on the day on which loading and the drive out are done.

    Departure day + ceil((loading + drive out) / hours a day) - 1; water on the same day. The drive
    to a later stop holds the unloading at those before it.
    """
    tally = Tally("arrivals_follow", msg("Loads arrive when their trip can have got there"))
    for journey, place, day in _arrivals(replay):
        expected = _arrival_days(replay, journey, place)
        if expected is None:
            continue
        tally.see(
            expected[0] <= day <= expected[1],
            msg(
                "{place}: trip {trip} leaves on day {left} and arrives on day {first}, "
                "not on day {day}",
                place=place, trip=journey.trip.trip_id, left=journey.trip.day,
                first=expected[0], day=day,
            ),
        )  # fmt: skip
    return tally.check()


def _kilometres(replay: Replay, journey: Journey) -> float:
    added = positioning(replay, journey) if is_positioned(replay, journey) else None
    return cycle_km(replay, journey) + (added.km if added is not None else 0.0)


def _arrivals(replay: Replay) -> Iterator[tuple[Journey, str, int]]:
    landed = [(row.trip_id, row.site_id, row.day) for row in replay.run.deliveries]
    landed += [(row.trip_id, row.to_depot, row.arrival_day) for row in replay.run.transfers]
    for trip_id, place, day in landed:
        if trip_id in replay.journey_of:
            yield replay.journey_of[trip_id], place, day


def _arrival_days(replay: Replay, journey: Journey, place: str) -> tuple[int, int] | None:
    """The soonest and the latest day; curfews make the days of a trip differ in length.

    Soonest where each day is worked as long as it lasts, latest where each is worked no longer
    than the shortest of them.
    """
    trip = journey.trip
    lengths = {row.hours_per_day for row in replay.vehicles(journey.fleet, trip.day)}
    if not journey.is_led or not lengths or place not in journey.stops:
        return None
    if journey.purpose is Purpose.WATER:
        return trip.day, trip.day
    before = journey.stops.index(place)
    hours = loading_hours(replay, journey) + hours_to(replay, journey, before + 1)
    hours += before * replay.rules(trip).unload_hours
    daylight = {day: replay.hours_of_movement(day) for day in replay.days_away(trip)}
    shortest = min(*lengths, *daylight.values())
    if shortest <= 0:
        return None
    _, latest = whole_days(hours, shortest)
    return _soonest(hours, daylight, max(lengths)), trip.day + latest - 1


def _soonest(hours: float, daylight: dict[int, float], hours_per_day: float) -> int:
    worked = 0.0
    for day, length in sorted(daylight.items()):
        worked += min(length, hours_per_day)
        if not exceeds(hours, worked):
            return day
    return max(daylight)
