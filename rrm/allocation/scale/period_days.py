"""Which day of its period each vehicle leaves on: a small programme a period, exact to the day.

Period after period (relax and fix: Pochet and Wolsey 2006); what is settled is taken off the
limits of the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from rrm.allocation.lanes import Lane
from rrm.allocation.programme import Case, Part, programme
from rrm.allocation.scale.arrays import Arrays, Effort, Floats, best_whole
from rrm.allocation.scale.matrix import Key, PartMatrix, part_matrix
from rrm.allocation.scale.sending import Sending, sendings
from rrm.model.rule_pack import ItemKind

NODES = 30
"""Nodes of a period's programme."""
SECONDS = 30.0
"""Safety net of one period's programme."""
NEAR_ENOUGH = 0.002
"""Gap at which a period is settled."""

LaneKey = tuple[object, ...]
"""A column: the name of its lane, its kind, and what it speaks of."""
Wanted = Sequence[tuple[Sending, Sequence[Lane]]]
"""What was decided for a period, each with the lanes of days that stand behind it."""
_OF_A_LANE = ("trips", "vehicles", "load", "move")


@dataclass(frozen=True, slots=True)
class Settled:
    """Lanes of days in use, and the values of their columns."""

    lanes: tuple[Lane, ...] = ()
    values: Mapping[LaneKey, float] = field(default_factory=dict)


def sendings_by_day(
    case: Case,
    periods: Case,
    lanes: Iterable[Lane],
    decided: Sequence[Sending],
    seconds: Callable[[], float],
) -> list[Sending]:
    """What was decided for periods, by days; where days don't suffice, what meets most need goes.

    case: of days. lanes: of days, all that are open.
    """
    behind: dict[tuple[object, ...], list[Lane]] = defaultdict(list)
    for lane in lanes:
        behind[way_of(periods, lane)].append(lane)
    by_period: dict[int, list[tuple[Sending, Sequence[Lane]]]] = defaultdict(list)
    for one in decided:
        by_period[one.lane.day].append((one, behind[way_of(periods, one.lane)]))
    settled = Settled()
    found: list[Sending] = []
    for first in sorted(by_period):
        there, settled = _settle(case, by_period[first], settled, seconds())
        found.extend(there)
    return found


def way_of(case: Case, lane: Lane) -> tuple[object, ...]:
    """What a lane of days shares with the lane of periods that stands for it."""
    leaves, arrives = case.period_of(lane.day).first, case.period_of(lane.arrival_day).first
    return (
        lane.fleet, lane.origin, lane.destination, lane.days, lane.trips_per_vehicle, leaves,
        arrives,
    )  # fmt: skip


def _settle(
    case: Case, wanted: Wanted, settled: Settled, seconds: float
) -> tuple[list[Sending], Settled]:
    """The days of one period, and all that is settled with them."""
    goods = tuple(j for j, one in enumerate(case.demands) if case.kind(one) == ItemKind.GOODS)
    now = tuple(dict.fromkeys(lane for _, lanes in wanted for lane in lanes))
    p = programme(case, Part((*settled.lanes, *now), goods, {}))
    matrix = part_matrix(p)
    keys = [_by_lane(p.lanes, key) for key in matrix.keys]
    past = {lane.name for lane in settled.lanes}
    is_past = np.array([key[0] in past for key in keys], dtype=np.bool_)
    values = np.array([settled.values.get(key, 0.0) for key in keys])
    arrays = _as_decided(_rest(matrix, values, is_past), matrix, p.lanes, wanted)
    effort = Effort(NODES, max(1.0, min(SECONDS, seconds)), NEAR_ENOUGH)
    found = best_whole(arrays, matrix.need, effort)
    if found.x is None:
        return [], settled
    x = np.where(matrix.whole, np.round(found.x), found.x)
    kept = {
        key: float(value)
        for key, value in zip(keys, np.where(is_past, values, x), strict=True)
        if value > 1e-7 and isinstance(key[0], tuple)
    }
    used = {key[0] for key in kept}
    sent = sendings(matrix.keys, p.lanes, np.where(is_past, 0.0, x), matrix.need)
    return sent, Settled(tuple(lane for lane in p.lanes if lane.name in used), kept)


def _by_lane(lanes: Sequence[Lane], key: Key) -> LaneKey:
    """A column's key with its lane's name for the lane's number, which changes each time."""
    if key[0] in _OF_A_LANE:
        return (lanes[int(key[1])].name, key[0], *key[2:])
    return key


def _rest(matrix: PartMatrix, fixed: Floats, is_fixed: NDArray[np.bool_]) -> Arrays:
    """The programme with what is settled taken off its limits.

    No limit falls below nothing: what the solver's tolerance let pass must not bar the rest. What
    is decided is carried out by day anyway, with every limit kept.
    """
    taken = matrix.rows @ fixed
    return Arrays(
        matrix.rows,
        np.minimum(matrix.low - taken, np.where(np.isfinite(matrix.high), np.inf, 0.0)),
        np.where(np.isfinite(matrix.low), np.inf, np.maximum(0.0, matrix.high - taken)),
        np.where(is_fixed, 0.0, matrix.upper),
        matrix.whole,
    )


def _as_decided(
    arrays: Arrays, matrix: PartMatrix, lanes: Sequence[Lane], wanted: Wanted
) -> Arrays:
    """No more of a load than was decided for its way, so that later periods have their stock."""
    number = {lane.name: at for at, lane in enumerate(lanes)}
    column = {key: at for at, key in enumerate(matrix.keys)}
    rows: list[list[int]] = []
    most: list[float] = []
    for sending, behind in wanted:
        there = [number[lane.name] for lane in behind if lane.name in number]
        loads: list[tuple[str, str | int, float]] = [("load", *load) for load in sending.loads]
        moves = [("move", *move) for move in sending.moves]
        for kind, what, quantity in (*loads, *moves):
            found = [column.get((kind, at, what)) for at in there]
            rows.append([at for at in found if at is not None])
            most.append(quantity)
    starts = np.cumsum([0, *(len(row) for row in rows)])
    indices = np.array([at for row in rows for at in row], dtype=np.int64)
    extra = sparse.csr_matrix(
        (np.ones(indices.size), indices, starts), shape=(len(rows), len(matrix.keys))
    )
    return replace(
        arrays,
        rows=sparse.vstack([arrays.rows, extra], format="csr"),
        low=np.append(arrays.low, np.full(len(rows), -np.inf)),
        high=np.append(arrays.high, most),
    )
