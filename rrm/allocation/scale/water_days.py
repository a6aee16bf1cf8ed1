"""Water, a day at a time: tankers come home each day, and what is not brought is lost that day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from rrm.allocation.lanes import Lane, LaneKind
from rrm.allocation.programme import Case, Part, last_day_of, programme
from rrm.allocation.scale.arrays import Arrays, Effort, Floats, best_whole
from rrm.allocation.scale.matrix import PartMatrix, part_matrix
from rrm.allocation.scale.sending import Sending, sendings
from rrm.model.rule_pack import ItemKind

NODES = 500
"""Nodes of a day's water; nearly always it is proven best long before."""
SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class WaterDays:
    """Water of a day, or of all days.

    least_missing: m3 short of survival water that no plan goes below. need_bound: in needs met,
    what no plan passes that leaves as little missing.
    """

    sendings: tuple[Sending, ...]
    least_missing: float
    need_bound: float


def water_days(case: Case, lanes: Sequence[Lane], seconds: Callable[[], float]) -> WaterDays:
    """The least missing to survival on each day, and the most need met with that.

    Days on which the same lanes are open for the same demands are planned once. The budget binds
    each day by itself here.
    """
    by_day: dict[int, list[Lane]] = defaultdict(list)
    for lane in lanes:
        if lane.kind == LaneKind.WATER:
            by_day[lane.day].append(lane)
    planned: dict[object, WaterDays] = {}
    found: list[Sending] = []
    days: list[WaterDays] = []
    for day in case.horizon:
        wanted = tuple(j for j in range(len(case.demands)) if _is_due(case, j, day))
        if not wanted:
            continue
        alike = (wanted, tuple(replace(lane, day=0, arrival_day=0) for lane in by_day[day]))
        if alike not in planned:
            part = Part(tuple(by_day[day]), wanted, {}, day)
            planned[alike] = _planned(case, part, seconds)
        days.append(planned[alike])
        for one in planned[alike].sendings:
            found.append(replace(one, lane=replace(one.lane, day=day, arrival_day=day)))
    return WaterDays(
        tuple(found),
        sum(one.least_missing for one in days),
        sum(one.need_bound for one in days),
    )


def _is_due(case: Case, j: int, day: int) -> bool:
    demand = case.demands[j]
    return case.kind(demand) == ItemKind.WATER and demand.from_day <= day <= last_day_of(
        case, demand
    )


def _planned(case: Case, part: Part, seconds: Callable[[], float]) -> WaterDays:
    p = programme(case, part)
    matrix = part_matrix(p)
    arrays = Arrays(matrix.rows, matrix.low, matrix.high, matrix.upper, matrix.whole)
    effort = Effort(NODES, max(1.0, seconds()))
    first = best_whole(arrays, -matrix.missing, effort, _nothing_brought(matrix))
    if first.x is None:
        return WaterDays((), 0.0, float(matrix.need @ np.minimum(matrix.upper, 1e12)))
    missing = float(matrix.missing @ first.x)
    held = _with_row(arrays, matrix.missing, missing + SLACK * max(1.0, missing))
    second = best_whole(held, matrix.need, Effort(NODES, max(1.0, seconds())), first.x)
    x = first.x if second.x is None else second.x
    return WaterDays(
        tuple(sendings(matrix.keys, p.lanes, x, matrix.need)),
        max(0.0, -first.bound),
        second.bound,
    )


def _nothing_brought(matrix: PartMatrix) -> Floats:
    """The day without a trip: all survival water is missing."""
    is_missing = np.array([key[0] == "missing" for key in matrix.keys])
    return np.where(is_missing, matrix.upper, 0.0)


def _with_row(arrays: Arrays, weights: Floats, most: float) -> Arrays:
    rows = sparse.vstack([arrays.rows, sparse.csr_matrix(weights)], format="csr")
    return replace(
        arrays, rows=rows, low=np.append(arrays.low, -np.inf), high=np.append(arrays.high, most)
    )
