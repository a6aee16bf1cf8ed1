"""Decisions made elsewhere, carried out with the means that are left."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rrm.allocation.choice import Choice
from rrm.allocation.lanes import Lane
from rrm.allocation.policies.means_left import MeansLeft
from rrm.allocation.policies.openings import openings
from rrm.allocation.policies.policy import Policy, turns
from rrm.allocation.policies.serving import Server, keeps_locks, serve_locks
from rrm.allocation.policies.units import whole_units
from rrm.allocation.programme import Case

Loads = Sequence[tuple[int, float]]
"""Quantities by demand."""


class Planner:
    """A plan that grows; what locks ask for at least is in it from the start.

    lanes: those that may be used, of days. Every limit is kept, whatever is asked for.
    """

    def __init__(self, case: Case, lanes: tuple[Lane, ...]) -> None:
        self._means = MeansLeft(openings(case, lanes))
        self._turns = turns(self._means.openings, Policy.SEVERITY_GREEDY)
        self._server = Server(self._means, self._turns)
        serve_locks(self._server)

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
                    moved = self._moved(at, name, waiting[name])
                    if moved <= 0:
                        break
                    waiting[name] -= moved

    def _moved(self, at: int, name: str, quantity: float) -> float:
        """What of so much of an item is moved with the trips there are and one more vehicle."""
        means = self._means
        horizon = means.openings.case.horizon[-1]
        item = means.openings.case.pack.catalogue[name]
        able = min(quantity, means.movable(at, name, item, horizon))
        units = whole_units(means.journeys.room(at, item, able), item)
        price = means.journeys.price(at, item, units) + means.handling(at, item, units)
        if units <= 0 or not means.purse.has(price):
            return 0.0
        return means.move(at, name, item, units, horizon)

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
        """Loads one vehicle; what was loaded of each."""
        loaded: dict[int, float] = {}
        for j, quantity in part.items():
            units = min(quantity, self._means.units(at, j))
            is_first = not any(loaded.values())
            loaded[j] = self._means.deliver(at, j, units, start=is_first, one_trip=False)
        return loaded
