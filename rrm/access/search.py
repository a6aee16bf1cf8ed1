"""The fastest ways from one place to all others, with ties decided the same way each time.

Times are compared as whole microseconds and lengths as whole millimetres, so that two ways
of the same length count as equal however their links are cut; figures that people read are
summed from the links afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

import numpy as np

from rrm.access.link_arrays import Floats, LinkArrays

_MICROSECONDS_AN_HOUR = 3_600_000_000
_MILLIMETRES_A_KM = 1_000_000
_TIME_FIRST = 10**18  # more millimetres than any way has, so that length only breaks ties

Neighbours = Mapping[int, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class Ways:
    """The links that may be used: from each place onward, and from each place back.

    Places and links are told by their positions in the link arrays.
    onward, backward: neighbours with what it costs to get there, in the search's own measure.
    taken: the link used between two neighbours, the best where there are several.
    """

    onward: Neighbours
    backward: Neighbours
    taken: Mapping[tuple[int, int], int]

    def along(self, path: tuple[int, ...]) -> tuple[int, ...]:
        """The links of a path, in order."""
        return tuple(self.taken[hop] for hop in pairwise(path))

    def joins(self, hop: tuple[int, int]) -> bool:
        """Whether a link is open from one place to the next."""
        return hop in self.taken


@dataclass(frozen=True, slots=True)
class Fastest:
    """All fastest ways out of a place (or, searched backward, into it)."""

    origin: int
    outward: bool
    _before: Mapping[int, int]

    def reaches(self, place: int) -> bool:
        """Whether there is a way."""
        return place == self.origin or place in self._before

    def path(self, place: int) -> tuple[int, ...]:
        """Places in the order travelled."""
        return _trail(self._before, place, self.outward)


def open_ways(links: LinkArrays, hours: Floats) -> Ways:
    """The ways that links with these hours of passage make; those with inf are left out.

    Of several links between two places the fastest is used, then the shortest, the safest, the
    first written.
    """
    best: dict[tuple[int, int], tuple[int, float, int]] = {}
    for at in np.flatnonzero(np.isfinite(hours) & (links.tail != links.head)).tolist():
        offer = (measure(hours[at], links.km[at]), float(links.risk[at]), at)
        there = (int(links.tail[at]), int(links.head[at]))
        for hop in (there, there[::-1]) if links.two_way[at] else (there,):
            if hop not in best or offer < best[hop]:
                best[hop] = offer
    steps = [(start, end, measure) for (start, end), (measure, _, _) in best.items()]
    turned = [(end, start, measure) for start, end, measure in steps]
    taken = {hop: at for hop, (_, _, at) in best.items()}
    return Ways(_neighbours(steps), _neighbours(turned), taken)


def fastest_ways(ways: Ways, origin: int, *, outward: bool) -> Fastest:
    """The fastest way from the origin to every place, or from every place to the origin.

    Equally fast ways are ranked by length, then by their nodes in the order travelled.
    Source: Dijkstra 1959; every link costs at least one unit, so that a place is settled only
    after all that could lead to it.
    """
    neighbours = ways.onward if outward else ways.backward
    reached: dict[int, int] = {origin: 0}
    before: dict[int, int] = {}
    queue: list[tuple[int, int]] = [(0, origin)]
    while queue:
        cost, node = heappop(queue)
        if cost > reached[node]:
            continue
        for neighbour, measure in neighbours.get(node, ()):
            offer = cost + measure
            known = reached.get(neighbour)
            if known is None or offer < known:
                reached[neighbour] = offer
                before[neighbour] = node
                heappush(queue, (offer, neighbour))
            elif offer == known and _reads_first(before, neighbour, node, outward):
                before[neighbour] = node
    return Fastest(origin, outward, before)


def measure(hours: float, km: float) -> int:
    """What a search compares: whole microseconds, then whole millimetres."""
    microseconds = max(1, round(float(hours) * _MICROSECONDS_AN_HOUR))
    return microseconds * _TIME_FIRST + round(float(km) * _MILLIMETRES_A_KM)


def _neighbours(steps: list[tuple[int, int, int]]) -> Neighbours:
    found: dict[int, list[tuple[int, int]]] = {}
    for start, end, measure in steps:
        found.setdefault(start, []).append((end, measure))
    return {start: tuple(ends) for start, ends in found.items()}


def _reads_first(before: dict[int, int], node: int, challenger: int, outward: bool) -> bool:
    held = _trail(before, node, outward)
    via = _trail(before, challenger, outward)
    return ((*via, node) if outward else (node, *via)) < held


def _trail(before: Mapping[int, int], node: int, outward: bool) -> tuple[int, ...]:
    nodes = [node]
    while nodes[-1] in before:
        nodes.append(before[nodes[-1]])
    return tuple(reversed(nodes)) if outward else tuple(nodes)
