"""What goes along with water: room left to hold it, and chlorine for it."""

from __future__ import annotations

import math
from collections import defaultdict

from rrm.allocation.alongside import Dose, dose_of, storage_of
from rrm.allocation.lanes import Lane
from rrm.allocation.policies.openings import Openings
from rrm.allocation.policies.stores import Stores
from rrm.model.rule_pack import Storage


class Along:
    """Storage at each place and what is in it, by day; chlorine is taken from the stores."""

    def __init__(self, openings: Openings, stores: Stores) -> None:
        self._openings = openings
        self._stores = stores
        self._held: dict[tuple[str, str, int], float] = defaultdict(float)
        self._brought: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._storages: dict[int, tuple[Storage, float] | None] = {}
        self._doses: dict[tuple[str, str], Dose | None] = {}
        self._tanks: dict[str, list[int]] = defaultdict(list)
        for k, demand in enumerate(openings.case.demands):
            if openings.items[k].holds_m3 > 0:
                self._tanks[demand.site_id].append(k)

    def room(self, j: int, day: int) -> float:
        """m³ of demand j's water that its place could still hold on a day."""
        demand, found = self._openings.case.demands[j], self._storage(j)
        if found is None:
            return math.inf
        storage, m3 = found
        for arrived, holds in self._brought.get(demand.site_id, ()):
            if arrived + storage.ready_after_days <= day:
                m3 += holds
        return m3 * storage.turnover_per_day - self._held[demand.site_id, demand.item, day]

    def storage_for(self, j: int) -> tuple[int, ...]:
        """Demands for what would hold the water of demand j."""
        return tuple(self._tanks.get(self._openings.case.demands[j].site_id, ()))

    def chlorinated(self, lane: Lane, j: int) -> float:
        """m³ that chlorine is there for, in the depot of a lane's tanker."""
        dose = self._dose(lane, j)
        if dose is None:
            return math.inf
        return self._stores.free(self._depot(lane), dose.item, lane.day) / dose.units

    def bring_water(self, lane: Lane, j: int, m3: float) -> None:
        """Counts water that is brought, and takes the chlorine for it."""
        demand = self._openings.case.demands[j]
        self._held[demand.site_id, demand.item, lane.day] += m3
        dose = self._dose(lane, j)
        if dose is not None:
            self._stores.send(self._depot(lane), dose.item, lane.day, m3 * dose.units, 0.0)

    def bring_goods(self, lane: Lane, j: int, units: float) -> None:
        """Counts storage that is brought; it stays."""
        holds = self._openings.items[j].holds_m3
        if holds > 0:
            site_id = self._openings.case.demands[j].site_id
            self._brought[site_id].append((lane.arrival_day, units * holds))

    def lacking(self, j: int, day: int, m3: float) -> tuple[float, int]:
        """m³ of storage that are lacking for so much more water, and the day it must arrive by."""
        found = self._storage(j)
        if found is None:
            return 0.0, day
        storage, _ = found
        lacking = (m3 - self.room(j, day)) / storage.turnover_per_day
        return max(0.0, lacking), day - storage.ready_after_days

    def _storage(self, j: int) -> tuple[Storage, float] | None:
        if j not in self._storages:
            demand = self._openings.case.demands[j]
            self._storages[j] = storage_of(self._openings.case, demand.site_id, demand.item)
        return self._storages[j]

    def _dose(self, lane: Lane, j: int) -> Dose | None:
        key = (lane.origin, self._openings.case.demands[j].item)
        if key not in self._doses:
            self._doses[key] = dose_of(self._openings.case, *key)
        return self._doses[key]

    def _depot(self, lane: Lane) -> str:
        return self._openings.case.scenario.vehicles[lane.fleet].depot_id
