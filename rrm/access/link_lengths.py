"""Whether the stated lengths of links agree with where their ends lie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rrm.access.graph import Network
from rrm.model.great_circle import great_circle_km
from rrm.model.language import Message, msg, msg_plural
from rrm.model.problem import Place, Problem
from rrm.model.rounding import round_half_up
from rrm.model.row_places import RowPlaces
from rrm.model.scenario import Location, Mode

_TOLERANCE = 0.02  # rounded lengths and coordinates: no fault
# Beyond so many times the straight line a road is worth a look. Of 443 links of seven published
# networks 10 go further round; the two that were checked, 573 and 2,640 km, are wrong.
_DETOUR = 2.5
_DETOUR_KM = 50.0  # unless it is only this much longer
_UNBELIEVABLE = 5.0  # beyond so many times no road goes round; rivers may, up to it
_SAME_SPOT_KM = 0.05  # places this near may well be 0 km apart
_KM_A_MILE = 1.609344  # international mile
_MILES_FROM = 3  # fewer short links are no unit, but faults of their own
_MILES_FIT = 0.95


@dataclass(frozen=True, slots=True)
class MeasuredLink:
    """A link with its stated length and the straight line between its ends, in km.

    at: the cell of its length.
    """

    start: Location
    end: Location
    km: float
    straight_km: float
    at: Place
    mode: Mode = Mode.ROAD

    @property
    def times(self) -> float:
        """Its length by the straight line."""
        return self.km / max(self.straight_km, _SAME_SPOT_KM)

    @property
    def is_too_short(self) -> bool:
        """Whether it is shorter than the straight line, which no road can be."""
        return self.straight_km - self.km > max(_TOLERANCE * self.straight_km, _SAME_SPOT_KM)

    @property
    def is_long(self) -> bool:
        """Whether it goes further round than ways do."""
        return self._is_beyond(_UNBELIEVABLE if self.mode is Mode.RIVER else _DETOUR)

    @property
    def fits(self) -> bool:
        """Whether length and positions can both be right."""
        return not self.is_too_short and not self._is_beyond(_UNBELIEVABLE)

    @property
    def looks_like_metres(self) -> bool:
        """Whether a thousandth of an overlong link would fit."""
        return self._is_beyond(_UNBELIEVABLE) and replace(self, km=self.km / 1000).fits

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

    def _is_beyond(self, times: float) -> bool:
        return self.km > max(times * self.straight_km, self.straight_km + _DETOUR_KM)


def measured(start: Location, end: Location, km: float, at: Place, mode: Mode) -> MeasuredLink:
    """A link of that length between two places."""
    straight = great_circle_km(start.lat, start.lon, end.lat, end.lon)
    return MeasuredLink(start, end, km, straight, at, mode)


def measured_links(network: Network, rows: RowPlaces) -> tuple[MeasuredLink, ...]:
    """All links whose ends are two known places, in the order of their table."""
    places = {place.node_id: place for place in network.locations}
    return tuple(
        measured(
            places[route.from_node],
            places[route.to_node],
            route.km,
            rows.at("routes", number, "km"),
            route.mode,
        )
        for number, route in enumerate(network.routes)
        if route.from_node != route.to_node
        and route.from_node in places
        and route.to_node in places
    )


def too_short(link: MeasuredLink) -> Problem:
    """A link shorter than the straight line."""
    return Problem(
        "RRM-A002",
        link.at,
        found=msg("{link} is shorter than the straight line", link=link.words()),
        allowed=msg("a way is at least as long as the straight line between its ends"),
        remedy=msg("Check the length, and where both places lie."),
        is_error=False,
    )


def too_long(links: tuple[MeasuredLink, ...]) -> Iterator[Problem]:
    """Links that go further round than ways do, and links that were written in metres."""
    metres = [link for link in links if link.looks_like_metres]
    all_in_metres = len(metres) > 1 and 2 * len(metres) > len(links)
    if all_in_metres:
        yield _all_in_metres(len(metres), metres[0])
    for link in links:
        if link.looks_like_metres:
            if not all_in_metres:
                yield _in_metres(link)
        elif link.is_long:
            yield _long(link)


def _long(link: MeasuredLink) -> Problem:
    remedy = msg("Check the length for a slipped decimal point or a wrong unit.")
    if link.fits:
        remedy = msg("Check it; if the way really goes round so far, keep it.")
    return Problem(
        "RRM-A003",
        link.at,
        found=msg("{link} is very long", link=link.words()),
        allowed=msg("a way is hardly longer than {times} times the straight line", times=_DETOUR),
        remedy=remedy,
        is_error=False,
    )


def nothing_long(links: tuple[MeasuredLink, ...]) -> Iterator[Problem]:
    """Links of 0 km between places that lie apart."""
    for link in links:
        if link.is_nothing:
            yield Problem(
                "RRM-A010",
                link.at,
                found=msg("{link} has no length", link=link.words()),
                allowed=msg("a link between two places is longer than 0 km"),
                remedy=msg("Write its length in kilometres."),
                is_error=False,
            )


def all_in_miles(links: tuple[MeasuredLink, ...]) -> Problem | None:
    """A column of lengths in miles: most links too short, and nearly all right as miles."""
    short = [link for link in links if link.is_too_short]
    if len(short) < _MILES_FROM or 2 * len(short) <= len(links):
        return None
    as_miles = [replace(link, km=link.km * _KM_A_MILE) for link in links]
    if sum(link.fits for link in as_miles) < _MILES_FIT * len(links):
        return None
    return Problem(
        "RRM-A013",
        short[0].at,
        found=msg_plural(
            "{n} link of {total} is shorter than the straight line, such as {link}",
            "{n} links of {total} are shorter than the straight line, such as {link}",
            n=len(short),
            total=len(links),
            link=short[0].words(),
        ),
        allowed=msg("lengths are in kilometres; taken for miles they would fit"),
        remedy=msg("If the column is in miles, multiply it by {times}.", times=_KM_A_MILE),
        is_error=False,
    )


def _in_metres(link: MeasuredLink) -> Problem:
    return Problem(
        "RRM-A004",
        link.at,
        found=msg("{link} looks like metres", link=link.words()),
        allowed=msg("lengths are in kilometres"),
        remedy=msg("If it is metres, write {km}.", km=link.km / 1000),
        is_error=False,
    )


def _all_in_metres(count: int, example: MeasuredLink) -> Problem:
    return Problem(
        "RRM-A004",
        example.at,
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
