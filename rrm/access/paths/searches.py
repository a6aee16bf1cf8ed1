"""Searches for the ways to the same destinations: made, and repaired after closures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from rrm.access.link_arrays import Floats, LinkArrays, Positions
from rrm.access.paths.answers import Answers, joined
from rrm.access.paths.arcs import arcs
from rrm.access.paths.bases import Basis, costs, side_by_side
from rrm.access.paths.board import Board, Search
from rrm.access.paths.closures import Closed, Closures, closures
from rrm.access.paths.costs import Costs, Found
from rrm.access.paths.distances import distances
from rrm.access.paths.repair import behind, closed_heads, repaired
from rrm.access.paths.trees import forest

_CELLS_AT_ONCE = 32_000_000  # an eighth of a gigabyte for each number kept by cell
_SEARCHED_ANEW = 2  # a repair of more than this part of the places is a search of its own

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """Ways of a search to be told.

    number: by which the search is known to who asks. closed: links besides those that its pace
    shuts. destinations: indices, in order.
    """

    number: int
    search: Search
    closed: Closed
    destinations: Positions


@dataclass(frozen=True, slots=True, eq=False)
class Repair:
    """Ways to be told anew once more is closed, from what their search has found before.

    closed: of the links closed now, those that the basis is to know of.
    """

    asked: Asked
    basis: Basis
    closed: Closed


class Searches:
    """Searches for the ways to the same destinations.

    microseconds: [pace, link], whole numbers of at least 1, inf where closed.
    """

    def __init__(
        self, links: LinkArrays, microseconds: Floats, destinations: Sequence[int]
    ) -> None:
        self._links = links
        self._arcs = arcs(links)
        self._safe = 1 - links.risk
        self.microseconds = microseconds
        self.destinations = np.array(destinations, dtype=np.int64)

    @property
    def places(self) -> int:
        """Number of places of the network."""
        return self._arcs.places

    def closures(self, closed: Sequence[Closed]) -> Closures:
        """What is closed, a case each."""
        return closures(closed, len(self._links))

    def made(self, asked: Sequence[Asked]) -> tuple[Answers, dict[int, Basis]]:
        """Searches made from nothing: the ways, and what was found, by the searches' numbers."""
        told, bases = list[Answers](), dict[int, Basis]()
        for some in self._portions(asked):
            known = self._found(some)
            cost = Costs(known, np.arange(len(some)))
            told.append(self._told(some, [it.closed for it in some], cost))
            bases |= {it.number: Basis(known, row, it.closed) for row, it in enumerate(some)}
        return joined(told, len(self.destinations)), bases

    def repaired(self, repairs: Sequence[Repair]) -> tuple[Answers, dict[int, Basis]]:
        """The ways asked for, and what was found by then, by the searches' numbers."""
        told, bases = list[Answers](), dict[int, Basis]()
        # Where ways to many destinations are closed, so are those to as many of all places.
        most = len(self.destinations) // _SEARCHED_ANEW
        anew = [it.asked for it in repairs if len(it.asked.destinations) > most]
        near = [it for it in repairs if len(it.asked.destinations) <= most]
        for together in side_by_side([it.basis for it in near]):
            for few in self._portions(together):
                some = [near[at] for at in few]
                cost = costs([it.basis for it in some])
                after, given_up = self._after_closing(some, cost)
                asked = [it.asked for it in some]
                anew += [asked[at] for at in given_up]
                for at in given_up:
                    asked[at] = replace(asked[at], destinations=self.destinations[:0])
                told.append(self._told(asked, [basis.closed for basis in after], cost))
                bases |= {it.number: basis for it, basis in zip(asked, after, strict=True)}
        more, found = self.made(sorted(anew, key=lambda it: it.number))
        return joined([*told, more], len(self.destinations)), bases | found

    def _portions(self, asked: Sequence[T]) -> Iterator[Sequence[T]]:
        at_once = max(1, _CELLS_AT_ONCE // self.places)
        return (asked[at : at + at_once] for at in range(0, len(asked), at_once))

    def _found(self, asked: Sequence[Asked]) -> Found:
        """What searches find, a row each. Where all is two-way, the ways home are those out."""
        together: dict[tuple[int, Closed, bool], dict[int, list[int]]] = {}
        for row, it in enumerate(asked):
            outward = it.search.outward or self._is_two_way(it.search.pace)
            origins = together.setdefault((it.search.pace, it.closed, outward), {})
            origins.setdefault(it.search.origin, []).append(row)
        shape = (len(asked), self.places)
        found = Found(np.empty(shape), np.empty(shape, dtype=np.int32))
        for (pace, closed, outward), origins in together.items():
            starts, other, link = self._arcs.onward(outward=outward)
            each = self.microseconds[pace].copy()
            each[list(closed)] = np.inf
            mine = distances(starts, other, each[link], list(origins))
            for at, rows in enumerate(origins.values()):
                found.microseconds[rows], found.before[rows] = mine[0][at], mine[1][at]
        return found

    def _is_two_way(self, pace: int) -> bool:
        return bool(self._links.two_way[np.isfinite(self.microseconds[pace])].all())

    def _after_closing(
        self, repairs: Sequence[Repair], cost: Costs
    ) -> tuple[list[Basis], list[int]]:
        """The bases once more is closed, and which repairs are given up as too large.

        What is found is written into the costs.
        """
        asked, bases = [it.asked for it in repairs], [it.basis for it in repairs]
        before = self._board(asked, [basis.closed for basis in bases], cost)
        closings = [it.closed - it.basis.closed for it in repairs]
        heads = closed_heads(before, self._links, closings)
        changed = behind(before, heads, self.places // _SEARCHED_ANEW)
        patches = repaired(self._board(asked, [it.closed for it in repairs], cost), changed)
        after = [
            it.basis.after(it.closed, patch) for it, patch in zip(repairs, patches, strict=True)
        ]
        return after, changed.given_up.nonzero()[0].tolist()

    def _board(self, asked: Sequence[Asked], closed: Sequence[Closed], cost: Costs) -> Board:
        searches = tuple(it.search for it in asked)
        return Board(self._arcs, searches, self.microseconds, self.closures(closed), cost)

    def _told(self, asked: Sequence[Asked], closed: Sequence[Closed], cost: Costs) -> Answers:
        """The ways to the destinations asked. closed: besides, in each search."""
        board = self._board(asked, closed, cost)
        destination = np.concatenate([it.destinations for it in asked])
        search = np.repeat(np.arange(len(asked)), [len(it.destinations) for it in asked])
        ring = board.ring(self.destinations[destination] + search * self.places)
        (few,) = np.isfinite(ring.cost).nonzero()
        grown = forest(board, ring.cells[few], self._links.km, self._safe)
        figures = np.full((3, len(search)), np.inf)
        figures[0], figures[2] = ring.cost, np.nan
        figures[1, few], figures[2, few] = grown.total, grown.product
        held, at = np.full(len(search), -1), np.zeros(len(search), dtype=np.int64)
        held[few], at[few] = 0, grown.at
        return Answers(
            asked=len(self.destinations),
            search=np.array([it.number for it in asked], dtype=np.int64)[search],
            destination=destination,
            figures=figures,
            forest=held,
            at=at,
            forests=(grown.forest,),
        )
