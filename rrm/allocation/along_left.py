"""What a plan leaves free of what goes along with water: room to hold it, chlorine for it."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

from rrm.allocation.alongside import dose_of, storage_of
from rrm.allocation.choice import Choice
from rrm.allocation.lanes import LaneKind
from rrm.allocation.means import supply_by
from rrm.allocation.programme import Programme


@dataclass(frozen=True, slots=True)
class AlongLeft:
    """held: m3 brought, by (site, item, day). tanks: m3 that storage holds, by site and day on
    which it came. chlorine: units gone, less those moved in, by (depot, item, day).
    """

    p: Programme
    held: dict[tuple[str, str, int], float]
    tanks: dict[str, dict[int, float]]
    chlorine: dict[tuple[str, str], dict[int, float]]

    def holds(self, j: int, day: int) -> float:
        """m3 of demand j's water that its place can hold on a day; endless where none is asked."""
        demand = self.p.case.demands[j]
        found = storage_of(self.p.case, demand.site_id, demand.item)
        if found is None:
            return math.inf
        storage, present = found
        came = self.tanks.get(demand.site_id, {})
        ready = sum(m3 for on, m3 in came.items() if on + storage.ready_after_days <= day)
        return storage.turnover_per_day * (present + ready)

    def room(self, j: int, day: int) -> float:
        """m3 that a place could still take on a day."""
        demand = self.p.case.demands[j]
        return self.holds(j, day) - self.held.get((demand.site_id, demand.item, day), 0.0)

    def chlorinated(self, at: int, j: int) -> float:
        """m3 on water lane `at` that its tanker's depot has chlorine left for."""
        lane = self.p.lanes[at]
        dose = dose_of(self.p.case, lane.origin, self.p.case.demands[j].item)
        if dose is None:
            return math.inf
        depot = self.p.case.scenario.vehicles[lane.fleet].depot_id
        gone = self.chlorine.get((depot, dose.item), {})
        left = min(
            supply_by(self.p, depot, dose.item, later)
            - sum(units for day, units in gone.items() if day <= later)
            for later in range(lane.day, self.p.case.horizon[-1] + 1)
        )
        return left / dose.units


def along_left(p: Programme, choice: Choice) -> AlongLeft:
    """What a choice leaves free of both."""
    held: dict[tuple[str, str, int], float] = defaultdict(float)
    tanks: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    chlorine: dict[tuple[str, str], dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for at, trips in choice.loads.items():
        lane = p.lanes[at]
        for trip in trips:
            for j, quantity in trip.items():
                demand = p.case.demands[j]
                if lane.kind == LaneKind.WATER:
                    held[demand.site_id, demand.item, lane.day] += quantity
                    dose = dose_of(p.case, lane.origin, demand.item)
                    if dose is not None:
                        depot = p.case.scenario.vehicles[lane.fleet].depot_id
                        chlorine[depot, dose.item][lane.day] += quantity * dose.units
                    continue
                holds = p.case.pack.catalogue[demand.item].holds_m3
                if holds > 0:
                    tanks[demand.site_id][lane.arrival_day] += quantity * holds
                chlorine[lane.origin, demand.item][lane.day] += quantity
    for at, moved in choice.moves.items():
        lane = p.lanes[at]
        for load in moved:
            for name, quantity in load.items():
                chlorine[lane.origin, name][lane.day] += quantity
                chlorine[lane.destination, name][lane.ready_day] -= quantity
    return AlongLeft(p, dict(held), dict(tanks), dict(chlorine))
