"""Distribution teams: how many more households a depot's teams can serve on a day."""

from __future__ import annotations

import math
from collections import defaultdict

from rrm.allocation.programme import Case, Place
from rrm.model.demand import Demand

Need = tuple[str, str, str]
"""Site, group and item of what is due."""


class Teams:
    """Households served so far; one that receives several items at once is served once."""

    def __init__(self, case: Case) -> None:
        self._are_listed = bool(case.scenario.teams)
        self._left: dict[tuple[str, int], float] = defaultdict(float)
        for team in case.scenario.teams:
            last = team.to_day or case.scenario.settings.horizon_days
            for day in range(team.from_day, last + 1):
                self._left[team.depot_id, day] += team.households_per_day
        self._shares: dict[Place, dict[Need, float]] = defaultdict(lambda: defaultdict(float))
        self.served: dict[Place, float] = defaultdict(float)

    def units(self, place: Place, demand: Demand) -> float:
        """Units of a demand that could still be handed out at a place."""
        if not self._are_listed or demand.households == 0:
            return math.inf
        left = self._left.get((place[0], place[3]), 0.0)
        share = self._shares[place][demand.need] if place in self._shares else 0.0
        households = left + self.served.get(place, 0.0) - share
        return households * demand.quantity / demand.households

    def hand_out(self, place: Place, demand: Demand, units: float) -> None:
        """Counts what is handed out; a household is given one variant or the other."""
        if not self._are_listed:
            return
        self._shares[place][demand.need] += units * demand.households / demand.quantity
        more = max(0.0, self._shares[place][demand.need] - self.served[place])
        self.served[place] += more
        self._left[place[0], place[3]] -= more
