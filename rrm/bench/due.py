"""What a made-up scenario asks for, as the engine itself scores and entitles it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rrm.access import access_table, road_km
from rrm.bench.serving import (
    Load,
    RoadKm,
    WaterDue,
    Way,
    goods_by_site,
    goods_ways,
    water_by_site,
    water_ways,
)
from rrm.entitlements import entitle
from rrm.journey import score
from rrm.model.access import AccessTable
from rrm.model.demand import Demand
from rrm.model.needs import Needs
from rrm.model.rule_pack import RulePack
from rrm.model.run import Loaded
from rrm.model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Due:
    """Needs and demands, the access table, and the cheapest way to serve each site in full.

    road_km: from agents' and markets' nodes to sites' nodes. goods, water: by site, what is due;
    goods_ways, water_ways: how it gets there, none where nobody can be reached.
    """

    needs: Needs
    demands: tuple[Demand, ...]
    table: AccessTable
    road_km: RoadKm
    goods: dict[str, Load]
    water: dict[str, WaterDue]
    goods_ways: dict[str, Way]
    water_ways: dict[str, Way]


def what_is_due(loaded: Loaded, table: AccessTable | None = None) -> Due:
    """Scores, entitles and reaches all sites of a scenario; plans nothing.

    table: where a part of the access table is enough; else the whole is made.
    """
    scenario, pack = loaded.scenario, loaded.pack
    needs = score(loaded)
    nodes = {agent.node for agent in scenario.cash_agents}
    nodes |= {market.node for market in scenario.markets}
    distances = road_km(scenario, sorted(nodes))
    demands = entitle(scenario, pack, needs, distances).demands
    if table is None:
        table = access_table(scenario, pack)
    goods, water = goods_by_site(pack, demands), water_by_site(pack, demands)
    return Due(
        needs=needs,
        demands=demands,
        table=table,
        road_km=distances,
        goods=goods,
        water=water,
        goods_ways=goods_ways(scenario, pack, table, goods),
        water_ways=water_ways(scenario, pack, table, water),
    )


def by_vehicles_of(scenario: Scenario, pack: RulePack, due: Due) -> Due:
    """The same needs and demands, served by the vehicles that the scenario has now."""
    return replace(
        due,
        goods_ways=goods_ways(scenario, pack, due.table, due.goods),
        water_ways=water_ways(scenario, pack, due.table, due.water),
    )
