"""Tiny worlds that can be planned by trying everything, and the same worlds as the engine's case.

A world has one depot D, one road to each site, at most one truck and one tanker, one agent. The
brute force shares no code with the optimiser: it lists every way to spend each day and keeps the
best by the priorities in their order.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from rrm.model.access import Access, AccessTable
from rrm.model.demand import Demand
from rrm.model.language import msg
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import (
    Budget,
    CashAgent,
    Depot,
    Group,
    Market,
    Pipeline,
    Route,
    Scenario,
    Settings,
    Site,
    Stock,
    Vehicle,
    WaterSource,
)

KIT_KG = 10.0
LOSS, LOSS_AFTER_DUE = 0.02, 0.1
START = date(2022, 4, 18)
CASH_VALUE = 100.0
Vector = tuple[float, float, float, float]


@dataclass(frozen=True)
class Place:
    """A site: what it is to receive, and hours there from the depot (one way)."""

    name: str
    hours: float = 1.0
    kits: int = 0
    kit_weight: float = 1.0
    due: int = 99
    water: float = 0.0
    survival: float = 0.0
    water_weight: float = 1.0
    cash: int = 0
    cash_weight: float = 1.0
    closed: tuple[int, ...] = ()


@dataclass(frozen=True)
class World:
    days: int
    places: tuple[Place, ...]
    truck_kits: int = 0
    tanker_m3: float = 0.0
    stock: int = 0
    arrivals: dict[int, int] = field(default_factory=dict)
    source_yield: float = 1000.0
    liquidity: int = 0
    fee: float = 0.0
    budget: float | None = None
    km_cost: float = 1.0
    hours_per_day: float = 10.0


def lateness(day: int, due: int) -> float:
    return max(0.0, 1 - LOSS * (day - 1) - LOSS_AFTER_DUE * max(0, day - due))


def best_vector(world: World) -> Vector:
    """Survival shortfall, need met, worst share, cost: the best in that order."""
    best: tuple[float, ...] | None = None
    for plan in _plans(world):
        vector = _vector(world, plan)
        if vector is None:
            continue
        key = (round(vector[0], 6), -round(vector[1], 6), -round(vector[2], 6), round(vector[3], 6))
        best = key if best is None or key < best else best
    assert best is not None
    return best[0], -best[1], -best[2], best[3]


@dataclass(frozen=True)
class _Plan:
    trucks: tuple[tuple[int, int], ...]  # by day: place, kits
    tankers: tuple[int, ...]  # by day: place or -1
    cash: tuple[tuple[int, ...], ...]  # by day: households at each place


def _plans(world: World) -> Iterator[_Plan]:
    trucks = itertools.product(*(_truck_options(world, day) for day in range(1, world.days + 1)))
    tankers = itertools.product(*(_tanker_options(world, day) for day in range(1, world.days + 1)))
    cash = itertools.product(*(_cash_options(world) for _ in range(world.days)))
    for truck, tanker, paid in itertools.product(trucks, list(tankers), list(cash)):
        yield _Plan(truck, tanker, paid)


def _rotations(world: World, place: Place) -> int:
    return math.floor(world.hours_per_day / (2 * place.hours) + 1e-9)


def _truck_options(world: World, day: int) -> list[tuple[int, int]]:
    options = [(-1, 0)]
    for number, place in enumerate(world.places):
        if day not in place.closed and world.truck_kits:
            most = min(place.kits, world.truck_kits * _rotations(world, place))
            options += [(number, kits) for kits in range(1, most + 1)]
    return options


def _tanker_options(world: World, day: int) -> list[int]:
    if not world.tanker_m3:
        return [-1]
    return [-1] + [n for n, p in enumerate(world.places) if day not in p.closed and p.water]


def _cash_options(world: World) -> list[tuple[int, ...]]:
    ranges = [range(min(place.cash, world.liquidity) + 1) for place in world.places]
    return [paid for paid in itertools.product(*ranges) if sum(paid) <= world.liquidity]


def _vector(world: World, plan: _Plan) -> Vector | None:
    places = world.places
    value = [0.0] * len(places)
    kits, paid, cost, spent = [0] * len(places), [0] * len(places), 0.0, 0.0
    gone = 0
    for day, (to, load) in enumerate(plan.trucks, start=1):
        gone += load
        if gone > world.stock + sum(n for when, n in world.arrivals.items() if when <= day):
            return None
        if to >= 0:
            kits[to] += load
            value[to] += load * places[to].kit_weight * lateness(day, places[to].due)
            cost += math.ceil(load / world.truck_kits) * _trip_cost(world, places[to])
    shortfall = sum(place.survival for place in places if place.water) * world.days
    for to in plan.tankers:
        if to >= 0:
            place = places[to]
            tank = world.tanker_m3 * _rotations(world, place)
            brought = min(tank, place.water, world.source_yield)
            value[to] += brought * place.water_weight
            shortfall -= min(brought, place.survival)
            cost += math.ceil(brought / world.tanker_m3 - 1e-9) * _trip_cost(world, place)
    for day, households in enumerate(plan.cash, start=1):
        for to, n in enumerate(households):
            paid[to] += n
            value[to] += n * places[to].cash_weight * lateness(day, 99)
            spent += n * CASH_VALUE
    if any(k > place.kits for k, place in zip(kits, places, strict=True)):
        return None
    if any(n > place.cash for n, place in zip(paid, places, strict=True)):
        return None
    if world.budget is not None and cost + spent * (1 + world.fee) > world.budget + 1e-9:
        return None
    shares = [v / a for v, a in zip(value, _attainable(world), strict=True) if a > 0]
    return shortfall, sum(value), min([1.0, *shares]), cost + spent * world.fee


def _trip_cost(world: World, place: Place) -> float:
    return 2 * place.hours * 10 * world.km_cost


def _attainable(world: World) -> list[float]:
    found = []
    for place in world.places:
        is_near = _rotations(world, place) > 0
        days = range(1, world.days + 1) if is_near else range(0)
        open_days = [day for day in days if day not in place.closed]
        value = 0.0
        supply = world.stock + sum(world.arrivals.values())
        if place.kits and world.truck_kits and supply and open_days:
            value += place.kits * place.kit_weight * lateness(open_days[0], place.due)
        if place.water and world.tanker_m3:
            value += place.water * place.water_weight * len(open_days)
        if place.cash and world.liquidity:
            value += place.cash * place.cash_weight
        found.append(value)
    return found


# ---- the same world for the engine -------------------------------------------------------------


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
        ),
        sites=tuple(
            Site(
                site_id=place.name, name=place.name, lat=0, lon=0, households=100, people=600,
                group=Group.IDP, node=place.name,
            )
            for place in world.places
        ),
        depots=(Depot(depot_id="D", name="D", lat=0, lon=0, node="D"),),
        stock=(Stock(depot_id="D", item="kit", quantity=world.stock),),
        pipeline=tuple(
            Pipeline(
                depot_id="D", item="kit", quantity=n,
                arrives_on=date.fromordinal(START.toordinal() + day - 1),
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
        routes=tuple(
            Route(from_node="D", to_node=place.name, km=place.hours * 10, surface="tar")
            for place in world.places
        ),
    )  # fmt: skip


def _vehicle(world: World, name: str, payload: float, volume: float) -> Vehicle:
    return Vehicle(
        vehicle_class=name, depot_id="D", count=1, payload_kg=payload, volume_m3=volume,
        hours_per_day=world.hours_per_day, cost_per_km=world.km_cost,
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
                        place.name, "idp", item, item, item, float(quantity), survival, 1, due,
                        weight, 100, 600, msg("a test"),
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
        0.0, is_open, "open" if is_open else "closed", None if is_open else msg("closed"),
        ("D", place.name), (place.name, "D"), km_back=km, day_starts=6.0,
    )  # fmt: skip


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
