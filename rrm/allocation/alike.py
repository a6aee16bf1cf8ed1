"""How alike groups are helped: the share of its need that each is brought, where it can be reached.

V[g] is what a group is due that is in reach, by weight; one[g] the share that one whole unit makes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations

from rrm.allocation.programme import Case, Programme
from rrm.allocation.solver import Row, Variable
from rrm.allocation.variants import can_be_had
from rrm.entitlements import agents_in_reach
from rrm.model.demand import Demand
from rrm.model.rule_pack import ItemKind

Circle = tuple[str, str]
"""A group, and the site within which it is compared; no site where all are taken together."""
IN_PERCENT = 100.0
"""Shares are written in hundredths, so that a solver's tolerance is far below any kit."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A group that others are compared with. due: V[g]. one: share that one whole unit makes."""

    due: float
    one: float


def circles(case: Case) -> dict[Circle, Compared]:
    """Every group that is due anything in reach; nobody where the pack asks for no parity."""
    parity = case.pack.entitlements.group_parity
    if parity is None:
        return {}
    due: dict[Circle, float] = defaultdict(float)
    largest: dict[Circle, float] = defaultdict(float)
    for demand, reached in zip(case.demands, in_reach(case), strict=True):
        if reached and demand.weight > 0 and not demand.meets:
            at = circle_of(case, demand)
            due[at] += demand.weight * demand.quantity * _days(case, demand)
            if case.pack.catalogue[demand.item].whole:
                largest[at] = max(largest[at], demand.weight)
    return {at: Compared(value, largest[at] / value) for at, value in due.items()}


def circle_of(case: Case, demand: Demand) -> Circle:
    """With whom a demand's group is compared."""
    parity = case.pack.entitlements.group_parity
    is_over_all = parity is not None and parity.over == "plan"
    return (demand.group, "" if is_over_all else demand.site_id)


def rivals(circle: Circle, compared: Mapping[Circle, Compared]) -> tuple[Circle, ...]:
    """The other groups that a group is compared with."""
    return tuple(one for one in compared if one[1] == circle[1] and one != circle)


def groups_alike(p: Programme) -> Iterator[Row]:
    """No group is brought a share of its need that is much larger than another's.

    Σ_{j of a} w[j] brought[j] / V[a]  -  Σ_{j of b} w[j] brought[j] / V[b]
    <=  the pack's difference + max(one[a], one[b])     for all a, b of a site (or of the plan)
    """
    parity, compared = p.case.pack.entitlements.group_parity, circles(p.case)
    if parity is None:
        return
    reached = in_reach(p.case)
    brought: dict[Circle, list[tuple[Variable, float]]] = defaultdict(list)
    given = [(load, j) for (_, j), load in p.loads.items()]
    given += [(paid, j) for (j, _, _), paid in p.payments.items()]
    for variable, j in given:
        demand = p.case.demands[j]
        at = circle_of(p.case, demand)
        if at in compared and reached[j]:
            brought[at].append((variable, IN_PERCENT * demand.weight / compared[at].due))
    for a, b in permutations(compared, 2):
        if a[1] == b[1]:
            room = parity.at_most + max(compared[a].one, compared[b].one)
            behind = [(variable, -share) for variable, share in brought[b]]
            terms = [*brought[a], *behind]
            yield Row(("alike", *a, b[0]), terms, at_most=IN_PERCENT * room)


def in_reach(case: Case) -> tuple[bool, ...]:
    """For each demand whether any way leads there for what is due, while it is due.

    Goods: some depot holds or expects them, all their parts or a variant, and any depot has an open
    way. Water: any source has one. Cash: an agent is near enough. Whether means suffice is another
    question. Variants are in reach where what they are given for is.
    """
    carries = {name: rules.carries for name, rules in case.pack.access.classes.items()}
    depots = {depot.depot_id for depot in case.scenario.depots}
    sources = {source.source_id for source in case.scenario.water_sources}
    days: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in case.access.rows:
        kind = carries.get(row.vehicle_class, "")
        if row.open and row.origin in (sources if kind == "water" else depots):
            last = min(row.period_end, case.horizon[-1])
            days[kind, row.destination].update(range(row.period_start, last + 1))
    there = _items_there(case)
    return tuple(_is_in_reach(case, demand, days, there) for demand in case.demands)


def _can_be_given(case: Case, demand: Demand, there: frozenset[str]) -> bool:
    due = demand.meets or demand.item
    variants = case.pack.catalogue[due].variants
    return due in there or any(variant.item in there for variant in variants)


def _is_in_reach(
    case: Case, demand: Demand, days: Mapping[tuple[str, str], set[int]], there: frozenset[str]
) -> bool:
    kind = case.kind(demand)
    if kind == ItemKind.CASH:
        node, reach = case.scenario.site_node(demand.site_id), case.pack.modality.agent_reach_km
        return bool(agents_in_reach(case.scenario, case.road_km, node, reach))
    if kind == ItemKind.GOODS and not _can_be_given(case, demand, there):
        return False
    last = demand.due_day if kind == ItemKind.WATER else demand.last_day or case.horizon[-1]
    carried = "water" if kind == ItemKind.WATER else "goods"
    return any(demand.from_day <= day <= last for day in days.get((carried, demand.site_id), ()))


def _items_there(case: Case) -> frozenset[str]:
    """Items that any depot holds, or expects surely enough within the plan."""
    scenario, counted = case.scenario, case.pack.entitlements.pipeline_counted
    held = {line.item for line in scenario.stock if line.quantity > 0}
    due = {
        line.item
        for line in scenario.pipeline
        if line.quantity > 0
        and line.certainty in counted
        and scenario.settings.day_of(line.arrives_on) <= case.horizon[-1]
    }
    return can_be_had(case.pack, held | due)


def _days(case: Case, demand: Demand) -> int:
    is_water = case.kind(demand) == ItemKind.WATER
    return demand.due_day - demand.from_day + 1 if is_water else 1
