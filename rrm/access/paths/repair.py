"""What closures change in searches already made: only what lies behind them is searched again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rrm.access.link_arrays import Flags, Floats
from rrm.access.paths.arcs import Wholes
from rrm.access.paths.board import Board, spread
from rrm.access.paths.costs import Cells
from rrm.access.paths.distances import distances_by_ends


@dataclass(frozen=True, slots=True, eq=False)
class Behind:
    """Cells behind some, and which search has too many of them to be repaired.

    number: of each cell of the board among them, from 1 on; 0 for all others.
    """

    cells: Cells
    number: Wholes
    given_up: Flags


def behind(before: Board, heads: Cells, most: int) -> Behind:
    """The cells that fastest ways come to through some cells, these included.

    before: as it was, nothing closed. Cells that other ways of the same time lead to as well are
    among them. A search in which they are more than `most` is given up: its cells are left out.
    """
    places = before.arcs.places
    count = np.zeros(len(before.searches), dtype=np.int64)

    def going_on(ring: Cells) -> Cells:
        search = ring // places
        count[:] += np.bincount(search, minlength=len(count))
        return ring if count.max() <= most else ring[count[search] <= most]

    found = spread(before, heads, before.best_leaving, going_on)
    given_up = count > most
    cells = found.cells[~given_up[found.cells // places]]
    number = found.number
    if given_up.any():
        number = np.zeros_like(number)
        number[cells] = np.arange(1, len(cells) + 1, dtype=np.int32)
    return Behind(cells, number, given_up)


def cost_behind(after: Board, changed: Behind) -> Floats:
    """The new microseconds of those cells; all others keep theirs.

    after: with what is closed, and the old cost. Each cell is come to from outside at a known
    cost, or from another of them: one search from a place added before all ways in.
    Source: Ramalingam and Reps 1996, for closures.
    """
    added = len(changed.cells)
    steps = after.arriving(changed.cells)
    from_one, weight = changed.number[steps.other] - 1, steps.microseconds
    outside = (from_one < 0).nonzero()[0]
    from_one[outside] = added
    weight[outside] += after.cost.at(steps.other[outside], steps.search[outside])
    count = np.bincount(steps.at, minlength=added + 1)
    starts = np.concatenate([[0], np.cumsum(count)])
    return distances_by_ends(starts, from_one, weight, added)[:added]
