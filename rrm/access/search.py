"""The fastest ways from one place to all others, with ties decided the same way each time.

Times are compared as whole microseconds and lengths as whole millimetres, so that two ways
of the same length count as equal however their links are cut; figures that people read are
summed from the links afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from rrm.access.graph import directions
from rrm.model.scenario import Route

_MICROSECONDS_AN_HOUR = 3_600_000_000
_MILLIMETRES_A_KM = 1_000_000
_TIME_FIRST = 10**18  # more millimetres than any way has, so that length only breaks ties


@dataclass(frozen=True, slots=True)
class Stretch:
    """A link in the direction travelled; route is its position in the table of links."""

    route: int
    km: float
    hours: float


@dataclass(frozen=True, slots=True)
class Ways:
    """The links that may be used: from each place onward, and from each place back.

    onward, backward: neighbours with what it costs to get there, in the search's own measure.
    stretches: the link used between two neighbours, the best where there are several.
    """

    onward: Mapping[str, tuple[tuple[str, int], ...]]
    backward: Mapping[str, tuple[tuple[str, int], ...]]
    stretches: Mapping[tuple[str, str], Stretch]

    def along(self, path: tuple[str, ...]) -> tuple[Stretch, ...]:
        """The links of a path, in order."""
        return tuple(self.stretches[hop] for hop in pairwise(path))


@dataclass(frozen=True, slots=True)
class Fastest:
    """All fastest ways out of a place (or, searched backward, into it)."""

    origin: str
    outward: bool
    _before: Mapping[str, str]

    def reaches(self, node: str) -> bool:
        """Whether there is a way."""
        return node == self.origin or node in self._before

    def path(self, node: str) -> tuple[str, ...]:
        """Nodes in the order travelled."""
        return _trail(self._before, node, self.outward)


def open_ways(routes: tuple[Route, ...], speeds_kmh: Mapping[int, float]) -> Ways:
    """The ways that links with these speeds make; links without a speed are left out.

    speeds_kmh: by position in `routes`.
    """
    best: dict[tuple[str, str], tuple[int, float, int]] = {}
    for index, speed in speeds_kmh.items():
        route = routes[index]
        if route.from_node == route.to_node:
            continue
        offer = (_measure(route.km, speed), route.risk, index)
        for hop in directions(route):
            if hop not in best or offer < best[hop]:
                best[hop] = offer
    stretches = {
        hop: Stretch(index, routes[index].km, routes[index].km / speeds_kmh[index])
        for hop, (_, _, index) in best.items()
    }
    links = [(start, end, measure) for (start, end), (measure, _, _) in best.items()]
    turned = [(end, start, measure) for start, end, measure in links]
    return Ways(_neighbours(links), _neighbours(turned), stretches)


def fastest_ways(ways: Ways, origin: str, *, outward: bool) -> Fastest:
    """The fastest way from the origin to every place, or from every place to the origin.

    Equally fast ways are ranked by length, then by their nodes in the order travelled.
    Source: Dijkstra 1959; every link costs at least one unit, so that a place is settled only
    after all that could lead to it.
    """
    neighbours = ways.onward if outward else ways.backward
    reached: dict[str, int] = {origin: 0}
    before: dict[str, str] = {}
    queue: list[tuple[int, str]] = [(0, origin)]
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


def _measure(km: float, speed: float) -> int:
    microseconds = max(1, round(km / speed * _MICROSECONDS_AN_HOUR))
    return microseconds * _TIME_FIRST + round(km * _MILLIMETRES_A_KM)


def _neighbours(
    links: Iterable[tuple[str, str, int]],
) -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for start, end, measure in links:
        found.setdefault(start, []).append((end, measure))
    return {start: tuple(ends) for start, ends in found.items()}


def _reads_first(before: dict[str, str], node: str, challenger: str, outward: bool) -> bool:
    held = _trail(before, node, outward)
    via = _trail(before, challenger, outward)
    return ((*via, node) if outward else (node, *via)) < held


def _trail(before: Mapping[str, str], node: str, outward: bool) -> tuple[str, ...]:
    nodes = [node]
    while nodes[-1] in before:
        nodes.append(before[nodes[-1]])
    return tuple(reversed(nodes)) if outward else tuple(nodes)
