"""What every plan must keep, one law a function, its formula above it.

Symbols as in programme.py.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from rrm.allocation.alike import groups_alike
from rrm.allocation.alongside import chlorine_is_there, water_is_held
from rrm.allocation.assembly import assembly_flows
from rrm.allocation.attainable import attainable_value, due_in_reach, floor_terms
from rrm.allocation.crowded import margin_left, whole_units_fit
from rrm.allocation.expiry import batches_in_time, changes_of_vehicle
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
from rrm.allocation.solver import Constraint, Row, Variable
from rrm.allocation.stability import changes_limited, changes_measured
from rrm.model.demand import Demand
from rrm.model.rule_pack import ItemKind
from rrm.model.scenario import Group, Lock

Terms = list[tuple[Variable, float]]


def all_constraints(p: Programme) -> Iterator[Constraint]:
    """Every law in turn, as PuLP states it."""
    for row in all_rows(p):
        yield row.constraint()


def all_rows(p: Programme) -> Iterator[Row]:
    """Every law in turn."""
    for law in LAWS:
        yield from law(p)


def trip_payload(p: Programme) -> Iterator[Row]:
    """What a lane carries weighs no more than its trips can.

    Σ_j kg[j] x[l,j] + Σ_k kg[k] q[l,k]  <=  payload[l] y[l]
    """
    yield from _capacity(p, weight=True)


def trip_volume(p: Programme) -> Iterator[Row]:
    """Nor does it take more room.

    Σ_j m3[j] x[l,j] + Σ_k m3[k] q[l,k]  <=  volume[l] y[l]
    """
    yield from _capacity(p, weight=False)


def no_load_without_trip(p: Programme) -> Iterator[Row]:
    """A demand smaller than a vehicle still takes a whole trip, and whole units don't stretch.

    x[l,j]  <=  min(quantity[j], whole units of j that fit a vehicle) y[l]
    """
    for (at, j), load in p.loads.items():
        room = _room(p, at, j)
        if p.case.pack.catalogue[p.case.demands[j].item].whole:
            room = math.floor(room + 1e-9)
        most = min(p.case.demands[j].quantity, room)
        yield Row(("load", *p.lanes[at].name, j), [(load, 1.0), (p.trips[at], -most)], at_most=0.0)


def rotations(p: Programme) -> Iterator[Row]:
    """A vehicle serves one destination a day and makes its round trips there.

    y[l]  <=  n[l] w[l]
    """
    for at, lane in enumerate(p.lanes):
        if lane.trips_per_vehicle > 1:
            terms = [(p.trips[at], 1.0), (p.vehicles[at], -float(lane.trips_per_vehicle))]
            yield Row(("rotations", *lane.name), terms, at_most=0.0)


def fleet_days(p: Programme) -> Iterator[Row]:
    """On each day a fleet has no more vehicles away than it has.

    Σ_{l: away on t} w[l]  <=  count[f]
    """
    away: dict[tuple[int, int], Terms] = defaultdict(list)
    for at, lane in enumerate(p.lanes):
        for day in range(lane.day, min(lane.day + lane.days, len(p.case.horizon) + 1)):
            away[lane.fleet, day].append((p.vehicles[at], 1.0))
    for (fleet, day), terms in away.items():
        yield Row(("vehicles", fleet, day), terms, at_most=p.case.scenario.vehicles[fleet].count)


def stock_balance(p: Programme) -> Iterator[Row]:
    """What a depot sends by a day never exceeds what it held and received by then.

    Σ_{s<=t} out[d,k,s]  <=  stock[d,k] + Σ_{s<=t} arrivals[d,k,s] + Σ_{ready<=t} moved in[d,k]
    Putting a unit together takes its parts out, and the unit in.
    """
    out: dict[tuple[str, str], list[tuple[int, Variable, float]]] = defaultdict(list)
    for (at, j), load in p.loads.items():
        lane = p.lanes[at]
        if lane.kind == LaneKind.GOODS:
            out[lane.origin, p.case.demands[j].item].append((lane.day, load, 1.0))
    for (at, item), move in p.moves.items():
        lane = p.lanes[at]
        out[lane.origin, item].append((lane.day, move, 1.0))
        out[lane.destination, item].append((lane.ready_day, move, -1.0))
    for shelf, day, made, sign in assembly_flows(p):
        out[shelf].append((day, made, sign))
    for (depot, item), flows in out.items():
        for day in sorted({when for when, _, sign in flows if sign > 0}):
            terms = [(variable, sign) for when, variable, sign in flows if when <= day]
            yield Row(("stock", depot, item, day), terms, at_most=supply_by(p, depot, item, day))


def handling(p: Programme) -> Iterator[Row]:
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
            for (depot_id, day), terms in handled.items():
                if depot_id == depot.depot_id:
                    name = ("handling", depot_id, day)
                    yield Row(name, terms, at_most=depot.handling_capacity)


def demand_limit(p: Programme) -> Iterator[Row]:
    """Nobody is brought more than the entitlement.

    Σ_l x[l,j] + Σ_{a,t} h[j,a,t]  <=  quantity[j]
    A variant takes the place of as much of what is due as the catalogue says:
    Σ_k (quantity[j] / quantity[k]) Σ_l x[l,k]  <=  quantity[j]     over all ways k to meet j
    """
    due = {demand.key: demand.quantity for demand in p.case.demands if not demand.meets}
    brought: dict[tuple[str, str, str], Terms] = defaultdict(list)
    for (_, j), load in p.loads.items():
        demand = p.case.demands[j]
        if p.case.kind(demand) == ItemKind.GOODS:
            takes = due[demand.need] / demand.quantity if demand.meets else 1.0
            brought[demand.need].append((load, takes))
    for (j, _, _), paid in p.payments.items():
        brought[p.case.demands[j].need].append((paid, 1.0))
    for need, terms in brought.items():
        yield Row(("demand", *need), terms, at_most=due[need])


def water_limit(p: Programme) -> Iterator[Row]:
    """Water counts on its own day; what is not brought is thirst, never a backlog.

    Σ_{l: t} x[l,j]  <=  quantity[j] a day
    """
    for (j, day), terms in _water_by_day(p).items():
        demand = p.case.demands[j]
        yield Row(("water", *demand.key, day), terms, at_most=demand.quantity)


def source_yield(p: Programme) -> Iterator[Row]:
    """A source gives no more than its yield a day.

    Σ_{l: from source, t} x[l,j]  <=  yield[source]
    """
    drawn: dict[tuple[str, int], Terms] = defaultdict(list)
    for (at, _), load in p.loads.items():
        lane = p.lanes[at]
        if lane.kind == LaneKind.WATER:
            drawn[lane.origin, lane.day].append((load, 1.0))
    yields = {source.source_id: source.m3_per_day for source in p.case.scenario.water_sources}
    for (source, day), terms in drawn.items():
        yield Row(("yield", source, day), terms, at_most=yields[source])


def team_households(p: Programme) -> Iterator[Row]:
    """A household served by several items at once is served once; variants are one item.

    (households[j] / quantity[j]) Σ_{l: d,t} x[l,j]  <=  u[d,i,t]
    Σ_i u[d,i,t]  <=  households that the depot's teams serve on t
    """
    items: dict[tuple[Place, tuple[str, str, str]], Terms] = defaultdict(list)
    for (at, j), load in p.loads.items():
        lane, demand = p.lanes[at], p.case.demands[j]
        place = place_of(lane, demand)
        if place in p.served:
            items[place, demand.need].append((load, demand.households / demand.quantity))
    for (place, need), terms in items.items():
        yield Row(("served", *place, need[2]), [*terms, (p.served[place], -1.0)], at_most=0.0)
    by_day: dict[tuple[str, int], Terms] = defaultdict(list)
    for (depot, _, _, day), variable in p.served.items():
        by_day[depot, day].append((variable, 1.0))
    for (depot, day), terms in by_day.items():
        yield Row(("teams", depot, day), terms, at_most=team_capacity(p, depot, day))


def agent_liquidity(p: Programme) -> Iterator[Row]:
    """An agent pays out no more than it holds a day.

    Σ_j value[j] h[j,a,t]  <=  liquidity[a]
    """
    paid: dict[tuple[str, int], Terms] = defaultdict(list)
    for (j, agent, day), variable in p.payments.items():
        paid[agent, day].append((variable, unit_value(p, j)))
    liquidity = {a.agent_id: a.liquidity_per_day for a in p.case.scenario.cash_agents}
    for (agent, day), terms in paid.items():
        yield Row(("liquidity", agent, day), terms, at_most=liquidity[agent])


def market_capacity(p: Programme) -> Iterator[Row]:
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
    for (node, week), terms in spent.items():
        yield Row(("market", node, week), terms, at_most=capacity[node])


def budget(p: Programme) -> Iterator[Row]:
    """Transport, transfers and fees together stay within the budget.

    Σ_l cost[l]  +  Σ value[j] (1 + fee[a]) h[j,a,t]  <=  budget
    """
    if p.case.scenario.settings.budget is not None:
        terms = [*transport_cost(p), *transfer_cost(p)]
        if terms:
            yield Row(("budget",), terms, at_most=p.case.scenario.settings.budget.amount)


def host_share(p: Programme) -> Iterator[Row]:
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
    yield Row(("host share",), terms, at_least=0.0)


def locks(p: Programme) -> Iterator[Row]:
    """A coordinator's decision stands.

    at least  <=  Σ what the site is brought of the item (that day)  <=  at most
    """
    for number, lock in enumerate(p.case.scenario.locks):
        terms = locked_terms(p, lock)
        if lock.at_most is not None and terms:
            yield Row(("at most", number), terms, at_most=lock.at_most)
        if lock.at_least is not None:
            yield Row(("at least", number), terms, at_least=lock.at_least)


def floor(p: Programme) -> Iterator[Row]:
    """No site that can be reached is left with less than the least share of what it is due.

    least share  <=  Σ_{j at i} people served by what is brought / people due[i]
    """
    least = p.case.scenario.settings.least_share
    if least <= 0:
        return
    served: dict[str, Terms] = defaultdict(list)
    for variable, people, j in floor_terms(p):
        served[p.case.demands[j].site_id].append((variable, people))
    for site_id, due in due_in_reach(p).items():
        # Scaled, so that small and large sites count alike within the solver's tolerance.
        terms = [(variable, people / due) for variable, people in served[site_id]]
        yield Row(("floor", site_id), terms, at_least=least)


def worst_off_at_least(p: Programme) -> Iterator[Row]:
    """Where it is asked for, no site is left with less than a share of what is attainable there.

    share  <=  Σ_{j at i} value of what is brought / attainable[i]
    """
    if p.case.worst_off_at_least <= 0:
        return
    brought: dict[str, Terms] = defaultdict(list)
    for variable, value, j in need_terms(p):
        brought[p.case.demands[j].site_id].append((variable, value))
    for site_id, attainable in attainable_value(p).items():
        terms = [(variable, value / attainable) for variable, value in brought[site_id]]
        yield Row(("worst off", site_id), terms, at_least=p.case.worst_off_at_least)


def survival_shortfall(p: Programme) -> Iterator[Row]:
    """What is missing to the survival line on a day.

    s[j,t]  >=  survival[j] - Σ_{l: t} x[l,j]
    """
    water = _water_by_day(p)
    for (j, day), shortfall in p.shortfalls.items():
        terms = [*water.get((j, day), []), (shortfall, 1.0)]
        demand = p.case.demands[j]
        yield Row(("survival", *demand.key, day), terms, at_least=demand.survival_quantity)


def worst_off_site(p: Programme) -> Iterator[Row]:
    """θ is at most each site's share of what is attainable there.

    θ attainable[i]  <=  Σ_{j at i} value of what is brought,   θ <= 1
    """
    yield Row(("worst",), [(p.worst, 1.0)], at_most=1.0)
    brought: dict[str, Terms] = defaultdict(list)
    for variable, value, j in need_terms(p):
        brought[p.case.demands[j].site_id].append((variable, value))
    for site_id, attainable in attainable_value(p).items():
        yield Row(("worst", site_id), [*brought[site_id], (p.worst, -attainable)], at_least=0.0)


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
    """(variable, cost): kilometres of each trip, hire and positioning of each vehicle, and handling
    of what changes vehicles.
    """
    for at, lane in enumerate(p.lanes):
        yield p.trips[at], lane.trip_cost
        yield p.vehicles[at], lane.vehicle_cost
    for (at, item), move in p.moves.items():
        cost = p.lanes[at].handling_per_kg * p.case.pack.catalogue[item].kg
        if cost > 0:
            yield move, cost


def transfer_cost(p: Programme) -> Iterator[tuple[Variable, float]]:
    """(variable, cost): what households are paid, and the agent's fee."""
    fees = agent_fees(p)
    for (j, agent, _), paid in p.payments.items():
        yield paid, unit_value(p, j) * (1.0 + fees[agent])


def locked_terms(p: Programme, lock: Lock) -> Terms:
    """What a lock speaks of: deliveries and payments of its item at its site (and day)."""
    loads = [
        (load, counts)
        for (at, j), load in p.loads.items()
        if lock.day in (None, p.lanes[at].arrival_day)
        and (counts := counts_for(lock, p.case.demands[j])) > 0
    ]
    paid = [
        (variable, 1.0)
        for (j, _, day), variable in p.payments.items()
        if (p.case.demands[j].site_id, p.case.demands[j].item) == (lock.site_id, lock.item)
        and lock.day in (None, day)
    ]
    return [*loads, *paid]


def counts_for(lock: Lock, demand: Demand) -> float:
    """What a unit of a demand counts for in a lock; 0 where it has nothing to do with it."""
    if demand.site_id != lock.site_id:
        return 0.0
    if lock.variants_count and demand.meets == lock.item:
        return demand.counts
    return 1.0 if demand.item == lock.item else 0.0


def _capacity(p: Programme, weight: bool) -> Iterator[Row]:
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
        name = ("kg" if weight else "m3", *lane.name)
        yield Row(name, [*terms, (p.trips[at], -limit)], at_most=0.0)


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
    floor,
    worst_off_at_least,
    survival_shortfall,
    worst_off_site,
    water_is_held,
    chlorine_is_there,
    groups_alike,
    batches_in_time,
    changes_of_vehicle,
    changes_measured,
    changes_limited,
    whole_units_fit,
    margin_left,
)
"""Every law that a plan keeps."""
