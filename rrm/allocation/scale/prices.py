"""What shared means are worth, which lanes are worth their price, and what no plan can pass.

At given prices each part is planned by itself; what all parts reach together, with the worth of
the means, bounds every plan (Lagrangian relaxation: Geoffrion 1974). The prices are those of a
programme of the lanes found useful so far (column generation: Gilmore and Gomory 1961), drawn
towards the best ones so far, as far-off prices mislead (Wentges 1997).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from rrm.allocation.scale.arrays import Effort, Floats, best_divisible, best_whole
from rrm.allocation.scale.shared import Shared, SplitPart, Whole, joined

TOWARDS_BEST = 0.5
"""How far prices are drawn to the best ones so far."""
PART_NODES = 20
"""Nodes of a part planned in whole trips for the bound."""


@dataclass(frozen=True, slots=True)
class Priced:
    """lanes: by part, those worth trying. bound: of the worth of any plan. value: of the best
    divisible plan found. plan: by part, columns and their values in the last such plan.
    """

    lanes: tuple[set[int], ...]
    prices: Floats
    bound: float
    value: float
    plan: tuple[tuple[Whole, Floats], ...] = ()


def price(
    shared: Shared,
    worth: Sequence[Floats],
    start: Sequence[set[int]],
    rounds: int,
    seconds: Callable[[], float],
    near: float = 0.002,
) -> Priced:
    """Prices, a bound, and the lanes of use; stops after so many rounds, or near the bound.

    worth: by part, of its columns. start: by part, lanes to begin with. seconds: left.
    """
    lanes = [set(found) for found in start]
    before = [set[int]() for _ in start]
    best = Priced(tuple(lanes), np.zeros(len(shared.names)), np.inf, -np.inf)
    for done in range(rounds):
        columns = [part.columns_of(found) for part, found in zip(shared.parts, lanes, strict=True)]
        programme = joined(shared, columns)
        picked = [one[chosen] for one, chosen in zip(worth, columns, strict=True)]
        found = best_divisible(programme, np.concatenate(picked), seconds(), interior=True)
        if found.x is None:
            break
        fresh = shared.allowed(found.prices[-shared.sizes.size :] / shared.sizes)
        tried = [fresh] if done == 0 else [
            TOWARDS_BEST * best.prices + (1 - TOWARDS_BEST) * fresh, fresh,
        ]  # fmt: skip
        plan = tuple(zip(columns, _split(found.x, columns), strict=True))
        useful = [
            part.lanes_in(x, chosen) for part, (chosen, x) in zip(shared.parts, plan, strict=True)
        ]
        for prices in tried:
            bound, plans = bound_at(shared, worth, prices, seconds)
            for at, x in enumerate(plans):
                useful[at] |= shared.parts[at].lanes_in(x)
            if bound < best.bound:
                best = replace(best, prices=prices, bound=bound)
        lanes = [one | other for one, other in zip(useful, before, strict=True)]
        before = useful
        best = replace(best, lanes=tuple(useful), value=max(best.value, found.bound), plan=plan)
        if best.bound - best.value <= near * abs(best.bound) or seconds() < 1:
            break
    return best


def bound_at(
    shared: Shared, worth: Sequence[Floats], prices: Floats, seconds: Callable[[], float]
) -> tuple[float, list[Floats]]:
    """The bound that prices give, and each part's plan at these prices."""
    total, plans = shared.worth(prices), []
    for part, value in zip(shared.parts, worth, strict=True):
        left = value - part.takes.T @ prices
        reached, x = _alone(part, left, seconds())
        total += reached
        plans.append(x)
    return total, plans


def whole_bound(
    shared: Shared, worth: Sequence[Floats], prices: Floats, seconds: Callable[[], float]
) -> float:
    """The bound with each part's trips whole: nearer, as no site is sent a fraction of a truck."""
    total = shared.worth(prices)
    for part, value in zip(shared.parts, worth, strict=True):
        left = value - part.takes.T @ prices
        reached, x = _alone(part, left, max(1.0, seconds()))
        fractions = np.abs(x - np.round(x))[part.matrix.whole]
        if fractions.max(initial=0.0) > 1e-6 and seconds() > 1:
            effort = Effort(PART_NODES, 2.0, 1e-3)
            reached = min(reached, best_whole(part.own, left, effort).bound)
        total += reached
    return total


def _alone(part: SplitPart, worth: Floats, seconds: float) -> tuple[float, Floats]:
    """The best divisible plan of a part by itself."""
    if part.own.low.size == 0:
        x = np.where(worth > 0, part.own.upper, 0.0)
        return float(worth @ x), x
    found = best_divisible(part.own, worth, max(1.0, seconds))
    if found.x is None:
        return np.inf, np.zeros(worth.size)
    return found.bound, found.x


def _split(x: Floats, columns: Sequence[Whole]) -> list[Floats]:
    return np.split(x, np.cumsum([chosen.size for chosen in columns])[:-1])
