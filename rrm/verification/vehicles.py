"""Whether there are enough vehicles, and whether their drivers sleep."""

from __future__ import annotations

from datetime import datetime, timedelta

from rrm.model.language import msg
from rrm.model.scenario import Vehicle
from rrm.model.verdict import Check
from rrm.verification.matching import most_served
from rrm.verification.positioning import cycle_hours
from rrm.verification.replay import Journey, Replay
from rrm.verification.tally import Tally
from rrm.verification.tolerance import KG_GRAIN, exceeds

CLOCK_HOURS = 1 / 60
"""Times of day are filed to the minute."""


def working_days_kept(replay: Replay) -> Check:
    """A trip's hours fit into the working days between its departure and its return.

    A working day begins when vehicles may be on the move and has the hours_per_day of the
    vehicle's row, or less where that ends sooner, so that a day trip is home by its end and a
    longer one rests at night.
    """
    tally = Tally("working_days_kept", msg("No vehicle works longer than its day"))
    for journey in replay.journeys:
        trip, lengths = journey.trip, _day_lengths(replay, journey)
        if lengths:
            worked = replay.working_hours(trip, max(lengths))
            tally.see(
                not exceeds(trip.hours, worked + CLOCK_HOURS),
                msg(
                    "trip {trip}: {hours} h of work, {worked} between {depart} and {back}",
                    trip=trip.trip_id, hours=trip.hours, worked=worked,
                    depart=trip.depart.isoformat(timespec="minutes"),
                    back=trip.return_.isoformat(timespec="minutes"),
                ),
            )  # fmt: skip
    return tally.check()


def curfews_kept(replay: Replay) -> Check:
    """A trip leaves and comes home in the hours in which vehicles may be on the move that day.

    These are the longest stretch of the pack's working day that no curfew cuts; access.csv gives
    no trip more of them.
    """
    tally = Tally("curfews_kept", msg("Nobody is on the road at night or in a curfew"))
    grain = timedelta(hours=CLOCK_HOURS)
    for journey in replay.journeys:
        trip = journey.trip
        for when in (trip.depart, trip.return_):
            begins, ends = replay.moving_hours(replay.day_of(when))
            tally.see(
                begins - grain <= when <= ends + grain,
                msg(
                    "trip {trip}: on the road at {moment}, that day’s hours are {begins} to {ends}",
                    trip=trip.trip_id, moment=when.isoformat(timespec="minutes"),
                    begins=f"{begins:%H:%M}", ends=f"{ends:%H:%M}",
                ),
            )  # fmt: skip
        for way in journey.ways:
            begins_at, ends_at = replay.network.dates.hours_of_movement(trip.day)
            filed_end = way.day_starts + way.day_hours
            tally.see(
                not exceeds(begins_at, way.day_starts) and not exceeds(filed_end, ends_at),
                msg(
                    "{origin} to {stop}, day {day}: on the road from {begins} to {ends} h by "
                    "access.csv, allowed are {first} to {last} h",
                    origin=way.origin, stop=way.destination, day=trip.day, begins=way.day_starts,
                    ends=filed_end, first=begins_at, last=ends_at,
                ),
            )  # fmt: skip
    return tally.check()


def trips_home_in_time(replay: Replay) -> Check:
    """No trip is away for more days than its class may be."""
    tally = Tally("trips_home_in_time", msg("No vehicle is away for more days than it may"))
    for journey in replay.journeys:
        days, limit = len(replay.days_away(journey.trip)), replay.rules(journey.trip).max_trip_days
        tally.see(
            days <= limit,
            msg(
                "trip {trip}: away for {days} days, {vehicle} may be for {limit}",
                trip=journey.trip.trip_id, days=days, vehicle=journey.trip.vehicle_class,
                limit=limit,
            ),
        )  # fmt: skip
    return tally.check()


def enough_vehicles(replay: Replay) -> Check:
    """At no moment are more vehicles of a depot and class away than it has that day.

    Where its rows differ, each trip needs one that takes its kilograms and m3 and works as long
    as it does. Looked at whenever one leaves, and at the start of each day away, when a hire may
    have ended.
    """
    tally = Tally("enough_vehicles", msg("No more vehicles are away than there are"))
    for (depot_id, vehicle_class), journeys in replay.fleets.items():
        for day, away in _away_by_day(replay, journeys).items():
            rows = replay.vehicles((depot_id, vehicle_class), day)
            suited = {j.trip.trip_id: _suited_rows(replay, j, rows) for j in away}
            for moment in _moments(replay, day, away):
                choices = [suited[j.trip.trip_id] for j in _out_at(moment, away)]
                served = most_served(choices, [row.count for row in rows])
                tally.see(
                    served == len(choices),
                    msg(
                        "{depot}, {vehicle}, {moment}: {out} are away, "
                        "the vehicles there are suffice for {served}",
                        depot=depot_id, vehicle=vehicle_class, out=len(choices), served=served,
                        moment=moment.isoformat(timespec="minutes"),
                    ),
                )  # fmt: skip
    return tally.check()


def vehicle_days(replay: Replay, journeys: tuple[Journey, ...]) -> dict[int, int]:
    """Vehicles that a fleet needs at least on each day: the most that are away at once."""
    return {
        day: max(len(_out_at(moment, away)) for moment in _moments(replay, day, away))
        for day, away in _away_by_day(replay, journeys).items()
    }


def _away_by_day(replay: Replay, journeys: tuple[Journey, ...]) -> dict[int, list[Journey]]:
    found: dict[int, list[Journey]] = {}
    for journey in journeys:
        for day in replay.days_away(journey.trip):
            found.setdefault(day, []).append(journey)
    return dict(sorted(found.items()))


def _moments(replay: Replay, day: int, away: list[Journey]) -> list[datetime]:
    leaving = {j.trip.depart for j in away if replay.day_of(j.trip.depart) == day}
    return sorted(leaving | {replay.day_starts(day)})


def _out_at(moment: datetime, away: list[Journey]) -> list[Journey]:
    return [j for j in away if j.trip.depart <= moment < j.trip.return_]


def _suited_rows(replay: Replay, journey: Journey, rows: tuple[Vehicle, ...]) -> tuple[int, ...]:
    # A trip that no vehicle suits breaks another law; here it only takes up a vehicle.
    suited = tuple(at for at, row in enumerate(rows) if _suits(replay, journey, row))
    return suited or tuple(range(len(rows)))


def _suits(replay: Replay, journey: Journey, row: Vehicle) -> bool:
    worked = replay.working_hours(journey.trip, row.hours_per_day)
    return not (
        exceeds(journey.kg, row.payload_kg, KG_GRAIN)
        or exceeds(journey.m3, row.volume_m3)
        or exceeds(journey.trip.hours, worked + CLOCK_HOURS)
        or exceeds(cycle_hours(replay, journey, row), journey.trip.hours)
    )


def _day_lengths(replay: Replay, journey: Journey) -> list[float]:
    rows = replay.vehicles(journey.fleet, journey.trip.day)
    return [row.hours_per_day for row in rows]
