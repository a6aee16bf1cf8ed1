"""A class's ways in a network of many links, kept as columns; what is asked is told from there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rrm.access.conditions import Conditions, hours_of_passage
from rrm.access.link_arrays import Floats, LinkArrays, Positions
from rrm.access.paths.answers import Answers
from rrm.access.paths.arcs import whole_microseconds
from rrm.access.paths.board import Search
from rrm.access.paths.case_ways import CaseWays, case_ways
from rrm.access.paths.cases import cases
from rrm.access.paths.closures import Closed
from rrm.access.paths.searches import Asked, Searches
from rrm.access.search import Fastest, measure
from rrm.model.rule_pack import ClassAccess

_MADE_ANEW = 8  # conditions that close more than this part of the links are searched on their own


class LargeNetwork:
    """Searches of a class under any conditions, those of one season made from each other.

    asked: places whose ways are told together; all others' once one of them is asked for.
    Raises OverflowError where hours of passage are too long to be added up exactly.
    """

    def __init__(self, links: LinkArrays, rules: ClassAccess, asked: Sequence[int]) -> None:
        self._links = links
        self._rules = rules
        self._asked = tuple(dict.fromkeys(asked))
        self._paces: dict[Conditions, _Pace] = {}

    def fastest(
        self, conditions: Conditions, hours: Floats, origin: int, *, outward: bool
    ) -> Fastest:
        """The fastest ways from a place, or back to it. hours: of passage in these conditions."""
        free = Conditions(conditions.season, load_limits=conditions.load_limits)
        if free not in self._paces:
            all_open = hours_of_passage(self._links, self._rules, free)
            self._paces[free] = _Pace(self._links, all_open, self._asked)
        before = self._paces[free].before(hours, Search(0, origin, outward))
        return Fastest(origin, outward, before)

    def ways(self, hours: Floats) -> LargeWays:
        """The ways that links with these hours of passage make."""
        return LargeWays(self._hops, self._links, hours)

    def pieces(self, hours: Floats) -> Mapping[int, tuple[int, ...]]:
        """The places joined to each by links that are open in any direction, in order."""
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        is_open = np.isfinite(hours)
        ends = (self._links.tail[is_open], self._links.head[is_open])
        places = len(self._links.nodes)
        joined = coo_array((np.ones(len(ends[0]), dtype=np.int8), ends), shape=(places, places))
        _, piece = connected_components(joined, directed=False)
        order = np.argsort(piece, kind="stable")
        cuts = np.flatnonzero(np.diff(piece[order])) + 1
        members = (tuple(some.tolist()) for some in np.split(order, cuts))
        return {member: some for some in members for member in some}

    @cached_property
    def _hops(self) -> _Hops:
        return _hops(self._links)


class _Pace:
    """Searches with one set of hours of passage, less what is closed besides."""

    def __init__(self, links: LinkArrays, hours: Floats, asked: tuple[int, ...]) -> None:
        self._links = links
        self._hours = hours
        self._searches = Searches(links, whole_microseconds(hours)[None], asked)
        self._grounds: dict[Search, CaseWays] = {}
        self.asked = asked
        self.asked_set = frozenset(asked)

    def before(self, hours: Floats, search: Search) -> _Before:
        """What comes before each place on the ways of a search."""
        shut = np.flatnonzero(np.isinf(hours) & np.isfinite(self._hours))
        closed = frozenset(shut.tolist())
        return _Before(self, search, self._answers(search, closed), closed)

    def _answers(self, search: Search, closed: Closed) -> Answers:
        if len(closed) * _MADE_ANEW > len(self._links):
            every = np.arange(len(self.asked))
            return self._searches.made([Asked(0, search, closed, every)])[0]
        if search not in self._grounds:
            nothing = cases(1, [], len(self._links))
            self._grounds[search] = case_ways(self._searches, [search], nothing)
        found = self._grounds[search].in_cases(cases(1, [(0, closed)], len(self._links)))
        return found.ground.and_then(found.detours)

    def whole(self, search: Search, closed: Closed) -> dict[int, int]:
        """The place before each one that is reached."""
        everywhere = range(len(self._links.nodes))
        searches = Searches(self._links, self._searches.microseconds, everywhere)
        (forest,) = searches.made([Asked(0, search, closed, np.array(everywhere))])[0].forests
        return {
            place: before
            for place, before in zip(
                forest.places.tolist(), forest.places[forest.before].tolist(), strict=True
            )
            if place != search.origin
        }


class _Before(Mapping[int, int]):
    """The place before each on the fastest ways, nearer to their origin; the origin has none."""

    def __init__(self, pace: _Pace, search: Search, told: Answers, closed: Closed) -> None:
        self._pace = pace
        self._search = search
        self._told = told
        self._closed = closed

    def __getitem__(self, place: int) -> int:
        if place == self._search.origin:
            raise KeyError(place)
        if place in self._of_asked:
            return self._of_asked[place]
        if place in self._pace.asked_set:
            raise KeyError(place)
        return self._whole[place]

    def __iter__(self) -> Iterator[int]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)

    @cached_property
    def _of_asked(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for destination in range(len(self._pace.asked)):
            for place, before in self._told.steps(destination):
                if place in found:
                    break
                found[place] = before
        return found

    @cached_property
    def _whole(self) -> dict[int, int]:
        return self._pace.whole(self._search, self._closed)


@dataclass(frozen=True, slots=True, eq=False)
class _Hops:
    """From where to where each link may be travelled: key = start x places + end, in order."""

    places: int
    key: Positions
    link: Positions


def _hops(links: LinkArrays) -> _Hops:
    back = np.flatnonzero(links.two_way)
    start = np.concatenate([links.tail, links.head[back]])
    end = np.concatenate([links.head, links.tail[back]])
    link = np.concatenate([np.arange(len(links)), back])
    places = len(links.nodes)
    key = start * places + end
    order = np.argsort(key, kind="stable")
    return _Hops(places, key[order], link[order])


@dataclass(frozen=True, slots=True, eq=False)
class LargeWays:
    """The links that may be used, looked up hop by hop."""

    _hops: _Hops
    _links: LinkArrays
    _hours: Floats

    def along(self, path: tuple[int, ...]) -> tuple[int, ...]:
        """The links of a path, in order."""
        places = np.array(path, dtype=np.int64)
        first, count = self._runs(places[:-1], places[1:])
        links = self._hops.link[first].tolist()
        for at in np.flatnonzero(count > 1).tolist():
            links[at] = min(self._open(int(first[at]), int(count[at])))[-1]
        return tuple(links)

    def joins(self, hop: tuple[int, int]) -> bool:
        """Whether a link is open from one place to the next."""
        start, end = np.array(hop, dtype=np.int64)
        first, count = self._runs(start, end)
        return bool(self._open(int(first), int(count)))

    def _runs(self, start: Positions, end: Positions) -> tuple[Positions, Positions]:
        """Where the links from places to others begin among the hops, and how many they are."""
        key = start * self._hops.places + end
        first = np.searchsorted(self._hops.key, key)
        return first, np.searchsorted(self._hops.key, key, side="right") - first

    def _open(self, first: int, count: int) -> list[tuple[int, float, int]]:
        """The open links of a run, by what makes one the better."""
        return [
            (measure(self._hours[link], self._links.km[link]), float(self._links.risk[link]), link)
            for link in self._hops.link[first : first + count].tolist()
            if np.isfinite(self._hours[link])
        ]
