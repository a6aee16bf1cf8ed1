"""A case as it would be if some of its limits were lifted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import ceil

from rrm.model.demand import Demand
from rrm.model.language import msg
from rrm.model.rule_pack import GoesWith, ItemKind, RulePack
from rrm.model.scenario import Depot, Lock, Scenario, Stock, Team
from rrm.what_if.conflict_means import Means, MeansKind, ends_of, first_group, is_a_wall
from rrm.what_if.standing import Standing

PLENTY = 1e7
"""Of stock, m³ a day, kilograms and households a day: more than any plan could use."""
MANY_VEHICLES = 10_000
MUCH_MONEY = 1e12

OF_WAYS = (MeansKind.CLOSURE, MeansKind.RISK_CAP)
"""Limits on ways: once one of these is lifted, ways must be looked for again."""


def lifted(standing: Standing, means: Iterable[Means]) -> Standing:
    """The same case with plenty of each of these means; its locks and ways stay as they are.

    Where OF_WAYS are among them, use lifted_ways first.
    """
    found = tuple(means)
    demands = _entitled(standing, [one for one in found if one.kind is MeansKind.ENTITLEMENT])
    pack, scenario = standing.pack, standing.scenario
    for one in found:
        if one.kind in _OF_PACK:
            pack = _OF_PACK[one.kind](pack, one.where)
        elif one.kind in _OF_SCENARIO:
            scenario = _OF_SCENARIO[one.kind](scenario, one.where)
    return replace(standing, scenario=scenario, pack=pack, demands=demands)


def lifted_ways(standing: Standing, means: Iterable[Means]) -> Standing:
    """The case with these roads open and risks taken, ways looked for again; all else as it is."""
    found = tuple(one for one in means if one.kind in OF_WAYS)
    if not found:
        return standing
    pack, scenario = standing.pack, standing.scenario
    for one in found:
        if one.kind is MeansKind.RISK_CAP:
            access = pack.access.model_copy(update={"risk_cap": None})
            pack = pack.model_copy(update={"access": access})
        else:
            kept = tuple(
                closure
                for closure in scenario.closures
                if not (is_a_wall(closure, scenario) and ends_of(closure) == one.where)
            )
            scenario = scenario.model_copy(update={"closures": kept})
    return replace(standing, pack=pack).with_ways(scenario)


def _entitled(standing: Standing, means: list[Means]) -> tuple[Demand, ...]:
    """Demands that fall short of nothing that a lock of their site asks for."""
    demands = standing.demands
    for one in means:
        site_id, item = one.where
        locks = [
            lock
            for lock in standing.scenario.locks
            if (lock.site_id, lock.item) == (site_id, item) and lock.at_least
        ]
        most = max(lock.at_least or 0.0 for lock in locks)
        most = max(most, sum(lock.at_least or 0.0 for lock in locks if lock.day is not None))
        concerned = [
            demand for demand in demands if (demand.site_id, demand.item) == (site_id, item)
        ]
        if not concerned:
            demands = (*demands, _new_demand(standing, site_id, item, most))
            continue
        # All groups by the same factor, so that no group's share of its need moves.
        factor = max(1.0, 2 * most / sum(demand.quantity for demand in concerned))
        demands = tuple(
            _widened(standing, demand, factor, locks)
            if (demand.site_id, demand.item) == (site_id, item)
            else demand
            for demand in demands
        )
    return demands


def _widened(standing: Standing, demand: Demand, factor: float, locks: list[Lock]) -> Demand:
    item, last = standing.pack.catalogue[demand.item], standing.scenario.settings.horizon_days
    quantity = demand.quantity * factor
    days = [lock.day for lock in locks if lock.day is not None]
    return replace(
        demand,
        quantity=float(ceil(quantity)) if item.whole else quantity,
        from_day=min(demand.from_day, *days) if days else demand.from_day,
        due_day=last if item.kind is ItemKind.WATER else demand.due_day,
        last_day=None,
    )


def _new_demand(standing: Standing, site_id: str, item: str, quantity: float) -> Demand:
    scenario = standing.scenario
    return Demand(
        site_id=site_id,
        group=first_group(scenario, site_id).value,
        entitlement="",
        item=item,
        unit=standing.pack.catalogue[item].unit,
        quantity=quantity,
        survival_quantity=0.0,
        from_day=1,
        due_day=scenario.settings.horizon_days,
        weight=0.0,
        households=0,
        people=0,
        reason=msg("a lock"),
    )


def _no_host_share(pack: RulePack, _: tuple[str, ...]) -> RulePack:
    rules = pack.entitlements.model_copy(update={"minimum_host_share": 0.0})
    return pack.model_copy(update={"entitlements": rules})


def _no_parity(pack: RulePack, _: tuple[str, ...]) -> RulePack:
    rules = pack.entitlements.model_copy(update={"group_parity": None})
    return pack.model_copy(update={"entitlements": rules})


def _nothing_goes_with(pack: RulePack, where: tuple[str, ...]) -> RulePack:
    item = pack.catalogue[where[0]].model_copy(update={"goes_with": GoesWith()})
    return pack.model_copy(update={"catalogue": {**pack.catalogue, where[0]: item}})


def _any_market(scenario: Scenario, where: tuple[str, ...]) -> Scenario:
    markets = tuple(
        one.model_copy(update={"capacity_per_week": None}) if one.node == where[0] else one
        for one in scenario.markets
    )
    return scenario.model_copy(update={"markets": markets})


def _no_budget(scenario: Scenario, _: tuple[str, ...]) -> Scenario:
    settings = scenario.settings.model_copy(update={"budget": None})
    return scenario.model_copy(update={"settings": settings})


def _rich_agent(scenario: Scenario, where: tuple[str, ...]) -> Scenario:
    agents = tuple(
        one.model_copy(update={"liquidity_per_day": MUCH_MONEY})
        if one.agent_id == where[0]
        else one
        for one in scenario.cash_agents
    )
    return scenario.model_copy(update={"cash_agents": agents})


def _free_handling(scenario: Scenario, where: tuple[str, ...]) -> Scenario:
    if len(where) > 1:  # a place where loads change vehicles
        places = tuple(
            one.model_copy(update={"kg_per_day": None}) if one.node == where[1] else one
            for one in scenario.transhipments
        )
        return scenario.model_copy(update={"transhipments": places})
    depots: tuple[Depot, ...] = tuple(
        one.model_copy(update={"handling_capacity": None}) if one.depot_id == where[0] else one
        for one in scenario.depots
    )
    return scenario.model_copy(update={"depots": depots})


def _many_teams(scenario: Scenario, where: tuple[str, ...]) -> Scenario:
    taken = {team.team_id for team in scenario.teams}
    name = next(name for at in range(len(taken) + 1) if (name := f"more-{at}") not in taken)
    team = Team(team_id=name, depot_id=where[0], households_per_day=int(PLENTY))
    return scenario.model_copy(update={"teams": (*scenario.teams, team)})


def _many_vehicles(scenario: Scenario, where: tuple[str, ...]) -> Scenario:
    """Every row of the depot and class all the time, so that each size of it can be had."""
    vehicles = tuple(
        one.model_copy(update={"count": MANY_VEHICLES, "from_day": 1, "to_day": None})
        if (one.depot_id, one.vehicle_class) == where
        else one
        for one in scenario.vehicles
    )
    return scenario.model_copy(update={"vehicles": vehicles})


def _rich_source(scenario: Scenario, where: tuple[str, ...]) -> Scenario:
    sources = tuple(
        one.model_copy(update={"m3_per_day": PLENTY}) if one.source_id == where[0] else one
        for one in scenario.water_sources
    )
    return scenario.model_copy(update={"water_sources": sources})


def _plenty_of_stock(scenario: Scenario, where: tuple[str, ...]) -> Scenario:
    depots = where[1:] or tuple(depot.depot_id for depot in scenario.depots)
    lines = tuple(Stock(depot_id=one, item=where[0], quantity=PLENTY) for one in depots)
    return scenario.model_copy(update={"stock": (*scenario.stock, *lines)})


_OF_PACK = {
    MeansKind.HOST_SHARE: _no_host_share,
    MeansKind.GROUP_PARITY: _no_parity,
    MeansKind.WATER_STORAGE: _nothing_goes_with,
}
_OF_SCENARIO = {
    MeansKind.MARKET: _any_market,
    MeansKind.BUDGET: _no_budget,
    MeansKind.AGENT: _rich_agent,
    MeansKind.HANDLING: _free_handling,
    MeansKind.TEAMS: _many_teams,
    MeansKind.VEHICLES: _many_vehicles,
    MeansKind.WATER_SOURCE: _rich_source,
    MeansKind.STOCK: _plenty_of_stock,
}
