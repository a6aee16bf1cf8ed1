"""What depots could still send: stock with what has come by then, and hands to load it."""

from __future__ import annotations

import math
from collections import defaultdict

from rrm.allocation.programme import Case


class Stores:
    """Stock and handling of every depot, by day, less what is taken."""

    def __init__(self, case: Case) -> None:
        self._days = case.scenario.settings.horizon_days
        self._held = _supplies(case)
        # Nothing promised for a later day may leave before: what is free is the least from a
        # day on.
        self._free = {shelf: _least_from_on(held) for shelf, held in self._held.items()}
        self._handled: dict[tuple[str, int], float] = defaultdict(float)
        self._handling = {
            depot.depot_id: math.inf if depot.handling_capacity is None else depot.handling_capacity
            for depot in case.scenario.depots
        }

    def free(self, depot: str, item: str, day: int) -> float:
        """Units of an item that may leave a depot on a day without one being missed later."""
        free = self._free.get((depot, item))
        return 0.0 if free is None else free[day]

    def holders(self, item: str) -> list[str]:
        """Depots with units of an item left to send by the last day."""
        return [
            depot for (depot, name), free in self._free.items() if name == item and free[-1] > 0
        ]

    def units_handled(self, depot: str, day: int, kg: float) -> float:
        """Units of so many kg that a depot could still load or receive on a day."""
        left = self._handling[depot] - self._handled[depot, day]
        return left / kg if kg > 0 else math.inf

    def send(self, depot: str, item: str, day: int, quantity: float, kg: float) -> None:
        """Takes out a quantity on a day."""
        self._change(depot, item, day, -quantity)
        self._handled[depot, day] += quantity * kg

    def receive(self, depot: str, item: str, day: int, quantity: float, kg: float) -> None:
        """Takes in a quantity on a day; it may leave from the day after."""
        self._change(depot, item, day + 1, quantity)
        self._handled[depot, day] += quantity * kg

    def _change(self, depot: str, item: str, from_day: int, quantity: float) -> None:
        held = self._held.setdefault((depot, item), [0.0] * (self._days + 1))
        for day in range(from_day, self._days + 1):
            held[day] += quantity
        self._free[depot, item] = _least_from_on(held)


def _supplies(case: Case) -> dict[tuple[str, str], list[float]]:
    """Stock and pipeline that counts, come by each day, in order of depot and item."""
    days = case.scenario.settings.horizon_days
    found: dict[tuple[str, str], list[float]] = {}
    arrivals = [(line.depot_id, line.item, 0, line.quantity) for line in case.scenario.stock]
    arrivals += [
        (
            line.depot_id,
            line.item,
            max(0, case.scenario.settings.day_of(line.arrives_on)),
            line.quantity,
        )
        for line in case.scenario.pipeline
        if line.certainty in case.pack.entitlements.pipeline_counted
    ]
    for depot, item, from_day, quantity in arrivals:
        held = found.setdefault((depot, item), [0.0] * (days + 1))
        for day in range(from_day, days + 1):
            held[day] += quantity
    return dict(sorted(found.items()))


def _least_from_on(held: list[float]) -> list[float]:
    free, least = list(held), math.inf
    for day in range(len(held) - 1, -1, -1):
        least = min(least, held[day])
        free[day] = least
    return free
