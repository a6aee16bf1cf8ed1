"""The links open to a class in a period as steps from place to place, parallel ones apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from math import log
from typing import NamedTuple

import numpy as np

from rrm.access.link_arrays import Floats, LinkArrays
from rrm.access.trip_rows import safe_passage

MICROSECONDS_AN_HOUR = 3_600_000_000
_MILLIMETRES_A_KM = 1_000_000
_RISK_UNITS = 10**12
_SURE_LOSS = 10**15  # on a link that nobody gets over: more than many perilous links together
_LENGTH_ROOM = 10**18  # more millimetres than any way has, so that length only breaks ties
_TIME_ROOM = 10**36  # more time and length than any way has


class Step(NamedTuple):
    """One link from here to the next place.

    time: whole microseconds, one at least. length: whole millimetres. risk: -log of the chance
    that nothing happens, x 10^12. rank: of the link, the safest first; no two are equal.
    """

    end: int
    link: int
    time: int
    length: int
    risk: int
    rank: int


Weight = Callable[[Step], int]


def by_time(step: Step) -> int:
    """Time first, then length."""
    return step.time * _LENGTH_ROOM + step.length


def by_risk(step: Step) -> int:
    """Risk first, then time, then length."""
    return step.risk * _TIME_ROOM + by_time(step)


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps onward from each place, and back from it to where they come from."""

    onward: Mapping[int, tuple[Step, ...]]
    backward: Mapping[int, tuple[Step, ...]]

    def least_left(self, end: int, weight: Weight) -> dict[int, int]:
        """The least weight of a way to the end, from each place that leads there.

        Source: Dijkstra 1959, searched backward.
        """
        least = {end: 0}
        queue = [(0, end)]
        while queue:
            so_far, place = heappop(queue)
            if so_far > least[place]:
                continue
            for step in self.backward.get(place, ()):
                offer = so_far + weight(step)
                if step.end not in least or offer < least[step.end]:
                    least[step.end] = offer
                    heappush(queue, (offer, step.end))
        return least


def open_steps(links: LinkArrays, hours: Floats, doubts: Mapping[int, float]) -> Steps:
    """The steps that links with these hours of passage make; those with inf are left out.

    doubts: chance that an uncertain closure bars a link, by its position.
    """
    onward: dict[int, list[Step]] = {}
    backward: dict[int, list[Step]] = {}
    rank = np.argsort(np.argsort(links.risk, kind="stable"), kind="stable").tolist()
    for at in np.flatnonzero(np.isfinite(hours) & (links.tail != links.head)).tolist():
        time = max(1, round(float(hours[at]) * MICROSECONDS_AN_HOUR))
        length = round(float(links.km[at]) * _MILLIMETRES_A_KM)
        risk = _risk_units(safe_passage(links, doubts, at))
        there = (int(links.tail[at]), int(links.head[at]))
        for start, end in (there, there[::-1]) if links.two_way[at] else (there,):
            onward.setdefault(start, []).append(Step(end, at, time, length, risk, rank[at]))
            backward.setdefault(end, []).append(Step(start, at, time, length, risk, rank[at]))
    return Steps(
        {place: tuple(steps) for place, steps in onward.items()},
        {place: tuple(steps) for place, steps in backward.items()},
    )


def _risk_units(safe: float) -> int:
    return round(-log(safe) * _RISK_UNITS) if safe > 0 else _SURE_LOSS
