"""Chains: a load that changes vehicles on its way to a site, at depots where it can."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import fsum, prod

from rrm.access.chain_legs import Leg, Legs, handling_days
from rrm.access.merged_periods import says_the_same
from rrm.model.access import AccessTable
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Depot, Scenario, Transhipment


@dataclass(frozen=True, slots=True)
class Chain:
    """Two or three vehicles in a row, by which a load reaches a site best.

    period_start, period_end: days on which it may leave the origin. legs: as they are for a load
    that leaves on the first of them. arrival_day, last_arrival_day: for leaving on the first and
    on the last; the same day where the load waits on the way.
    hours: of driving out and handling. risk: 1 - Π (1 - risk of a leg). kg_per_day: what the
    weakest leg or change lets through. cost_per_t: of all trips, full, and of handling.
    direct: the best that one vehicle from the origin could do, leaving then or later; None where
    there is none.
    """

    origin: str
    site_id: str
    period_start: int
    period_end: int
    legs: tuple[Leg, ...]
    arrival_day: int
    last_arrival_day: int
    hours: float
    risk: float
    kg_per_day: float
    cost_per_t: float
    direct: Leg | None

    @property
    def depots(self) -> tuple[str, ...]:
        """Where the load changes vehicles."""
        return tuple(leg.trip.destination for leg in self.legs[:-1])


def chains(
    scenario: Scenario, pack: RulePack, table: AccessTable, site_id: str | None = None
) -> tuple[Chain, ...]:
    """The best chain from each depot to each site by the day it leaves, where it is worth it.

    Told where no vehicle of the depot's own gets there, or none as soon, or none as soon with as
    little driving. Best is what arrives first, then what takes the fewest hours. Each leg is a
    trip that the plan could make: by vehicles stationed where it begins, open until they are home,
    within the class's rules. A load goes on from the day after it arrives, once handled, and may
    wait for a later day. Days that tell the same are one period. site_id: to this site only.
    """
    search = _Search(scenario, pack, table)
    return tuple(
        chain
        for depot in scenario.depots
        for place in (scenario.site_ids if site_id is None else (site_id,))
        for chain in _merged(search.by_day(depot.depot_id, place))
    )


class _Search:
    def __init__(self, scenario: Scenario, pack: RulePack, table: AccessTable) -> None:
        self._legs = Legs(scenario, pack, table)
        self._rules = pack.access
        self._horizon = scenario.settings.horizon_days
        self._changes = dict(_changes(scenario.depots, scenario.transhipments))

    def by_day(self, origin: str, site_id: str) -> Iterator[Chain]:
        """The chain that is told for each day of departure, where there is one."""
        for day in range(1, self._horizon + 1):
            best = min(
                (self._chain(site_id, day, legs) for legs in self._all(origin, site_id, day)),
                key=_order,
                default=None,
            )
            if best is None:
                continue
            direct = self._legs.leaving_from(origin, site_id, day)
            if not direct:
                yield best
            elif (best.arrival_day, best.hours) < (direct[0].arrival_day, direct[0].trip.hours):
                yield replace(best, direct=direct[0])

    def _all(self, origin: str, site_id: str, day: int) -> Iterator[tuple[Leg, ...]]:
        for first, then in self._to_changes(origin, day):
            here = first.trip.destination
            for last in self._legs.leaving_from(here, site_id, then):
                yield (first, last)
            for there in self._changes:
                if there in (origin, here):
                    continue
                for second in self._legs.leaving_from(here, there, then):
                    for last in self._legs.leaving_from(there, site_id, self._ready(second)):
                        yield (first, second, last)

    def _to_changes(self, origin: str, day: int) -> Iterator[tuple[Leg, int]]:
        """First legs, with the day from which their load can go on."""
        for here in self._changes:
            if here != origin:
                for leg in self._legs.leaving(origin, here, day):
                    yield leg, self._ready(leg)

    def _ready(self, leg: Leg) -> int:
        change = self._changes[leg.trip.destination]
        return leg.arrival_day + handling_days(change.handling_hours, self._rules)

    def _chain(self, site_id: str, day: int, legs: tuple[Leg, ...]) -> Chain:
        changes = [self._changes[leg.trip.destination] for leg in legs[:-1]]
        let_through = [change.kg_per_day for change in changes if change.kg_per_day is not None]
        return Chain(
            origin=legs[0].trip.origin,
            site_id=site_id,
            period_start=day,
            period_end=day,
            legs=legs,
            arrival_day=legs[-1].arrival_day,
            last_arrival_day=legs[-1].arrival_day,
            hours=fsum((*(leg.trip.hours for leg in legs), *(c.handling_hours for c in changes))),
            risk=1 - prod((1 - leg.trip.risk for leg in legs), start=1.0),
            kg_per_day=min((*(leg.kg_per_day for leg in legs), *let_through)),
            cost_per_t=fsum((*(leg.cost_per_t for leg in legs), *(c.cost_per_t for c in changes))),
            direct=None,
        )


def _changes(
    depots: tuple[Depot, ...], transhipments: tuple[Transhipment, ...]
) -> Iterator[tuple[str, Transhipment]]:
    by_node = {change.node: change for change in transhipments}
    for depot in depots:
        if depot.node in by_node:
            yield depot.depot_id, by_node[depot.node]


def _order(chain: Chain) -> tuple[int, float, int, float, tuple[tuple[str, str], ...]]:
    steps = tuple((leg.trip.destination, leg.trip.vehicle_class) for leg in chain.legs)
    return (chain.arrival_day, chain.hours, len(chain.legs), chain.risk, steps)


def _merged(chains_by_day: Iterable[Chain]) -> list[Chain]:
    """Chains of following days as one where they tell the same and arrive alike.

    Alike is each a day later than the one before, or all on one day for which they wait.
    """
    found: list[Chain] = []
    later = 0
    for chain in chains_by_day:
        last = found[-1] if found else None
        if last is not None and chain.period_start == last.period_end + 1 and _same(last, chain):
            step = chain.arrival_day - last.last_arrival_day
            is_first = last.period_start == last.period_end
            if step in (0, 1) and (is_first or step == later):
                later = step
                found[-1] = replace(
                    last, period_end=chain.period_end, last_arrival_day=chain.arrival_day
                )
                continue
        found.append(chain)
    return found


def _same(one: Chain, other: Chain) -> bool:
    if len(one.legs) != len(other.legs) or (one.direct is None) != (other.direct is None):
        return False
    ours = (*one.legs, one.direct) if one.direct else one.legs
    theirs = (*other.legs, other.direct) if other.direct else other.legs
    return all(
        says_the_same(mine.trip, yours.trip)
        and (mine.kg_per_day, mine.cost_per_t) == (yours.kg_per_day, yours.cost_per_t)
        for mine, yours in zip(ours, theirs, strict=True)
    )
