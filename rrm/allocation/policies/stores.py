"""What depots could still send: stock with what has come by then, and hands to load it."""

from __future__ import annotations

import math
from collections import defaultdict

from rrm.allocation.batches import KEEPS, batches
from rrm.allocation.changes import changes
from rrm.allocation.lanes import Lane
from rrm.allocation.programme import Case

NOISE = 1e-6
"""Share of a unit by which sums of floats may fall short of it."""
Taken = tuple[tuple[int, float], ...]
"""Units by the last day of their batch, what expires first in front."""


class Stores:
    """Stock and handling of every depot, by day, less what is taken.

    Batches are kept apart by their last day; what leaves is taken of what expires first among
    what keeps until it is handed out.
    """

    def __init__(self, case: Case) -> None:
        self._days = case.scenario.settings.horizon_days
        # By shelf and last day, what has come by each day less what has left.
        self._held: dict[tuple[str, str], dict[int, list[float]]] = {}
        for batch in sorted(batches(case.scenario, case.pack), key=lambda b: (b.depot_id, b.item)):
            self._add(batch.depot_id, batch.item, batch.last_day, batch.there_from, batch.quantity)
        # Nothing promised for a later day may leave before: what is free is the least from a
        # day on.
        self._free = {
            shelf: {last: _least_from_on(held) for last, held in sorted(kept.items())}
            for shelf, kept in self._held.items()
        }
        self._handled: dict[tuple[str, int], float] = defaultdict(float)
        self._handling = {
            depot.depot_id: math.inf if depot.handling_capacity is None else depot.handling_capacity
            for depot in case.scenario.depots
        }
        self._made_of = {
            name: item.made_of for name, item in case.pack.catalogue.items() if item.made_of
        }
        self._changes = changes(case.scenario, case.pack)
        self._changed: dict[tuple[str, int], float] = defaultdict(float)

    def free(self, depot: str, item: str, day: int, until: int | None = None) -> float:
        """Units of an item that may leave a depot on a day without one being missed later.

        until: the day on which they are handed out, that of departure where none is given. With
        those that the depot can put together from parts, of what outlasts the plan.
        """
        needed = day if until is None else until
        as_it_is = self._as_it_is(depot, item, day, needed)
        parts = self._made_of.get(item)
        if parts is None:
            return as_it_is
        whole = min(self._as_it_is(depot, part, day, self._days) / n for part, n in parts.items())
        return as_it_is + math.floor(whole + NOISE)

    def _as_it_is(self, depot: str, item: str, day: int, needed: int) -> float:
        kept = self._free.get((depot, item), {})
        return sum(free[day] for last, free in kept.items() if last >= needed)

    def holders(self, item: str) -> list[str]:
        """Depots with units of an item left to send by the last day they keep."""
        found = [
            depot
            for (depot, name), kept in self._free.items()
            if name == item and any(self._at_last(last, free) > 0 for last, free in kept.items())
        ]
        parts = self._made_of.get(item)
        if parts is not None:
            able = set.intersection(*(set(self.holders(part)) for part in parts))
            found += sorted(able - set(found))
        return found

    def left(self, depot: str, item: str) -> float:
        """Units of an item that a depot has left to send in all, each by the last day it keeps."""
        kept = self._free.get((depot, item), {})
        there = sum(self._at_last(last, free) for last, free in kept.items())
        parts = self._made_of.get(item)
        if parts is not None:
            last = self._days
            each = (self._as_it_is(depot, part, last, last) / n for part, n in parts.items())
            there += math.floor(min(each) + NOISE)
        return there

    def _at_last(self, last: int, free: list[float]) -> float:
        """What is free of a batch on its last day, or the plan's."""
        return free[min(last, self._days)]

    def units_handled(self, depot: str, day: int, kg: float) -> float:
        """Units of so many kg that a depot could still load or receive on a day."""
        left = self._handling[depot] - self._handled[depot, day]
        return left / kg if kg > 0 else math.inf

    def units_changed(self, depot: str, day: int, kg: float) -> float:
        """Units of so many kg that could still arrive by transfer on a day."""
        most = self._changes[depot].kg_per_day
        if most is None or kg <= 0:
            return math.inf
        return (most - self._changed[depot, day]) / kg

    def send(
        self, depot: str, item: str, day: int, quantity: float, kg: float, until: int | None = None
    ) -> Taken:
        """Takes out a quantity on a day, within what `free` says; tells of which batches.

        What the depot has not is put together from parts, of what outlasts the plan.
        """
        needed, waiting = day if until is None else until, quantity
        taken: list[tuple[int, float]] = []
        for last, free in self._free.get((depot, item), {}).items():
            units = min(waiting, free[day]) if last >= needed else 0.0
            if units > 0:
                taken.append((last, units))
                waiting -= units
        if waiting > NOISE and item in self._made_of:
            self._put_together(depot, item, day, waiting)
            taken.append((KEEPS, waiting))
        for last, units in taken:
            self._change(depot, item, last, day, -units)
        self._handled[depot, day] += quantity * kg
        return tuple(taken)

    def _put_together(self, depot: str, item: str, day: int, units: float) -> None:
        """Takes the parts of so many units, which are there for a moment."""
        for part, n in self._made_of[item].items():
            self.send(depot, part, day, units * n, 0.0, self._days)
        self._change(depot, item, KEEPS, day, units)

    def receive(self, lane: Lane, item: str, taken: Taken, kg: float) -> None:
        """Takes in what a transfer lane brings; it may leave once it is handled."""
        for last, units in taken:
            self._change(lane.destination, item, last, lane.ready_day, units)
            self._handled[lane.destination, lane.arrival_day] += units * kg
            self._changed[lane.destination, lane.arrival_day] += units * kg

    def _change(self, depot: str, item: str, last: int, from_day: int, quantity: float) -> None:
        held = self._add(depot, item, last, from_day, quantity)
        kept = self._free.setdefault((depot, item), {})
        is_new = last not in kept
        kept[last] = _least_from_on(held)
        if is_new:
            self._free[depot, item] = dict(sorted(kept.items()))

    def _add(self, depot: str, item: str, last: int, from_day: int, quantity: float) -> list[float]:
        kept = self._held.setdefault((depot, item), {})
        held = kept.setdefault(last, [0.0] * (self._days + 1))
        for day in range(from_day, self._days + 1):
            held[day] += quantity
        return held


def _least_from_on(held: list[float]) -> list[float]:
    free, least = list(held), math.inf
    for day in range(len(held) - 1, -1, -1):
        least = min(least, held[day])
        free[day] = least
    return free
