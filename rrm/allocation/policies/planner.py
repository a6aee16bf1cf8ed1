"""Decisions made elsewhere, carried out with the means that are left."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rrm.allocation.choice import Choice
from rrm.allocation.lanes import Lane
from rrm.allocation.policies.floors import serve_floor
from rrm.allocation.policies.means_left import MeansLeft
from rrm.allocation.policies.openings import openings
from rrm.allocation.policies.policy import Policy, turns
from rrm.allocation.policies.serving import Server, keeps_locks, serve_locks
from rrm.allocation.policies.units import whole_units
from rrm.allocation.programme import Case

Loads = Sequence[tuple[int, float]]
"""Quantities by demand."""


class Planner:
    """A plan that grows; what locks and the floor ask for at least is in it from the start.

    lanes: those that may be used, of days. Every limit is kept, whatever is asked for.
    """

    def __init__(self, case: Case, lanes: tuple[Lane, ...]) -> None:
        self._means = MeansLeft(openings(case, lanes))
        self._turns = turns(self._means.openings, Policy.SEVERITY_GREEDY)
        self._server = Server(self._means, self._turns)
        serve_locks(self._server)
        serve_floor(self._server, self._turns)

    def send(self, lanes: Sequence[int], vehicles: int, loads: Loads) -> None:
        """Sends so many vehicles on any of the lanes, each with its part of every load.

        The parts go together, so that a household that gets several things is served once.
        """
        waiting = dict(loads)
        for left in range(vehicles, 0, -1):
            part = {j: self._part(j, quantity, left) for j, quantity in waiting.items()}
            at = self._best(lanes, part)
            if at is None:
                return
            for j, quantity in self._load(at, part).items():
                waiting[j] -= quantity

    def move(self, lanes: Sequence[int], vehicles: int, items: Sequence[tuple[str, float]]) -> None:
        """Moves so much of each item to another depot, on the first lanes that have vehicles.

        vehicles: at most so many on each lane.
        """
        waiting = dict(items)
        for at in lanes:
            for name in sorted(waiting):
                for _ in range(vehicles):
                    start = self._means.journeys.vehicles_on(at) < vehicles
                    moved = self._moved(at, name, waiting[name], start)
                    if moved <= 0:
                        break
                    waiting[name] -= moved

    def _moved(self, at: int, name: str, quantity: float, start: bool) -> float:
        """What of so much of an item the trips there are take and, if start, one more vehicle."""
        means = self._means
        horizon = means.openings.case.horizon[-1]
        item = means.openings.case.pack.catalogue[name]
        able = min(quantity, means.movable(at, name, item, horizon))
        units = whole_units(means.journeys.room(at, item, able, start=start), item)
        price = means.journeys.price(at, item, units) + means.handling(at, item, units)
        if units <= 0 or not means.purse.has(price):
            return 0.0
        return means.move(at, name, item, units, horizon, start=start)

    def pay(self, j: int, agent: str, days: Sequence[int], households: float) -> None:
        """Pays so many households, as early as can be."""
        for day in days:
            households -= self._means.pay(j, agent, day, households)
            if households < 1:
                return

    def serve_the_rest(self) -> None:
        """Uses what is left of the means, the worst need first."""
        for turn in self._turns:
            self._server.serve(turn)

    def choice(self) -> Choice | None:
        """The plan; None where not all locks have what they ask for."""
        return self._means.choice() if keeps_locks(self._means) else None

    def _part(self, j: int, quantity: float, vehicles: int) -> float:
        item = self._means.openings.items[j]
        part = quantity / vehicles
        return float(math.ceil(part - 1e-6)) if item.whole else part

    def _best(self, lanes: Sequence[int], part: dict[int, float]) -> int | None:
        """The lane with a vehicle on which most of a load can go; of equals the earliest."""
        best, most = None, 0.0
        for at in lanes:
            if self._means.journeys.has_vehicle(at):
                able = sum(
                    self._means.openings.case.demands[j].weight
                    * min(quantity, self._means.units(at, j))
                    for j, quantity in part.items()
                )
                if able > most * (1 + 1e-9):
                    best, most = at, able
        return best

    def _load(self, at: int, part: dict[int, float]) -> dict[int, float]:
        """Loads one vehicle; what was loaded of each.

        Every rotation takes its part of everything, as heavy and bulky things fill a trip
        together; what then found no room goes where there is any.
        """
        loaded = dict.fromkeys(part, 0.0)
        for left in range(self._rotations(at, part), 0, -1):
            for j, quantity in part.items():
                some = self._part(j, quantity - loaded[j], left)
                self._put(at, j, some, loaded, one_trip=True)
        for j, quantity in part.items():
            self._put(at, j, quantity - loaded[j], loaded, one_trip=False)
        return loaded

    def _rotations(self, at: int, part: dict[int, float]) -> int:
        """Trips that a load takes, by its weight and its volume."""
        lane, items = self._means.openings.lanes[at], self._means.openings.items
        kg = sum(quantity * items[j].kg for j, quantity in part.items()) / lane.payload_kg
        m3 = sum(quantity * items[j].m3 for j, quantity in part.items()) / lane.volume_m3
        return min(lane.trips_per_vehicle, max(1, math.ceil(max(kg, m3) - 1e-6)))

    def _put(
        self, at: int, j: int, quantity: float, loaded: dict[int, float], *, one_trip: bool
    ) -> None:
        units = min(quantity, self._means.units(at, j))
        if units > 0:
            starts = not any(loaded.values())
            loaded[j] += self._means.deliver(at, j, units, start=starts, one_trip=one_trip)
