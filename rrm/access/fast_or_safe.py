"""The ways of which no other is both as fast and as safe: the Pareto front of time and risk."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush

from rrm.access.label_limit import LabelLimit
from rrm.access.steps import Step, Steps
from rrm.access.trip_rows import Way


@dataclass(frozen=True, slots=True)
class _Label:
    """A way as far as it goes, with its sums."""

    places: tuple[int, ...]
    links: tuple[int, ...] = ()
    ranks: tuple[int, ...] = ()
    time: int = 0
    risk: int = 0
    length: int = 0

    def and_then(self, step: Step) -> _Label:
        return _Label(
            (*self.places, step.end),
            (*self.links, step.link),
            (*self.ranks, step.rank),
            self.time + step.time,
            self.risk + step.risk,
            self.length + step.length,
        )


_Key = tuple[int, int, int, tuple[int, ...], tuple[int, ...]]


class FastOrSafe:
    """Fronts from anywhere to one place.

    time_allowed: microseconds that a way may take; None for no limit. limit: how many partial
    ways may be looked at.
    """

    def __init__(self, steps: Steps, end: int, time_allowed: int | None, limit: LabelLimit) -> None:
        self._steps = steps
        self._end = end
        self._time_allowed = time_allowed
        self._limit = limit
        self._time_left = steps.least_left(end, lambda step: step.time)
        self._risk_left = steps.least_left(end, lambda step: step.risk)

    def ways_from(self, start: int) -> tuple[Way, ...]:
        """The front, fastest first; of equally fast and safe ways the shortest stands for all.

        Where the limit is reached, the front is right as far as it goes: what is missing is
        slower and safer.
        Source: label setting by Martins 1984, with the bounds on what is left of NAMOA* (Mandow
        and Pérez de la Cruz 2010); as labels come in order of time, one is worth following only
        where it is safer than all before it (BOA*, Hernández Ulloa and others 2020).
        """
        if start not in self._time_left:
            return ()
        front: list[Way] = []
        safest: dict[int, int] = {}
        queue: list[tuple[_Key, _Label]] = []
        self._queue_up(queue, _Label((start,)))
        while queue:
            _, label = heappop(queue)
            place = label.places[-1]
            at_best = label.risk + self._risk_left[place]
            if not (
                _is_safer(label.risk, safest.get(place))
                and _is_safer(at_best, safest.get(self._end))
            ):
                continue
            safest[place] = label.risk
            if place == self._end:
                front.append(Way(label.places, label.links))
                continue
            for step in self._steps.onward.get(place, ()):
                if step.end in self._time_left:
                    if not self._limit.take():
                        return tuple(front)
                    self._queue_up(queue, label.and_then(step))
        return tuple(front)

    def _queue_up(self, queue: list[tuple[_Key, _Label]], label: _Label) -> None:
        place = label.places[-1]
        time = label.time + self._time_left[place]
        if self._time_allowed is None or time <= self._time_allowed:
            risk = label.risk + self._risk_left[place]
            heappush(queue, ((time, risk, label.length, label.places, label.ranks), label))


def _is_safer(risk: int, before: int | None) -> bool:
    return before is None or risk < before
