"""What searches answer to the destinations asked: columns, a row for each way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from rrm.access.link_arrays import Floats, Positions
from rrm.access.paths.arcs import Wholes, runs
from rrm.access.paths.closures import Closures
from rrm.access.paths.trees import Forest

T = TypeVar("T", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class Crossings:
    """Places on ways that are come to by a link looked for.

    search: whose ways. link: which link. first, count: the rows whose ways cross it there, as
    they stand in the order of their ends.
    """

    search: Positions
    link: Wholes
    first: Positions
    count: Positions

    def at(self, few: Positions) -> Crossings:
        """Some of them."""
        return Crossings(self.search[few], self.link[few], self.first[few], self.count[few])


@dataclass(frozen=True, eq=False)
class Answers:
    """Ways of searches to destinations, in order of search, then of destination.

    asked: how many destinations there are. search, destination: indices.
    figures: [figure, row]: microseconds, km, and the chance of meeting none of the links' risks;
    inf, inf and nan where there is no way.
    forest: which one holds the way, -1 where there is none. at: where in it the way ends.
    """

    asked: int
    search: Positions
    destination: Positions
    figures: Floats
    forest: Positions
    at: Positions
    forests: tuple[Forest, ...]

    def __len__(self) -> int:
        return len(self.search)

    @cached_property
    def key(self) -> Positions:
        """Search and destination in one number."""
        return self.search * self.asked + self.destination

    def row(self, search: int, destination: int) -> int | None:
        """Where a way is told, if it is."""
        key = search * self.asked + destination
        at = int(np.searchsorted(self.key, key))
        return at if at < len(self) and self.key[at] == key else None

    def trail(self, row: int) -> tuple[list[int], list[int]]:
        """Places from the destination to the origin and the links between; empty without a way."""
        if self.forest[row] < 0:
            return [], []
        forest: Forest = self.forests[self.forest[row]]
        return forest.trail(int(self.at[row]))

    def steps(self, row: int) -> Iterator[tuple[int, int]]:
        """Each place on a way and the one before it, from the destination to the origin."""
        if self.forest[row] >= 0:
            yield from self.forests[self.forest[row]].steps(int(self.at[row]))

    def crossings(self, closures: Closures) -> Crossings:
        """Where ways come by links that any case closes."""
        order, ends = self._by_end
        nodes, last = [ends[:0]], [ends[:0]]
        links = [np.empty(0, dtype=np.int32)]
        for forest, shift in zip(self.forests, self._shifts, strict=True):
            node = forest.come_to_by(closures)
            nodes.append(node + shift)
            last.append(forest.end[node].astype(np.int64) + shift)
            links.append(forest.link[node])
        link = np.concatenate(links)
        first = np.searchsorted(ends, np.concatenate(nodes))
        count = np.searchsorted(ends, np.concatenate(last)) - first
        (few,) = count.nonzero()
        search = self.search[order[first[few]]]
        return Crossings(search, link[few], first[few], count[few])

    def crossing(self, crossings: Crossings) -> tuple[Positions, Positions]:
        """Which of the crossings, and a row whose way comes by there, for each pair of the two."""
        which, position = runs(crossings.first, crossings.count)
        return which, self._by_end[0][position]

    def using(self, closures: Closures) -> Positions:
        """The rows whose ways use links that any case closes."""
        found = np.zeros(len(self), dtype=np.bool_)
        found[self.crossing(self.crossings(closures))[1]] = True
        return found.nonzero()[0]

    def links(self) -> Positions:
        """All links of the ways, some more than once."""
        ends = self._by_end[1]
        found = [np.empty(0, dtype=np.int64)]
        for forest, shift in zip(self.forests, self._shifts, strict=True):
            before = np.searchsorted(ends, np.arange(shift, shift + len(forest.end) + 1))
            is_used = (before[forest.end] > before[:-1]) & (forest.link >= 0)
            found.append(forest.link[is_used].astype(np.int64))
        return np.concatenate(found)

    def only(self, rows: Positions) -> Answers:
        """Some rows, in order."""
        return self._tidied(
            self.search[rows],
            self.destination[rows],
            self.figures[:, rows],
            self.forest[rows],
            self.at[rows],
            self.forests,
        )

    def without(self, rows: Positions) -> Answers:
        """All rows but some."""
        kept = np.ones(len(self), dtype=np.bool_)
        kept[rows] = False
        return self.only(kept.nonzero()[0])

    def and_then(self, new: Answers) -> Answers:
        """With what is told of some ways, in the place of what was or besides."""
        shift = len(self.forests) * (new.forest >= 0)
        position = np.searchsorted(self.key, new.key)
        is_held = np.zeros(len(new), dtype=np.bool_)
        inside = (position < len(self)).nonzero()[0]
        is_held[inside] = self.key[position[inside]] == new.key[inside]
        (old,), (more,) = is_held.nonzero(), (~is_held).nonzero()

        def column(mine: NDArray[T], told: NDArray[T]) -> NDArray[T]:
            both = mine.copy()
            both[..., position[old]] = told[..., old]
            return np.insert(both, position[more], told[..., more], axis=-1) if len(more) else both

        return self._tidied(
            column(self.search, new.search),
            column(self.destination, new.destination),
            column(self.figures, new.figures),
            column(self.forest, new.forest + shift),
            column(self.at, new.at),
            (*self.forests, *new.forests),
        )

    def _tidied(
        self,
        search: Positions,
        destination: Positions,
        figures: Floats,
        forest: Positions,
        at: Positions,
        forests: tuple[Forest, ...],
    ) -> Answers:
        """Those columns; forests that hold no way any more are left out."""
        (held,) = np.bincount(forest + 1, minlength=len(forests) + 1)[1:].nonzero()
        number = np.full(len(forests) + 1, -1)
        number[held] = np.arange(len(held))
        kept = tuple(forests[it] for it in held.tolist())
        return Answers(self.asked, search, destination, figures, number[forest], at, kept)

    @cached_property
    def _shifts(self) -> list[int]:
        """How many places the forests before each one have."""
        sizes = [len(forest.places) for forest in self.forests]
        shifts: list[int] = np.cumsum([0, *sizes])[:-1].tolist()
        return shifts

    @cached_property
    def _by_end(self) -> tuple[Positions, Positions]:
        """The rows with a way, in the order in which their ends stand in the forests, and where."""
        (rows,) = (self.forest >= 0).nonzero()
        ends = np.array([*self._shifts, 0])[self.forest[rows]] + self.at[rows]
        order = np.argsort(ends)
        return rows[order], ends[order]


def no_answers(asked: int) -> Answers:
    """No way told yet."""
    none = np.empty(0, dtype=np.int64)
    return Answers(asked, none, none, np.empty((3, 0)), none, none, ())


def joined(parts: Sequence[Answers], asked: int) -> Answers:
    """All rows of several."""
    first, *others = parts or [no_answers(asked)]
    for other in others:
        first = first.and_then(other)
    return first
