"""The part of the access table that sizing needs: each site from the few bases nearest to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from rrm.access import access_table
from rrm.bench.land import Land, Spot, straight_km
from rrm.bench.means import is_warehouse
from rrm.bench.serving import is_tanker
from rrm.model.access import Access, AccessTable
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Depot, Scenario, WaterSource

WAREHOUSES_NEAR = 3
SOURCES_NEAR = 2

_Base = TypeVar("_Base", Depot, WaterSource)


def table_nearby(scenario: Scenario, pack: RulePack, land: Land) -> AccessTable:
    """Access of each town's sites from the nearest warehouses and water points.

    The whole table grows with sites x bases, and nobody is served from the far ones. Whether a row
    is open, its hours, km and cost are as in the whole table.
    """
    rows: dict[tuple[str, str, str, int], Access] = {}
    for town in land.towns:
        around = _around(scenario, pack, land, town)
        for row in access_table(around, pack).rows:
            key = (row.origin, row.destination, row.vehicle_class, row.period_start)
            rows.setdefault(key, row)
    return AccessTable(tuple(rows.values()))


def _around(scenario: Scenario, pack: RulePack, land: Land, town: Spot) -> Scenario:
    """The scenario with the sites and tracks of one town, the roads between towns, and near bases.

    No way to these sites leads over another town's tracks, which all end in villages.
    """
    here = {site.id for site in land.sites if site.town == town.town}
    sources = _nearest(land, town, scenario.water_sources, SOURCES_NEAR)
    source_nodes = {source.node for source in sources}
    warehouses = [one for one in scenario.depots if is_warehouse(one)]
    depots = _nearest(land, town, warehouses, WAREHOUSES_NEAR)
    bases = {one.depot_id for one in depots}
    tankers = {one.depot_id for one in scenario.depots if one.node in source_nodes}
    vehicles = tuple(
        one
        for one in scenario.vehicles
        if one.depot_id in (tankers if is_tanker(pack, one) else bases)
    )
    nodes = {one.node for one in (*land.towns, *land.sites) if one.town == town.town}
    nodes |= {one.node for one in land.towns}
    return scenario.model_copy(update={
        "locations": tuple(one for one in scenario.locations if one.node_id in nodes),
        "routes": tuple(one for one in scenario.routes if {one.from_node, one.to_node} <= nodes),
        "closures": tuple(
            one for one in scenario.closures if {one.from_node, one.to_node} <= nodes
        ),
        "sites": tuple(site for site in scenario.sites if site.site_id in here),
        "depots": tuple(one for one in scenario.depots if one.depot_id in bases | tankers),
        "vehicles": vehicles,
        "water_sources": tuple(sources),
    })  # fmt: skip


def _nearest(land: Land, town: Spot, bases: Sequence[_Base], count: int) -> list[_Base]:
    """The bases whose towns are nearest to a town in a straight line, its own first."""
    spots = {one.node: one for one in land.towns}
    return sorted(bases, key=lambda base: straight_km(town, spots[base.node]))[:count]
