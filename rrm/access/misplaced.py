"""Places whose position, not their links, is at fault."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rrm.access.link_lengths import MeasuredLink, measured
from rrm.model.language import Message, msg, msg_plural
from rrm.model.problem import Place, Problem
from rrm.model.scenario import Location

_FAULTS = 2  # one short link may be its own fault, several at one place point to the place


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A place, and the links that are too short because of where it is said to lie.

    links: how many links it has in all.
    """

    place: Location
    faults: tuple[MeasuredLink, ...]
    links: int

    @property
    def worst(self) -> tuple[MeasuredLink, ...]:
        """The two that fall shortest of the straight line."""
        return tuple(sorted(self.faults, key=lambda link: link.km / link.straight_km)[:2])


def misplaced_places(
    links: tuple[MeasuredLink, ...],
) -> tuple[tuple[Misplaced, ...], tuple[MeasuredLink, ...]]:
    """Places that explain several too short links, and the too short links left over.

    The place that explains most is taken first, then the next by what is left; a place is
    blamed only when at least half of its links are too short, so that a hub with one wrong
    neighbour stays out of it.
    """
    places = {place.node_id: place for link in links for place in (link.start, link.end)}
    degree = _count(links)
    left = tuple(link for link in links if link.is_too_short)
    found: list[Misplaced] = []
    while True:
        faults = _count(left)
        blamed = [
            (count, count / degree[node], node)
            for node, count in faults.items()
            if count >= _FAULTS and 2 * count >= degree[node]
        ]
        if not blamed:
            return tuple(found), left
        node = min(blamed, key=lambda it: (-it[0], -it[1], it[2]))[2]
        mine = tuple(link for link in left if _touches(link, node))
        found.append(Misplaced(places[node], mine, degree[node]))
        left = tuple(link for link in left if not _touches(link, node))


def misplaced_problem(
    fault: Misplaced, links: tuple[MeasuredLink, ...], locations: tuple[Location, ...]
) -> Problem:
    """A misplaced place, with a guess at what went wrong where one fits all its links."""
    place = fault.place
    return Problem(
        "RRM-A001",
        Place("locations.csv", column="lat, lon"),
        found=msg_plural(
            "{place} ({lat}, {lon}) seems to lie in the wrong place: {n} of its {links} links "
            "is shorter than the straight line, such as {shorter}",
            "{place} ({lat}, {lon}) seems to lie in the wrong place: {n} of its {links} links "
            "are shorter than the straight line, such as {shorter}",
            n=len(fault.faults),
            place=place.name,
            lat=_degrees(place.lat),
            lon=_degrees(place.lon),
            links=fault.links,
            shorter=tuple(link.words() for link in fault.worst),
        ),
        allowed=msg("a way is at least as long as the straight line between its ends"),
        remedy=_remedy(place, tuple(k for k in links if _touches(k, place.node_id)), locations),
        is_error=False,
    )


def _remedy(
    place: Location, links: tuple[MeasuredLink, ...], locations: tuple[Location, ...]
) -> Message:
    for lat, lon, guess in _guesses(place, locations):
        if abs(lat) <= 90 and abs(lon) <= 180 and _fits_at(place, lat, lon, links):
            return msg(
                "Check its position: {guess} ({lat}, {lon}), all its links would fit.",
                guess=guess,
                lat=_degrees(lat),
                lon=_degrees(lon),
            )
    return msg("Check its position; another place may have the same name.")


def _guesses(
    place: Location, locations: tuple[Location, ...]
) -> list[tuple[float, float, Message]]:
    """Positions that were perhaps meant, the commonest slip first."""
    slips = [
        (place.lat, -place.lon, msg("with the sign of the longitude turned")),
        (place.lon, place.lat, msg("with latitude and longitude exchanged")),
        (-place.lat, place.lon, msg("with the sign of the latitude turned")),
    ]
    namesakes = [
        (other.lat, other.lon, msg("at the other {name}", name=other.name))
        for other in locations
        if other.node_id != place.node_id and other.name.casefold() == place.name.casefold()
    ]
    return slips + namesakes


def _fits_at(place: Location, lat: float, lon: float, links: tuple[MeasuredLink, ...]) -> bool:
    moved = place.model_copy(update={"lat": lat, "lon": lon})
    return all(
        measured(moved, link.end if link.start == place else link.start, link.km).fits
        for link in links
    )


def _count(links: tuple[MeasuredLink, ...]) -> Counter[str]:
    return Counter(node for link in links for node in (link.start.node_id, link.end.node_id))


def _touches(link: MeasuredLink, node: str) -> bool:
    return node in (link.start.node_id, link.end.node_id)


def _degrees(value: float) -> str:
    return f"{value:.4f}"
