"""The solver's values as decisions: whole trips with loads that really fit."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rrm.allocation.lanes import Lane, LaneKind
from rrm.allocation.loading import Line, Load, spread
from rrm.allocation.programme import Programme
from rrm.allocation.solver import Variable
from rrm.model.rule_pack import Item

QUANTUM = 1e-3
"""Smallest quantity written of what is not whole: a litre of water, in m³."""
SOLVER_NOISE = 0.05
"""Share of a quantum by which the solver's tolerance may leave a value short of it."""


def smallest_unit(item: Item) -> float:
    """The least that can be brought of an item: one, or a quantum of what is not whole."""
    return 1.0 if item.whole else QUANTUM


@dataclass(frozen=True, slots=True)
class Choice:
    """A plan by lanes.

    loads: by lane, one mapping a trip from demand (or item, for transfers) to quantity.
    payments: households by (demand, agent, day). left: units that the solver sent but no
    trip had room for as a whole, by demand. crowded: lanes on which any were, transfers too.
    """

    loads: dict[int, tuple[dict[int, float], ...]]
    moves: dict[int, tuple[Load, ...]]
    payments: dict[tuple[int, str, int], int]
    left: dict[int, float]
    crowded: tuple[int, ...] = ()

    def delivered(self, lanes: Sequence[Lane]) -> dict[tuple[int, int], float]:
        """Quantity by (demand, arrival day), payments included. lanes: of the plan."""
        found: dict[tuple[int, int], float] = {}
        for at, trips in self.loads.items():
            for trip in trips:
                for j, quantity in trip.items():
                    key = (j, lanes[at].arrival_day)
                    found[key] = found.get(key, 0.0) + quantity
        for (j, _, day), households in self.payments.items():
            found[j, day] = found.get((j, day), 0.0) + households
        return found

    def trips(self, at: int) -> int:
        """Trips on a lane."""
        return len(self.loads.get(at, ())) + len(self.moves.get(at, ()))

    def vehicles(self, p: Programme, at: int) -> int:
        """Vehicles that a lane's trips take."""
        return math.ceil(self.trips(at) / p.lanes[at].trips_per_vehicle)


Spread = Callable[[Sequence[Line], int, float, float], tuple[list[Load], Load]]
"""As `spread`: lines onto trips of a payload and volume, and what found no room."""


def choose(p: Programme, values: Mapping[Variable, float], loaded_by: Spread = spread) -> Choice:
    """Rounds the solver's values within its tolerance and loads the trips."""
    loads: dict[int, tuple[dict[int, float], ...]] = {}
    moves: dict[int, tuple[Load, ...]] = {}
    left: dict[int, float] = {}
    crowded: list[int] = []
    lines = _lines_by_lane(p, values)
    for at, lane in enumerate(p.lanes):
        trips = round(values[p.trips[at]])
        if trips == 0 or at not in lines:
            continue
        loaded, over = loaded_by(lines[at], trips, lane.payload_kg, lane.volume_m3)
        if over:
            crowded.append(at)
        if lane.kind == LaneKind.TRANSFER:
            moves[at] = tuple(loaded)
        else:
            loads[at] = tuple({int(j): q for j, q in load.items()} for load in loaded)
            for j, quantity in over.items():
                left[int(j)] = left.get(int(j), 0.0) + quantity
    payments = {
        key: households
        for key, variable in p.payments.items()
        if (households := round(values[variable])) > 0
    }
    return Choice(loads, moves, payments, left, tuple(crowded))


def _lines_by_lane(p: Programme, values: Mapping[Variable, float]) -> dict[int, list[Line]]:
    carried = [(at, str(j), p.case.demands[j].item, v) for (at, j), v in p.loads.items()]
    carried += [(at, item, item, variable) for (at, item), variable in p.moves.items()]
    lines: dict[int, list[Line]] = {}
    for at, key, name, variable in carried:
        item = p.case.pack.catalogue[name]
        quantity = _rounded(values[variable], item.whole)
        if quantity > 0:
            lines.setdefault(at, []).append(Line(key, quantity, item.kg, item.m3, item.whole))
    return lines


def _rounded(value: float, is_whole: bool) -> float:
    """Whole units to the nearest; the rest down to a quantum, so that no limit is passed."""
    if is_whole:
        return float(round(value))
    return round(math.floor(value / QUANTUM + SOLVER_NOISE) * QUANTUM, 3)
