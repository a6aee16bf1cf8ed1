"""What may still be brought to whom: entitlements, locks that say at most, the hosts' share."""

from __future__ import annotations

import math
from collections import defaultdict

from rrm.allocation.alike_shares import AlikeShares
from rrm.allocation.constraints import counts_for
from rrm.allocation.policies.openings import Openings
from rrm.model.rule_pack import ItemKind
from rrm.model.scenario import Group, Lock


class Owed:
    """What each demand has had, and how much more it may have."""

    def __init__(self, openings: Openings) -> None:
        case = openings.case
        self._demands = case.demands
        self._is_water = [item.kind == ItemKind.WATER for item in openings.items]
        self._values = [item.unit_value for item in openings.items]
        self._brought: dict[tuple[int, int], float] = defaultdict(float)
        self._beside = _beside(openings)
        self._locks: dict[tuple[str, str], list[Lock]] = defaultdict(list)
        for lock in case.scenario.locks:
            self._locks[lock.site_id, lock.item].append(lock)
        self._had: dict[tuple[str, str, int], float] = defaultdict(float)
        self._counted: dict[tuple[str, str, int], float] = defaultdict(float)
        self._share = case.pack.entitlements.minimum_host_share
        if not any(demand.group == Group.HOST for demand in case.demands):
            self._share = 0.0
        self._host_room = 0.0
        self.alike = AlikeShares(case)
        self.hand_overs = 0

    def brought(self, j: int, day: int) -> float:
        """What demand j has had, of water on that day; with what its variants took the place of."""
        had = self._brought[j, day if self._is_water[j] else 0]
        for k in self._beside.get(self._demands[j].need, ()):
            if k != j:
                had += self.takes(k, j) * self._brought[k, 0]
        return had

    def takes(self, k: int, j: int) -> float:
        """Units of demand j that one of demand k takes the place of, both ways to meet one."""
        return self._demands[j].quantity / self._demands[k].quantity

    def had(self, lock: Lock) -> float:
        """What the site of a lock has had of its item, on its day or in all."""
        beside = self._counted if lock.variants_count else self._had
        return beside[lock.site_id, lock.item, lock.day or 0]

    def units(self, j: int, day: int) -> float:
        """Units that demand j may still have on a day."""
        demand = self._demands[j]
        most = demand.quantity - self.brought(j, day)
        for item in dict.fromkeys((demand.item, demand.meets or demand.item)):
            for lock in self._locks.get((demand.site_id, item), ()):
                counts = counts_for(lock, demand)
                if counts > 0 and lock.at_most is not None and lock.day in (None, day):
                    most = min(most, (lock.at_most - self.had(lock)) / counts)
        return min(most, self.beside_hosts(j), self.alike.room(j))

    def beside_hosts(self, j: int) -> float:
        """Units that others than hosts may have before hosts must be given more.

        Host share: hosts' value x (1 - share)  >=  others' value x share.
        """
        weight = self._values[j] * self._share
        if weight <= 0 or self._demands[j].group == Group.HOST:
            return math.inf
        return max(0.0, self._host_room / weight)

    def for_hosts(self, j: int, units: float, host: int) -> float:
        """Units of a host's demand that must come first for so many units of demand j."""
        missing = units * self._values[j] * self._share - self._host_room
        return missing / (self._values[host] * (1.0 - self._share))

    def helps_share(self, j: int) -> bool:
        """Whether what demand j is brought counts towards the hosts' share."""
        is_host = self._demands[j].group == Group.HOST
        return is_host and 0 < self._share < 1 and self._values[j] > 0

    def bring(self, j: int, day: int, units: float) -> None:
        """Counts what is brought."""
        self.hand_overs += 1
        self.alike.bring(j, units)
        demand = self._demands[j]
        self._brought[j, day if self._is_water[j] else 0] += units
        for on in (0, day):
            self._had[demand.site_id, demand.item, on] += units
            self._counted[demand.site_id, demand.item, on] += units
            if demand.meets:
                self._counted[demand.site_id, demand.meets, on] += units * demand.counts
        part = 1.0 - self._share if demand.group == Group.HOST else -self._share
        self._host_room += part * self._values[j] * units


def _beside(openings: Openings) -> dict[tuple[str, str, str], tuple[int, ...]]:
    """By demand that can be met in several ways, all of them."""
    return {
        openings.case.demands[j].key: (j, *others)
        for j, others in openings.variants.items()
        if others
    }
