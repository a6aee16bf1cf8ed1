"""Several searches side by side, so that each step is made for all of them at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rrm.access.link_arrays import Flags, Floats, Positions
from rrm.access.paths.arcs import Arcs, Wholes
from rrm.access.paths.costs import Cells, Costs


@dataclass(frozen=True, slots=True)
class Search:
    """What the network is asked once: at a pace, from a place, in a direction.

    pace: row of the microseconds. origin: position. outward: False for the ways back to it.
    """

    pace: int
    origin: int
    outward: bool


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """Arcs at some cells.

    at: which of the cells asked. other: cell at the far end. search: which both belong to.
    """

    at: Positions
    other: Cells
    link: Wholes
    microseconds: Floats
    search: Positions

    def where(self, kept: Flags) -> Steps:
        """Some of them."""
        (few,) = kept.nonzero()
        return Steps(
            at=self.at[few],
            other=self.other[few],
            link=self.link[few],
            microseconds=self.microseconds[few],
            search=self.search[few],
        )


@dataclass(frozen=True, eq=False)
class Board:
    """Searches, and cell by cell the microseconds from their origins (or to them, homeward).

    microseconds: [pace, link], inf where closed. closed: [kind, link], what is closed besides;
    kind: which row of it counts for each search.
    """

    arcs: Arcs
    searches: tuple[Search, ...]
    microseconds: Floats
    closed: Flags
    kind: Positions
    cost: Costs

    @cached_property
    def origins(self) -> Cells:
        """The cell from which each search starts."""
        origins = np.array([search.origin for search in self.searches], dtype=np.int64)
        return origins + np.arange(len(origins)) * self.arcs.places

    def arriving(self, cells: Cells) -> Steps:
        """The arcs by which a search comes to cells; `other` is where it comes from."""
        return self._steps(cells, cells // self.arcs.places, self._homeward)

    def best_arriving(self, cells: Cells) -> Steps:
        """The arcs by which fastest ways come to cells that are reached."""
        search = cells // self.arcs.places
        steps = self._steps(cells, search, self._homeward)
        through = self.cost.at(steps.other, steps.search) + steps.microseconds
        return steps.where(through == self.cost.at(cells, search)[steps.at])

    def best_leaving(self, cells: Cells) -> Steps:
        """The arcs by which fastest ways go on from cells."""
        search = cells // self.arcs.places
        steps = self._steps(cells, search, ~self._homeward)
        through = self.cost.at(cells, search)[steps.at] + steps.microseconds
        there = self.cost.at(steps.other, steps.search)
        return steps.where((through == there) & (through < np.inf))

    def _steps(self, cells: Cells, search: Positions, is_second_half: Flags) -> Steps:
        places, links = self.arcs.places, self.closed.shape[1]
        shift = search * places
        entry = cells - shift + places * is_second_half[search]
        first = self.arcs.starts[entry]
        at, arc = _runs(first, self.arcs.starts[entry + 1] - first)
        link, of = self.arcs.link[arc], search[at]
        weight = self.microseconds.reshape(-1)[(self._pace * links)[of] + link]
        weight[self.closed.reshape(-1)[(self.kind * links)[of] + link]] = np.inf
        return Steps(at, self.arcs.other[arc] + shift[at], link, weight, of)

    @cached_property
    def _pace(self) -> Positions:
        return np.array([search.pace for search in self.searches], dtype=np.int64)

    @cached_property
    def _homeward(self) -> Flags:
        return np.array([not search.outward for search in self.searches], dtype=np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """What some cells lead to.

    cells: in the order come to. number: of each cell of the board among them, from 1 on; 0 where
    not come to. at, other, link: the steps taken; at is an index among the cells.
    """

    cells: Cells
    number: Wholes
    at: Positions
    other: Cells
    link: Wholes


def spread(
    board: Board,
    start: Cells,
    neighbours: Callable[[Cells], Steps],
    going_on: Callable[[Cells], Cells] = lambda ring: ring,
) -> Spread:
    """All cells that can be come to from some, ring by ring, with the steps taken.

    going_on: those of a ring that are gone on from.
    """
    number = np.zeros(board.cost.cells, dtype=np.int32)
    rings: list[Cells] = []
    taken: list[tuple[Positions, Cells, Wholes]] = []
    ring, before = going_on(_newly(start, number, 0)), 0
    while len(ring):
        steps = neighbours(ring)
        rings.append(ring)
        taken.append((steps.at + before, steps.other, steps.link))
        before += len(ring)
        ring = going_on(_newly(steps.other, number, before))
    if not rings:
        return Spread(start[:0], number, start[:0], start[:0], number[:0])
    at, other, link = (np.concatenate(column) for column in zip(*taken, strict=True))
    return Spread(np.concatenate(rings), number, at, other, link)


def _newly(cells: Cells, number: Wholes, before: int) -> Cells:
    """Those come to for the first time, each once; they are numbered on from `before`."""
    new = cells[number[cells] == 0]
    tried = np.arange(1, len(new) + 1, dtype=np.int32)
    number[new] = tried
    once: Cells = new[number[new] == tried]
    number[once] = tried[: len(once)] + np.int32(before)
    return once


def _runs(first: Positions, count: Positions) -> tuple[Positions, Positions]:
    """Whose run each is, and positions: `count` from `first` on, one run behind the other."""
    at = np.repeat(np.arange(len(count)), count)
    before = np.cumsum(count) - count
    return at, np.arange(len(at)) + (first - before)[at]
