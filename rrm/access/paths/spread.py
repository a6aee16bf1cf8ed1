"""The cells by which fastest ways come to some, and all last steps of these ways."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rrm.access.link_arrays import Positions
from rrm.access.paths.arcs import AT_HAND, Wholes, in_order
from rrm.access.paths.board import Board, Ring, Steps
from rrm.access.paths.costs import Cells


def back(board: Board, start: Cells) -> tuple[Ring, Wholes, Steps]:
    """The cells by which fastest ways come to some that are reached, these included.

    One way is followed first, from each cell to the one known to stand before it. Whether others
    are as fast is looked at for all cells at once; only what they come by besides is followed on.
    Returns the cells, of each cell of the board its number among them, from 1 on, and all steps of
    fastest ways to the cells, which they tell by index.
    """
    number = np.zeros(board.cost.cells, dtype=np.int32)
    come_to, before = board.ring(start), 0
    rings, steps = list[Ring](), list[Steps]()
    while len(first := newly(come_to.cells, number, before)) or not rings:
        ring = _followed(board, come_to.at(first), number, before)
        taken = list(_steps(board, ring, before))
        rings.append(ring)
        steps += taken
        before += len(ring.cells)
        come_to = _joined([some.far for some in taken])
    at, link, far = zip(*steps, strict=True)
    every = Steps(np.concatenate(at), np.concatenate(link), _joined(list(far)))
    return _joined(rings), number, every


def newly(cells: Cells, number: Wholes, before: int) -> Positions:
    """Which are come to for the first time, each once; they are numbered on from `before`."""
    (new,) = (number[cells] == 0).nonzero()
    found = cells[new]
    tried = np.arange(before + 1, before + 1 + len(new), dtype=np.int32)
    number[found] = tried
    (once,) = (number[found] == tried).nonzero()
    if len(once) < len(new):
        number[found[once]] = tried[: len(once)]
    first: Positions = new[once]
    return first


def _followed(board: Board, ring: Ring, number: Wholes, before: int) -> Ring:
    """Cells and all that stand before them, as far as these are new; in order."""
    cells, searches, count = [ring.cells], [ring.search], before
    while len(cells[-1]):
        count += len(cells[-1])
        up = board.before(cells[-1], searches[-1])
        new = newly(up, number, count)
        cells.append(up[new])
        searches.append(searches[-1][new])
    found = np.concatenate(cells)
    order = in_order(found)
    found, search = found[order], np.concatenate(searches)[order]
    number[found] = np.arange(before + 1, before + 1 + len(found), dtype=np.int32)
    return Ring(found, search, board.cost.at(found, search))


def _steps(board: Board, ring: Ring, before: int) -> Iterator[Steps]:
    """All steps of fastest ways to cells, by their index from `before` on."""
    for first in range(0, max(1, len(ring.cells)), AT_HAND):
        some = board.best_arriving(ring.at(slice(first, first + AT_HAND)))
        yield some._replace(at=some.at + (before + first))


def _joined(rings: list[Ring]) -> Ring:
    cells, search, cost = zip(*rings, strict=True)
    return Ring(np.concatenate(cells), np.concatenate(search), np.concatenate(cost))
