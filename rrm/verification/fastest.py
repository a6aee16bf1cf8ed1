"""The way from one place to the next, found anew: of a trip by several sites no table tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from heapq import heappop, heappush

from rrm.verification.network import Hop, Network

_MICROSECONDS_AN_HOUR = 3_600_000_000
_MILLIMETRES_A_KM = 1_000_000

Length = tuple[int, int]
"""Whole microseconds, then whole millimetres, so that sums don't depend on how links are cut."""


class FastestWays:
    """The fastest open ways of a network; of equally fast ones the shortest, then by node names."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._hops: dict[tuple[Hop, str, int], Length | None] = {}
        self._found: dict[tuple[str, str, str, int], tuple[str, ...] | None] = {}

    def path(self, start: str, end: str, vehicle_class: str, day: int) -> tuple[str, ...] | None:
        """Nodes in the order travelled, by a vehicle that is on its trip of that day.

        None where no way is open. Source: Dijkstra 1959.
        """
        asked = (start, end, vehicle_class, day)
        if asked not in self._found:
            self._found[asked] = self._search(*asked)
        return self._found[asked]

    def _search(self, start: str, end: str, vehicle_class: str, day: int) -> tuple[str, ...] | None:
        left = self._left(start, end, vehicle_class, day)
        if start not in left:
            return None
        path = [start]
        while path[-1] != end:
            here = path[-1]
            path.append(
                min(
                    node
                    for node in self._onward.get(here, ())
                    if node in left
                    and (hop := self._length((here, node), vehicle_class, day)) is not None
                    and _sum(hop, left[node]) == left[here]
                )
            )
        return tuple(path)

    def _left(self, start: str, end: str, vehicle_class: str, day: int) -> dict[str, Length]:
        """What is left to go, from every place that is no farther from the end than the start."""
        offers: dict[str, Length] = {end: (0, 0)}
        settled: dict[str, Length] = {}
        queue: list[tuple[Length, str]] = [((0, 0), end)]
        while queue and start not in settled:
            length, node = heappop(queue)
            if node in settled:
                continue
            settled[node] = length
            for before in self._backward.get(node, ()):
                hop = self._length((before, node), vehicle_class, day)
                if hop is not None and before not in settled:
                    offer = _sum(hop, length)
                    if before not in offers or offer < offers[before]:
                        offers[before] = offer
                        heappush(queue, (offer, before))
        return settled

    def _length(self, hop: Hop, vehicle_class: str, day: int) -> Length | None:
        """Of the best link between two places; None where nothing can pass."""
        key = (hop, vehicle_class, day)
        if key not in self._hops:
            self._hops[key] = min(self._lengths(hop, vehicle_class, day), default=None)
        return self._hops[key]

    def _lengths(self, hop: Hop, vehicle_class: str, day: int) -> Iterator[Length]:
        network = self._network
        with_convoy = network.has_convoy(vehicle_class, day)
        for route in network.open_links(hop, vehicle_class, day, with_convoy=with_convoy):
            microseconds = round(network.hours(route, vehicle_class, day) * _MICROSECONDS_AN_HOUR)
            # Every link takes some time, so that no way goes in circles.
            yield max(1, microseconds), round(route.km * _MILLIMETRES_A_KM)

    @cached_property
    def _onward(self) -> Mapping[str, tuple[str, ...]]:
        return _neighbours(self._network.links)

    @cached_property
    def _backward(self) -> Mapping[str, tuple[str, ...]]:
        return _neighbours((end, start) for start, end in self._network.links)


def _sum(one: Length, other: Length) -> Length:
    return one[0] + other[0], one[1] + other[1]


def _neighbours(hops: Iterable[Hop]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for start, end in hops:
        if start != end:
            found.setdefault(start, []).append(end)
    return {start: tuple(ends) for start, ends in found.items()}
