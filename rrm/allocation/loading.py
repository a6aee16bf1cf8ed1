"""What goes on which trip: a lane's quantities spread over its vehicles."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Line:
    """A quantity to load: kg and m3 a unit; whole units only where so."""

    key: str
    quantity: float
    kg: float
    m3: float
    is_whole: bool


Load = dict[str, float]
"""Quantity by line key, of one trip."""


def spread(
    lines: Sequence[Line], trips: int, payload_kg: float, volume_m3: float
) -> tuple[list[Load], Load]:
    """Loads of at most `trips` trips, and what didn't fit.

    Each trip is filled line after line; if that leaves anything, an even spread is tried, and
    the better of the two taken. Trips that carry nothing are left out.
    """
    filled, left = _fill(lines, trips, payload_kg, volume_m3)
    if left:
        evened, evened_left = _even(lines, trips, payload_kg, volume_m3)
        if sum(evened_left.values()) < sum(left.values()):
            filled, left = evened, evened_left
    return [load for load in filled if load], left


def _fill(
    lines: Sequence[Line], trips: int, payload_kg: float, volume_m3: float
) -> tuple[list[Load], Load]:
    loads: list[Load] = [{} for _ in range(trips)]
    room = [[payload_kg, volume_m3] for _ in range(trips)]
    left: Load = {}
    for line in lines:
        waiting = line.quantity
        for load, space in zip(loads, room, strict=True):
            taken = min(waiting, _fits(line, space[0], space[1]))
            if taken > TOLERANCE:
                load[line.key] = load.get(line.key, 0.0) + taken
                space[0] -= taken * line.kg
                space[1] -= taken * line.m3
                waiting -= taken
        if waiting > TOLERANCE:
            left[line.key] = waiting
    return loads, left


def _even(
    lines: Sequence[Line], trips: int, payload_kg: float, volume_m3: float
) -> tuple[list[Load], Load]:
    """Every trip takes the same mix, as nearly as whole units allow."""
    loads: list[Load] = []
    left: Load = {}
    for trip in range(trips):
        share = []
        for line in lines:
            upto = line.quantity * (trip + 1) / trips
            before = line.quantity * trip / trips
            quantity = math.floor(upto) - math.floor(before) if line.is_whole else upto - before
            share.append(Line(line.key, quantity, line.kg, line.m3, line.is_whole))
        filled, over = _fill(share, 1, payload_kg, volume_m3)
        loads.append(filled[0])
        for key, quantity in over.items():
            left[key] = left.get(key, 0.0) + quantity
    return loads, left


def _fits(line: Line, kg: float, m3: float) -> float:
    limits = [space / unit for space, unit in ((kg, line.kg), (m3, line.m3)) if unit > 0]
    most = min(limits, default=math.inf) + TOLERANCE
    return float(math.floor(most)) if line.is_whole else max(0.0, most - TOLERANCE)
