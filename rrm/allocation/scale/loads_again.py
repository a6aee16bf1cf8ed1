"""Loads of vehicles that are decided, all at once: who gets what of what they can carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from rrm.allocation.lanes import Lane
from rrm.allocation.programme import Case, Part, programme
from rrm.allocation.scale.arrays import Arrays, Effort, best_whole
from rrm.allocation.scale.journeys import Journey
from rrm.allocation.scale.matrix import part_matrix
from rrm.allocation.scale.sending import Sending, sendings
from rrm.model.rule_pack import ItemKind

NODES = 1
NEAR = 1e-3


def loads_again(
    case: Case,
    lanes: Sequence[Lane],
    journeys: Sequence[Journey],
    seconds: Callable[[], float],
) -> list[Sending]:
    """The best loads for the vehicles of these journeys, by lane."""
    vehicles = Counter(lanes[journey.lane] for journey in journeys)
    goods = tuple(j for j, one in enumerate(case.demands) if case.kind(one) == ItemKind.GOODS)
    p = programme(case, Part(tuple(vehicles), goods))
    matrix = part_matrix(p)
    upper = matrix.upper.copy()
    for at, key in enumerate(matrix.keys):
        if key[0] in ("trips", "vehicles"):
            lane = p.lanes[int(key[1])]
            each = lane.trips_per_vehicle if key[0] == "trips" else 1
            upper[at] = vehicles[lane] * each
    is_load = np.array([key[0] in ("load", "move") for key in matrix.keys])
    # With trips in parts: vehicles enough for whole ones are decided.
    arrays = Arrays(matrix.rows, matrix.low, matrix.high, upper, is_load)
    found = best_whole(arrays, matrix.need, Effort(NODES, max(5.0, seconds()), NEAR))
    if found.x is None:
        return []
    # A part of a trip is driven as a whole one; there are vehicles enough, all of them are decided.
    x = np.where(matrix.whole, np.ceil(found.x - 1e-6), found.x)
    sent = sendings(matrix.keys, p.lanes, x, matrix.need)
    return [replace(one, vehicles=vehicles[one.lane]) for one in sent]
