"""Places and links as people write them: `Ménaka - Inékar`, by names or by node ids."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from rrm.access.closure_windows import links_between
from rrm.access.graph import Network, place_names
from rrm.access.words import some_of
from rrm.model.language import Message, msg
from rrm.model.near_name import near_name
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.scenario import Location

_BETWEEN = re.compile(
    r"\s*(?:<?[-=]{1,2}>|[-/>\N{RIGHTWARDS ARROW}\N{LEFT RIGHT ARROW}\N{HYPHEN}"
    r"\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}]|\s(?:to|à|vers)\s)\s*",
    re.IGNORECASE,
)
"""What may stand between the two ends of a link; names may hold some of these signs too."""
_LONGEST = 200
_ECHOED = 80


@dataclass(frozen=True, slots=True)
class LinkBetween:
    """All that joins two places, as closures are reported: by road, by river, in both directions.

    ends: node ids in the order in which its first link is written; names: what people call them.
    positions: of its links in the routes table; km and modes of each.
    """

    ends: tuple[str, str]
    names: tuple[str, str]
    positions: tuple[int, ...]
    km: tuple[float, ...]
    modes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a text as a link: where it is cut, and the places that fit each half."""

    halves: tuple[str, str]
    fits: tuple[tuple[Location, ...], tuple[Location, ...]]

    @property
    def is_known(self) -> bool:
        return all(self.fits)

    def pairs(self) -> Iterator[tuple[Location, Location]]:
        """Every two different places that it could mean."""
        return ((a, b) for a in self.fits[0] for b in self.fits[1] if a.node_id != b.node_id)


def named_place(text: str, locations: Iterable[Location], where: str = "place") -> Location:
    """The place that a person means, by node id or by name.

    Accents, capitals and the kind of hyphen or apostrophe don't count; an id goes before a name.
    where: what the text was given for, in case it is refused.
    Raises BadInput: RRM-A030 for a name that no place has, RRM-A031 for one that several have.
    """
    names = _Names(locations)
    fits = names.places(text)
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise BadInput([_shared(text, fits, where)])
    raise BadInput([_unknown(text, names, where)])


def named_link(text: str | tuple[str, str], network: Network, where: str = "link") -> LinkBetween:
    """The link that a person means by `A-B`, `A – B`, `A/B`, `A > B`, `A to B`, or by two names.

    Names may hold hyphens themselves: every way to cut the text is tried, and one whose two
    places are linked goes before the others. Of places with the same name those are meant that
    are linked.
    Raises BadInput with all that is wrong: RRM-A030 and RRM-A031 as for places, RRM-A032 where
    no link joins the two, RRM-A033 where the text names no two places, RRM-A034 where it can be
    read as several links.
    """
    names, joined = _Names(network.locations), links_between(network.routes)
    readings = [
        _Reading(halves, (names.places(halves[0]), names.places(halves[1])))
        for halves in _halves(text)
    ]
    shown = text if isinstance(text, str) else " - ".join(text)
    linked = {
        frozenset((a.node_id, b.node_id)): (a, b)
        for reading in readings
        for a, b in reading.pairs()
        if frozenset((a.node_id, b.node_id)) in joined
    }
    if len(linked) == 1:
        ((a, b),) = linked.values()
        return LinksBetween(network)(a.node_id, b.node_id)
    if linked:
        raise BadInput([_several(shown, linked.values(), where)])
    raise BadInput(_faults(shown, readings, names, joined, where))


class LinksBetween:
    """All links of a network, by the two places that they join."""

    def __init__(self, network: Network) -> None:
        self._routes = network.routes
        self._names = place_names(network.locations)
        self._joined = links_between(network.routes)

    def __call__(self, one: str, other: str) -> LinkBetween:
        """What joins two nodes."""
        positions = tuple(sorted(self._joined[frozenset((one, other))]))
        first = self._routes[positions[0]]
        start, end = first.from_node, first.to_node
        return LinkBetween(
            ends=(start, end),
            names=(self._names.get(start, start), self._names.get(end, end)),
            positions=positions,
            km=tuple(self._routes[at].km for at in positions),
            modes=tuple(self._routes[at].mode.value for at in positions),
        )


def folded(text: str) -> str:
    """A name without what people write in many ways: accents, capitals, hyphens, apostrophes."""
    plain = unicodedata.normalize("NFKD", text[:_LONGEST])
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\W_]+", " ", letters).split()).casefold()


class _Names:
    """Which places a name can mean."""

    def __init__(self, locations: Iterable[Location]) -> None:
        self._by_id: dict[str, Location] = {}
        self._by_folded_id: dict[str, list[Location]] = {}
        self._by_name: dict[str, list[Location]] = {}
        for place in locations:
            self._by_id[place.node_id] = place
            self._by_folded_id.setdefault(folded(place.node_id), []).append(place)
            self._by_name.setdefault(folded(place.name), []).append(place)

    def places(self, text: str) -> tuple[Location, ...]:
        """The places that it fits: by their id as it is, else by id or name whatever the accents.

        Of a homonym all of them, so that the caller can choose.
        """
        if text.strip() in self._by_id:
            return (self._by_id[text.strip()],)
        wanted = folded(text)
        found = [*self._by_folded_id.get(wanted, ()), *self._by_name.get(wanted, ())]
        return tuple({place.node_id: place for place in found if wanted}.values())

    def nearest(self, text: str) -> Location | None:
        """The place whose name or id is most like it."""
        known = {**self._by_folded_id, **self._by_name}
        near = near_name(folded(text), known)
        return None if near is None else known[near][0]


def _halves(text: str | tuple[str, str]) -> Iterator[tuple[str, str]]:
    if not isinstance(text, str):
        yield text
        return
    short = text[:_LONGEST]
    for cut in _BETWEEN.finditer(short):
        start, end = short[: cut.start()].strip(), short[cut.end() :].strip()
        if folded(start) and folded(end):
            yield start, end


def _faults(
    text: str,
    readings: list[_Reading],
    names: _Names,
    joined: Mapping[frozenset[str], frozenset[int]],
    where: str,
) -> Iterator[Problem]:
    """Why a text is no link, by the reading that comes nearest to one."""
    if not readings:
        yield _no_two_places(text, where)
        return
    best = max(readings, key=partial(_likeness, names=names))
    if best.is_known:
        a, b = (fits[0] for fits in best.fits)
        yield _not_linked(a, b, names, joined, where)
        return
    for half, fits in zip(best.halves, best.fits, strict=True):
        if not fits:
            yield _unknown(half, names, where)


def _likeness(reading: _Reading, names: _Names) -> tuple[int, int]:
    """How many halves are places, and how many of the others come near one."""
    unknown = [half for half, fits in zip(reading.halves, reading.fits, strict=True) if not fits]
    near = sum(names.nearest(half) is not None for half in unknown)
    return 2 - len(unknown), near


def _unknown(text: str, names: _Names, where: str) -> Problem:
    near = names.nearest(text)
    return Problem(
        "RRM-A030",
        Place(where),
        found=msg('found no place "{name}"', name=text[:_ECHOED]),
        allowed=msg("a name or a node of locations.csv is needed"),
        remedy=(
            msg("Look the name up in locations.csv.")
            if near is None
            else msg("Did you mean {place} ({node})?", place=near.name, node=near.node_id)
        ),
    )


def _shared(text: str, fits: tuple[Location, ...], where: str) -> Problem:
    nodes = sorted(place.node_id for place in fits)
    return Problem(
        "RRM-A031",
        Place(where),
        found=msg('several places are called "{name}"', name=text[:_ECHOED]),
        allowed=msg("their nodes are {nodes}", nodes=some_of(nodes, len(nodes))),
        remedy=msg("Give the node instead of the name."),
    )


def _not_linked(
    a: Location,
    b: Location,
    names: _Names,
    joined: Mapping[frozenset[str], frozenset[int]],
    where: str,
) -> Problem:
    ends = (pair - {a.node_id} for pair in joined if a.node_id in pair)
    near = sorted(names.places(node)[0].name for end in ends for node in end)
    if a.node_id == b.node_id:
        found = msg("{place} is named twice", place=a.name)
    else:
        found = msg("no link joins {a} and {b}", a=a.name, b=b.name)
    allowed: Message = msg("{place} has no link", place=a.name)
    if near:
        allowed = msg(
            "{place} is linked with {others}", place=a.name, others=some_of(near, len(near))
        )
    return Problem(
        "RRM-A032",
        Place(where),
        found=found,
        allowed=allowed,
        remedy=msg("Name two places that routes.csv links."),
    )


def _no_two_places(text: str, where: str) -> Problem:
    return Problem(
        "RRM-A033",
        Place(where),
        found=msg('found "{text}", which names no two places', text=text[:_ECHOED]),
        allowed=msg("a link is written by its two ends"),
        remedy=msg("Write it as A-B, with the names or nodes of both ends."),
    )


def _several(text: str, pairs: Iterable[tuple[Location, Location]], where: str) -> Problem:
    links = sorted(f"{a.node_id} > {b.node_id}" for a, b in pairs)
    return Problem(
        "RRM-A034",
        Place(where),
        found=msg('"{text}" can mean several links', text=text[:_ECHOED]),
        allowed=msg("it may be {links}", links=some_of(links, len(links))),
        remedy=msg("Give the nodes of both ends instead of the names."),
    )
