"""Small worlds in which every means may run short, for plans that are made without a solver.

Two depots D and E with a road between them, three sites, kits in whole units and soap by weight,
water, cash. Whatever isn't given is plentiful.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pulp

from rrm.allocation.lanes import open_lanes
from rrm.allocation.policies import Policy, policy_choice
from rrm.allocation.programme import Case
from rrm.allocation.solver import Constraint, Variable
from rrm.model.access import Access, AccessTable
from rrm.model.demand import Demand
from rrm.model.language import msg
from rrm.model.rule_pack import Item, RulePack
from rrm.model.scenario import (
    Alert,
    Budget,
    CashAgent,
    Depot,
    Lock,
    Market,
    Pipeline,
    Scenario,
    Settings,
    Site,
    Stock,
    Team,
    Transhipment,
    Vehicle,
    WaterSource,
)
from tests.allocation.worlds import START, pack_of

SITES = ("A", "B", "C")
DEPOTS = ("D", "E")


@dataclass(frozen=True)
class Tight:
    """stock: by (depot, item). hours: one way, by (origin, destination). closed: days by site.

    asked: by (site, group, item), quantity and weight. arrivals: kits that come to D, by day.
    expires: last day of the stock of a depot and item. last_days: after which it is lost, by item.
    change: how loads change vehicles at E.
    """

    days: int = 3
    asked: Mapping[tuple[str, str, str], tuple[float, float]] = field(default_factory=dict)
    stock: Mapping[tuple[str, str], float] = field(default_factory=dict)
    arrivals: Mapping[int, int] = field(default_factory=dict)
    trucks: tuple[int, int] = (1, 1)
    truck_kits: int = 4
    tankers: int = 1
    tanker_m3: float = 4.0
    hours: Mapping[tuple[str, str], float] = field(default_factory=dict)
    closed: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    handling: float | None = None
    teams: int | None = None
    source_yield: float = 1000.0
    liquidity: float = 1e9
    market: float | None = None
    budget: float | None = None
    km_cost: float = 1.0
    host_share: float = 0.0
    survival: float = 0.5
    locks: tuple[Lock, ...] = ()
    reported: Mapping[str, int] = field(default_factory=dict)
    expires: Mapping[tuple[str, str], int] = field(default_factory=dict)
    last_days: Mapping[str, int] = field(default_factory=dict)
    change: Transhipment | None = None


def case_of(world: Tight) -> Case:
    """The world as the engine plans it."""
    road_km = {("D", site): 10.0 for site in SITES}
    return Case(_scenario(world), _pack(world), _demands(world), _access(world), road_km)


def delivered(world: Tight, policy: Policy) -> dict[tuple[str, str, str], float]:
    """What a policy brings, by (site, group, item), all days together."""
    case = case_of(world)
    lanes = open_lanes(case.scenario, case.pack, case.access)
    choice = policy_choice(case, lanes, policy)
    assert choice is not None
    found = {demand.key: 0.0 for demand in case.demands}
    for at_trips in choice.loads.values():
        for load in at_trips:
            for j, quantity in load.items():
                found[case.demands[j].key] += quantity
    for (j, _, _), households in choice.payments.items():
        found[case.demands[j].key] += households
    return found


def is_broken(constraint: Constraint, values: Mapping[Variable, float]) -> bool:
    """Whether values pass a constraint by more than sums of floats explain."""
    over = sum(weight * values[variable] for variable, weight in constraint.items())
    over += constraint.constant
    if constraint.sense == pulp.LpConstraintGE:
        over = -over
    return over > 1e-6 * max(1.0, abs(constraint.constant))


def _scenario(world: Tight) -> Scenario:
    settings = Settings(
        id="tight", title={"en": "Tight"}, country="MLI", start=START, horizon_days=world.days,
        rules="world",
        budget=None if world.budget is None else Budget(amount=world.budget, currency="XOF"),
    )  # fmt: skip
    groups = dict.fromkeys((site, group) for site, group, _ in world.asked)
    groups |= dict.fromkeys((site, "idp") for site in SITES)
    return Scenario(
        settings=settings,
        sites=tuple(
            Site(site_id=site, name=site, lat=0, lon=0, households=10, people=60, group=group,
                 node=site)
            for site, group in groups
        ),
        alerts=tuple(
            Alert(alert_id=site, site_id=site, shock="flood", reported_on=date(2022, 4, day))
            for site, day in world.reported.items()
        ),
        depots=tuple(
            Depot(depot_id=depot, name=depot, lat=0, lon=0, node=depot,
                  handling_capacity=world.handling)
            for depot in DEPOTS
        ),
        stock=tuple(
            Stock(depot_id=depot, item=item, quantity=quantity, expires_on=_date(
                world.expires.get((depot, item))
            ))
            for (depot, item), quantity in world.stock.items()
        ),
        pipeline=tuple(
            Pipeline(depot_id="D", item="kit", quantity=n,
                     arrives_on=date.fromordinal(START.toordinal() + day - 1))
            for day, n in world.arrivals.items()
        ),
        vehicles=tuple(_vehicles(world)),
        teams=() if world.teams is None else tuple(
            Team(team_id=depot, depot_id=depot, households_per_day=world.teams)
            for depot in DEPOTS
        ),
        water_sources=(WaterSource(source_id="S", node="D", m3_per_day=world.source_yield),),
        cash_agents=(
            CashAgent(agent_id="P", node="D", liquidity_per_day=world.liquidity, fee=0.02,
                      currency="XOF"),
        ),
        markets=(Market(node="D", functioning="open", capacity_per_week=world.market),),
        locks=world.locks,
        transhipments=() if world.change is None else (world.change,),
    )  # fmt: skip


def _date(day: int | None) -> date | None:
    return None if day is None else date.fromordinal(START.toordinal() + day - 1)


def _vehicles(world: Tight) -> list[Vehicle]:
    shared = {"hours_per_day": 10, "cost_per_km": world.km_cost, "hire_cost_per_day": 5}
    trucks = [
        Vehicle(vehicle_class="truck", depot_id=depot, count=count,
                payload_kg=world.truck_kits * 10.0, volume_m3=100, **shared)
        for depot, count in zip(DEPOTS, world.trucks, strict=True)
    ]  # fmt: skip
    tanker = Vehicle(
        vehicle_class="tanker", depot_id="D", count=world.tankers, payload_kg=1e6,
        volume_m3=world.tanker_m3, **shared,
    )  # fmt: skip
    return [*trucks, tanker]


def _pack(world: Tight) -> RulePack:
    pack = pack_of()
    words = {"en": "word", "fr": "mot"}
    soap = Item(
        label=words, kind="goods", unit="kg", whole=False, kg=1, m3=0.01, unit_value=2, source="x"
    )
    kit = pack.catalogue["kit"].model_copy(update={"unit_value": 50.0})
    truck = pack.access.classes["truck"].model_copy(update={"max_trip_days": 2})
    share = {"minimum_host_share": world.host_share}
    return pack.model_copy(
        update={
            "catalogue": {**pack.catalogue, "kit": kit, "soap": soap},
            "entitlements": pack.entitlements.model_copy(update=share),
            "access": pack.access.model_copy(
                update={"classes": {**pack.access.classes, "truck": truck}}
            ),
        }
    )


def _demands(world: Tight) -> tuple[Demand, ...]:
    return tuple(
        Demand(
            site, group, item, item, item, quantity,
            world.survival * quantity if item == "water" else 0.0, 1,
            world.days if item == "water" else 2, weight, 10, 60, msg("a test"),
            world.last_days.get(item),
        )
        for (site, group, item), (quantity, weight) in world.asked.items()
    )  # fmt: skip


def _access(world: Tight) -> AccessTable:
    rows = []
    for day in range(1, world.days + 1):
        rows.append(_row(world, "D", "S", "tanker", day, 0.0))
        for depot, other in (DEPOTS, DEPOTS[::-1]):
            rows.append(_row(world, depot, other, "truck", day, 2.0))
        for site in SITES:
            rows += [_row(world, depot, site, "truck", day, 2.0) for depot in DEPOTS]
            rows.append(_row(world, "S", site, "tanker", day, 2.0))
    return AccessTable(tuple(rows))


def _row(world: Tight, origin: str, to: str, vehicle_class: str, day: int, usual: float) -> Access:
    hours = world.hours.get((origin, to), usual)
    is_open = day not in world.closed.get(to, ())
    return Access(
        origin, to, vehicle_class, day, day, hours, hours, 10 * hours, 20 * hours * world.km_cost, 0.0, is_open,
        "open" if is_open else "closed", None if is_open else msg("closed"), (origin, to),
        (to, origin), km_back=10 * hours, day_starts=6.0,
    )  # fmt: skip
