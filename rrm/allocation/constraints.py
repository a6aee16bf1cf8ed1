"""What every plan must keep, one law a function, its formula above it.

Symbols as in programme.py.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from rrm.allocation.attainable import attainable_value
from rrm.allocation.lanes import LaneKind
from rrm.allocation.means import (
    agent_fees,
    market_of,
    supply_by,
    team_capacity,
    unit_value,
    week_of,
)
from rrm.allocation.programme import Place, Programme, lateness_factor, place_of
from rrm.allocation.solver import Constraint, Variable, total
from rrm.model.rule_pack import ItemKind
from rrm.model.scenario import Group, Lock

Terms = list[tuple[Variable, float]]


def all_constraints(p: Programme) -> Iterator[Constraint]:
    """Every law in turn."""
    for law in LAWS:
        yield from law(p)


def trip_payload(p: Programme) -> Iterator[Constraint]:
    """What a lane carries weighs no more than its trips can.

    Σ_j kg[j] x[l,j] + Σ_k kg[k] q[l,k]  <=  payload[l] y[l]
    """
    yield from _capacity(p, weight=True)


def trip_volume(p: Programme) -> Iterator[Constraint]:
    """Nor does it take more room.

    Σ_j m3[j] x[l,j] + Σ_k m3[k] q[l,k]  <=  volume[l] y[l]
    """
    yield from _capacity(p, weight=False)


def no_load_without_trip(p: Programme) -> Iterator[Constraint]:
    """A demand smaller than a vehicle still takes a whole trip, and whole units don't stretch.

    x[l,j]  <=  min(quantity[j], whole units of j that fit a vehicle) y[l]
    """
    for (at, j), load in p.loads.items():
        room = _room(p, at, j)
        if p.case.pack.catalogue[p.case.demands[j].item].whole:
            room = math.floor(room + 1e-9)
        most = min(p.case.demands[j].quantity, room)
        yield total([(load, 1.0), (p.trips[at], -most)]) <= 0


def rotations(p: Programme) -> Iterator[Constraint]:
    """A vehicle serves one destination a day and makes its round trips there.

    y[l]  <=  n[l] w[l]
    """
    for at, lane in enumerate(p.lanes):
        if lane.trips_per_vehicle > 1:
            yield total([(p.trips[at], 1.0), (p.vehicles[at], -lane.trips_per_vehicle)]) <= 0


def fleet_days(p: Programme) -> Iterator[Constraint]:
    """On each day a fleet has no more vehicles away than it has.

    Σ_{l: away on t} w[l]  <=  count[f]
    """
    away: dict[tuple[int, int], Terms] = defaultdict(list)
    for at, lane in enumerate(p.lanes):
        for day in range(lane.day, lane.day + lane.days):
            away[lane.fleet, day].append((p.vehicles[at], 1.0))
    for (fleet, _), terms in away.items():
        yield total(terms) <= p.case.scenario.vehicles[fleet].count


def stock_balance(p: Programme) -> Iterator[Constraint]:
    """What a depot sends by a day never exceeds what it held and received by then.

    Σ_{s<=t} out[d,k,s]  <=  stock[d,k] + Σ_{s<=t} arrivals[d,k,s] + Σ_{s<t} moved in[d,k,s]
    """
    out: dict[tuple[str, str], list[tuple[int, Variable, float]]] = defaultdict(list)
    for (at, j), load in p.loads.items():
        lane = p.lanes[at]
        if lane.kind == LaneKind.GOODS:
            out[lane.origin, p.case.demands[j].item].append((lane.day, load, 1.0))
    for (at, item), move in p.moves.items():
        lane = p.lanes[at]
        out[lane.origin, item].append((lane.day, move, 1.0))
        out[lane.destination, item].append((lane.arrival_day + 1, move, -1.0))
    for (depot, item), flows in out.items():
        for day in p.case.horizon:
            if any(when == day and sign > 0 for when, _, sign in flows):
                terms = [(variable, sign) for when, variable, sign in flows if when <= day]
                yield total(terms) <= supply_by(p, depot, item, day)


def handling(p: Programme) -> Iterator[Constraint]:
    """A depot loads and receives no more than it can handle a day.

    Σ kg out[d,t] + Σ kg moved in[d,t]  <=  handling[d]
    """
    catalogue = p.case.pack.catalogue
    handled: dict[tuple[str, int], Terms] = defaultdict(list)
    for (at, j), load in p.loads.items():
        lane = p.lanes[at]
        if lane.kind == LaneKind.GOODS:
            handled[lane.origin, lane.day].append((load, catalogue[p.case.demands[j].item].kg))
    for (at, item), move in p.moves.items():
        lane = p.lanes[at]
        handled[lane.origin, lane.day].append((move, catalogue[item].kg))
        handled[lane.destination, lane.arrival_day].append((move, catalogue[item].kg))
    for depot in p.case.scenario.depots:
        if depot.handling_capacity is not None:
            for (depot_id, _), terms in handled.items():
                if depot_id == depot.depot_id:
                    yield total(terms) <= depot.handling_capacity


def demand_limit(p: Programme) -> Iterator[Constraint]:
    """Nobody is brought more than the entitlement.

    Σ_l x[l,j] + Σ_{a,t} h[j,a,t]  <=  quantity[j]
    """
    brought: dict[int, Terms] = defaultdict(list)
    for (_, j), load in p.loads.items():
        if p.case.kind(p.case.demands[j]) == ItemKind.GOODS:
            brought[j].append((load, 1.0))
    for (j, _, _), paid in p.payments.items():
        brought[j].append((paid, 1.0))
    for j, terms in brought.items():
        yield total(terms) <= p.case.demands[j].quantity


def water_limit(p: Programme) -> Iterator[Constraint]:
    """Water counts on its own day; what is not brought is thirst, never a backlog.

    Σ_{l: t} x[l,j]  <=  quantity[j] a day
    """
    for (j, _), terms in _water_by_day(p).items():
        yield total(terms) <= p.case.demands[j].quantity


def source_yield(p: Programme) -> Iterator[Constraint]:
    """A source gives no more than its yield a day.

    Σ_{l: from source, t} x[l,j]  <=  yield[source]
    """
    drawn: dict[tuple[str, int], Terms] = defaultdict(list)
    for (at, _), load in p.loads.items():
        lane = p.lanes[at]
        if lane.kind == LaneKind.WATER:
            drawn[lane.origin, lane.day].append((load, 1.0))
    yields = {source.source_id: source.m3_per_day for source in p.case.scenario.water_sources}
    for (source, _), terms in drawn.items():
        yield total(terms) <= yields[source]


def team_households(p: Programme) -> Iterator[Constraint]:
    """A household served by several items at once is served once.

    (households[j] / quantity[j]) Σ_{l: d,t} x[l,j]  <=  u[d,i,t]
    Σ_i u[d,i,t]  <=  households that the depot's teams serve on t
    """
    items: dict[tuple[Place, int], Terms] = defaultdict(list)
    for (at, j), load in p.loads.items():
        lane, demand = p.lanes[at], p.case.demands[j]
        place = place_of(lane, demand)
        if place in p.served:
            items[place, j].append((load, demand.households / demand.quantity))
    for (place, _), terms in items.items():
        yield total([*terms, (p.served[place], -1.0)]) <= 0
    by_day: dict[tuple[str, int], Terms] = defaultdict(list)
    for (depot, _, _, day), variable in p.served.items():
        by_day[depot, day].append((variable, 1.0))
    for (depot, day), terms in by_day.items():
        yield total(terms) <= team_capacity(p, depot, day)


def agent_liquidity(p: Programme) -> Iterator[Constraint]:
    """An agent pays out no more than it holds a day.

    Σ_j value[j] h[j,a,t]  <=  liquidity[a]
    """
    paid: dict[tuple[str, int], Terms] = defaultdict(list)
    for (j, agent, day), variable in p.payments.items():
        paid[agent, day].append((variable, unit_value(p, j)))
    liquidity = {a.agent_id: a.liquidity_per_day for a in p.case.scenario.cash_agents}
    for (agent, _), terms in paid.items():
        yield total(terms) <= liquidity[agent]


def market_capacity(p: Programme) -> Iterator[Constraint]:
    """A market takes in no more transfers a week than it can supply goods for.

    Σ_{j at m, t in week} value[j] h[j,a,t]  <=  capacity[m]
    """
    spent: dict[tuple[str, int], Terms] = defaultdict(list)
    capacity: dict[str, float] = {}
    for (j, _, day), variable in p.payments.items():
        market = market_of(p, j)
        if market is not None and market.capacity_per_week is not None:
            capacity[market.node] = market.capacity_per_week
            spent[market.node, week_of(day)].append((variable, unit_value(p, j)))
    for (node, _), terms in spent.items():
        yield total(terms) <= capacity[node]


def budget(p: Programme) -> Iterator[Constraint]:
    """Transport, transfers and fees together stay within the budget.

    Σ_l cost[l]  +  Σ value[j] (1 + fee[a]) h[j,a,t]  <=  budget
    """
    if p.case.scenario.settings.budget is not None:
        terms = [*transport_cost(p), *transfer_cost(p)]
        if terms:
            yield total(terms) <= p.case.scenario.settings.budget.amount


def host_share(p: Programme) -> Iterator[Constraint]:
    """Hosts get at least the pack's share of the value that is given, where hosts are entitled.

    Σ_{j of hosts} unit value[j] brought[j]  >=  share Σ_j unit value[j] brought[j]
    """
    share = p.case.pack.entitlements.minimum_host_share
    if share == 0 or not any(demand.group == Group.HOST for demand in p.case.demands):
        return
    terms: Terms = []
    brought = [(load, j) for (_, j), load in p.loads.items()]
    brought += [(paid, j) for (j, _, _), paid in p.payments.items()]
    for variable, j in brought:
        value = unit_value(p, j)
        is_host = p.case.demands[j].group == Group.HOST
        terms.append((variable, value * ((1.0 if is_host else 0.0) - share)))
    yield total(terms) >= 0


def locks(p: Programme) -> Iterator[Constraint]:
    """A coordinator's decision stands.

    at least  <=  Σ what the site is brought of the item (that day)  <=  at most
    """
    for lock in p.case.scenario.locks:
        terms = locked_terms(p, lock)
        if lock.at_most is not None and terms:
            yield total(terms) <= lock.at_most
        if lock.at_least is not None:
            yield total(terms) >= lock.at_least


def survival_shortfall(p: Programme) -> Iterator[Constraint]:
    """What is missing to the survival line on a day.

    s[j,t]  >=  survival[j] - Σ_{l: t} x[l,j]
    """
    water = _water_by_day(p)
    for (j, day), shortfall in p.shortfalls.items():
        terms = [*water.get((j, day), []), (shortfall, 1.0)]
        yield total(terms) >= p.case.demands[j].survival_quantity


def worst_off_site(p: Programme) -> Iterator[Constraint]:
    """θ is at most each site's share of what is attainable there.

    θ attainable[i]  <=  Σ_{j at i} value of what is brought,   θ <= 1
    """
    yield total([(p.worst, 1.0)]) <= 1.0
    brought: dict[str, Terms] = defaultdict(list)
    for variable, value, j in need_terms(p):
        brought[p.case.demands[j].site_id].append((variable, value))
    for site_id, attainable in attainable_value(p).items():
        yield total([*brought[site_id], (p.worst, -attainable)]) >= 0


def need_terms(p: Programme) -> Iterator[tuple[Variable, float, int]]:
    """(variable, value of a unit, demand): weight times what lateness leaves of it."""
    for (at, j), load in p.loads.items():
        demand = p.case.demands[j]
        factor = lateness_factor(p.case, demand, p.lanes[at].arrival_day)
        yield load, demand.weight * factor, j
    for (j, _, day), paid in p.payments.items():
        demand = p.case.demands[j]
        yield paid, demand.weight * lateness_factor(p.case, demand, day), j


def transport_cost(p: Programme) -> Iterator[tuple[Variable, float]]:
    """(variable, cost): kilometres of each trip, and hire and positioning of each vehicle."""
    for at, lane in enumerate(p.lanes):
        yield p.trips[at], lane.trip_cost
        yield p.vehicles[at], lane.vehicle_cost


def transfer_cost(p: Programme) -> Iterator[tuple[Variable, float]]:
    """(variable, cost): what households are paid, and the agent's fee."""
    fees = agent_fees(p)
    for (j, agent, _), paid in p.payments.items():
        yield paid, unit_value(p, j) * (1.0 + fees[agent])


def locked_terms(p: Programme, lock: Lock) -> Terms:
    """What a lock speaks of: deliveries and payments of its item at its site (and day)."""
    loads = [
        (load, 1.0)
        for (at, j), load in p.loads.items()
        if (p.case.demands[j].site_id, p.case.demands[j].item) == (lock.site_id, lock.item)
        and lock.day in (None, p.lanes[at].arrival_day)
    ]
    paid = [
        (variable, 1.0)
        for (j, _, day), variable in p.payments.items()
        if (p.case.demands[j].site_id, p.case.demands[j].item) == (lock.site_id, lock.item)
        and lock.day in (None, day)
    ]
    return [*loads, *paid]


def _capacity(p: Programme, weight: bool) -> Iterator[Constraint]:
    catalogue = p.case.pack.catalogue
    carried: dict[int, Terms] = defaultdict(list)
    for (at, j), load in p.loads.items():
        item = catalogue[p.case.demands[j].item]
        carried[at].append((load, item.kg if weight else item.m3))
    for (at, key), move in p.moves.items():
        carried[at].append((move, catalogue[key].kg if weight else catalogue[key].m3))
    for at, terms in carried.items():
        lane = p.lanes[at]
        limit = lane.payload_kg if weight else lane.volume_m3
        yield total([*terms, (p.trips[at], -limit)]) <= 0


def _room(p: Programme, at: int, j: int) -> float:
    """Units of a demand's item that one trip of a lane can take."""
    lane, item = p.lanes[at], p.case.pack.catalogue[p.case.demands[j].item]
    by_weight = lane.payload_kg / item.kg if item.kg > 0 else float("inf")
    by_volume = lane.volume_m3 / item.m3 if item.m3 > 0 else float("inf")
    return min(by_weight, by_volume)


def _water_by_day(p: Programme) -> dict[tuple[int, int], Terms]:
    brought: dict[tuple[int, int], Terms] = defaultdict(list)
    for (at, j), load in p.loads.items():
        if p.lanes[at].kind == LaneKind.WATER:
            brought[j, p.lanes[at].day].append((load, 1.0))
    return brought


LAWS = (
    trip_payload,
    trip_volume,
    no_load_without_trip,
    rotations,
    fleet_days,
    stock_balance,
    handling,
    demand_limit,
    water_limit,
    source_yield,
    team_households,
    agent_liquidity,
    market_capacity,
    budget,
    host_share,
    locks,
    survival_shortfall,
    worst_off_site,
)
"""Every law that a plan keeps."""
