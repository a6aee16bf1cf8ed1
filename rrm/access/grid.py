"""All ways that are asked at once: by class and period, from every origin to every destination."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

import numpy as np

from rrm.access.link_arrays import Flags, Floats, LinkArrays, Positions
from rrm.access.paces import Passage, paces
from rrm.access.paths.arcs import MICROSECONDS_AN_HOUR
from rrm.access.paths.board import Search
from rrm.access.paths.reaches import Reach
from rrm.access.paths.searches import Searches
from rrm.access.paths.trees import Tree
from rrm.access.periods import Period
from rrm.model.rule_pack import ClassAccess

Table = Mapping[str, tuple[Floats, ...]]
Doubts = tuple[tuple[int, float], ...]
_Rows = tuple[Reach, ...]


@dataclass(frozen=True, eq=False)
class Grid:
    """The answers, by vehicle class, then by period of that class in order.

    Each table holds matrices [origin, destination]. Hours are of driving, waits included, each
    link's rounded to the microsecond; loading and unloading are not in them. A place reaches
    itself in 0 h. Hours and km are inf, risk is nan, where there is no way in that direction.
    origins, destinations: positions of places in the link arrays.
    lost: links that no class passes in any period, by position.
    """

    origins: tuple[int, ...]
    destinations: tuple[int, ...]
    lost: frozenset[int]
    _links: LinkArrays
    _periods: Mapping[str, tuple[Period, ...]]
    _passages: Mapping[str, tuple[Passage, ...]]
    _searches: Searches
    _grounds: Mapping[Search, Reach]
    _reaches: Mapping[Passage, _Rows]
    _doubted_before: Mapping[tuple[Tree, Doubts], Floats]

    @cached_property
    def hours(self) -> Table:
        """From the origin to the destination."""
        return self._table(lambda reach: reach.microseconds / MICROSECONDS_AN_HOUR, outward=True)

    @cached_property
    def hours_back(self) -> Table:
        """From the destination to the origin."""
        return self._table(lambda reach: reach.microseconds / MICROSECONDS_AN_HOUR, outward=False)

    @cached_property
    def km(self) -> Table:
        """Of the way out."""
        return self._table(lambda reach: reach.km, outward=True)

    @cached_property
    def km_back(self) -> Table:
        """Of the way home."""
        return self._table(lambda reach: reach.km, outward=False)

    @cached_property
    def risk(self) -> Table:
        """Of the way out, doubts of the period included, 0 to 1."""
        return {
            vehicle_class: tuple(1 - self._safe(vehicle_class, at) for at in range(len(periods)))
            for vehicle_class, periods in self._periods.items()
        }

    @property
    def used(self) -> Positions:
        """Links on the ways, and perhaps some that were; losing any other changes nothing."""
        trees = {
            id(tree): tree.link
            for rows in self._reaches.values()
            for reach in rows
            for tree in reach.trees
        }
        used = np.zeros(len(self._links), dtype=np.bool_)
        for links in trees.values():
            used[links[1:]] = True
        return np.flatnonzero(used)

    def path(
        self, vehicle_class: str, period: int, origin: int, destination: int, *, outward: bool
    ) -> tuple[int, ...]:
        """Places in the order travelled: out, or home from the destination to the origin.

        period: index among the class's periods. origin, destination: positions of places.
        Empty where there is no way.
        """
        return tuple(self._trail(vehicle_class, period, origin, destination, outward=outward)[0])

    def ways(
        self, vehicle_class: str, period: int, origin: int, destination: int, *, outward: bool
    ) -> tuple[int, ...]:
        """The links of that path, in order; empty where there is no way."""
        return tuple(self._trail(vehicle_class, period, origin, destination, outward=outward)[1])

    def without(self, links: Collection[int]) -> Grid:
        """The answers once these links are lost to all classes in all periods.

        links: positions in the link arrays. Only ways that use one of them are looked for again.
        The answers of this grid stay as they are.
        """
        more = frozenset(links) - self.lost
        if not more:
            return self
        lost = self.lost | more
        asked = [(ground, lost) for ground in self._grounds.values()]
        found = self._searches.after(asked, at_once=lost)
        grounds = dict(zip(self._grounds, found, strict=True))
        return replace(
            self,
            lost=lost,
            _grounds=grounds,
            _reaches=self._reaches_after(more, lost, grounds),
            _doubted_before=self._doubted,
        )

    def _reaches_after(
        self, more: frozenset[int], lost: frozenset[int], grounds: Mapping[Search, Reach]
    ) -> Mapping[Passage, _Rows]:
        mark = np.zeros(len(self._links), dtype=np.bool_)
        mark[list(more)] = True
        uses_lost = cache(lambda tree: tree.uses(mark))  # passages share trees
        again = [
            (passage, row, moved)
            for passage, rows in self._reaches.items()
            for row, reach in enumerate(rows)
            if (moved := reach.uses(uses_lost)).any()
        ]
        mine = [self._reaches[passage][row] for passage, row, _ in again]
        found = self._searches.after(
            [
                (self._nearest(reach, moved, grounds), passage.closed | lost)
                for (passage, _, moved), reach in zip(again, mine, strict=True)
            ],
            at_once=lost,
            doubtful=[
                None if self._is_of_ground(reach) else moved
                for (_, _, moved), reach in zip(again, mine, strict=True)
            ],
        )
        reaches = {passage: list(rows) for passage, rows in self._reaches.items()}
        for (passage, row, _), reach in zip(again, found, strict=True):
            reaches[passage][row] = reach
        return {passage: tuple(rows) for passage, rows in reaches.items()}

    def _nearest(self, mine: Reach, moved: Flags, grounds: Mapping[Search, Reach]) -> Reach:
        """What is known of a passage's answers once more links are lost.

        mine: its answers so far. moved: destinations whose ways use a link lost. The ways of its
        ground after the loss are theirs too, unless they use what the passage closes; these are
        repaired from whichever of loss and passage has changed less.
        """
        now = grounds[mine.search]
        if self._is_of_ground(mine):
            return now
        behind = moved.mean() * mine.basis.known.shape[1]
        return mine.taking(moved, now, mine.basis if behind < mine.basis.changed else now.basis)

    def _is_of_ground(self, reach: Reach) -> bool:
        """Whether the passage closes nothing that its ways use."""
        return reach is self._grounds[reach.search]

    def _trail(
        self, vehicle_class: str, period: int, origin: int, destination: int, *, outward: bool
    ) -> tuple[list[int], list[int]]:
        row = self.origins.index(origin)
        reach = self._rows(vehicle_class, period, outward=outward)[row]
        return reach.trail(self._column[destination])

    def _table(self, column: Callable[[Reach], Floats], *, outward: bool) -> Table:
        found = {
            passage: self._matrix([column(reach) for reach in self._half(rows, outward=outward)])
            for passage, rows in self._reaches.items()
        }
        return {
            vehicle_class: tuple(found[passage] for passage in passages)
            for vehicle_class, passages in self._passages.items()
        }

    def _matrix(self, rows: list[Floats]) -> Floats:
        return np.array(rows).reshape(len(self.origins), len(self.destinations))

    def _rows(self, vehicle_class: str, period: int, *, outward: bool) -> _Rows:
        """A reach an origin."""
        rows = self._reaches[self._passages[vehicle_class][period]]
        return self._half(rows, outward=outward)

    def _half(self, rows: _Rows, *, outward: bool) -> _Rows:
        return rows[: len(self.origins)] if outward else rows[len(self.origins) :]

    def _safe(self, vehicle_class: str, period: int) -> Floats:
        rows = self._rows(vehicle_class, period, outward=True)
        safe = self._matrix([reach.safe for reach in rows])
        doubts = self._periods[vehicle_class][period].doubts
        if doubts:
            factor = np.ones(len(self._links))
            factor[[link for link, _ in doubts]] = [1 - doubt for _, doubt in doubts]
            safe *= self._matrix(
                [
                    reach.product(lambda tree: self._past_doubts(tree, doubts, factor))
                    for reach in rows
                ]
            )
        return safe

    def _past_doubts(self, tree: Tree, doubts: Doubts, factor: Floats) -> Floats:
        """What doubts leave of the chance to pass on a tree's ways; trees stay, so it is kept."""
        key = (tree, doubts)
        if key not in self._doubted:
            known = self._doubted_before.get(key)
            self._doubted[key] = tree.product(factor) if known is None else known
        return self._doubted[key]

    @cached_property
    def _doubted(self) -> dict[tuple[Tree, Doubts], Floats]:
        return {}

    @cached_property
    def _column(self) -> Mapping[int, int]:
        return {place: column for column, place in enumerate(self.destinations)}


def grid(
    links: LinkArrays,
    rules_by_class: Mapping[str, ClassAccess],
    periods_by_class: Mapping[str, tuple[Period, ...]],
    origins: Sequence[int],
    destinations: Sequence[int],
) -> Grid:
    """The fastest ways of each class in each of its periods, out and home.

    origins, destinations: positions in `links.nodes`. Ties are decided as in access_table: time,
    then length, then the nodes in the order travelled. Each season is searched once a class, all
    links open that are in any of its periods; the periods are answered from there.
    Raises OverflowError where hours of passage are too long to be added up exactly.
    """
    known = paces(links, rules_by_class, periods_by_class)
    searches = Searches(links, known.microseconds, destinations)
    asked = [
        Search(pace, origin, outward)
        for pace in range(len(known.microseconds))
        for outward in (True, False)
        for origin in origins
    ]
    made = searches.made([(search, frozenset()) for search in asked])
    grounds = dict(zip(asked, made, strict=True))
    wanted = {passage: () for passages in known.passages.values() for passage in passages}
    return Grid(
        origins=tuple(origins),
        destinations=tuple(destinations),
        lost=frozenset(),
        _links=links,
        _periods=periods_by_class,
        _passages=known.passages,
        _searches=searches,
        _grounds=grounds,
        _reaches=_reaches(searches, origins, grounds, wanted, frozenset()),
        _doubted_before={},
    )


def _reaches(
    searches: Searches,
    origins: Sequence[int],
    grounds: Mapping[Search, Reach],
    passages: Iterable[Passage],
    lost: frozenset[int],
) -> Mapping[Passage, _Rows]:
    """For each passage the answers of all origins, out and then home."""
    wanted = list(passages)
    asked = [
        (ground, passage.closed | lost)
        for passage in wanted
        for outward in (True, False)
        for ground in (grounds[Search(passage.pace, origin, outward)] for origin in origins)
    ]
    found = searches.after(asked)
    size = 2 * len(origins)
    return {passage: tuple(found[size * at : size * (at + 1)]) for at, passage in enumerate(wanted)}
