"""What a plan leaves of batches that expire, with how long it keeps."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

from rrm.allocation.choice import Choice
from rrm.allocation.dealt_plan import batch_values, choice_values
from rrm.allocation.programme import Programme, batch_means


@dataclass(frozen=True, slots=True)
class BatchesLeft:
    """flows: by depot, item and last day, what comes in (above 0) and leaves by day."""

    dated: frozenset[str]
    horizon: int
    flows: dict[tuple[str, str, int], dict[int, float]]

    def units(self, depot: str, item: str, day: int, until: int) -> float:
        """Units that could still leave a depot on a day and be handed out on another.

        Endless of items whose batches need not be told apart.
        """
        if item not in self.dated:
            return math.inf
        return sum(
            self._least(by_day, day)
            for (at, name, last), by_day in self.flows.items()
            if (at, name) == (depot, item) and last >= until
        )

    def _least(self, by_day: dict[int, float], day: int) -> float:
        """The least that is there from a day on."""
        there, least = 0.0, math.inf
        for on in range(1, self.horizon + 1):
            there += by_day.get(on, 0.0)
            if on >= day:
                least = min(least, there)
        return max(0.0, least)


def batches_left(p: Programme, choice: Choice) -> BatchesLeft:
    """What a choice leaves, its batches dealt out with what expires first handed out first."""
    means = batch_means(p.case)
    flows: dict[tuple[str, str, int], dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for batch in means.supply:
        key = (batch.depot_id, batch.item, batch.last_day)
        flows[key][batch.there_from] += batch.quantity
    values = batch_values(p, choice_values(p, choice))
    for (one, last), variable in p.batches.drawn.items():
        flows[one.depot_id, one.item, last][one.day] -= values.get(variable, 0.0)
    for (other, last), variable in p.batches.moved.items():
        units = values.get(variable, 0.0)
        flows[other.from_depot, other.item, last][other.day] -= units
        flows[other.to_depot, other.item, last][other.ready_day] += units
    for (depot, item, day), variable in p.batches.made.items():
        flows[depot, item, means.made_keeps][day] += values.get(variable, 0.0)
    found = {key: dict(by_day) for key, by_day in flows.items()}
    return BatchesLeft(means.items, p.case.horizon[-1], found)
