"""Problems of the textbooks and libraries of operations research, as cases of the engine.

A supply is what a depot holds, a demand what a site is due, a way a fleet of its own that carries
so much a trip between two places. A cost a trip is kilometres at 1 a kilometre; a cost a unit is
the chance that the unit is lost, times its worth. Time counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from rrm.allocation.programme import Case
from rrm.model.access import Access, AccessTable
from rrm.model.demand import Demand
from rrm.model.language import msg
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import (
    Depot,
    Group,
    Lock,
    Priority,
    Scenario,
    Settings,
    Site,
    Stock,
    Tier,
    Vehicle,
)
from tests.allocation.worlds import START, pack_of

A_LOT = 1e9
WORDS = {"en": "word", "fr": "mot"}
HALF_A_DAY = 5.0
"""Hours one way, so that a vehicle makes one trip a day."""


@dataclass(frozen=True)
class Way:
    """A fleet from a depot to a site or another depot.

    trips: that it can make, all on one day; load: units a trip. fleet: its name, where several
    ways share the vehicles of one.
    """

    start: str
    end: str
    trips: int = 1
    load: float = A_LOT
    trip_cost: float = 0.0
    unit_cost: float = 0.0
    day: int = 1
    fleet: str = ""

    @property
    def vehicle_class(self) -> str:
        """Each fleet has a class of its own, so that it takes no other way."""
        return self.fleet or f"{self.start} to {self.end}"


@dataclass(frozen=True)
class Thing:
    """What is brought. worth: what serving the need for a unit counts."""

    kg: float = 1.0
    m3: float = 0.0
    whole: bool = True
    worth: float = 1.0


@dataclass(frozen=True)
class Classic:
    """supply: by (depot, thing); need: by (site, thing). last_day: after which nothing moves."""

    supply: Mapping[tuple[str, str], float]
    need: Mapping[tuple[str, str], float]
    ways: tuple[Way, ...]
    things: Mapping[str, Thing]
    last_day: int = 1
    volume: float = A_LOT
    priorities: tuple[Tier, ...] = (Tier.NEEDS_MET, Tier.COST)
    locks: tuple[Lock, ...] = ()

    @cached_property
    def sites(self) -> tuple[str, ...]:
        """Who needs anything, each once."""
        return tuple(dict.fromkeys(site for site, _ in self.need))

    @cached_property
    def depots(self) -> tuple[str, ...]:
        """All other places, each once."""
        ends = [place for way in self.ways for place in (way.start, way.end)]
        named = [depot for depot, _ in self.supply]
        return tuple(dict.fromkeys(place for place in [*named, *ends] if place not in self.sites))

    @cached_property
    def unit_value(self) -> float:
        """What a unit is worth where a cost a unit is a chance of losing it."""
        return max((way.unit_cost for way in self.ways), default=0.0) or 1.0


def case_of(classic: Classic) -> Case:
    """The problem as the engine plans it."""
    rows = tuple(_access(way, classic.unit_value) for way in classic.ways)
    return Case(_scenario(classic), _pack(classic), _demands(classic), AccessTable(rows), {})


def all_met(classic: Classic) -> tuple[Lock, ...]:
    """A lock for each need: all of it is brought."""
    return tuple(
        Lock(site_id=site, item=thing, at_least=quantity)
        for (site, thing), quantity in classic.need.items()
    )


def _scenario(classic: Classic) -> Scenario:
    settings = Settings(
        id="classic", title={"en": "Classic"}, country="MLI", start=START,
        horizon_days=classic.last_day, rules="world",
        priorities=tuple(Priority(tier=tier) for tier in classic.priorities),
    )  # fmt: skip
    return Scenario(
        settings=settings,
        sites=tuple(
            Site(site_id=site, name=site, lat=0, lon=0, households=1, people=1, group=Group.IDP,
                 node=site)
            for site in classic.sites
        ),
        depots=tuple(
            Depot(depot_id=depot, name=depot, lat=0, lon=0, node=depot) for depot in classic.depots
        ),
        stock=tuple(
            Stock(depot_id=depot, item=thing, quantity=quantity)
            for (depot, thing), quantity in classic.supply.items()
        ),
        vehicles=tuple(_vehicles(classic)),
        locks=classic.locks,
    )  # fmt: skip


def _vehicles(classic: Classic) -> Iterable[Vehicle]:
    fleets = {(way.start, way.vehicle_class): way for way in classic.ways}
    for way in fleets.values():
        yield Vehicle(
            vehicle_class=way.vehicle_class, depot_id=way.start, count=way.trips,
            payload_kg=way.load, volume_m3=classic.volume, hours_per_day=2 * HALF_A_DAY,
            cost_per_km=1.0, from_day=way.day, to_day=way.day,
        )  # fmt: skip


def _pack(classic: Classic) -> RulePack:
    cited = {"source": "test"}
    moving = {
        "label": WORDS, "speeds_kmh": {"tar": {"dry": 50.0}}, "load_hours": 0, "unload_hours": 0,
    }  # fmt: skip
    access = pack_of().access.model_dump()
    access["classes"] = {way.vehicle_class: moving for way in classic.ways}
    lateness = {**cited, "loss_per_day": 0.0, "loss_per_day_after_due": 0.0}
    return pack_of(
        catalogue={
            name: {
                **cited, "label": WORDS, "kind": "goods", "unit": "unit", "whole": thing.whole,
                "kg": thing.kg, "m3": thing.m3, "unit_value": classic.unit_value,
            }
            for name, thing in classic.things.items()
        },
        access=access,
        entitlements={
            "severity_weight": {1: 0, 5: 4}, "entitlements": {}, "lateness": lateness,
        },
    )  # fmt: skip


def _demands(classic: Classic) -> tuple[Demand, ...]:
    return tuple(
        Demand(
            site, "idp", thing, thing, "unit", quantity, 0.0, 1, classic.last_day,
            classic.things[thing].worth, 1, 1, msg("a test"),
        )
        for (site, thing), quantity in classic.need.items()
    )  # fmt: skip


def _access(way: Way, unit_value: float) -> Access:
    km = way.trip_cost / 2
    return Access(
        way.start, way.end, way.vehicle_class, way.day, way.day, HALF_A_DAY, HALF_A_DAY, km,
        2 * km, way.unit_cost / unit_value, True, "open", None, (way.start, way.end),
        (way.end, way.start), km_back=km, day_starts=6.0,
    )  # fmt: skip
