"""Journeys found worth considering, each once, with their columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rrm.allocation.scale.arrays import Columns, Floats, Whole, beside
from rrm.allocation.scale.best_loads import Prices, best_loads
from rrm.allocation.scale.best_moves import best_moves
from rrm.allocation.scale.journeys import Journey, Network, columns_of_journeys
from rrm.allocation.scale.lane_table import LaneTable
from rrm.allocation.scale.left_over import LeftOver

_A_LITTLE = 1e-3


@dataclass(frozen=True, slots=True)
class Width:
    """How many new journeys are kept for each fleet and day: so many, and so many a vehicle."""

    each: int
    a_vehicle: int


@dataclass(slots=True)
class Pool:
    """columns: first what is held overnight, then payments, then one a journey.

    holding: how many are of what is held overnight. others: how many are no journeys.
    """

    network: Network
    tables: tuple[LaneTable, ...]
    columns: Columns
    holding: int
    others: int
    journeys: list[Journey] = field(default_factory=list)
    _known: set[Journey] = field(default_factory=set)

    def grow(self, prices: Prices, left: LeftOver, stock: Floats, width: Width) -> Columns:
        """The most worthy new journeys at these prices, within what is left; their columns."""
        counts = [vehicle.count for vehicle in self.network.case.scenario.vehicles]
        ranked: dict[tuple[int, int], list[tuple[float, int, Journey]]] = defaultdict(list)
        for table in self.tables:
            found, loads = best_loads(table, self.network.goods, prices, left, stock)
            a_day = loads.profit / found.days
            for row in _foremost(found, a_day, width, counts).tolist():
                journey = _journey(found, loads.units[row], loads.trips[row], row)
                key = (int(found.fleet[row]), int(found.day[row]))
                ranked[key].append((-float(a_day[row]), journey.lane, journey))
        fresh: list[Journey] = []
        for (fleet, _), offers in sorted(ranked.items()):
            most = width.each + width.a_vehicle * counts[fleet]
            fresh += [journey for _, _, journey in sorted(offers, key=lambda o: o[:2])[:most]]
        fresh += [journey for _, journey in best_moves(self.network, prices, left, stock)]
        fresh = [one for one in fresh if one not in self._known]
        self._known.update(fresh)
        self.journeys += fresh
        added = columns_of_journeys(self.network, fresh)
        self.columns = beside([self.columns, added])
        return added

    def keep_foremost(self, prices: Floats, most: int, used: Floats | None = None) -> None:
        """Forgets the journeys that prices speak against most; so many stay, and those used."""
        if len(self.journeys) <= most:
            return
        reduced = (self.columns.worth - self.columns.entries.T @ prices)[self.others :]
        chosen = reduced >= np.sort(reduced)[-most]
        if used is not None:
            chosen |= used[self.others :] > _A_LITTLE
        self._keep(chosen)

    def _keep(self, chosen: NDArray[np.bool_]) -> None:
        self.journeys = [one for one, kept in zip(self.journeys, chosen, strict=True) if kept]
        self._known = set(self.journeys)
        self.columns = self.columns.only(np.concatenate([np.ones(self.others, dtype=bool), chosen]))


def _foremost(table: LaneTable, a_day: Floats, width: Width, counts: Sequence[int]) -> Whole:
    """Rows that are among the first of their fleet and day."""
    group = table.fleet * (int(table.day.max(initial=0)) + 1) + table.day
    order = np.lexsort((table.number, -a_day, group))
    begins = np.flatnonzero(np.diff(group[order], prepend=-1))
    sizes = np.diff(np.append(begins, order.size))
    rank = np.arange(order.size) - np.repeat(begins, sizes)
    most = width.each + width.a_vehicle * np.array(counts)[table.fleet[order]]
    return order[rank < most]


def _journey(table: LaneTable, units: Floats, trips: float, row: int) -> Journey:
    load = tuple(
        (int(j), float(quantity))
        for j, quantity in zip(table.demand[row], units, strict=True)
        if quantity > 0
    )
    return Journey(int(table.number[row]), int(trips), load)
