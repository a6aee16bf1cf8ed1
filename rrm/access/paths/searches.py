"""Searches for the ways to the same destinations: made, and repaired after closures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TypeVar

import numpy as np

from rrm.access.link_arrays import Flags, Floats, LinkArrays
from rrm.access.paths.arcs import arcs
from rrm.access.paths.board import Board, Search
from rrm.access.paths.costs import Cells, Costs, Patch, patched
from rrm.access.paths.distances import distances
from rrm.access.paths.reaches import Basis, Closed, Reach, Told
from rrm.access.paths.repair import behind, cost_behind
from rrm.access.paths.trees import Tree, forest

_CELLS_AT_ONCE = 32_000_000  # an eighth of a gigabyte for each number kept by cell
_SEARCHED_ANEW = 2  # a repair of more than this part of the places is a search of its own

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class _Repair:
    """Answers to be told anew for the destinations whose ways moved.

    closed: links that its basis is to know as closed; goal: all those that are.
    """

    reach: Reach
    closed: Closed
    goal: Closed
    moved: Flags


class Searches:
    """Searches for the ways to the same destinations.

    microseconds: [pace, link], whole numbers of at least 1, inf where closed.
    """

    def __init__(
        self, links: LinkArrays, microseconds: Floats, destinations: Sequence[int]
    ) -> None:
        self._links = links
        self._arcs = arcs(links)
        self.microseconds = microseconds
        self._destinations = np.array(destinations, dtype=np.int64)
        self._safe = 1 - links.risk

    def made(self, asked: Sequence[tuple[Search, Closed]]) -> list[Reach]:
        """Searches made from nothing. closed: links shut besides those that the pace shuts."""
        return [reach for some in self._portions(asked) for reach in self._made(some)]

    def after(
        self,
        asked: Sequence[tuple[Reach, Closed]],
        at_once: Closed = frozenset(),
        doubtful: Sequence[Flags | None] | None = None,
    ) -> list[Reach]:
        """The answers once these links are closed: what is not on the ways asked changes nothing.

        A way that avoids them all stays the best of those that are left. For the others only the
        links that they use are closed, and those `at_once`, until no way told uses a closed one.
        doubtful: of each, the destinations whose ways may use one; all where not given.
        Answers that hold are the same objects.
        """
        marks = {closed: self._marked([closed])[0] for _, closed in asked}
        found = [reach for reach, _ in asked]
        looked_at = list(doubtful or [None] * len(asked))
        pending = list(range(len(asked)))
        while pending:
            moved = {
                at: found[at].uses(partial(Tree.uses, marks=marks[asked[at][1]]), looked_at[at])
                for at in pending
            }
            pending = [at for at in pending if moved[at].any()]
            repairs = [
                self._repair(found[at], asked[at][1], marks[asked[at][1]], moved[at], at_once)
                for at in pending
            ]
            for at, reach in zip(pending, self._all_repaired(repairs), strict=True):
                found[at], looked_at[at] = reach, moved[at]
        return found

    def _repair(
        self, reach: Reach, closed: Closed, marks: Flags, moved: Flags, at_once: Closed
    ) -> _Repair:
        used = reach.used_of(marks, moved)
        return _Repair(reach, reach.basis.closed | at_once | used, closed, moved)

    def _all_repaired(self, repairs: Sequence[_Repair]) -> list[Reach]:
        by_known: dict[int, list[int]] = {}
        for at, repair in enumerate(repairs):
            by_known.setdefault(id(repair.reach.basis.known), []).append(at)
        portions = (some for together in by_known.values() for some in self._portions(together))
        found = [
            (at, reach)
            for some in portions
            for at, reach in zip(some, self._repaired([repairs[at] for at in some]), strict=True)
        ]
        return [reach for _, reach in sorted(found, key=lambda it: it[0])]

    def _portions(self, asked: Sequence[T]) -> Iterator[Sequence[T]]:
        at_once = max(1, _CELLS_AT_ONCE // self._arcs.places)
        return (asked[at : at + at_once] for at in range(0, len(asked), at_once))

    def _made(self, asked: Sequence[tuple[Search, Closed]]) -> Iterator[Reach]:
        searches, closed = [search for search, _ in asked], [shut for _, shut in asked]
        known = self._searched(asked)
        board = self._board(searches, closed, Costs(known, np.arange(len(asked))))
        wanted = np.ones((len(asked), len(self._destinations)), dtype=np.bool_)
        for row, told in enumerate(self._told(board, wanted)):
            yield Reach(
                search=searches[row],
                figures=told.figures,
                trees=(told.tree,),
                tree_of=np.where(told.has_way, 0, -1),
                basis=Basis(known, row, closed[row]),
            )

    def _searched(self, asked: Sequence[tuple[Search, Closed]]) -> Floats:
        """Microseconds [search, place]. Where all is two-way, the ways home take as long."""
        together: dict[tuple[int, Closed, bool], dict[int, list[int]]] = {}
        for row, (search, closed) in enumerate(asked):
            outward = search.outward or self._is_two_way(search.pace)
            origins = together.setdefault((search.pace, closed, outward), {})
            origins.setdefault(search.origin, []).append(row)
        cost = np.empty((len(asked), self._arcs.places))
        for (pace, closed, outward), origins in together.items():
            starts, other, link = self._arcs.onward(outward=outward)
            each = self.microseconds[pace]
            if closed:
                each = np.where(self._marked([closed])[0], np.inf, each)
            found = distances(starts, other, each[link], list(origins))
            for rows, distance in zip(origins.values(), found, strict=True):
                cost[rows] = distance
        return cost

    def _is_two_way(self, pace: int) -> bool:
        return bool(self._links.two_way[np.isfinite(self.microseconds[pace])].all())

    def _repaired(self, repairs: Sequence[_Repair]) -> list[Reach]:
        before = [repair.reach.basis for repair in repairs]
        rows = np.array([basis.row for basis in before])
        cost = patched(before[0].known, rows, [basis.patches for basis in before])
        bases = self._after_closing(repairs, cost)
        searches = [repair.reach.search for repair in repairs]
        board = self._board(searches, [basis.closed for basis in bases], cost)
        told = self._told(board, np.stack([repair.moved for repair in repairs]))
        return [
            repair.reach.told_anew(repair.moved, it, basis)
            for repair, it, basis in zip(repairs, told, bases, strict=True)
        ]

    def _after_closing(self, repairs: Sequence[_Repair], cost: Costs) -> list[Basis]:
        """The bases once more is closed; what that changes is written into the costs."""
        searches = [repair.reach.search for repair in repairs]
        bases = [repair.reach.basis for repair in repairs]
        closed = [repair.closed for repair in repairs]
        # Where ways to many destinations are closed, so are those to as many of all places.
        far = np.array([repair.moved.mean() * _SEARCHED_ANEW > 1 for repair in repairs])
        before = self._board(searches, [basis.closed for basis in bases], cost)
        closings = [shut - basis.closed for shut, basis in zip(closed, bases, strict=True)]
        changed = behind(
            before, self._heads(before, closings, ~far), self._arcs.places // _SEARCHED_ANEW
        )
        cells, now = changed.cells, cost_behind(self._board(searches, closed, cost), changed)
        moved = now != cost.at(cells)
        cost.change(cells[moved], now[moved])
        patches = self._patches(cells[moved], now[moved], len(repairs))
        after = [
            basis.after(shut, patch)
            for basis, shut, patch in zip(bases, closed, patches, strict=True)
        ]
        for at, basis in self._made_anew(repairs, changed.given_up | far, cost):
            after[at] = basis
        return after

    def _made_anew(
        self, repairs: Sequence[_Repair], given_up: Flags, cost: Costs
    ) -> list[tuple[int, Basis]]:
        """Searches instead of repairs given up, all closed that is to be in the end."""
        few = np.flatnonzero(given_up)
        if not len(few):
            return []
        asked = [(repairs[at].reach.search, repairs[at].goal) for at in few.tolist()]
        known = self._searched(asked)
        cost.renew(few, known)
        bases = [Basis(known, row, closed) for row, (_, closed) in enumerate(asked)]
        return list(zip(few.tolist(), bases, strict=True))

    def _heads(self, board: Board, closings: Sequence[Closed], wanted: Flags) -> Cells:
        """Where fastest ways came to by links that close. wanted: in which searches."""
        row = np.repeat(np.arange(len(closings)), [len(links) for links in closings])
        link = np.array([at for links in closings for at in sorted(links)], dtype=np.int64)
        tail, head = self._links.tail[link], self._links.head[link]
        both = self._links.two_way[link]
        row, link = np.concatenate([row, row[both]]), np.concatenate([link, link[both]])
        start, end = np.concatenate([tail, head[both]]), np.concatenate([head, tail[both]])
        homeward = np.array([not search.outward for search in board.searches])[row]
        start, end = np.where(homeward, end, start), np.where(homeward, start, end)
        pace = np.array([search.pace for search in board.searches], dtype=np.int64)[row]
        shift = row * self._arcs.places
        through = board.cost.at(start + shift) + self.microseconds[pace, link]
        is_used = np.isfinite(through) & (through == board.cost.at(end + shift)) & wanted[row]
        return np.unique((end + shift)[is_used])

    def _board(self, searches: Sequence[Search], closed: Sequence[Closed], cost: Costs) -> Board:
        kinds = {shut: at for at, shut in enumerate(dict.fromkeys(closed))}
        kind = np.array([kinds[shut] for shut in closed], dtype=np.int64)
        shut = self._marked(list(kinds))
        return Board(self._arcs, tuple(searches), self.microseconds, shut, kind, cost)

    def _marked(self, closed: Sequence[Closed]) -> Flags:
        marks = np.zeros((len(closed), len(self._links)), dtype=np.bool_)
        for row, links in enumerate(closed):
            marks[row, list(links)] = True
        return marks

    def _cells(self, searches: int) -> Cells:
        """The destinations of each search [search, destination]."""
        return self._destinations + (np.arange(searches) * self._arcs.places)[:, None]

    def _patches(self, cells: Cells, cost: Floats, searches: int) -> list[Patch]:
        """New costs of cells, search by search."""
        search = cells // self._arcs.places
        order = np.argsort(search.astype(np.int32), kind="stable")
        ends = np.searchsorted(search[order], np.arange(searches + 1))
        places = (cells % self._arcs.places)[order].astype(np.int32)
        return [Patch(places[at:end], cost[order[at:end]]) for at, end in pairwise(ends.tolist())]

    def _told(self, board: Board, wanted: Flags) -> Iterator[Told]:
        cells = self._cells(len(wanted))
        cost = board.cost.at(cells.reshape(-1)).reshape(cells.shape)
        has_way = wanted & np.isfinite(cost)
        grown = forest(board, cells[has_way], self._links.km, self._safe)
        figures = np.full((3, *wanted.shape), np.inf)
        figures[0], figures[2] = cost, np.nan
        figures[1][has_way], figures[2][has_way] = grown.total, grown.product
        at = np.zeros(wanted.shape, dtype=np.int64)
        at[has_way] = grown.at
        for row, tree in enumerate(grown.trees(at)):
            yield Told(tree, figures[:, row], has_way[row])
