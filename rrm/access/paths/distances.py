"""Least microseconds from some places to all others: compiled where SciPy is installed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from heapq import heappop, heappush
from importlib.util import find_spec

import numpy as np

from rrm.access.link_arrays import Floats, Positions
from rrm.access.paths.arcs import EXACT, Wholes


@cache
def is_compiled() -> bool:
    """Whether searches run compiled: SciPy comes with the extra `fast`."""
    return find_spec("scipy") is not None


def distances(
    starts: Positions, other: Wholes, microseconds: Floats, origins: Sequence[int]
) -> tuple[Floats, Wholes]:
    """Least microseconds [origin, place], inf where there is no way, and the place before each.

    That is one of several where ways take as long; origins, and places without a way, stand
    before themselves.
    starts, other: the arcs that leave each place. microseconds: of each arc, whole numbers of at
    least 1, inf where closed. Both ways of computing give the same microseconds: whole numbers
    below 2^53 are exact in floats. Source: Dijkstra 1959.
    """
    if is_compiled():
        return _compiled(starts, other, microseconds, origins)
    found = [_by_heap(starts, other, microseconds, origin) for origin in origins]
    return np.stack([cost for cost, _ in found]), np.stack([before for _, before in found])


def distances_by_ends(
    starts: Positions, other: Wholes, microseconds: Floats, origin: int
) -> Floats:
    """Least microseconds from one place, as above. starts, other: the arcs that lead to each."""
    places = len(starts) - 1
    if is_compiled():
        from scipy.sparse import csc_array

        by_ends = csc_array((microseconds, other, starts.astype(np.int32)), shape=(places, places))
        left = by_ends.tocsr()
        found: Floats = _compiled(left.indptr, left.indices, left.data, [origin])[0][0]
        return found
    order = np.argsort(other, kind="stable")
    ends = np.repeat(np.arange(places, dtype=np.int32), np.diff(starts))
    left_from = np.concatenate([[0], np.cumsum(np.bincount(other, minlength=places))])
    return _by_heap(left_from, ends[order], microseconds[order], origin)[0]


def _compiled(
    starts: Positions, other: Wholes, microseconds: Floats, origins: Sequence[int]
) -> tuple[Floats, Wholes]:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    places = len(starts) - 1
    graph = csr_array((microseconds, other, starts.astype(np.int32)), shape=(places, places))
    # The limit keeps it from walking into what is closed.
    found: tuple[Floats, Wholes] = dijkstra(
        graph, indices=list(origins), limit=EXACT, return_predecessors=True
    )
    cost, before = found
    return cost, np.where(before < 0, np.arange(places, dtype=np.int32), before)


def _by_heap(
    starts: Positions, other: Wholes, microseconds: Floats, origin: int
) -> tuple[Floats, Wholes]:
    first, ends, weights = starts.tolist(), other.tolist(), microseconds.tolist()
    reached = [np.inf] * (len(first) - 1)
    before = list(range(len(reached)))
    reached[origin] = 0.0
    queue = [(0.0, origin)]
    while queue:
        cost, place = heappop(queue)
        if cost > reached[place]:
            continue
        for arc in range(first[place], first[place + 1]):
            offer = cost + weights[arc]
            if offer < reached[ends[arc]]:
                reached[ends[arc]], before[ends[arc]] = offer, place
                heappush(queue, (offer, ends[arc]))
    return np.array(reached), np.array(before, dtype=np.int32)
