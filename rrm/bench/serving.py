"""What it would take to serve everybody: the cheapest way to each site, trips, days and money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, fsum

from rrm.access import cycles_a_day, filling_hours, turnaround
from rrm.entitlements import agents_in_reach
from rrm.model.access import Access, AccessTable
from rrm.model.demand import Demand
from rrm.model.rule_pack import ItemKind, RulePack
from rrm.model.scenario import Scenario, Vehicle, WaterSource

RoadKm = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Load:
    """What all goods due at a site weigh and take up."""

    kg: float
    m3: float

    def of_vehicle(self, vehicle: Vehicle) -> float:
        """How many such vehicles it fills, by weight or by volume."""
        return max(self.kg / vehicle.payload_kg, self.m3 / vehicle.volume_m3)


@dataclass(frozen=True, slots=True)
class WaterDue:
    """Water that all groups of a site are due: m3 a day, on so many days."""

    m3_a_day: float
    days: int


@dataclass(frozen=True, slots=True)
class Way:
    """The cheapest way to bring a site what it is due.

    origin: depot, or for water the source. trips: whole, over all days. vehicle_days: that they
    keep vehicles busy. cost: of them all. rotations: of a tanker a day.
    """

    site_id: str
    origin: str
    vehicle: Vehicle
    trips: int
    vehicle_days: float
    cost: float
    rotations: int = 0


def kind_of(pack: RulePack, demand: Demand) -> ItemKind:
    """Goods, water or cash."""
    return pack.catalogue[demand.item].kind


def is_tanker(pack: RulePack, vehicle: Vehicle) -> bool:
    """Whether a vehicle carries water, not goods."""
    return pack.access.classes[vehicle.vehicle_class].carries == "water"


def goods_by_site(pack: RulePack, demands: Iterable[Demand]) -> dict[str, Load]:
    """By site, all goods that its groups are due."""
    kg: dict[str, float] = defaultdict(float)
    m3: dict[str, float] = defaultdict(float)
    for demand in demands:
        item = pack.catalogue[demand.item]
        if item.kind is ItemKind.GOODS:
            kg[demand.site_id] += demand.quantity * item.kg
            m3[demand.site_id] += demand.quantity * item.m3
    return {site_id: Load(kg[site_id], m3[site_id]) for site_id in kg}


def water_by_site(pack: RulePack, demands: Iterable[Demand]) -> dict[str, WaterDue]:
    """By site, the water that its groups are due."""
    found: dict[str, WaterDue] = {}
    for demand in demands:
        if kind_of(pack, demand) is ItemKind.WATER:
            known = found.get(demand.site_id, WaterDue(0.0, 0))
            days = max(known.days, demand.due_day - demand.from_day + 1)
            found[demand.site_id] = WaterDue(known.m3_a_day + demand.quantity, days)
    return found


def goods_ways(
    scenario: Scenario, pack: RulePack, table: AccessTable, loads: Mapping[str, Load]
) -> dict[str, Way]:
    """By site, the depot and class that bring its goods for the least; none for who is cut off.

    In whole trips, each by the way of the first days on which it is open.
    """
    found: dict[str, Way] = {}
    for vehicle in _first_of_each(scenario, pack, tankers=False):
        rules = pack.access.classes[vehicle.vehicle_class]
        for site_id, load in loads.items():
            row = _first_open(table, vehicle.depot_id, site_id, vehicle.vehicle_class)
            if row is None:
                continue
            trip = turnaround(row, rules, min(vehicle.hours_per_day, row.day_hours))
            if trip.days > rules.max_trip_days:
                continue
            filled = load.of_vehicle(vehicle)
            trips = ceil(filled)
            days = trips / trip.trips_per_day if trip.trips_per_day else float(trips * trip.days)
            cost = trips * row.trip_cost(vehicle.cost_per_km) + days * vehicle.hire_cost_per_day
            _keep(found, Way(site_id, vehicle.depot_id, vehicle, trips, days, cost))
    return found


def water_ways(
    scenario: Scenario, pack: RulePack, table: AccessTable, due: Mapping[str, WaterDue]
) -> dict[str, Way]:
    """By site, the source and tankers that bring its water for the least, over all its days."""
    found: dict[str, Way] = {}
    for tanker in _first_of_each(scenario, pack, tankers=True):
        for source in _sources_near(scenario, table, tanker):
            for site_id, water in due.items():
                way = _water_way(pack, table, tanker, source, site_id, water)
                if way is not None:
                    _keep(found, way)
    return found


def cost_of_everything(
    scenario: Scenario,
    pack: RulePack,
    road_km: RoadKm,
    demands: Iterable[Demand],
    ways: Iterable[Way],
) -> float:
    """Transport of all goods and water by the cheapest ways, and all transfers with their fees.

    ways: of goods and of water; who can't be reached costs nothing.
    """
    return fsum(way.cost for way in ways) + transfers_due(scenario, pack, road_km, demands)


def transfers_due(
    scenario: Scenario, pack: RulePack, road_km: RoadKm, demands: Iterable[Demand]
) -> float:
    """What all transfers due come to, with the fee of the cheapest agent in reach."""
    fees = {agent.agent_id: agent.fee for agent in scenario.cash_agents}
    nodes = {site.site_id: site.node for site in scenario.sites}
    amounts: list[float] = []
    for demand in demands:
        if kind_of(pack, demand) is not ItemKind.CASH:
            continue
        node = nodes[demand.site_id]
        agents = agents_in_reach(scenario, road_km, node, pack.modality.agent_reach_km)
        fee = min((fees[agent] for agent in agents), default=0.0)
        amounts.append(demand.quantity * pack.catalogue[demand.item].unit_value * (1 + fee))
    return fsum(amounts)


def tank_m3(pack: RulePack, tanker: Vehicle) -> float:
    """What a tanker brings at a time, by volume and by payload."""
    water = next(item for item in pack.catalogue.values() if item.kind is ItemKind.WATER)
    return min(tanker.volume_m3, tanker.payload_kg * water.m3 / water.kg)


def _water_way(
    pack: RulePack,
    table: AccessTable,
    tanker: Vehicle,
    source: WaterSource,
    site_id: str,
    due: WaterDue,
) -> Way | None:
    row = _first_open(table, source.source_id, site_id, tanker.vehicle_class)
    base = _first_open(table, tanker.depot_id, source.source_id, tanker.vehicle_class)
    if row is None or base is None:
        return None
    rules = pack.access.classes[tanker.vehicle_class]
    cycle = filling_hours(rules, tanker.volume_m3, source) + rules.unload_hours
    hours = min(tanker.hours_per_day, row.day_hours, base.day_hours)
    rotations = cycles_a_day(
        cycle + row.hours + row.hours_back, base.hours + base.hours_back, hours
    )
    if rotations < 1:
        return None
    trips = due.days * ceil(due.m3_a_day / tank_m3(pack, tanker))
    out = base.trip_cost(tanker.cost_per_km) + tanker.hire_cost_per_day
    cost = trips * row.trip_cost(tanker.cost_per_km) + trips / rotations * out
    return Way(site_id, source.source_id, tanker, trips, trips / rotations, cost, rotations)


def _keep(found: dict[str, Way], way: Way) -> None:
    known = found.get(way.site_id)
    if known is None or (way.cost, way.origin) < (known.cost, known.origin):
        found[way.site_id] = way


def _first_of_each(scenario: Scenario, pack: RulePack, *, tankers: bool) -> list[Vehicle]:
    """The first vehicles of each depot and class: of tankers, or of those for goods."""
    found: dict[tuple[str, str], Vehicle] = {}
    for vehicle in scenario.vehicles:
        if is_tanker(pack, vehicle) == tankers:
            found.setdefault((vehicle.depot_id, vehicle.vehicle_class), vehicle)
    return list(found.values())


def _sources_near(scenario: Scenario, table: AccessTable, tanker: Vehicle) -> list[WaterSource]:
    """Sources to which the tanker can drive in a morning and come home from at night."""
    near = []
    for source in scenario.water_sources:
        row = _first_open(table, tanker.depot_id, source.source_id, tanker.vehicle_class)
        if row is not None and row.hours + row.hours_back < tanker.hours_per_day:
            near.append(source)
    return near


def _first_open(
    table: AccessTable, origin: str, destination: str, vehicle_class: str
) -> Access | None:
    rows = table.between(origin, destination, vehicle_class)
    return next((row for row in rows if row.open), None)
