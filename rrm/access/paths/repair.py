"""What closures change in searches already made: only what lies behind them is searched again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from rrm.access.link_arrays import Flags, Floats, LinkArrays, Positions
from rrm.access.paths.arcs import AT_HAND, Wholes, in_order
from rrm.access.paths.board import Board, Ring
from rrm.access.paths.closures import Closed
from rrm.access.paths.costs import Cells, Patch
from rrm.access.paths.distances import distances_by_ends
from rrm.access.paths.spread import newly


@dataclass(frozen=True, slots=True, eq=False)
class Behind:
    """Cells behind some, and which search has too many of them to be repaired.

    ring: the cells. number: of each cell of the board among them, from 1 on; 0 for all others.
    """

    ring: Ring
    number: Wholes
    given_up: Flags


def closed_heads(board: Board, links: LinkArrays, closings: Sequence[Closed]) -> Cells:
    """Where the ways found come to by links that close, each search its own."""
    search = np.repeat(np.arange(len(closings)), [len(some) for some in closings])
    link = np.array([at for some in closings for at in sorted(some)], dtype=np.int64)
    both = links.two_way[link]
    start = np.concatenate([links.tail[link], links.head[link[both]]])
    end = np.concatenate([links.head[link], links.tail[link[both]]])
    search = np.concatenate([search, search[both]])
    homeward = np.array([not it.outward for it in board.searches], dtype=np.bool_)[search]
    start, end = np.where(homeward, end, start), np.where(homeward, start, end)
    shift = search * board.arcs.places
    is_used = board.before(end + shift, search) == start + shift
    return np.unique((end + shift)[is_used])


def behind(board: Board, heads: Cells, most: int) -> Behind:
    """The cells that stand behind some on the ways found, these included.

    The ways to all others are left as they are. A search in which more than `most` stand behind
    is given up: its cells are left out.
    """
    number = np.zeros(board.cost.cells, dtype=np.int32)
    count = np.zeros(len(board.searches), dtype=np.int64)
    cells, search = [heads[:0]], [heads[:0]]
    ring, of, before = heads, heads // board.arcs.places, 0
    while len(first := newly(ring, number, before)):
        before += len(first)
        ring, of = ring[first], of[first]
        count += np.bincount(of, minlength=len(count))
        if count.max() > most:
            (few,) = (count[of] <= most).nonzero()
            ring, of = ring[few], of[few]
        cells.append(ring)
        search.append(of)
        ring, of = board.after(ring, of)
    kept = count <= most
    return _sorted(board, np.concatenate(cells), np.concatenate(search), number, kept)


def _sorted(board: Board, cells: Cells, search: Positions, number: Wholes, kept: Flags) -> Behind:
    """In order, without searches that are not kept: neighbours are soon at hand then."""
    order = in_order(cells)
    order = order[kept[search[order]].nonzero()[0]]
    number[cells] = 0
    cells, search = cells[order], search[order]
    number[cells] = np.arange(1, len(cells) + 1, dtype=np.int32)
    return Behind(Ring(cells, search, board.cost.at(cells, search)), number, ~kept)


def repaired(after: Board, changed: Behind) -> list[Patch]:
    """What is found by now for those cells, search by search; it is written into the costs too.

    after: with what is closed, and the old cost.
    """
    ring, places = changed.ring, after.arcs.places
    ends = np.searchsorted(ring.search, np.arange(len(after.searches) + 1))
    now, before = np.empty(len(ring.cells)), np.empty(len(ring.cells), dtype=np.int64)
    for first, end in _handfuls(ends):
        now[first:end], before[first:end] = _searched(after, changed, first, end)
    up = (before - ring.search * places).astype(np.int32)
    is_new = (now != ring.cost) | (up != after.cost.before(ring.cells, ring.search))
    (few,) = is_new.nonzero()
    cells, now, up = ring.cells[few], now[few], up[few]
    after.cost.change(cells, now, up)
    here = (cells - ring.search[few] * places).astype(np.int32)
    cuts = pairwise(np.searchsorted(few, ends).tolist())
    return [Patch(here[at:end], now[at:end], up[at:end]) for at, end in cuts]


def _handfuls(ends: Positions) -> Iterator[tuple[int, int]]:
    """Cells of some searches at a time, as many as a processor has close at hand."""
    first = 0
    for end, following in pairwise(ends[1:].tolist()):
        if following - first > AT_HAND and end > first:
            yield first, end
            first = end
    if ends[-1] > first:
        yield first, int(ends[-1])


def _searched(after: Board, changed: Behind, first: int, end: int) -> tuple[Floats, Cells]:
    """Of the cells from `first` to `end`, all behind closures in some searches.

    Each is come to from outside at a known cost, or from another of them: one search from a place
    added before all ways in. Source: Ramalingam and Reps 1996, for closures.
    """
    ring, added = changed.ring.at(slice(first, end)), end - first
    arcs = after.arriving(ring)
    from_one, through = changed.number[arcs.far] - (1 + first), arcs.microseconds
    (outside,) = (from_one < 0).nonzero()
    from_one[outside] = added
    through[outside] += after.cost.at(arcs.far[outside], arcs.search[outside])
    starts = np.concatenate([[0], np.cumsum(np.bincount(arcs.at, minlength=added + 1))])
    now = distances_by_ends(starts, from_one, through, added)
    before = ring.cells.copy()
    (best,) = ((now[from_one] + through == now[arcs.at]) & (through < np.inf)).nonzero()
    before[arcs.at[best]] = arcs.far[best]
    return now[:added], before
