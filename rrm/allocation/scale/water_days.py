"""Water, a day at a time: tankers come home each day, and what is not brought is lost that day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
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
_ENDLESS = 1e12


@dataclass(frozen=True, slots=True)
class WaterDays:
    """Water of a day, or of all days.

    least_missing: m3 short of survival water that no plan goes below. missing: m3 that this plan is
    short. need_bound: in needs met, what no plan passes that leaves as little missing.
    """

    sendings: tuple[Sending, ...]
    least_missing: float
    missing: float
    need_bound: float


def water_days(case: Case, lanes: Sequence[Lane], seconds: Callable[[], float]) -> WaterDays:
    """The least missing to survival on each day, and the most need met with that.

    The budget binds each day by itself here.
    """
    found: list[Sending] = []
    least = missing = need = 0.0
    for part, days in _days_alike(case, lanes):
        planned = _planned(case, part, seconds)
        least += len(days) * planned.least_missing
        missing += len(days) * planned.missing
        need += len(days) * planned.need_bound
        for day in days:
            found += [
                replace(one, lane=replace(one.lane, day=day, arrival_day=day))
                for one in planned.sendings
            ]
    return WaterDays(tuple(found), least, missing, need)


def most_need_of_water(case: Case, lanes: Sequence[Lane], seconds: Callable[[], float]) -> float:
    """In needs met, what no plan passes, however much survival water it leaves missing."""
    total = 0.0
    for part, days in _days_alike(case, lanes):
        matrix = part_matrix(programme(case, part))
        found = best_whole(_arrays(matrix), matrix.need, Effort(NODES, max(1.0, seconds())))
        total += len(days) * min(found.bound, _all_of_it(matrix))
    return total


def _days_alike(case: Case, lanes: Sequence[Lane]) -> Iterator[tuple[Part, list[int]]]:
    """Days on which the same lanes are open for the same demands, as the first of them."""
    by_day: dict[int, list[Lane]] = defaultdict(list)
    for lane in lanes:
        if lane.kind == LaneKind.WATER:
            by_day[lane.day].append(lane)
    alike: dict[object, list[int]] = defaultdict(list)
    for day in case.horizon:
        wanted = tuple(j for j in range(len(case.demands)) if _is_due(case, j, day))
        if wanted:
            open_then = tuple(replace(lane, day=0, arrival_day=0) for lane in by_day[day])
            alike[wanted, open_then].append(day)
    for days in alike.values():
        wanted = tuple(j for j in range(len(case.demands)) if _is_due(case, j, days[0]))
        yield Part(tuple(by_day[days[0]]), wanted, days[0]), days


def _is_due(case: Case, j: int, day: int) -> bool:
    demand = case.demands[j]
    return case.kind(demand) == ItemKind.WATER and demand.from_day <= day <= last_day_of(
        case, demand
    )


def _planned(case: Case, part: Part, seconds: Callable[[], float]) -> WaterDays:
    p = programme(case, part)
    matrix = part_matrix(p)
    arrays = _arrays(matrix)
    effort = Effort(NODES, max(1.0, seconds()))
    first = best_whole(arrays, -matrix.missing, effort, _nothing_brought(matrix))
    if first.x is None:
        survival = float(matrix.missing @ np.minimum(matrix.upper, _ENDLESS))
        return WaterDays((), 0.0, survival, _all_of_it(matrix))
    missing, least = float(matrix.missing @ first.x), max(0.0, -first.bound)
    spare = SLACK * max(1.0, missing)
    held = _with_row(arrays, matrix.missing, missing + spare)
    second = best_whole(held, matrix.need, Effort(NODES, max(1.0, seconds())), first.x)
    bound = second.bound
    if missing > least + spare:
        # Another day might leave less missing, and this one more: nothing is held here.
        bound = best_whole(arrays, matrix.need, Effort(NODES, max(1.0, seconds()))).bound
    x = first.x if second.x is None else second.x
    sent = tuple(sendings(matrix.keys, p.lanes, x, matrix.need))
    return WaterDays(sent, least, missing, min(bound, _all_of_it(matrix)))


def _arrays(matrix: PartMatrix) -> Arrays:
    return Arrays(matrix.rows, matrix.low, matrix.high, matrix.upper, matrix.whole)


def _all_of_it(matrix: PartMatrix) -> float:
    """The need that is met where everything is brought on every lane."""
    return float(matrix.need @ np.minimum(matrix.upper, _ENDLESS))


def _nothing_brought(matrix: PartMatrix) -> Floats:
    """The day without a trip: all survival water is missing."""
    is_missing = np.array([key[0] == "missing" for key in matrix.keys])
    return np.where(is_missing, matrix.upper, 0.0)


def _with_row(arrays: Arrays, weights: Floats, most: float) -> Arrays:
    rows = sparse.vstack([arrays.rows, sparse.csr_matrix(weights)], format="csr")
    return replace(
        arrays, rows=rows, low=np.append(arrays.low, -np.inf), high=np.append(arrays.high, most)
    )
