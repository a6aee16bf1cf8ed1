"""Several searches side by side, so that each step is made for all of them at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from rrm.access.link_arrays import Floats, Positions
from rrm.access.paths.arcs import Arcs, Wholes, runs
from rrm.access.paths.closures import Closures
from rrm.access.paths.costs import Cells, Costs


@dataclass(frozen=True, slots=True)
class Search:
    """What the network is asked once: at a pace, from a place, in a direction.

    pace: row of the microseconds. origin: position. outward: False for the ways back to it.
    """

    pace: int
    origin: int
    outward: bool


class Ring(NamedTuple):
    """Cells, which search each belongs to and its microseconds."""

    cells: Cells
    search: Positions
    cost: Floats

    def at(self, few: Positions | slice) -> Ring:
        """Some of them."""
        return Ring(self.cells[few], self.search[few], self.cost[few])


class ArcsAt(NamedTuple):
    """Arcs at the cells of a ring: at which of these, the cell at the far end, what they take.

    link: which one it is. search: to which both ends belong.
    """

    at: Positions
    far: Cells
    link: Wholes
    microseconds: Floats
    search: Positions


class Steps(NamedTuple):
    """Arcs on fastest ways at the cells of a ring: at which of these, the link, the far end."""

    at: Positions
    link: Wholes
    far: Ring


@dataclass(frozen=True, eq=False)
class Board:
    """Searches, and cell by cell the microseconds from their origins (or to them, homeward).

    microseconds: [pace, link], inf where closed. closed: what is closed besides, by search.
    """

    arcs: Arcs
    searches: tuple[Search, ...]
    microseconds: Floats
    closed: Closures
    cost: Costs

    @cached_property
    def origins(self) -> Cells:
        """The cell from which each search starts."""
        origins = np.array([search.origin for search in self.searches], dtype=np.int64)
        return origins + self._shift

    def ring(self, cells: Cells) -> Ring:
        """Cells with what is known of them."""
        search = cells // self.arcs.places
        return Ring(cells, search, self.cost.at(cells, search))

    def arriving(self, ring: Ring) -> ArcsAt:
        """The arcs by which a search comes to cells."""
        return self._arcs(ring, self._entry_of_arriving)

    def best_arriving(self, ring: Ring) -> Steps:
        """The arcs by which fastest ways come to cells that are reached."""
        arcs = self._arcs(ring, self._entry_of_arriving)
        cost = self.cost.at(arcs.far, arcs.search)
        (few,) = (cost + arcs.microseconds == ring.cost[arcs.at]).nonzero()
        far = Ring(arcs.far[few], arcs.search[few], cost[few])
        return Steps(arcs.at[few], arcs.link[few], far)

    def before(self, cells: Cells, search: Positions) -> Cells:
        """The cell before each on the way found to it. search: of each."""
        found: Cells = self.cost.before(cells, search) + self._shift[search]
        return found

    def after(self, cells: Cells, search: Positions) -> tuple[Cells, Positions]:
        """The cells that stand after some on the ways found, and their searches."""
        entries = cells + self._entry_of_leaving[search]
        at, arc = runs(self.arcs.starts[entries], self.arcs.degree[entries])
        of = search[at]
        far: Cells = self.arcs.other[arc] + self._shift[of]
        (few,) = (self.before(far, of) == cells[at]).nonzero()
        return far[few], of[few]

    def _arcs(self, ring: Ring, entry: Positions) -> ArcsAt:
        """All arcs at cells. entry: what leads from a search's cells to the entries of its arcs."""
        entries = ring.cells + entry[ring.search]
        at, arc = runs(self.arcs.starts[entries], self.arcs.degree[entries])
        search, link = ring.search[at], self.arcs.link[arc]
        weight = self.microseconds.reshape(-1)[self._pace[search] + link]
        (few,) = self.closed.column[link].nonzero()
        if len(few):
            weight[few[self.closed.holds(search[few], link[few])]] = np.inf
        return ArcsAt(at, self.arcs.other[arc] + self._shift[search], link, weight, search)

    @cached_property
    def _shift(self) -> Positions:
        return np.arange(len(self.searches)) * self.arcs.places

    @cached_property
    def _pace(self) -> Positions:
        """Where the microseconds of each search's pace begin."""
        links = self.microseconds.shape[1]
        return np.array([search.pace * links for search in self.searches], dtype=np.int64)

    @cached_property
    def _entry_of_arriving(self) -> Positions:
        homeward = np.array([not search.outward for search in self.searches], dtype=np.int64)
        return self.arcs.places * homeward - self._shift

    @cached_property
    def _entry_of_leaving(self) -> Positions:
        outward = np.array([search.outward for search in self.searches], dtype=np.int64)
        return self.arcs.places * outward - self._shift
