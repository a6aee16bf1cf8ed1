"""The fastest ways to the places asked, as trees: each place on a way knows the one before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from rrm.access.link_arrays import Floats, Positions
from rrm.access.paths.arcs import Wholes
from rrm.access.paths.board import Board, spread
from rrm.access.paths.costs import Cells
from rrm.access.paths.ties import decide


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """The ways of a search, from (or homeward, to) its origin.

    places: positions. before: index of the one nearer the origin, the origin's own itself.
    link: taken between the two, -1 at the origin.
    at: index of each destination asked; of no meaning for the others.
    """

    places: Wholes
    before: Wholes
    link: Wholes
    at: Wholes

    @property
    def links(self) -> Wholes:
        """All links of the ways."""
        return self.link[self.link >= 0]

    def steps(self, at: int) -> Iterator[tuple[int, int]]:
        """Each place and the one before it, from the one with that index to the origin."""
        places, before = self.places.data, self.before.data
        while (following := before[at]) != at:
            yield places[at], places[following]
            at = following

    def trail(self, at: int) -> tuple[list[int], list[int]]:
        """Places from the one with that index to the origin, and the links between them."""
        places, links = [int(self.places[at])], []
        while self.link[at] >= 0:
            links.append(int(self.link[at]))
            at = int(self.before[at])
            places.append(int(self.places[at]))
        return places, links

    def product(self, factor: Floats) -> Floats:
        """A figure of each link multiplied along the ways to the destinations."""
        if (factor[self.link] == 1).all():
            return np.ones(len(self.at))
        product = np.where(self.link >= 0, factor[self.link], 1.0)
        for up in _doubling(self.before):
            product = product * product[up]
        return product[self.at]


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """The trees of all searches of a board, one behind the other.

    ends: where each search's begins, and where the last ends. places, before, link: as in a tree,
    `before` counted from the first tree on. at: index of the cells asked.
    """

    ends: Positions
    places: Wholes
    before: Positions
    link: Wholes
    at: Positions

    def along(self, each: Floats, factor: Floats) -> tuple[Floats, Floats]:
        """On the ways to the cells asked: a figure of each link added up, another multiplied."""
        if not len(each):
            return np.zeros(len(self.at)), np.ones(len(self.at))
        inner = self.link >= 0
        total = np.where(inner, each[self.link], 0.0)
        product = np.where(inner, factor[self.link], 1.0)
        for up in _doubling(self.before):
            total, product = total + total[up], product * product[up]
        return total[self.at], product[self.at]

    def trees(self, at: Positions) -> Iterator[Tree]:
        """The tree of each search, in order. at: index of destinations [search, destination]."""
        for row, (first, end) in enumerate(pairwise(self.ends.tolist())):
            yield Tree(
                places=self.places[first:end],
                before=(self.before[first:end] - first).astype(np.int32),
                link=self.link[first:end],
                at=np.maximum(at[row] - first, 0).astype(np.int32),
            )


def forest(board: Board, asked: Cells) -> Forest:
    """The best ways to cells that are reached.

    Ways of the same time are ranked by length, then by their nodes in the order travelled.
    """
    grown = spread(board, np.concatenate([board.origins, asked]), board.best_arriving)
    other = grown.number[grown.other].astype(np.int64) - 1
    before, link = decide(board, grown.cells, grown.at, other, grown.link)
    search = grown.cells // board.arcs.places
    order = np.argsort(search.astype(np.int32), kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return Forest(
        ends=np.searchsorted(search[order], np.arange(len(board.searches) + 1)),
        places=(grown.cells - search * board.arcs.places)[order].astype(np.int32),
        before=rank[before[order]],
        link=link[order],
        at=rank[grown.number[asked] - 1],
    )


def _doubling(before: Positions | Wholes) -> Iterator[Positions | Wholes]:
    """From each place the one before, that two before, four before and so on to the origins."""
    up = before
    while True:
        yield up
        further = up[up]
        if np.array_equal(further, up):
            return
        up = further
