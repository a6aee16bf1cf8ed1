"""What shared means are worth, from a programme of the journeys found useful so far.

At its prices new journeys are looked for that are worth more than they take (column generation:
Gilmore and Gomory 1961). An interior-point method prices from the middle of all best plans, which
needs far fewer rounds than a corner does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rrm.allocation.scale.arrays import Floats, Growing
from rrm.allocation.scale.best_loads import prices_of
from rrm.allocation.scale.left_over import LeftOver
from rrm.allocation.scale.pool import Pool, Width

ROUNDS = 12
FIRST, LATER = Width(10, 6), Width(10, 4)
KEPT = 30_000
"""Journeys that the programme holds at most; those that its prices speak against most leave it."""
NEAR = 2e-4
"""By how much a round must raise the worth, so that there is another."""


@dataclass(frozen=True, slots=True)
class Priced:
    """prices: by row. value: of the best divisible plan of the journeys in the pool."""

    prices: Floats
    value: float


def price(pool: Pool, seconds: Callable[[], float]) -> Priced:
    """Prices of all means; the pool grows by the journeys that are worth them."""
    means = pool.network.rows
    left = LeftOver(means)
    endless = np.full((means.depots, means.items, means.days), np.inf)
    best = Priced(np.zeros(means.high.size), 0.0)
    for done in range(ROUNDS):
        pool.grow(prices_of(means, best.prices), left, endless, LATER if done else FIRST)
        programme = Growing(means.low, means.high, means.size)
        programme.add(pool.columns)
        found = programme.best(seconds(), "interior")
        if found.x is None:
            break
        raised = found.bound - best.value
        best = Priced(found.prices, found.bound)
        if raised < NEAR * found.bound or seconds() < 1:
            break
        pool.keep_foremost(found.prices, KEPT, found.x)
    return best
