"""How much of everything there is: sized against what the engine itself says is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from math import floor, fsum

from rrm.bench.draws import Draws, apportion
from rrm.bench.due import Due
from rrm.bench.means import currency_of
from rrm.bench.serving import Way, cost_of_everything, is_tanker, kind_of, tank_m3
from rrm.bench.shape import Shape
from rrm.entitlements import agents_in_reach, nearest_market
from rrm.model.demand import Demand
from rrm.model.rule_pack import ItemKind, RulePack
from rrm.model.scenario import (
    Budget,
    CashAgent,
    Certainty,
    Market,
    Pipeline,
    Scenario,
    Stock,
    Team,
    Vehicle,
    WaterSource,
)

CONSIGNMENTS = (2, 4)
"""Arrivals of an item, at the least and at the most."""
CERTAINTIES = ((Certainty.CERTAIN, 0.6), (Certainty.PROBABLE, 0.25), (Certainty.POSSIBLE, 0.15))
HUB_HOLDS = 2.0
"""How much more a hub holds than another warehouse with as much due around it."""
LEAST_PAID = 10_000
"""Amounts of money are rounded to this, and never below it."""
HOUSEHOLDS_A_TEAM = 200
BUDGET_STEP = 100_000


def sized(shape: Shape, scenario: Scenario, pack: RulePack, due: Due) -> Scenario:
    """The scenario with its stocks, counts, yields and amounts, short as stated.

    scenario: with its means placed, each of them counting 1.
    """
    holds = _weights(shape, due, _warehouses(scenario))
    return scenario.model_copy(update={
        "stock": tuple(_stock(shape, pack, due, holds)),
        "pipeline": tuple(_pipeline(shape, pack, due, holds)),
        "vehicles": tuple(_vehicles(shape, scenario, pack, due)),
        "teams": tuple(_teams(shape, pack, due, holds)),
        "water_sources": tuple(_yields(shape, scenario, due)),
        "cash_agents": tuple(_liquidity(shape, scenario, pack, due)),
        "markets": tuple(_capacities(shape, scenario, pack, due)),
    })  # fmt: skip


def with_budget(shape: Shape, scenario: Scenario, pack: RulePack, due: Due) -> Scenario:
    """The scenario with a budget for the stated share of what serving everybody would cost."""
    ways = (*due.goods_ways.values(), *due.water_ways.values())
    everything = cost_of_everything(scenario, pack, due.road_km, due.demands, ways)
    amount = float(_to(BUDGET_STEP, shape.budget * everything))
    budget = Budget(amount=amount, currency=currency_of(pack))
    settings = scenario.settings.model_copy(update={"budget": budget})
    return scenario.model_copy(update={"settings": settings})


def _to(step: int, amount: float) -> int:
    return max(step, step * floor(amount / step + 0.5))


def _warehouses(scenario: Scenario) -> tuple[str, ...]:
    """Depots that can hand out goods: those with a team, the hub first."""
    return tuple(dict.fromkeys(team.depot_id for team in scenario.teams))


def _weights(shape: Shape, due: Due, warehouses: Sequence[str]) -> dict[str, float]:
    """Which share of all stocks a warehouse holds: by what is due around it, and by chance."""
    draws = Draws(shape.seed, "stocks")
    near: dict[str, float] = defaultdict(float)
    for way in due.goods_ways.values():
        near[way.origin] += due.goods[way.site_id].kg
    everywhere = fsum(near.values()) / len(warehouses)
    found = {depot: (near[depot] + 0.3 * everywhere + 1.0) * draws.between(0.5, 1.5)
             for depot in warehouses}  # fmt: skip
    found[warehouses[0]] *= HUB_HOLDS
    return found


def _goods_due(pack: RulePack, demands: Iterable[Demand]) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for demand in demands:
        if kind_of(pack, demand) is ItemKind.GOODS:
            found[demand.item] += demand.quantity
    return {item: found[item] for item in sorted(found)}


def _stock(shape: Shape, pack: RulePack, due: Due, holds: dict[str, float]) -> Iterable[Stock]:
    for item, quantity in _goods_due(pack, due.demands).items():
        total = floor(shape.stock * quantity + 0.5)
        for depot, held in zip(holds, apportion(total, list(holds.values())), strict=True):
            yield Stock(depot_id=depot, item=item, quantity=float(held))


def _pipeline(
    shape: Shape, pack: RulePack, due: Due, holds: dict[str, float]
) -> Iterable[Pipeline]:
    """A few consignments of each item, over all days but the last three, some of them uncertain."""
    where = list(holds.items())
    sure = [(one.value, weight) for one, weight in CERTAINTIES]
    for item, quantity in _goods_due(pack, due.demands).items():
        draws = Draws(shape.seed, f"pipeline/{item}")
        count = draws.whole(*CONSIGNMENTS)
        total = floor(shape.arriving * quantity + 0.5)
        rows: dict[tuple[str, int], Pipeline] = {}
        for part in apportion(total, [draws.between(0.5, 1.5) for _ in range(count)]):
            depot, day = draws.pick(where), draws.whole(3, max(3, shape.days - 3))
            known = rows.get((depot, day))
            rows[depot, day] = Pipeline(
                depot_id=depot, item=item,
                quantity=float(part) + (known.quantity if known else 0.0),
                arrives_on=shape.start + timedelta(days=day - 1),
                certainty=Certainty(draws.pick(sure)),
            )  # fmt: skip
        yield from (row for _, row in sorted(rows.items()) if row.quantity)


def _vehicles(shape: Shape, scenario: Scenario, pack: RulePack, due: Due) -> Iterable[Vehicle]:
    """Tankers, and vehicles for the stated share of what stock and arrivals ask for.

    By depot and class, a third of the work for those hired later. The hub has one at least of each
    class, every other warehouse one; a row without any is left out.
    """
    carriers = [one for one in scenario.vehicles if not is_tanker(pack, one)]
    asked = _vehicles_asked(shape, carriers, due)
    counts = apportion(floor(fsum(asked) + 0.5), asked)
    first = {one.depot_id: at for at, one in reversed(list(enumerate(carriers)))}
    for at, (one, count) in enumerate(zip(carriers, counts, strict=True)):
        here = [counts[n] for n, other in enumerate(carriers) if other.depot_id == one.depot_id]
        is_of_hub = one.depot_id == carriers[0].depot_id and one.from_day == 1
        if count or is_of_hub or (at == first[one.depot_id] and not any(here)):
            yield one.model_copy(update={"count": max(1, count)})
    tankers = _tankers(shape, scenario, pack, due)
    for one in scenario.vehicles:
        if is_tanker(pack, one) and tankers[one.depot_id]:
            yield one.model_copy(update={"count": tankers[one.depot_id]})


def _vehicles_asked(shape: Shape, carriers: Sequence[Vehicle], due: Due) -> list[float]:
    """Of each row, how many would do its part of the work in the days that it is there."""
    moved = shape.fleet * (shape.stock + shape.arriving)
    days: dict[tuple[str, str], float] = defaultdict(float)
    for way in due.goods_ways.values():
        days[way.vehicle.depot_id, way.vehicle.vehicle_class] += way.vehicle_days
    hired = {(one.depot_id, one.vehicle_class) for one in carriers if one.from_day > 1}
    asked = []
    for one in carriers:
        key = (one.depot_id, one.vehicle_class)
        part = (1 / 3 if one.from_day > 1 else 2 / 3) if key in hired else 1.0
        asked.append(part * moved * days[key] / (shape.days - one.from_day + 1))
    return asked


def _near_sources(due: Due) -> dict[str, float]:
    """By water source, m3 a day due at the sites that are served from it for the least."""
    near: dict[str, float] = defaultdict(float)
    for way in due.water_ways.values():
        near[way.origin] += due.water[way.site_id].m3_a_day
    return near


def _yields(shape: Shape, scenario: Scenario, due: Due) -> Iterable[WaterSource]:
    """The stated share of all water due, by what is due around each source and by chance."""
    draws = Draws(shape.seed, "yields")
    near = _near_sources(due)
    total = floor(shape.water * fsum(one.m3_a_day for one in due.water.values()) + 0.5)
    weights = [
        near[source.source_id] * draws.between(0.6, 1.4) for source in scenario.water_sources
    ]
    for source, m3 in zip(scenario.water_sources, apportion(total, weights), strict=True):
        yield source.model_copy(update={"m3_per_day": float(m3), "treatment": "chlorination"})


def _tankers(shape: Shape, scenario: Scenario, pack: RulePack, due: Due) -> dict[str, int]:
    """By base, tankers that together carry the stated share of all water due, at least one."""
    draws = Draws(shape.seed, "tankers")
    carried = tanker_m3_a_day(due.water_ways.values(), pack, due)
    near: dict[str, float] = defaultdict(float)
    for way in due.water_ways.values():
        near[way.vehicle.depot_id] += due.water[way.site_id].m3_a_day
    in_reach = fsum(near.values())
    wanted = shape.water * fsum(one.m3_a_day for one in due.water.values())
    asked: dict[str, float] = {}
    for one in scenario.vehicles:
        if is_tanker(pack, one):
            chance = draws.between(0.85, 1.15)
            part = near[one.depot_id] / in_reach if in_reach else 0.0
            asked[one.depot_id] = chance * wanted * part / carried.get(one.depot_id, 1.0)
    total = max(1, floor(fsum(asked.values()) + 0.5))
    weights = list(asked.values()) if in_reach else [1.0] * len(asked)
    return dict(zip(asked, apportion(total, weights), strict=True))


def tanker_m3_a_day(ways: Iterable[Way], pack: RulePack, due: Due) -> dict[str, float]:
    """By base, what one tanker carries a day to the sites around it, weighted by what is due."""
    carried: dict[str, float] = defaultdict(float)
    weight: dict[str, float] = defaultdict(float)
    for way in ways:
        m3 = due.water[way.site_id].m3_a_day
        carried[way.vehicle.depot_id] += m3 * way.rotations * tank_m3(pack, way.vehicle)
        weight[way.vehicle.depot_id] += m3
    return {base: carried[base] / weight[base] for base in carried if weight[base]}


def households_to_serve(pack: RulePack, due: Due) -> float:
    """Households due goods, each group counted once."""
    most: dict[tuple[str, str], int] = defaultdict(int)
    for demand in due.demands:
        if kind_of(pack, demand) is ItemKind.GOODS:
            key = (demand.site_id, demand.group)
            most[key] = max(most[key], demand.households)
    return float(sum(most.values()))


def _teams(shape: Shape, pack: RulePack, due: Due, holds: dict[str, float]) -> Iterable[Team]:
    """Teams for the stated share of the households that stock and arrivals suffice for.

    By what each warehouse holds; teams of some two hundred households a day, the second and the
    later ones of a warehouse from the second week on.
    """
    served = shape.teams * (shape.stock + shape.arriving) * households_to_serve(pack, due)
    a_day = floor(served / shape.days + 0.5)
    for depot, households in zip(holds, apportion(a_day, list(holds.values())), strict=True):
        count = max(1, floor(households / HOUSEHOLDS_A_TEAM + 0.5))
        for number, part in enumerate(apportion(max(20, households), [1.0] * count), start=1):
            yield Team(
                team_id=f"team-{depot.removeprefix('depot-')}-{number}", depot_id=depot,
                households_per_day=part, from_day=1 if number % 2 else min(8, shape.days),
            )  # fmt: skip


def _paid_at(scenario: Scenario, pack: RulePack, due: Due) -> dict[str, float]:
    """By node, the transfers due to the sites around it."""
    nodes = {site.site_id: site.node for site in scenario.sites}
    paid: dict[str, float] = defaultdict(float)
    for demand in due.demands:
        if kind_of(pack, demand) is ItemKind.CASH:
            paid[nodes[demand.site_id]] += demand.quantity * pack.catalogue[demand.item].unit_value
    return paid


def _liquidity(shape: Shape, scenario: Scenario, pack: RulePack, due: Due) -> Iterable[CashAgent]:
    """The stated share of all transfers due, over all days, by the sites in each agent's reach."""
    draws = Draws(shape.seed, "liquidity")
    near: dict[str, float] = defaultdict(float)
    for node, amount in _paid_at(scenario, pack, due).items():
        reach = agents_in_reach(scenario, due.road_km, node, pack.modality.agent_reach_km)
        for agent in reach:
            near[agent] += amount / len(reach)
    for one in scenario.cash_agents:
        a_day = shape.cash * near[one.agent_id] / shape.days * draws.between(0.7, 1.3)
        yield one.model_copy(update={"liquidity_per_day": float(_to(LEAST_PAID, a_day))})


def _capacities(shape: Shape, scenario: Scenario, pack: RulePack, due: Due) -> Iterable[Market]:
    """What each market takes in a week: the stated share of what is due to be spent there."""
    draws = Draws(shape.seed, "market capacities")
    spent: dict[str, float] = defaultdict(float)
    for node, amount in _paid_at(scenario, pack, due).items():
        market = nearest_market(scenario, due.road_km, node, pack.modality.market_reach_km)
        if market is not None:
            spent[market.node] += amount
    for one in scenario.markets:
        a_week = shape.cash * spent[one.node] * 7 / shape.days * draws.between(0.7, 1.3)
        yield one.model_copy(update={"capacity_per_week": float(_to(LEAST_PAID, a_week))})
