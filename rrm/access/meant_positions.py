"""Where a misplaced place was perhaps meant to lie, judged by how its links would then fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rrm.access.link_lengths import MeasuredLink, measured
from rrm.intake import listed_places, plain_name
from rrm.model.language import Message, Text, msg
from rrm.model.rounding import round_half_up
from rrm.model.scenario import Location

Guess = tuple[float, float, Message]


@dataclass(frozen=True, slots=True)
class MeantPosition:
    """A position that a place may have been meant to have.

    guess: what would have gone wrong. misfits: how many of its links would still be too short or
    unbelievably long there. times: the least and most that they would be of the straight line.
    """

    lat: float
    lon: float
    guess: Message
    links: int
    misfits: int
    times: tuple[float, float]


def likely_positions(
    place: Location, links: tuple[MeasuredLink, ...], locations: tuple[Location, ...]
) -> tuple[MeantPosition, ...]:
    """Positions at which at most half as many links would be wrong as now, the likeliest first.

    Slips of the pen come before namesakes of the network, these before namesakes of the lists of
    places, where as many links fit; among namesakes the one at which the links go round least
    unevenly. links: those of the place.
    """
    now = sum(not link.fits for link in links)
    ranked: list[tuple[int, int, float, int, MeantPosition]] = []
    for kind, guesses in enumerate(_kinds_of_guess(place, locations)):
        for number, guess in enumerate(guesses):
            meant = _judged(place, links, guess)
            if meant is not None and 2 * meant.misfits <= now:
                unevenness = meant.times[1] / max(meant.times[0], 0.01) if kind else 0.0
                ranked.append((meant.misfits, kind, unevenness, number, meant))
    # A list often has a place that the network or another list has too.
    spots: dict[tuple[float, float], MeantPosition] = {}
    for *_, meant in sorted(ranked, key=lambda one: one[:4]):
        spots.setdefault((round(meant.lat, 2), round(meant.lon, 2)), meant)
    return tuple(spots.values())


def _kinds_of_guess(place: Location, locations: tuple[Location, ...]) -> list[list[Guess]]:
    return [
        _slips(place.lat, place.lon),
        list(_namesakes(place, locations)),
        list(_listed_namesakes(place)),
    ]


def _slips(lat: float, lon: float) -> list[Guess]:
    """The commonest slip of the pen first."""
    return [
        (lat, -lon, msg("with the sign of the longitude turned")),
        (lon, lat, msg("with latitude and longitude exchanged")),
        (-lat, lon, msg("with the sign of the latitude turned")),
    ]


def _namesakes(place: Location, locations: tuple[Location, ...]) -> Iterator[Guess]:
    wanted = plain_name(place.name)
    for other in locations:
        if other.node_id != place.node_id and plain_name(other.name) == wanted:
            yield other.lat, other.lon, msg("at the other {name}", name=other.name)


def _listed_namesakes(place: Location) -> Iterator[Guess]:
    for other in listed_places(place.name):
        if other.is_sound:
            yield (
                other.lat,
                other.lon,
                msg(
                    "at the {name} of {within} ({list})",
                    name=other.name,
                    within=other.within,
                    list=Text.of(other.source.title),
                ),
            )


def _judged(place: Location, links: tuple[MeasuredLink, ...], guess: Guess) -> MeantPosition | None:
    lat, lon, words = guess
    if abs(lat) > 90 or abs(lon) > 180:
        return None
    there = place.model_copy(update={"lat": lat, "lon": lon})
    moved = [
        measured(
            there,
            link.end if link.start.node_id == place.node_id else link.start,
            link.km,
            link.at,
            link.mode,
        )
        for link in links
    ]
    times = [round_half_up(link.times, 2) for link in moved if link.km > 0]
    return MeantPosition(
        lat=lat,
        lon=lon,
        guess=words,
        links=len(moved),
        misfits=sum(not link.fits for link in moved),
        times=(min(times, default=0.0), max(times, default=0.0)),
    )
