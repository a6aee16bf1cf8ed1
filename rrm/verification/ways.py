"""Whether the ways that trips took exist, could be passed, were open, and are as long as said."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.model.access import Access
from rrm.model.language import msg
from rrm.model.verdict import Check
from rrm.verification.network import Hop, hops
from rrm.verification.replay import Journey, Replay
from rrm.verification.tally import Tally
from rrm.verification.tolerance import exceeds


def ways_lead_there(replay: Replay) -> Check:
    """A trip has an open row of access.csv on its first day, from its origin to its stop and back.

    The row's paths begin and end at the nodes of the two places. Of several stops that is asked of
    the way to the first and home from the last, and a way is open from each to the next. How a
    tanker comes to its source is asked by `tankers_drive_to_source`.
    """
    tally = Tally("ways_lead_there", msg("Every trip has a way that leads there and back"))
    for journey in replay.journeys:
        home = (journey.destination_node, journey.origin_node)
        holds = (
            journey.way is not None
            and journey.last is not None
            and journey.is_led
            and _joins(journey.way.path, (journey.origin_node, replay.first_node(journey)))
            and _joins(journey.last.path_back, home)
        )
        tally.see(
            holds,
            msg(
                "trip {trip}: access.csv has no open way from {origin} to {stop} and back "
                "for {vehicle} on day {day}",
                trip=journey.trip.trip_id, origin=journey.origin, stop=journey.destination,
                vehicle=journey.trip.vehicle_class, day=journey.trip.day,
            ),
        )  # fmt: skip
    return tally.check()


def links_exist(replay: Replay) -> Check:
    """Each step of a way taken is a link of the inputs, in the direction travelled."""
    tally = Tally("links_exist", msg("Every step of a way is a link of the network"))
    for way, (start, end) in _steps(replay):
        tally.see(
            (start, end) in replay.network.links,
            msg(
                "{origin} to {stop}: there is no link from {start} to {end}",
                origin=way.origin, stop=way.destination, start=start, end=end,
            ),
        )  # fmt: skip
    return tally.check()


def links_passable(replay: Replay) -> Check:
    """Each step can be passed by the class on the day it leaves: mode, surface, load limit.

    The surface by the season whose speeds count on that day.
    """
    tally = Tally("links_passable", msg("Every link taken carries the vehicle in its season"))
    network = replay.network
    for way, day in _ways_taken(replay):
        for hop in dict.fromkeys(_way_hops(way)):
            if hop in network.links:
                tally.see(
                    bool(network.passable(hop, way.vehicle_class, day)),
                    msg(
                        "{origin} to {stop}: {vehicle} can't pass from {start} to {end} on day "
                        "{day}",
                        origin=way.origin, stop=way.destination, vehicle=way.vehicle_class,
                        start=hop[0], end=hop[1], day=day,
                    ),
                )  # fmt: skip
    return tally.check()


def links_open(replay: Replay) -> Check:
    """On every day that a vehicle is away, its way there and back is open.

    Closed is what is reported closed for certain, what is out of its season, and a surface that
    the season of that day closes to the class.
    """
    tally = Tally("links_open", msg("No trip is on a closed road on any day it is away"))
    network = replay.network
    for journey, hop, day in _hops_by_day(replay):
        tally.see(
            bool(network.open_links(hop, journey.trip.vehicle_class, day)),
            msg(
                "trip {trip}: {start} to {end} is closed on day {day}",
                trip=journey.trip.trip_id, start=hop[0], end=hop[1], day=day,
            ),
        )  # fmt: skip
    return tally.check()


def escorts_kept(replay: Replay) -> Check:
    """A trip over links that need an escort leaves on a day on which a convoy takes it along.

    It stays with that convoy on the days that follow. access.csv says so of the way.
    """
    tally = Tally("escorts_kept", msg("Where an escort is needed, trips leave with a convoy"))
    network = replay.network
    for journey, hop, day in _hops_by_day(replay):
        trip, by_class = journey.trip, journey.trip.vehicle_class
        if not network.open_links(hop, by_class, day):
            continue
        with_convoy = network.has_convoy(by_class, trip.day)
        tally.see(
            bool(network.open_links(hop, by_class, day, with_convoy=with_convoy)),
            msg(
                "trip {trip}: {start} to {end} needs an escort, and no convoy takes {vehicle} "
                "along on day {day}",
                trip=trip.trip_id, start=hop[0], end=hop[1], vehicle=by_class, day=trip.day,
            ),
        )  # fmt: skip
    for way, day in _ways_taken(replay):
        needs_escort = network.dues(way.path, way.path_back, way.vehicle_class, day).needs_escort
        tally.see(
            way.escorted or not needs_escort,
            msg(
                "{origin} to {stop} by {vehicle}, day {day}: the way needs an escort, access.csv "
                "says none",
                origin=way.origin, stop=way.destination, vehicle=way.vehicle_class, day=day,
            ),
        )  # fmt: skip
    return tally.check()


def ways_measured(replay: Replay) -> Check:
    """A way taken is no faster, shorter, safer, surer or cheaper in access.csv than its links."""
    tally = Tally(
        "ways_measured", msg("No way is faster, shorter, safer or cheaper than its links")
    )
    for way, day in _ways_taken(replay):
        out = replay.network.measured(way.path, way.vehicle_class, day)
        back = replay.network.measured(way.path_back, way.vehicle_class, day)
        dues = replay.network.dues(way.path, way.path_back, way.vehicle_class, day)
        for measure, least, filed in (
            (msg("hours out"), out.hours, way.hours),
            (msg("hours back"), back.hours, way.hours_back),
            (msg("km out"), out.km, way.km),
            (msg("km back"), back.km, way.km_back),
            (msg("risk"), out.risk, way.risk),
            (msg("doubt"), dues.doubt, way.doubt),
            (msg("tolls and escort"), dues.tolls + dues.escort, way.extra_cost),
        ):
            tally.see(
                not exceeds(least, filed),
                msg(
                    "{origin} to {stop} by {vehicle}, day {day}: {filed} {measure} filed, "
                    "the links make {least}",
                    origin=way.origin, stop=way.destination, vehicle=way.vehicle_class, day=day,
                    measure=measure, filed=filed, least=least,
                ),
            )  # fmt: skip
    return tally.check()


def _joins(path: tuple[str, ...], ends: tuple[str, str]) -> bool:
    if not path:
        return ends[0] == ends[1]
    return (path[0], path[-1]) == ends


def _way_hops(way: Access) -> tuple[Hop, ...]:
    return (*hops(way.path), *hops(way.path_back))


def _hops_by_day(replay: Replay) -> Iterator[tuple[Journey, Hop, int]]:
    """Each step of each trip on each day that it is away, if it could be passed at the start."""
    for journey in replay.journeys:
        drive = _way_hops(journey.drive) if journey.drive is not None else ()
        for hop in dict.fromkeys((*hops(journey.out()), *hops(journey.home), *drive)):
            if replay.network.passable(hop, journey.trip.vehicle_class, journey.trip.day):
                for day in replay.days_away(journey.trip):
                    yield journey, hop, day


def _steps(replay: Replay) -> Iterator[tuple[Access, Hop]]:
    ways = {_key(way): way for way, _ in _ways_taken(replay)}
    for way in ways.values():
        yield from ((way, hop) for hop in _way_hops(way))


def _ways_taken(replay: Replay) -> Iterator[tuple[Access, int]]:
    taken = {
        (_key(way), journey.trip.day): (way, journey.trip.day)
        for journey in replay.journeys
        for way in journey.ways
    }
    return iter(taken.values())


def _key(way: Access) -> tuple[str, str, str, int]:
    return (way.origin, way.destination, way.vehicle_class, way.period_start)
