"""Searches for the ways to the same destinations: made, and repaired after closures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

import numpy as np

from rrm.access.link_arrays import Flags, Floats, LinkArrays
from rrm.access.paths.arcs import arcs
from rrm.access.paths.board import Board, Search
from rrm.access.paths.costs import Cells, Costs, Patch, patched
from rrm.access.paths.distances import distances
from rrm.access.paths.reaches import Closed, Reach, Told
from rrm.access.paths.repair import behind, cost_behind
from rrm.access.paths.trees import forest

_CELLS_AT_ONCE = 32_000_000  # an eighth of a gigabyte for each number kept by cell
_SEARCHED_ANEW = 4  # a repair of more than this part of the places is a search of its own

T = TypeVar("T")


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

    def after(self, asked: Sequence[tuple[Reach, Closed]]) -> list[Reach]:
        """The answers once these links are closed: what is not on the ways asked changes nothing.

        Answers that hold are the same objects; `closed` is then still what it was.
        """
        marked = {closed: self._marked([closed])[0] for _, closed in asked}
        found = [reach for reach, _ in asked]
        touched = [
            at for at, (reach, closed) in enumerate(asked) if reach.is_touched(marked[closed])
        ]
        by_known: dict[int, list[int]] = {}
        for at in touched:
            by_known.setdefault(id(found[at].known), []).append(at)
        portions = (some for together in by_known.values() for some in self._portions(together))
        for some in portions:
            repaired = self._repaired([asked[at] for at in some])
            for at, reach in zip(some, repaired, strict=True):
                found[at] = reach
        return found

    def _portions(self, asked: Sequence[T]) -> Iterator[Sequence[T]]:
        at_once = max(1, _CELLS_AT_ONCE // self._arcs.places)
        return (asked[at : at + at_once] for at in range(0, len(asked), at_once))

    def _made(self, asked: Sequence[tuple[Search, Closed]]) -> Iterator[Reach]:
        searches = [search for search, _ in asked]
        known = self._searched(asked)
        cost = Costs(known, np.arange(len(asked)))
        board = self._board(searches, [closed for _, closed in asked], cost)
        wanted = np.ones((len(asked), len(self._destinations)), dtype=np.bool_)
        for row, told in enumerate(self._told(board, wanted)):
            yield Reach(
                search=searches[row],
                closed=asked[row][1],
                microseconds=told.microseconds,
                km=told.km,
                safe=told.safe,
                used=told.tree.links,
                trees=(told.tree,),
                tree_of=np.where(told.has_way, 0, -1),
                known=known,
                row=row,
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

    def _repaired(self, asked: Sequence[tuple[Reach, Closed]]) -> list[Reach]:
        reaches = [reach for reach, _ in asked]
        searches = [reach.search for reach in reaches]
        closed = [reach.closed | more for reach, more in asked]
        rows = np.array([reach.row for reach in reaches])
        cost = patched(reaches[0].known, rows, [reach.patches for reach in reaches])
        before = self._board(searches, [reach.closed for reach in reaches], cost)
        heads = self._heads(before, [more - reach.closed for reach, more in asked])
        changed = behind(before, heads, self._arcs.places // _SEARCHED_ANEW)
        after = self._board(searches, closed, cost)
        now = cost_behind(after, changed)
        moved = now != cost.at(changed.cells)
        cost.change(changed.cells[moved], now[moved])
        wanted = changed.number[self._cells(len(asked))] > 0
        patches = self._patches(changed.cells[moved], now[moved], len(asked))
        shut = np.isinf(after.microseconds)
        found = [
            reach.after(closed[row], wanted[row], patches[row], told, shut[after.kind[row]])
            for row, (reach, told) in enumerate(
                zip(reaches, self._told(after, wanted), strict=True)
            )
        ]
        anew = np.flatnonzero(changed.given_up).tolist()
        made = self.made([(searches[at], closed[at]) for at in anew])
        for at, reach in zip(anew, made, strict=True):
            found[at] = reach
        return found

    def _heads(self, board: Board, closings: Sequence[Closed]) -> Cells:
        """Where fastest ways came to by links that close."""
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
        is_used = np.isfinite(through) & (through == board.cost.at(end + shift))
        return np.unique((end + shift)[is_used])

    def _board(self, searches: Sequence[Search], closed: Sequence[Closed], cost: Costs) -> Board:
        asked = [(search.pace, shut) for search, shut in zip(searches, closed, strict=True)]
        kinds = {kind: at for at, kind in enumerate(dict.fromkeys(asked))}
        microseconds = self.microseconds[[pace for pace, _ in kinds]]
        for at, (_, shut) in enumerate(kinds):
            microseconds[at, list(shut)] = np.inf
        kind = np.array([kinds[it] for it in asked], dtype=np.int64)
        return Board(self._arcs, tuple(searches), microseconds, kind, cost)

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
        grown = forest(board, cells[has_way])
        km, safe = np.full(wanted.shape, np.inf), np.full(wanted.shape, np.nan)
        km[has_way], safe[has_way] = grown.along(self._links.km, self._safe)
        at = np.zeros(wanted.shape, dtype=np.int64)
        at[has_way] = grown.at
        for row, tree in enumerate(grown.trees(at)):
            yield Told(tree, cost[row], km[row], safe[row], has_way[row])
