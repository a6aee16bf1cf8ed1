"""The fastest ways to the places asked, as trees: each place on a way knows the one before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from rrm.access.link_arrays import Flags, Floats, Positions
from rrm.access.paths.arcs import Wholes
from rrm.access.paths.board import Board, spread
from rrm.access.paths.costs import Cells
from rrm.access.paths.ties import decide


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """The ways of a search, from (or homeward, to) its origin.

    places: positions, each followed by those that are come to through it.
    before: index of the one nearer the origin, the origin's own itself.
    link: taken between the two, -1 at the origin. end: index after the last come to through it.
    at: index of each destination asked; of no meaning for the others.
    """

    places: Wholes
    before: Wholes
    link: Wholes
    end: Wholes
    at: Wholes

    @property
    def links(self) -> Wholes:
        """All links of the ways."""
        return self.link[self.link >= 0]

    def uses(self, marks: Flags) -> Flags | None:
        """Which destinations' ways use one of the links marked; None where the tree has none."""
        first = self._marked(marks)
        if not len(first):
            return None
        change = np.bincount(first, minlength=len(self.link) + 1)
        change -= np.bincount(self.end[first], minlength=len(self.link) + 1)
        found: Flags = np.cumsum(change)[self.at] > 0
        return found

    def used_of(self, marks: Flags) -> Wholes:
        """The links marked that ways use."""
        return self.link[self._marked(marks)]

    def _marked(self, marks: Flags) -> Positions:
        # The origin, which is come to by no link, is the first.
        return marks[self.link[1:]].nonzero()[0] + 1

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

    ends: where each search's begins, and where the last ends. places, before, link, end: as in a
    tree, counted from the first tree on. at: index of the cells asked. total, product: on the ways
    to these.
    """

    ends: Positions
    places: Wholes
    before: Positions
    link: Wholes
    end: Positions
    at: Positions
    total: Floats
    product: Floats

    def trees(self, at: Positions) -> Iterator[Tree]:
        """The tree of each search, in order. at: index of destinations [search, destination]."""
        for row, (first, end) in enumerate(pairwise(self.ends.tolist())):
            yield Tree(
                places=self.places[first:end],
                before=(self.before[first:end] - first).astype(np.int32),
                link=self.link[first:end],
                end=(self.end[first:end] - first).astype(np.int32),
                at=np.maximum(at[row] - first, 0).astype(np.int32),
            )


def forest(board: Board, asked: Cells, each: Floats, factor: Floats) -> Forest:
    """The best ways to cells that are reached.

    Ways of the same time are ranked by length, then by their nodes in the order travelled.
    each, factor: figures of the links, to be added up and to be multiplied along the ways.
    """
    grown = spread(board, np.concatenate([board.origins, asked]), board.best_arriving)
    other = grown.number[grown.other].astype(np.int64) - 1
    before, link = decide(board, grown.cells, grown.at, other, grown.link)
    asked_at = grown.number[asked] - 1
    hops, total, product = _along(before, link, each, factor)
    search = grown.cells // board.arcs.places
    rank, size = _one_behind_the_other(before, hops, search)
    order = np.empty_like(rank)
    order[rank] = np.arange(len(rank))
    return Forest(
        ends=np.searchsorted(search[order], np.arange(len(board.searches) + 1)),
        places=(grown.cells - search * board.arcs.places)[order].astype(np.int32),
        before=rank[before[order]],
        link=link[order],
        end=np.arange(len(order)) + size[order],
        at=rank[asked_at],
        total=total[asked_at],
        product=product[asked_at],
    )


def _along(
    before: Positions, link: Wholes, each: Floats, factor: Floats
) -> tuple[Positions, Floats, Floats]:
    """From the origins to each place: links, a figure of each added up, another multiplied."""
    inner = link >= 0
    hops = inner.astype(np.int64)
    if not len(each):
        return hops, np.zeros(len(link)), np.ones(len(link))
    total, product = np.where(inner, each[link], 0.0), np.where(inner, factor[link], 1.0)
    for up in _doubling(before):
        hops, total, product = hops + hops[up], total + total[up], product * product[up]
    return hops, total, product


def _one_behind_the_other(
    before: Positions, hops: Positions, search: Positions
) -> tuple[Positions, Positions]:
    """Ranks in which each place is followed by all come to through it, and how many that makes.

    hops: links from the origin of its search, which are ranked in order.
    """
    order = np.argsort(hops.astype(np.int32), kind="stable")
    cuts = np.cumsum(np.bincount(hops, minlength=1))[:-1]
    origins, *rings = np.split(order, cuts)
    origins = origins[np.argsort(search[origins])]
    rings = [ring[np.argsort(before[ring], kind="stable")] for ring in rings]
    size = np.ones(len(before), dtype=np.int64)
    for ring in reversed(rings):
        np.add.at(size, before[ring], size[ring])
    rank = np.zeros(len(before), dtype=np.int64)
    rank[origins] = np.cumsum(size[origins]) - size[origins]
    for ring in rings:
        up = before[ring]
        earlier = np.cumsum(size[ring]) - size[ring]
        is_first = np.concatenate([[True], up[1:] != up[:-1]])
        rank[ring] = rank[up] + 1 + earlier - np.maximum.accumulate(earlier * is_first)
    return rank, size


def _doubling(before: Positions | Wholes) -> Iterator[Positions | Wholes]:
    """From each place the one before, that two before, four before and so on to the origins."""
    up = before
    while True:
        yield up
        further = up[up]
        if np.array_equal(further, up):
            return
        up = further
