"""The best, second best, third best way between two places: loopless, parallel links apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush

from rrm.access.label_limit import LabelLimit
from rrm.access.steps import Step, Steps, Weight
from rrm.access.trip_rows import Way


@dataclass(frozen=True, slots=True)
class _Partial:
    """A way as far as it goes. ranks: of its links, to tell equals apart."""

    places: tuple[int, ...]
    links: tuple[int, ...] = ()
    ranks: tuple[int, ...] = ()
    weight: int = 0
    time: int = 0

    def and_then(self, step: Step, weight: int) -> _Partial:
        return _Partial(
            (*self.places, step.end),
            (*self.links, step.link),
            (*self.ranks, step.rank),
            self.weight + weight,
            self.time + step.time,
        )

    @property
    def order(self) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
        return (self.weight, self.places, self.ranks)


@dataclass(frozen=True, slots=True)
class _Family:
    """All ways that begin alike and then take none of some steps.

    not_by: links that their next step doesn't use.
    """

    beginning: _Partial
    not_by: frozenset[int] = frozenset()


class RankedWays:
    """Ways from anywhere to one place, in order of their weight.

    Ways of equal weight are ranked by their places in the order travelled, then link by link,
    the safest first. time_allowed: microseconds that a way may take; None for no limit.
    limit: how many partial ways may be looked at in all.
    """

    def __init__(
        self, steps: Steps, end: int, weight: Weight, time_allowed: int | None, limit: LabelLimit
    ) -> None:
        self._steps = steps
        self._end = end
        self._weight = weight
        self._time_allowed = time_allowed
        self._limit = limit
        self._weight_left = steps.least_left(end, weight)
        self._time_left = steps.least_left(end, lambda step: step.time)

    def ways_from(self, start: int) -> Iterator[Way]:
        """All ways, best first, until there is no further one or the limit is reached.

        Source: Yen 1971, with Lawler's (1972) partition: the ways that remain once the best of
        a family is told fall into families of their own, each way into exactly one.
        """
        waiting: list[tuple[tuple[int, tuple[int, ...], tuple[int, ...]], int, _Partial, _Family]]
        waiting = []
        families = iter([_Family(_Partial((start,)))])
        count = 0
        while True:
            for family in families:
                best = self._best_of(family)
                if best is not None:
                    heappush(waiting, (best.order, count, best, family))
                    count += 1
            if self._limit.is_reached or not waiting:
                return
            _, _, best, family = heappop(waiting)
            yield Way(best.places, best.links)
            families = self._rest(family, best)

    def _rest(self, family: _Family, best: _Partial) -> Iterator[_Family]:
        """A family without its best way, as families again."""
        beginning, not_by = family.beginning, family.not_by
        for link, place in zip(
            best.links[len(beginning.links) :], best.places[len(beginning.places) :], strict=True
        ):
            yield _Family(beginning, not_by | {link})
            step = next(
                step
                for step in self._steps.onward[beginning.places[-1]]
                if (step.link, step.end) == (link, place)
            )
            beginning, not_by = beginning.and_then(step, self._weight(step)), frozenset()

    def _best_of(self, family: _Family) -> _Partial | None:
        """The best way of a family that is within the time allowed.

        Labels are settled in order of their weight and the least that is left; at a place one
        is worth following only if it is quicker than those before it.
        """
        beginning = family.beginning
        if beginning.places[-1] not in self._weight_left:
            return None
        quickest: dict[int, int] = dict.fromkeys(beginning.places[:-1], 0)
        queue: list[tuple[int, tuple[int, ...], tuple[int, ...], _Partial]] = []
        self._queue_up(queue, beginning)
        while queue:
            _, _, _, label = heappop(queue)
            place = label.places[-1]
            if label.time >= quickest.get(place, label.time + 1):
                continue
            quickest[place] = label.time
            if place == self._end:
                return label
            banned = family.not_by if label is beginning else frozenset()
            for step in self._steps.onward.get(place, ()):
                if step.link in banned or step.end not in self._weight_left:
                    continue
                if not self._limit.take():
                    return None
                self._queue_up(queue, label.and_then(step, self._weight(step)))
        return None

    def _queue_up(
        self,
        queue: list[tuple[int, tuple[int, ...], tuple[int, ...], _Partial]],
        label: _Partial,
    ) -> None:
        place = label.places[-1]
        allowed = self._time_allowed
        if allowed is None or label.time + self._time_left[place] <= allowed:
            total = label.weight + self._weight_left[place]
            heappush(queue, (total, label.places, label.ranks, label))
