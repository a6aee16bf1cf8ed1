"""Whether the stated lengths of links agree with where their ends lie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rrm.access.graph import Network
from rrm.model.great_circle import great_circle_km
from rrm.model.language import Message, msg, msg_plural
from rrm.model.problem import Place, Problem
from rrm.model.rounding import round_half_up
from rrm.model.scenario import Location

_TOLERANCE = 0.02  # rounded lengths and coordinates: no fault
_DETOUR = 5.0  # beyond so many times the straight line a road is hard to believe,
_DETOUR_KM = 50.0  # unless it is only this much longer
_SAME_SPOT_KM = 0.05  # places this near may well be 0 km apart
_LENGTH = Place("routes.csv", column="km")


@dataclass(frozen=True, slots=True)
class MeasuredLink:
    """A link with its stated length and the straight line between its ends, in km."""

    start: Location
    end: Location
    km: float
    straight_km: float

    @property
    def is_too_short(self) -> bool:
        """Whether it is shorter than the straight line, which no road can be."""
        return self.km < (1 - _TOLERANCE) * self.straight_km

    @property
    def is_too_long(self) -> bool:
        """Whether it is longer than a detour explains."""
        allowed = max(_DETOUR * self.straight_km, self.straight_km + _DETOUR_KM)
        return self.km > allowed

    @property
    def fits(self) -> bool:
        """Whether length and positions agree."""
        return not self.is_too_short and not self.is_too_long

    @property
    def looks_like_metres(self) -> bool:
        """Whether a thousandth of an overlong link would fit."""
        shorter = MeasuredLink(self.start, self.end, self.km / 1000, self.straight_km)
        return self.is_too_long and shorter.fits

    @property
    def is_nothing(self) -> bool:
        """Whether it says 0 km although its ends lie apart."""
        return self.km == 0 and self.straight_km > _SAME_SPOT_KM

    def words(self) -> Message:
        """The link with both lengths."""
        return msg(
            "{a}–{b} {km} km ({straight} km in a straight line)",
            a=self.start.name,
            b=self.end.name,
            km=round_half_up(self.km, 1),
            straight=round_half_up(self.straight_km, 1),
        )


def measured(start: Location, end: Location, km: float) -> MeasuredLink:
    """A link of that length between two places."""
    return MeasuredLink(start, end, km, great_circle_km(start.lat, start.lon, end.lat, end.lon))


def measured_links(network: Network) -> tuple[MeasuredLink, ...]:
    """All links whose ends are two known places, in the order of their table."""
    places = {place.node_id: place for place in network.locations}
    return tuple(
        measured(places[route.from_node], places[route.to_node], route.km)
        for route in network.routes
        if route.from_node != route.to_node
        and route.from_node in places
        and route.to_node in places
    )


def too_short(link: MeasuredLink) -> Problem:
    """A link shorter than the straight line."""
    return Problem(
        "RRM-A002",
        _LENGTH,
        found=msg("{link} is shorter than the straight line", link=link.words()),
        allowed=msg("a way is at least as long as the straight line between its ends"),
        remedy=msg("Check the length, and where both places lie."),
        is_error=False,
    )


def too_long(links: tuple[MeasuredLink, ...]) -> Iterator[Problem]:
    """Links longer than a detour explains, and links that were written in metres."""
    metres = [link for link in links if link.looks_like_metres]
    all_in_metres = len(metres) > 1 and 2 * len(metres) > len(links)
    if all_in_metres:
        yield _all_in_metres(len(metres), metres[0])
    for link in links:
        if link.looks_like_metres:
            if not all_in_metres:
                yield _in_metres(link)
        elif link.is_too_long:
            yield Problem(
                "RRM-A003",
                _LENGTH,
                found=msg("{link} is very long", link=link.words()),
                allowed=msg(
                    "a way is hardly longer than {times} times the straight line", times=_DETOUR
                ),
                remedy=msg("Check the length for a slipped decimal point or a wrong unit."),
                is_error=False,
            )


def nothing_long(links: tuple[MeasuredLink, ...]) -> Iterator[Problem]:
    """Links of 0 km between places that lie apart."""
    for link in links:
        if link.is_nothing:
            yield Problem(
                "RRM-A010",
                _LENGTH,
                found=msg("{link} has no length", link=link.words()),
                allowed=msg("a link between two places is longer than 0 km"),
                remedy=msg("Write its length in kilometres."),
                is_error=False,
            )


def _in_metres(link: MeasuredLink) -> Problem:
    return Problem(
        "RRM-A004",
        _LENGTH,
        found=msg("{link} looks like metres", link=link.words()),
        allowed=msg("lengths are in kilometres"),
        remedy=msg("If it is metres, write {km}.", km=link.km / 1000),
        is_error=False,
    )


def _all_in_metres(count: int, example: MeasuredLink) -> Problem:
    return Problem(
        "RRM-A004",
        _LENGTH,
        found=msg_plural(
            "{n} link looks like metres, such as {link}",
            "{n} links look like metres, such as {link}",
            n=count,
            link=example.words(),
        ),
        allowed=msg("lengths are in kilometres"),
        remedy=msg("If the column is in metres, divide it by 1,000."),
        is_error=False,
    )
