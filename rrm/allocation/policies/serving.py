"""Turns are served one after another; locks and the hosts' share come before."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace

from rrm.allocation.choice import smallest_unit
from rrm.allocation.constraints import counts_for
from rrm.allocation.policies.bringing import bring
from rrm.allocation.policies.means_left import MeansLeft
from rrm.allocation.policies.openings import Openings
from rrm.allocation.policies.policy import need_weight
from rrm.allocation.policies.turn import Turn
from rrm.allocation.policies.units import least_units, whole_units
from rrm.allocation.programme import last_day_of
from rrm.model.rule_pack import ItemKind
from rrm.model.scenario import Lock

PARTS = 10
"""In how many parts a demand is served where hosts must have their share beside each."""
ENOUGH = 1e-6
"""By how much a quantity brought may fall short of a lock."""


class Server:
    """Serves turns; where hosts must have their share first, they are served in their own order.

    hosts: every turn, in the order in which those of hosts are drawn forward.
    """

    def __init__(self, means: MeansLeft, hosts: Iterable[Turn]) -> None:
        self.means = means
        self._hosts = deque(turn for turn in hosts if means.owed.helps_share(turn.j))

    def serve(self, turn: Turn) -> float:
        """Brings what a turn still lacks, as far as means go; says how much."""
        lacking = turn.upto - self.means.owed.brought(turn.j, turn.first)
        brought = bring(self.means, turn, lacking)
        # Hosts are drawn forward part by part, so that they don't take what a demand that can't
        # be met in full would never have used.
        part = lacking / PARTS
        while lacking - brought > 0 and not (turn.one_trip and brought > 0):
            wanted = min(part, lacking - brought)
            if self._is_free(turn.j, wanted) or not self._draw_hosts_forward(turn.j, wanted):
                break
            more = bring(self.means, turn, lacking - brought)
            if more <= 0:
                break
            brought += more
        return brought

    def _is_free(self, j: int, units: float) -> bool:
        """Whether hosts have their share already beside so many more units."""
        item = self.means.openings.items[j]
        return self.means.owed.beside_hosts(j) >= least_units(units, item)

    def _draw_hosts_forward(self, j: int, units: float) -> bool:
        """Serves hosts until they have their share beside so many more units; says if any got more.

        A host's turn that brings less than asked has met a limit and isn't drawn forward again.
        """
        owed, items, any_more = self.means.owed, self.means.openings.items, False
        needed = least_units(units, items[j])
        while self._hosts and not self._is_free(j, units):
            host = self._hosts[0]
            item = items[host.j]
            lacking = whole_units(host.upto - owed.brought(host.j, host.first), item)
            wanted = max(smallest_unit(item), least_units(owed.for_hosts(j, needed, host.j), item))
            brought = bring(self.means, replace(host, one_trip=False), min(wanted, lacking))
            any_more = any_more or brought > 0
            if brought < wanted:
                self._hosts.popleft()
        return any_more


def serve_locks(server: Server) -> None:
    """What locks ask for at least is brought before anything else; those for a day come first."""
    locks = [lock for lock in server.means.openings.case.scenario.locks if lock.at_least]
    for lock in sorted(locks, key=lambda lock: lock.day is None):
        _serve_lock(server, lock)


def keeps_locks(means: MeansLeft) -> bool:
    """Whether every lock has what it asks for at least."""
    return all(
        means.owed.had(lock) >= lock.at_least - ENOUGH
        for lock in means.openings.case.scenario.locks
        if lock.at_least is not None
    )


def _serve_lock(server: Server, lock: Lock) -> None:
    openings, owed = server.means.openings, server.means.owed
    demands = openings.case.demands
    concerned = [
        j for j, demand in enumerate(demands) if counts_for(lock, demand) > 0
    ]  # fmt: skip
    concerned.sort(key=lambda j: (-need_weight(openings.case, demands[j]), j))
    for j in concerned:
        for first, last in _spans(openings, lock, j):
            missing = (lock.at_least or 0.0) - owed.had(lock)
            lacking = least_units(missing / counts_for(lock, demands[j]), openings.items[j])
            if lacking > 0:
                server.serve(Turn(j, first, last, owed.brought(j, first) + lacking))


def _spans(openings: Openings, lock: Lock, j: int) -> Iterator[tuple[int, int]]:
    """The days on which demand j may be brought for a lock: its own, else all; of water each."""
    demand = openings.case.demands[j]
    is_water = openings.items[j].kind == ItemKind.WATER
    first, last = demand.from_day, last_day_of(openings.case, demand)
    if lock.day is not None:
        if first <= lock.day <= last:
            yield lock.day, lock.day
    elif is_water:
        yield from ((day, day) for day in range(first, last + 1))
    else:
        yield first, last
