"""The journeys that a scenario's vehicles could be asked to make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rrm.access.turnaround import filling_hours
from rrm.model.rule_pack import AccessRules
from rrm.model.scenario import Depot, Scenario, Vehicle


@dataclass(frozen=True, slots=True)
class Journey:
    """From an origin to a destination and home, by one vehicle class.

    origin, destination: ids of depots, water sources and sites; start, end: their nodes.
    is_loaded: False for a tanker that drives empty from its base to the filling point.
    hours_per_day: the longest working day among the vehicles; None for no limit.
    load_hours: how long the one that is loaded soonest takes; None for the class's own.
    """

    origin: str
    start: str
    destination: str
    end: str
    vehicle_class: str
    cost_per_km: float
    hours_per_day: float | None
    is_loaded: bool = True
    load_hours: float | None = None


def journeys(scenario: Scenario, rules: AccessRules) -> Iterator[Journey]:
    """All journeys: by depot, class and destination, then by water source, class and site."""
    nodes = {site.site_id: site.node for site in reversed(scenario.sites)}
    sites = {site_id: nodes[site_id] for site_id in scenario.site_ids}
    for depot in scenario.depots:
        yield from _from_depot(depot, scenario, rules, sites)
    tankers = _by_class(v for v in scenario.vehicles if _carries(v, rules) == "water")
    for source in scenario.water_sources:
        for vehicle_class, vehicles in tankers.items():
            of_class = rules.classes[vehicle_class]
            soonest = min(filling_hours(of_class, v.volume_m3, source) for v in vehicles)
            yield from _to_all(
                source.source_id, source.node, vehicle_class, vehicles, sites, load_hours=soonest
            )


def journey_ends(scenario: Scenario) -> tuple[str, ...]:
    """The nodes that journeys begin and end at: of depots, water sources and sites."""
    depots = (depot.node for depot in scenario.depots)
    sources = (source.node for source in scenario.water_sources)
    sites = (site.node for site in scenario.sites)
    return tuple(dict.fromkeys((*depots, *sources, *sites)))


def _from_depot(
    depot: Depot, scenario: Scenario, rules: AccessRules, sites: dict[str, str]
) -> Iterator[Journey]:
    based_here = _by_class(v for v in scenario.vehicles if v.depot_id == depot.depot_id)
    others = {
        other.depot_id: other.node
        for other in scenario.depots
        if other.depot_id != depot.depot_id and other.depot_id not in sites
    }
    sources = {source.source_id: source.node for source in scenario.water_sources}
    for vehicle_class, vehicles in based_here.items():
        if _carries(vehicles[0], rules) == "water":
            yield from _to_all(
                depot.depot_id, depot.node, vehicle_class, vehicles, sources, is_loaded=False
            )
        else:
            yield from _to_all(depot.depot_id, depot.node, vehicle_class, vehicles, sites | others)


def _to_all(
    origin: str,
    start: str,
    vehicle_class: str,
    vehicles: tuple[Vehicle, ...],
    destinations: dict[str, str],
    *,
    is_loaded: bool = True,
    load_hours: float | None = None,
) -> Iterator[Journey]:
    dearest = max(vehicle.cost_per_km for vehicle in vehicles)
    longest = max(vehicle.hours_per_day for vehicle in vehicles)
    for destination, end in destinations.items():
        yield Journey(
            origin, start, destination, end, vehicle_class, dearest, longest, is_loaded=is_loaded,
            load_hours=load_hours,
        )  # fmt: skip


def _carries(vehicle: Vehicle, rules: AccessRules) -> str:
    return rules.classes[vehicle.vehicle_class].carries


def _by_class(vehicles: Iterable[Vehicle]) -> dict[str, tuple[Vehicle, ...]]:
    found: dict[str, list[Vehicle]] = {}
    for vehicle in vehicles:
        found.setdefault(vehicle.vehicle_class, []).append(vehicle)
    return {vehicle_class: tuple(mine) for vehicle_class, mine in found.items()}
