"""What goes on which trip: a lane's quantities spread over its vehicles."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rrm.allocation.solver import (
    Limits,
    TierSolver,
    Variable,
    new_problem,
    real_variable,
    total,
    whole_variable,
)

TOLERANCE = 1e-9
PACKING = Limits(gap=0.0, nodes=2_000, seconds=10.0, seed=0)
"""When to stop packing one lane's trips."""


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

    Each trip is filled line after line. Where that leaves anything, the trips are packed by a
    small programme of their own. Trips that carry nothing are left out.
    """
    filled, left = _fill(lines, trips, payload_kg, volume_m3)
    if left:
        packed, packed_left = _pack(lines, trips, payload_kg, volume_m3)
        if sum(packed_left.values()) < sum(left.values()):
            filled, left = packed, packed_left
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


@dataclass(frozen=True, slots=True)
class _Packing:
    """As many units as possible, all alike."""

    terms: dict[Variable, float]
    maximise: bool = True


def _pack(
    lines: Sequence[Line], trips: int, payload_kg: float, volume_m3: float
) -> tuple[list[Load], Load]:
    """The most units that fit, as a bin-packing programme.

    max Σ n[j,v]   with  Σ_j kg[j] n[j,v] <= payload,  Σ_j m3[j] n[j,v] <= volume,
    Σ_v n[j,v] <= quantity[j]
    """
    problem = new_problem()
    units: dict[tuple[int, int], Variable] = {}
    for j, line in enumerate(lines):
        make = whole_variable if line.is_whole else real_variable
        for trip in range(trips):
            units[j, trip] = make(problem, f"n_{j}_{trip}", line.quantity)
    for trip in range(trips):
        weights = [(units[j, trip], line.kg) for j, line in enumerate(lines)]
        room = [(units[j, trip], line.m3) for j, line in enumerate(lines)]
        problem.addConstraint(total(weights) <= payload_kg)
        problem.addConstraint(total(room) <= volume_m3)
    for j, line in enumerate(lines):
        loaded = [(units[j, trip], 1.0) for trip in range(trips)]
        problem.addConstraint(total(loaded) <= line.quantity)
    solver = TierSolver(problem, PACKING)
    solution = solver.solve(_Packing(dict.fromkeys(units.values(), 1.0)), None, PACKING.seconds)
    if solution.values is None:
        return [], {line.key: line.quantity for line in lines}
    return _loads(lines, trips, {key: solution.values[v.index] for key, v in units.items()})


def _loads(
    lines: Sequence[Line], trips: int, units: Mapping[tuple[int, int], float]
) -> tuple[list[Load], Load]:
    loads: list[Load] = [{} for _ in range(trips)]
    left: Load = {}
    for j, line in enumerate(lines):
        waiting = line.quantity
        for trip in range(trips):
            value = units[j, trip]
            quantity = float(round(value)) if line.is_whole else math.floor(value * 1e3) / 1e3
            if quantity > TOLERANCE:
                loads[trip][line.key] = quantity
                waiting -= quantity
        if waiting > TOLERANCE:
            left[line.key] = waiting
    return loads, left


def _fits(line: Line, kg: float, m3: float) -> float:
    limits = [space / unit for space, unit in ((kg, line.kg), (m3, line.m3)) if unit > 0]
    most = min(limits, default=math.inf) + TOLERANCE
    return float(math.floor(most)) if line.is_whole else max(0.0, most - TOLERANCE)
