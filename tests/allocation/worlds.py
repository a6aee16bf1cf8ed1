"""Tiny worlds that can be planned by trying everything (every_plan.py), as the engine's cases.

A world has one depot D, one road to each site, at most one truck and one tanker, one agent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from rrm.allocation.programme import Case
from rrm.allocation.variants import with_variants
from rrm.model.access import Access, AccessTable
from rrm.model.demand import Demand
from rrm.model.language import msg
from rrm.model.rule_pack import RulePack, Variant
from rrm.model.scenario import (
    Budget,
    CashAgent,
    Depot,
    Group,
    Lock,
    Market,
    Pipeline,
    Priority,
    Route,
    Scenario,
    Settings,
    Site,
    Stock,
    Tier,
    Vehicle,
    WaterSource,
)

KIT_KG = 10.0
LOSS, LOSS_AFTER_DUE = 0.02, 0.1
START = date(2022, 4, 18)
CASH_VALUE = 100.0
LIGHT_KG = 5.0
USUAL = tuple(
    Priority(tier=tier) for tier in (Tier.SURVIVAL_WATER, Tier.NEEDS_MET, Tier.EQUITY, Tier.COST)
)
"""The priorities in their usual order: survival water, needs met, equity, cost."""


@dataclass(frozen=True)
class Place:
    """A site: what it is to receive, and hours there from the depot (one way).

    last_day: after which kits are of no use any more. risk: chance that a load is lost.
    """

    name: str
    hours: float = 1.0
    kits: int = 0
    kit_weight: float = 1.0
    due: int = 99
    last_day: int = 99
    water: float = 0.0
    survival: float = 0.0
    water_weight: float = 1.0
    cash: int = 0
    cash_weight: float = 1.0
    closed: tuple[int, ...] = ()
    risk: float = 0.0
    group: Group = Group.IDP


@dataclass(frozen=True)
class World:
    """stock: kits that keep. batches: further kits by the last day on which they may be given.

    light: light kits, each of which counts for so much of a kit. one_for_one: as Variant says.
    hire: a vehicle and day. kit_value: what is lost with a kit, and what it counts towards the
    host share; as much for a light one.
    """

    days: int
    places: tuple[Place, ...]
    truck_kits: int = 0
    tanker_m3: float = 0.0
    stock: int = 0
    batches: dict[int, int] = field(default_factory=dict)
    arrivals: dict[int, int] = field(default_factory=dict)
    source_yield: float = 1000.0
    liquidity: int = 0
    fee: float = 0.0
    budget: float | None = None
    km_cost: float = 1.0
    hours_per_day: float = 10.0
    hire: float = 0.0
    kit_value: float = 0.0
    light: int = 0
    light_counts: float = 0.5
    one_for_one: bool = True
    least_share: float = 0.0
    host_share: float = 0.0
    locks: tuple[Lock, ...] = ()
    priorities: tuple[Priority, ...] = USUAL


def scenario_of(world: World) -> Scenario:
    vehicles = []
    if world.truck_kits:
        vehicles.append(_vehicle(world, "truck", world.truck_kits * KIT_KG, 100.0))
    if world.tanker_m3:
        vehicles.append(_vehicle(world, "tanker", 1e6, world.tanker_m3))
    return Scenario(
        settings=Settings(
            id="world",
            title={"en": "World"},
            country="MLI",
            start=START,
            horizon_days=world.days,
            rules="world",
            budget=None if world.budget is None else Budget(amount=world.budget, currency="XOF"),
            least_share=world.least_share,
            priorities=world.priorities,
        ),
        sites=tuple(
            Site(
                site_id=place.name, name=place.name, lat=0, lon=0, households=100, people=600,
                group=place.group, node=place.name,
            )
            for place in world.places
        ),
        depots=(Depot(depot_id="D", name="D", lat=0, lon=0, node="D"),),
        stock=(
            Stock(depot_id="D", item="kit", quantity=world.stock),
            *(
                Stock(depot_id="D", item="kit", quantity=n, expires_on=_date(last))
                for last, n in world.batches.items()
            ),
            Stock(depot_id="D", item="light", quantity=world.light),
        ),
        pipeline=tuple(
            Pipeline(
                depot_id="D", item="kit", quantity=n,
                arrives_on=_date(day),
            )
            for day, n in world.arrivals.items()
        ),
        vehicles=tuple(vehicles),
        water_sources=(WaterSource(source_id="S", node="D", m3_per_day=world.source_yield),),
        cash_agents=(
            CashAgent(
                agent_id="A", node="D", liquidity_per_day=world.liquidity * CASH_VALUE,
                fee=world.fee, currency="XOF",
            ),
        )
        if world.liquidity
        else (),
        markets=(Market(node="D", functioning="open"),),
        locks=world.locks,
        routes=tuple(
            Route(from_node="D", to_node=place.name, km=place.hours * 10, surface="tar")
            for place in world.places
        ),
    )  # fmt: skip


def _date(day: int) -> date:
    return date.fromordinal(START.toordinal() + day - 1)


def _vehicle(world: World, name: str, payload: float, volume: float) -> Vehicle:
    return Vehicle(
        vehicle_class=name, depot_id="D", count=1, payload_kg=payload, volume_m3=volume,
        hours_per_day=world.hours_per_day, cost_per_km=world.km_cost, hire_cost_per_day=world.hire,
    )  # fmt: skip


def demands_of(world: World) -> tuple[Demand, ...]:
    found = []
    for place in world.places:
        lines = (
            ("kit", place.kits, 0.0, place.kit_weight, min(place.due, world.days)),
            ("water", place.water, place.survival, place.water_weight, world.days),
            ("cash", place.cash, 0.0, place.cash_weight, world.days),
        )
        for item, quantity, survival, weight, due in lines:
            if quantity:
                found.append(
                    Demand(
                        place.name, place.group.value, item, item, item, float(quantity), survival, 1, due,
                        weight, 100, 600, msg("a test"),
                        place.last_day if item == "kit" and place.last_day <= world.days else None,
                    )
                )  # fmt: skip
    return tuple(found)


def access_of(world: World) -> AccessTable:
    rows = []
    for place in world.places:
        for origin, name in (("D", "truck"), ("S", "tanker")):
            for day in range(1, world.days + 1):
                rows.append(_access(world, origin, place, name, day, day not in place.closed))
    for day in range(1, world.days + 1):
        home = Place("S", hours=0.0)
        rows.append(_access(world, "D", home, "tanker", day, True))
    return AccessTable(tuple(rows))


def _access(world: World, origin: str, place: Place, name: str, day: int, is_open: bool) -> Access:
    km = place.hours * 10
    return Access(
        origin, place.name, name, day, day, place.hours, place.hours, km, 2 * km * world.km_cost,
        place.risk, is_open, "open" if is_open else "closed", None if is_open else msg("closed"),
        ("D", place.name), (place.name, "D"), km_back=km, day_starts=6.0,
    )  # fmt: skip


def pack_for(world: World) -> RulePack:
    """The pack with what the world says of kits and of hosts."""
    pack = pack_of()
    kit, light = pack.catalogue["kit"], pack.catalogue["light"]
    variant = Variant(
        item="light", counts=world.light_counts, one_for_one=world.one_for_one, source="test"
    )
    worth: dict[str, object] = {"unit_value": world.kit_value}
    catalogue = {
        **pack.catalogue,
        "kit": kit.model_copy(update={**worth, "variants": (variant,) if world.light else ()}),
        "light": light.model_copy(update=worth),
    }
    rules = pack.entitlements.model_copy(update={"minimum_host_share": world.host_share})
    return pack.model_copy(update={"catalogue": catalogue, "entitlements": rules})


def case_of(world: World) -> Case:
    """The world as the engine plans it."""
    pack = pack_for(world)
    demands = with_variants(pack, demands_of(world))
    return Case(scenario_of(world), pack, demands, access_of(world), road_km_of(world))


def pack_of(**changes: object) -> RulePack:
    words = {"en": "word", "fr": "mot"}
    cited = {"source": "test"}
    item = {**cited, "label": words}
    speed = {"tar": {"dry": 50.0}}
    moving = {"label": words, "speeds_kmh": speed, "load_hours": 0.0, "unload_hours": 0.0}
    pack = {
        "id": "world", "version": "1", "title": words, "languages": ["en", "fr"],
        "lineage": [["world", "1"]], "sources": {}, "form": {"questions": {}}, "sectors": {},
        "severity": {**cited, "labels": {}, "area_share": 0.25, "confidence": {}},
        "triggers": {
            **cited, "households_at_least": 50, "respond_within_days": 15, "profiles": {},
            "default_profile": "none",
        },
        "entitlements": {
            "severity_weight": {1: 0, 5: 4}, "entitlements": {},
            "lateness": {**cited, "loss_per_day": LOSS, "loss_per_day_after_due": LOSS_AFTER_DUE},
        },
        "modality": {
            **cited, "agent_reach_km": 1000, "market_reach_km": 1000, "accepted": "x",
            "accepted_at_least": 0.5,
        },
        "referrals": {},
        "catalogue": {
            "kit": {**item, "kind": "goods", "unit": "kit", "kg": KIT_KG, "m3": 0.1},
            "light": {**item, "kind": "goods", "unit": "kit", "kg": LIGHT_KG, "m3": 0.05},
            "water": {**item, "kind": "water", "unit": "m3", "whole": False, "kg": 1000, "m3": 1},
            "cash": {**item, "kind": "cash", "unit": "transfer", "unit_value": CASH_VALUE},
        },
        "access": {
            **cited,
            "classes": {"truck": moving, "tanker": {**moving, "carries": "water"}},
            "river_season": {**cited, "from_day": "08-01", "to_day": "12-31"},
            "day_starts": 6, "closure_risk": {"probable": 0.3, "possible": 0.1},
        },
    }  # fmt: skip
    return RulePack.model_validate({**pack, **changes})


def road_km_of(world: World) -> dict[tuple[str, str], float]:
    return {("D", place.name): place.hours * 10 for place in world.places}
