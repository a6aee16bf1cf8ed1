"""Which of several equally fast ways counts: the shortest, then the first by its nodes' names."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rrm.access.link_arrays import Positions
from rrm.access.paths.arcs import Wholes
from rrm.access.paths.board import Board, Ring


class _Offer(NamedTuple):
    """A last step of equally fast ways to a cell: from which cell, by which link."""

    before: int
    link: int


def decide(
    board: Board, ring: Ring, at: Positions, other: Positions, link: Wholes
) -> tuple[Positions, Wholes]:
    """For each cell the one before it and the link taken, of all fastest last steps.

    ring: the cells. at, other: index among them of where a step ends and where it comes from.
    An origin stands before itself with link -1.
    """
    before = np.arange(len(ring.cells))
    taken = np.full(len(ring.cells), -1, dtype=np.int32)
    before[at], taken[at] = other, link
    offers = np.bincount(at, minlength=len(ring.cells))
    tied = np.flatnonzero(offers > 1)
    if len(tied):
        judge = _Judge(board, ring, before, taken)
        order = np.argsort(at, kind="stable")
        first = np.cumsum(offers) - offers
        # Nearest to the origin first: the ways to those before are decided by then.
        for cell in tied[np.argsort(ring.cost[tied], kind="stable")].tolist():
            mine = order[first[cell] : first[cell] + offers[cell]]
            steps = zip(other[mine].tolist(), link[mine].tolist(), strict=True)
            judge.settle(cell, [_Offer(*step) for step in steps])
    return before, taken


class _Judge:
    """Decides cell by cell, writing into `before` and `taken`."""

    def __init__(self, board: Board, ring: Ring, before: Positions, taken: Wholes) -> None:
        self._arcs = board.arcs
        self._cell, self._cost = ring.cells.data, ring.cost.data
        self._before, self._taken = before.data, taken.data
        self._outward = [search.outward for search in board.searches]

    def settle(self, cell: int, offers: list[_Offer]) -> None:
        best = offers[0]
        for offer in offers[1:]:
            if self._is_better(cell, offer, best):
                best = offer
        self._before[cell], self._taken[cell] = best

    def _is_better(self, cell: int, offer: _Offer, held: _Offer) -> bool:
        if offer.before == held.before:
            return self._of_link(offer.link) < self._of_link(held.link)
        longer, offered, holding = self._where_they_part(cell, offer, held)
        if longer:
            return longer < 0
        if self._outward[self._cell[cell] // self._arcs.places]:
            return self._cell[offered] < self._cell[holding]
        return self._cell[offer.before] < self._cell[held.before]

    def _where_they_part(self, cell: int, offer: _Offer, held: _Offer) -> tuple[float, int, int]:
        """Millimetres that the offered way is longer, and the first cell of each on its own."""
        longer = self._mm(offer.link) - self._mm(held.link)
        one, other = offer.before, held.before
        last_one = last_other = cell
        while one != other:
            if self._cost[one] >= self._cost[other]:
                longer += self._mm(self._taken[one])
                last_one, one = one, self._before[one]
            else:
                longer -= self._mm(self._taken[other])
                last_other, other = other, self._before[other]
        return longer, last_one, last_other

    def _mm(self, link: int) -> float:
        return float(self._arcs.millimetres[link])

    def _of_link(self, link: int) -> tuple[float, float, int]:
        return self._mm(link), float(self._arcs.risk[link]), link
