"""A part's programme as arrays: columns with their worth, rows with their names."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from rrm.allocation.constraints import all_rows
from rrm.allocation.objectives import objective
from rrm.allocation.programme import Programme
from rrm.allocation.scale.arrays import Flags, Floats
from rrm.allocation.solver import RowName, Variable
from rrm.model.scenario import Tier

Key = tuple[str | int, ...]
OF_A_PART = frozenset({
    "kg", "m3", "units", "load", "rotations", "vehicles", "stock", "handling", "demand", "water",
    "yield", "served", "teams", "liquidity", "market", "budget", "survival",
})  # fmt: skip
"""Rows that hold for a part by itself, whatever the other parts do.

Others ask for a least, or can be eased from elsewhere: storage that comes with goods, chlorine from
another depot, a share for hosts. They are kept when the plan is carried out.
"""


@dataclass(frozen=True, slots=True)
class PartMatrix:
    """low <= rows x <= high, 0 <= x <= upper.

    keys: what each column is. whole: trips and vehicles; loads are divisible here. need,
    missing: weights in the tiers of needs met and survival water.
    """

    keys: tuple[Key, ...]
    upper: Floats
    whole: Flags
    need: Floats
    missing: Floats
    names: tuple[RowName, ...]
    low: Floats
    high: Floats
    rows: sparse.csr_matrix


def part_matrix(p: Programme) -> PartMatrix:
    """The arrays of a programme.

    Only rows of a part by itself; the least share is left out, and so are rows on batches and on
    kits put together from parts: without them the bound holds all the more.
    """
    columns = list(_columns(p))
    number = {id(variable): at for at, (_, variable) in enumerate(columns)}
    names: list[RowName] = []
    low: list[float] = []
    high: list[float] = []
    starts: list[int] = [0]
    indices: list[int] = []
    weights: list[float] = []
    for row in all_rows(p):
        if row.name[0] not in OF_A_PART:
            continue
        found = [number[id(one)] for one, _ in row.terms if id(one) in number]
        if len(found) < len(row.terms):
            continue
        names.append(row.name)
        low.append(row.at_least)
        high.append(row.at_most)
        indices.extend(found)
        weights.extend(weight for _, weight in row.terms)
        starts.append(len(indices))
    rows = sparse.csr_matrix((weights, indices, starts), shape=(len(names), len(columns)))
    rows.sum_duplicates()
    most = [variable.upBound for _, variable in columns]
    return PartMatrix(
        tuple(key for key, _ in columns),
        np.array([math.inf if one is None else float(one) for one in most], dtype=np.float64),
        np.array([key[0] in ("trips", "vehicles") for key, _ in columns], dtype=np.bool_),
        _weights(objective(p, Tier.NEEDS_MET).terms, number),
        _weights(objective(p, Tier.SURVIVAL_WATER).terms, number),
        tuple(names),
        np.array(low, dtype=np.float64),
        np.array(high, dtype=np.float64),
        rows,
    )


def _columns(p: Programme) -> Iterator[tuple[Key, Variable]]:
    for at, variable in p.trips.items():
        yield ("trips", at), variable
    for at, variable in p.vehicles.items():
        if p.lanes[at].trips_per_vehicle > 1:
            yield ("vehicles", at), variable
    for (at, j), variable in p.loads.items():
        yield ("load", at, j), variable
    for (at, item), variable in p.moves.items():
        yield ("move", at, item), variable
    for (j, agent, day), variable in p.payments.items():
        yield ("pay", j, agent, day), variable
    for place, variable in p.served.items():
        yield ("served", *place), variable
    for (j, day), variable in p.shortfalls.items():
        yield ("missing", j, day), variable


def _weights(terms: Mapping[Variable, float], number: Mapping[int, int]) -> Floats:
    found = np.zeros(len(number))
    for variable, weight in terms.items():
        at = number.get(id(variable))
        if at is not None:
            found[at] += weight
    return found
