"""The smallest access cases: places on a line, one depot, one site, one truck."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from rrm.access import access_table
from rrm.model.access import Access, AccessTable
from rrm.model.rule_pack import AccessRules, ClassAccess, DatedSeason
from rrm.model.scenario import (
    Closure,
    Curfew,
    Depot,
    Escort,
    Location,
    Route,
    Scenario,
    Settings,
    Site,
    Vehicle,
    WaterSource,
)

START = date(2022, 4, 18)


def place(node: str, lat: float = 15.0, lon: float = 0.0, name: str | None = None) -> Location:
    return Location(node_id=node, name=name or node.title(), lat=lat, lon=lon)


def link(from_node: str, to_node: str, km: float = 50, **more: Any) -> Route:
    return Route(from_node=from_node, to_node=to_node, km=km, **{"surface": "tar", **more})


def closed(from_node: str, to_node: str, **more: Any) -> Closure:
    return Closure(from_node=from_node, to_node=to_node, **more)


def vehicle_class(**more: Any) -> ClassAccess:
    """A truck: 50 km/h on tar, 25 on laterite and 10 in the wet, no other surface."""
    speeds = {"tar": {"dry": 50, "wet": 50}, "laterite": {"dry": 25, "wet": 10}}
    defaults = {
        "label": {"en": "truck", "fr": "camion"},
        "speeds_kmh": speeds,
        "load_hours": 1,
        "unload_hours": 1,
        "max_trip_days": 14,
    }
    return ClassAccess(**{**defaults, **more})


def boat(**more: Any) -> ClassAccess:
    speeds = {"river": {"dry": 10, "wet": 10}}
    return vehicle_class(label={"en": "boat"}, mode="river", speeds_kmh=speeds, **more)


def access_rules(
    river: tuple[str, str] = ("01-01", "12-31"), **classes: ClassAccess
) -> AccessRules:
    return AccessRules(
        classes=classes or {"truck": vehicle_class()},
        river_season=DatedSeason(from_day=river[0], to_day=river[1], source="test"),
        day_starts=6,
        closure_risk={"probable": 0.2, "possible": 0.1},
        source="test",
    )


def vehicle(of_class: str = "truck", depot: str = "D", **more: Any) -> Vehicle:
    defaults = {
        "count": 1,
        "payload_kg": 1000,
        "volume_m3": 5,
        "hours_per_day": 10,
        "cost_per_km": 100,
    }
    return Vehicle(vehicle_class=of_class, depot_id=depot, **{**defaults, **more})


def site(site_id: str, node: str) -> Site:
    return Site(
        site_id=site_id, name=site_id, lat=15, lon=0, households=10, people=60, group="idp",
        node=node,
    )  # fmt: skip


def depot(depot_id: str, node: str) -> Depot:
    return Depot(depot_id=depot_id, name=depot_id, lat=15, lon=0, node=node)


def source(source_id: str, node: str) -> WaterSource:
    return WaterSource(source_id=source_id, node=node, m3_per_day=50)


def scenario(
    routes: list[Route],
    closures: list[Closure] | None = None,
    *,
    days: int = 10,
    season: str | None = "dry",
    escorts: tuple[Escort, ...] = (),
    curfews: tuple[Curfew, ...] = (),
    start: date = START,
    nodes: str | list[str] | None = None,
    places: list[Location] | None = None,
    **tables: Any,
) -> Scenario:
    """Depot D at `a` and site S at `b`, unless the tables say otherwise."""
    ends = [node for route in routes for node in (route.from_node, route.to_node)]
    named = places or [place(node) for node in dict.fromkeys(["a", "b", *ends, *(nodes or [])])]
    defaults = {
        "sites": (site("S", "b"),),
        "depots": (depot("D", "a"),),
        "vehicles": (vehicle(),),
    }
    return Scenario(
        settings=Settings(
            id="test", title={"en": "Test"}, country="MLI", start=start, horizon_days=days,
            season=season, rules="test", escorts=escorts, curfews=curfews,
        ),
        locations=tuple(named),
        routes=tuple(routes),
        closures=tuple(closures or ()),
        **{**defaults, **tables},
    )  # fmt: skip


def table(case: Scenario, rules: AccessRules | None = None) -> AccessTable:
    """The access table; of a rule pack it looks at the access rules alone."""
    return access_table(case, SimpleNamespace(access=rules or access_rules()))  # type: ignore[arg-type]


def rows(case: Scenario, rules: AccessRules | None = None) -> tuple[Access, ...]:
    """The truck's rows from depot D to site S, a row a period."""
    of_class = case.vehicles[0].vehicle_class
    return table(case, rules).between("D", "S", of_class)


def row(case: Scenario, rules: AccessRules | None = None) -> Access:
    """The one row from depot D to site S."""
    (only,) = rows(case, rules)
    return only


def sentence(access: Access) -> str:
    assert access.reason is not None
    return access.reason.text("en")
