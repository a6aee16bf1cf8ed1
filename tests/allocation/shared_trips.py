"""Small worlds of roads, a depot D and trucks, in which light loads may share one.

A direct plan is said in words: what goes to which site on which day; the truck's payload is 100
kits. Kits are valued, so that risk costs something. Roads: (from, to): km, at 50 km an hour.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rrm.access import access_table
from rrm.allocation.choice import Choice
from rrm.allocation.lanes import Lane, LaneKind, open_lanes
from rrm.allocation.programme import Case
from rrm.allocation.routes import Joined, join_trips
from rrm.model.demand import Demand
from rrm.model.language import msg
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Closure, Depot, Route, Scenario, Settings, Site, Stock, Vehicle
from tests.allocation.worlds import KIT_KG, START, pack_of

Direct = Mapping[tuple[str, int], tuple[int, ...]]
"""Kits of each trip, by site and day of departure."""


@dataclass(frozen=True)
class Shared:
    """roads: km by ends. risks: of a passage, speeds: km/h, by ends where not 0 and 50."""

    roads: Mapping[tuple[str, str], float]
    direct: Direct
    risks: Mapping[tuple[str, str], float] = field(default_factory=dict)
    speeds: Mapping[tuple[str, str], float] = field(default_factory=dict)
    days: int = 4
    trucks: int = 9
    km_cost: float = 1.0
    hire: float = 0.0
    hours_per_day: float = 12.0
    load_hours: float = 0.0
    unload_hours: float = 0.0
    max_trip_days: int = 1
    closures: tuple[Closure, ...] = ()
    join_below: float = 0.7
    most_stops: int = 4
    may_share: bool = True
    to_day: int | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def sites(self) -> tuple[str, ...]:
        return tuple(sorted({site for site, _ in self.direct}))

    @cached_property
    def case(self) -> Case:
        scenario, pack = _scenario(self), _pack(self)
        return Case(scenario, pack, _demands(self), access_table(scenario, pack), {})

    @cached_property
    def lanes(self) -> tuple[Lane, ...]:
        return open_lanes(self.case.scenario, self.case.pack, self.case.access)

    @cached_property
    def choice(self) -> Choice:
        """The direct plan."""
        at = {
            (lane.destination, lane.day): at
            for at, lane in enumerate(self.lanes)
            if lane.kind == LaneKind.GOODS
        }
        demand = {site: j for j, site in enumerate(self.sites)}
        loads = {
            at[site, day]: tuple({demand[site]: float(kits)} for kits in trips)
            for (site, day), trips in self.direct.items()
        }
        return Choice(loads, {}, {}, {})

    @cached_property
    def joined(self) -> Joined:
        return join_trips(self.case, self.lanes, self.choice)

    @property
    def tours(self) -> list[tuple[str, ...]]:
        """Stops of the tours that were made."""
        return sorted(tour.stops for tour in self.joined.tours)


def line(*sites: str, km: float = 50.0, **changes: Any) -> Shared:
    """Sites one after another on one road from the depot, half a truck of kits a day for each."""
    ends = ("D", *sites)
    roads = dict.fromkeys(zip(ends, sites, strict=False), km)
    return Shared(**{"roads": roads, "direct": {(site, 1): (20,) for site in sites}, **changes})


def scattered(sites: int) -> Shared:
    """Sites over 300 km, each joined to the depot and to its three nearest neighbours."""
    draw = random.Random(sites)
    at = {"D": (0.0, 0.0)}
    at |= {f"S{n:02d}": (draw.uniform(-150, 150), draw.uniform(-150, 150)) for n in range(sites)}

    def apart(one: str, other: str) -> float:
        (x, y), (u, v) = at[one], at[other]
        return ((x - u) ** 2 + (y - v) ** 2) ** 0.5

    names = list(at)[1:]
    roads = {("D", site): 1.2 * apart("D", site) for site in names}
    for site in names:
        for near in sorted(names, key=lambda other: apart(site, other))[1:4]:
            if (near, site) not in roads:
                roads[site, near] = 1.1 * apart(site, near)
    direct = {(site, 1): (draw.randint(5, 69),) for site in names}
    return Shared(roads, direct, hire=50, unload_hours=0.5, hours_per_day=11, trucks=99)


def _scenario(world: Shared) -> Scenario:
    return Scenario(
        settings=Settings(
            **{"id": "shared", "title": {"en": "Shared"}, "country": "MLI", "start": START,
               "horizon_days": world.days, "rules": "world", **world.settings},
        ),
        sites=tuple(
            Site(site_id=site, name=site, lat=0, lon=0, households=100, people=600, group="idp",
                 node=site)
            for site in world.sites
        ),
        depots=(Depot(depot_id="D", name="D", lat=0, lon=0, node="D"),),
        stock=(Stock(depot_id="D", item="kit", quantity=10_000),),
        vehicles=(
            Vehicle(
                vehicle_class="truck", depot_id="D", count=world.trucks, payload_kg=100 * KIT_KG,
                volume_m3=1000, hours_per_day=world.hours_per_day, cost_per_km=world.km_cost,
                hire_cost_per_day=world.hire, to_day=world.to_day,
            ),
        ),
        routes=tuple(
            Route(from_node=start, to_node=end, km=km, surface="tar",
                  risk=world.risks.get((start, end), 0.0),
                  speed_kmh=world.speeds.get((start, end)))
            for (start, end), km in world.roads.items()
        ),
        closures=world.closures,
    )  # fmt: skip


def _pack(world: Shared) -> RulePack:
    plain = pack_of()
    truck = {
        **plain.access.classes["truck"].model_dump(), "load_hours": world.load_hours,
        "unload_hours": world.unload_hours, "max_trip_days": world.max_trip_days,
    }  # fmt: skip
    routes = {"join_below": world.join_below, "most_stops": world.most_stops, "source": "test"}
    access = {
        **plain.access.model_dump(), "classes": {"truck": truck}, "day_ends": 18,
        "routes": routes if world.may_share else None,
    }  # fmt: skip
    kit = {**plain.catalogue["kit"].model_dump(), "unit_value": 10.0}
    catalogue = {**plain.model_dump()["catalogue"], "kit": kit}
    return pack_of(access=access, catalogue=catalogue)


def _demands(world: Shared) -> tuple[Demand, ...]:
    asked = dict.fromkeys(world.sites, 0)
    for (site, _), trips in world.direct.items():
        asked[site] += sum(trips)
    return tuple(
        Demand(
            site, "idp", "kit", "kit", "kit", float(kits), 0.0, 1, world.days, 1.0, 100, 600,
            msg("a test"),
        )
        for site, kits in asked.items()
    )  # fmt: skip
