"""The fastest ways to the places asked, as trees: each place on a way knows the one before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from rrm.access.link_arrays import Floats, Positions
from rrm.access.paths.arcs import Wholes, in_order
from rrm.access.paths.board import Board
from rrm.access.paths.closures import Closures
from rrm.access.paths.costs import Cells
from rrm.access.paths.spread import back
from rrm.access.paths.ties import decide


@dataclass(frozen=True, eq=False)
class Forest:
    """The ways of some searches, a tree each, from (or homeward, to) its origin.

    places: positions, each followed by those that are come to through it.
    before: index of the one nearer the origin, the origin's own itself.
    link: taken between the two, -1 at the origin. end: index after the last come to through it.
    """

    places: Wholes
    before: Wholes
    link: Wholes
    end: Wholes

    def come_to_by(self, closures: Closures) -> Positions:
        """The places come to by links that any case closes, in order; it is remembered."""
        if closures not in self._come_to_by:
            self._come_to_by[closures] = closures.among(self.link)
        return self._come_to_by[closures]

    @cached_property
    def _come_to_by(self) -> WeakKeyDictionary[Closures, Positions]:
        return WeakKeyDictionary()

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


class Grown(NamedTuple):
    """A forest, where in it the cells asked are, and two figures of the ways to these."""

    forest: Forest
    at: Positions
    total: Floats
    product: Floats


def forest(board: Board, asked: Cells, each: Floats, factor: Floats) -> Grown:
    """The best ways to cells that are reached.

    Ways of the same time are ranked by length, then by their nodes in the order travelled.
    each, factor: figures of the links, to be added up and to be multiplied along the ways.
    """
    ring, come_to, steps = back(board, np.concatenate([board.origins, asked]))
    other = come_to[steps.far.cells].astype(np.int64) - 1
    before, link = decide(board, ring, steps.at, other, steps.link)
    order, rings = _from_the_origins(before)
    # From here on all is in that order, places of a ring side by side.
    number = np.empty_like(order)
    number[order] = np.arange(len(order))
    up, link = number[before[order]], link[order]
    rank, size = _one_behind_the_other(up, rings)
    total, product = _along(up, link, rings, each, factor)
    places = (ring.cells - ring.search * board.arcs.places)[order]
    asked_at = number[come_to[asked] - 1]
    place_of = np.empty_like(rank)
    place_of[rank] = np.arange(len(rank))
    return Grown(
        Forest(
            places=places[place_of].astype(np.int32),
            before=rank[up[place_of]].astype(np.int32),
            link=link[place_of],
            end=(np.arange(len(rank)) + size[place_of]).astype(np.int32),
        ),
        at=rank[asked_at],
        total=total[asked_at],
        product=product[asked_at],
    )


def _from_the_origins(before: Positions) -> tuple[Positions, list[slice]]:
    """An order in which each place comes after the one before it; rings of as many links away."""
    up, hops = before, (before != np.arange(len(before))).astype(np.int32)
    while True:
        further = hops[up]
        if not further.any():
            break
        hops, up = hops + further, up[up]
    ends = np.cumsum(np.bincount(hops, minlength=1)).tolist()
    return in_order(hops), [slice(*it) for it in pairwise([0, *ends])]


def _one_behind_the_other(up: Positions, rings: list[slice]) -> tuple[Positions, Positions]:
    """Ranks in which each place is followed by all come to through it, and how many that makes."""
    origins, *others = rings
    size = np.ones(len(up), dtype=np.int64)
    for ring in reversed(others):
        # NumPy would copy all of the sizes where it sees some of them on both sides.
        np.add.at(size, up[ring], size[ring].copy())
    rank = np.empty_like(size)
    rank[origins] = np.cumsum(size[origins]) - size[origins]
    order = in_order(up[origins.stop :]) + origins.stop
    earlier = np.cumsum(size[order]) - size[order]
    is_first = np.concatenate([[True], up[order[1:]] != up[order[:-1]]])[: len(order)]
    rank[order] = 1 + earlier - np.maximum.accumulate(earlier * is_first)
    for ring in others:
        rank[ring] += rank[up[ring]]
    return rank, size


def _along(
    up: Positions, link: Wholes, rings: list[slice], each: Floats, factor: Floats
) -> tuple[Floats, Floats]:
    """From the origins to each place: a figure of each link added up, another multiplied."""
    origins, *others = rings
    total, product = np.zeros(len(up)), np.ones(len(up))
    if others:
        first = origins.stop
        total[first:], product[first:] = each[link[first:]], factor[link[first:]]
    for ring in others:
        before = up[ring]
        total[ring] += total[before]
        product[ring] *= product[before]
    return total, product
