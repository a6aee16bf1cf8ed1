"""Quantities that can really be handed over: whole units, or quanta of what is not whole."""

from __future__ import annotations

import math

from rrm.allocation.choice import QUANTUM
from rrm.model.rule_pack import Item

NOISE = 1e-6
"""Share of a unit by which sums of floats may fall short of it."""


def whole_units(quantity: float, item: Item) -> float:
    """The most of an item within a quantity: whole units, or thousandths of what is not whole."""
    if item.whole:
        return float(math.floor(quantity + NOISE)) if quantity > 0 else 0.0
    return round(math.floor(quantity / QUANTUM + NOISE) * QUANTUM, 3) if quantity > 0 else 0.0


def least_units(quantity: float, item: Item) -> float:
    """The least of an item that makes up a quantity."""
    if item.whole:
        return float(math.ceil(quantity - NOISE))
    return round(math.ceil(quantity / QUANTUM - NOISE) * QUANTUM, 3)


def that_fit(item: Item, kg: float, m3: float) -> float:
    """Units of an item that fit into so many kg and m3."""
    most = math.inf
    if item.kg > 0:
        most = kg / item.kg
    if item.m3 > 0:
        most = min(most, m3 / item.m3)
    return most if most == math.inf else whole_units(most, item)
