"""Whether the ways that trips took exist, could be passed, were open, and are as long as said."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.model.access import Access
from rrm.model.language import msg
from rrm.model.verdict import Check
from rrm.verification.network import Hop, hops
from rrm.verification.replay import Replay
from rrm.verification.tally import Tally
from rrm.verification.tolerance import exceeds


def ways_lead_there(replay: Replay) -> Check:
    """A trip has an open row of access.csv on its first day, from its origin to its stop and back.

    The row's paths begin and end at the nodes of the two places.
    """
    tally = Tally("ways_lead_there", msg("Every trip has a way that leads there and back"))
    for journey in replay.journeys:
        ends = (journey.origin_node, journey.destination_node)
        holds = (
            journey.way is not None
            and _joins(journey.way.path, ends)
            and _joins(journey.way.path_back, ends[::-1])
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
    """Each step can be passed by the class: its mode, surface in the season, and load limit."""
    tally = Tally("links_passable", msg("Every link taken carries the vehicle in this season"))
    network = replay.network
    for way, hop in _steps(replay):
        if hop in network.links:
            tally.see(
                bool(network.passable(hop, way.vehicle_class)),
                msg(
                    "{origin} to {stop}: {vehicle} can't pass from {start} to {end}",
                    origin=way.origin, stop=way.destination, vehicle=way.vehicle_class,
                    start=hop[0], end=hop[1],
                ),
            )  # fmt: skip
    return tally.check()


def links_open(replay: Replay) -> Check:
    """On every day that a vehicle is away, its way there and back is open.

    Closed is what is reported closed for certain, and the river out of its season.
    """
    tally = Tally("links_open", msg("No trip is on a closed road on any day it is away"))
    network = replay.network
    for journey in replay.journeys:
        for hop in _way_hops(journey.way):
            if not network.passable(hop, journey.trip.vehicle_class):
                continue
            for day in replay.days_away(journey.trip):
                tally.see(
                    bool(network.open_links(hop, journey.trip.vehicle_class, day)),
                    msg(
                        "trip {trip}: {start} to {end} is closed on day {day}",
                        trip=journey.trip.trip_id, start=hop[0], end=hop[1], day=day,
                    ),
                )  # fmt: skip
    return tally.check()


def ways_measured(replay: Replay) -> Check:
    """A way taken is no faster, shorter or safer in access.csv than its links leave possible."""
    tally = Tally("ways_measured", msg("No way is faster, shorter or safer than its links"))
    for way, day in _ways_taken(replay):
        out = replay.network.measured(way.path, way.vehicle_class, day)
        back = replay.network.measured(way.path_back, way.vehicle_class, day)
        for measure, least, filed in (
            (msg("hours out"), out.hours, way.hours),
            (msg("hours back"), back.hours, way.hours_back),
            (msg("km out"), out.km, way.km),
            (msg("km back"), back.km, way.km_back),
            (msg("risk"), out.risk, way.risk),
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


def _way_hops(way: Access | None) -> tuple[Hop, ...]:
    return (*hops(way.path), *hops(way.path_back)) if way is not None else ()


def _steps(replay: Replay) -> Iterator[tuple[Access, Hop]]:
    ways = {_key(way): way for way, _ in _ways_taken(replay)}
    for way in ways.values():
        yield from ((way, hop) for hop in _way_hops(way))


def _ways_taken(replay: Replay) -> Iterator[tuple[Access, int]]:
    taken = {
        (_key(journey.way), journey.trip.day): (journey.way, journey.trip.day)
        for journey in replay.journeys
        if journey.way is not None
    }
    return iter(taken.values())


def _key(way: Access) -> tuple[str, str, str, int]:
    return (way.origin, way.destination, way.vehicle_class, way.period_start)
