"""Where warehouses, vehicles, teams, water points, agents and markets are; not yet how much."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.bench.draws import Draws
from rrm.bench.land import Land, Spot, straight_km
from rrm.bench.shape import Shape
from rrm.model.rule_pack import ItemKind, RulePack
from rrm.model.scenario import (
    CashAgent,
    Depot,
    Functioning,
    Market,
    Team,
    Vehicle,
    WaterSource,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One vehicle class: load, working day, and price in the budget's currency.

    hire_cost_per_day: of one that is hired; one's own costs its kilometres.
    """

    payload_kg: float
    volume_m3: float
    hours_per_day: float
    cost_per_km: float
    hire_cost_per_day: float


KINDS = {
    # As in the scenario menaka-2022: loads typical of each class, hours and prices in XOF ours.
    "truck_10t": Kind(10_000, 28, 10, 900, 120_000),
    "truck_6x6": Kind(8_000, 24, 10, 1_100, 150_000),
    "pickup_4x4": Kind(800, 3, 10, 350, 45_000),
    "water_tanker": Kind(10_000, 10, 10, 1_000, 130_000),
}
HUB = ("truck_10t", "truck_6x6", "pickup_4x4")
FLEETS = (
    # vehicle classes of a warehouse that is not the hub
    ("truck_6x6 pickup_4x4", 0.4),
    ("truck_10t pickup_4x4", 0.3),
    ("truck_10t truck_6x6", 0.3),
)
HIRED = 0.4
"""Share of the fleets to which hired vehicles are added later."""
YARD_KG = 1.0
"""What a tanker's yard handles a day: nothing, it is no warehouse."""
MARKETS = ((Functioning.OPEN, 0.6), (Functioning.PARTIAL, 0.25), (Functioning.CLOSED, 0.15))
NO_AGENT, TWO_AGENTS = 0.12, 0.35
FEES = (0.02, 0.035)


@dataclass(frozen=True, slots=True)
class Means:
    """What there is to help with; counts and amounts may still be 1."""

    depots: tuple[Depot, ...]
    vehicles: tuple[Vehicle, ...]
    teams: tuple[Team, ...]
    water_sources: tuple[WaterSource, ...]
    cash_agents: tuple[CashAgent, ...]
    markets: tuple[Market, ...]


def draw_means(shape: Shape, land: Land, pack: RulePack) -> Means:
    """Warehouses in towns far from each other, a water point and its tankers in every town.

    The first warehouse, in the town with most sites, is the hub and has every class. A town
    without a warehouse has a yard where its tankers stand.
    """
    warehouses = _warehouse_towns(shape, land)
    depots = tuple(_depot(town, town in warehouses) for town in land.towns)
    return Means(
        depots=depots,
        vehicles=tuple(_vehicles(shape, land, warehouses)),
        teams=tuple(
            Team(team_id=f"team-{town.id}-1", depot_id=f"depot-{town.id}", households_per_day=1)
            for town in warehouses
        ),
        water_sources=tuple(
            WaterSource(source_id=f"water-{town.id}", node=town.node, m3_per_day=1.0)
            for town in land.towns
        ),
        cash_agents=tuple(_agents(shape, land, pack)),
        markets=tuple(_markets(shape, land)),
    )


def base_of(town: Spot, warehouses: tuple[Spot, ...]) -> str:
    """The depot of a town: its warehouse, or the yard of its tankers."""
    return f"depot-{town.id}" if town in warehouses else f"yard-{town.id}"


def _warehouse_towns(shape: Shape, land: Land) -> tuple[Spot, ...]:
    """The town with most sites, then again and again the one farthest from all chosen."""
    sites = [sum(site.town == town.town for site in land.sites) for town in land.towns]
    chosen = [land.towns[max(range(len(sites)), key=lambda at: (sites[at], -at))]]
    while len(chosen) < shape.depots:
        left = [town for town in land.towns if town not in chosen]
        chosen.append(
            max(left, key=lambda town: (min(straight_km(town, one) for one in chosen), town.id))
        )
    return tuple(chosen)


def is_warehouse(depot: Depot) -> bool:
    """Whether goods are kept there; else it is a yard of tankers."""
    return depot.handling_capacity != YARD_KG


def _depot(town: Spot, has_warehouse: bool) -> Depot:
    base = base_of(town, (town,) if has_warehouse else ())
    return Depot(
        depot_id=base, name=town.name, lat=town.lat, lon=town.lon, node=town.node,
        handling_capacity=None if has_warehouse else YARD_KG,
    )  # fmt: skip


def _vehicles(shape: Shape, land: Land, warehouses: tuple[Spot, ...]) -> list[Vehicle]:
    draws = Draws(shape.seed, "fleets")
    rows: list[Vehicle] = []
    for number, town in enumerate(warehouses):
        drawn = draws.pick(FLEETS).split(" ")
        for vehicle_class in HUB if number == 0 else drawn:
            rows.append(vehicle(vehicle_class, base_of(town, warehouses)))
            later = draws.whole(2, max(2, shape.days // 2))
            if draws.happens(HIRED):
                rows.append(vehicle(vehicle_class, base_of(town, warehouses), later))
    rows.extend(vehicle("water_tanker", base_of(town, warehouses)) for town in land.towns)
    return rows


def vehicle(vehicle_class: str, depot_id: str, from_day: int = 1) -> Vehicle:
    """One vehicle of a class; one that comes later is hired."""
    kind = KINDS[vehicle_class]
    return Vehicle(
        vehicle_class=vehicle_class, depot_id=depot_id, count=1,
        payload_kg=kind.payload_kg, volume_m3=kind.volume_m3, hours_per_day=kind.hours_per_day,
        cost_per_km=kind.cost_per_km, from_day=from_day,
        hire_cost_per_day=kind.hire_cost_per_day if from_day > 1 else 0.0,
    )  # fmt: skip


def currency_of(pack: RulePack) -> str:
    """The currency of the pack's transfers."""
    cash = (item for item in pack.catalogue.values() if item.kind is ItemKind.CASH)
    return next((item.currency for item in cash if item.currency), "XOF")


def _agents(shape: Shape, land: Land, pack: RulePack) -> list[CashAgent]:
    draws = Draws(shape.seed, "agents")
    rows: list[CashAgent] = []
    for town in land.towns:
        drawn = draws.share()
        count = 0 if drawn < NO_AGENT else 2 if drawn > 1 - TWO_AGENTS else 1
        fees = [round(draws.between(*FEES), 3) for _ in range(2)]
        rows.extend(
            CashAgent(agent_id=f"agent-{town.id}-{number + 1}", node=town.node, fee=fees[number],
                      liquidity_per_day=1.0, currency=currency_of(pack))
            for number in range(count)
        )  # fmt: skip
    return rows


def _markets(shape: Shape, land: Land) -> list[Market]:
    draws = Draws(shape.seed, "markets")
    kinds = [(kind.value, weight) for kind, weight in MARKETS]
    return [
        Market(node=town.node, functioning=Functioning(draws.pick(kinds)), capacity_per_week=1.0)
        for town in land.towns
    ]
