"""Places whose position, not their links, is at fault."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rrm.access.link_lengths import MeasuredLink
from rrm.access.meant_positions import MeantPosition, likely_positions
from rrm.model.language import Message, msg, msg_plural
from rrm.model.problem import Problem
from rrm.model.row_places import RowPlaces
from rrm.model.scenario import Location

_FAULTS = 2  # one short link may be its own fault, several at one place point to the place
_POSITIONS_NAMED = 3


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
        return tuple(sorted(self.faults, key=lambda link: link.times)[:2])


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
    fault: Misplaced,
    links: tuple[MeasuredLink, ...],
    locations: tuple[Location, ...],
    rows: RowPlaces,
) -> Problem:
    """A misplaced place, with the positions that were perhaps meant, the likeliest first."""
    place = fault.place
    own_links = tuple(link for link in links if _touches(link, place.node_id))
    return Problem(
        "RRM-A001",
        rows.at("locations", locations.index(place), "lat, lon"),
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
        remedy=_remedy(likely_positions(place, own_links, locations)),
        is_error=False,
    )


def _remedy(positions: tuple[MeantPosition, ...]) -> Message:
    if not positions:
        return msg("Check its position; another place may have the same name.")
    meant = tuple(_in_words(one) for one in positions[:_POSITIONS_NAMED])
    if len(meant) == 1:
        return msg("Check its position. Perhaps meant: {position}.", position=meant[0])
    return msg(
        "Check its position. Perhaps meant, the likeliest first: {positions}.", positions=meant
    )


def _in_words(meant: MeantPosition) -> Message:
    position = {
        "guess": meant.guess,
        "lat": _degrees(meant.lat),
        "lon": _degrees(meant.lon),
    }
    if meant.misfits:
        return msg_plural(
            "{guess} ({lat}, {lon}), where {n} of its {links} links still would not fit",
            "{guess} ({lat}, {lon}), where {n} of its {links} links still would not fit",
            n=meant.misfits,
            links=meant.links,
            **position,
        )
    low, high = meant.times
    return msg(
        "{guess} ({lat}, {lon}), where all its links would fit, at {low} to {high} times the "
        "straight line",
        low=low,
        high=high,
        **position,
    )


def _count(links: tuple[MeasuredLink, ...]) -> Counter[str]:
    return Counter(node for link in links for node in (link.start.node_id, link.end.node_id))


def _touches(link: MeasuredLink, node: str) -> bool:
    return node in (link.start.node_id, link.end.node_id)


def _degrees(value: float) -> str:
    return f"{value:.4f}"
