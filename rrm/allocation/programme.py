"""The plan as a mixed-integer programme: its sets and variables.

symbol   here           meaning                                             unit
y[l]     trips          trips on lane l                                     whole
w[l]     vehicles       vehicles that serve lane l                          whole
x[l,j]   loads          what lane l brings for demand j                     item's unit
q[l,k]   moves          what lane l moves of item k to another depot        item's unit
h[j,a,t] payments       households paid for demand j by agent a on day t    whole
u[d,i,t] served         households that teams of depot d serve at i on t    households
s[j,t]   shortfalls     survival water missing on day t                     m³
θ        worst          least share of what is attainable, over all sites   0..1
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rrm.allocation.lanes import Lane, LaneKind, open_lanes
from rrm.allocation.solver import (
    Problem,
    Variable,
    new_problem,
    real_variable,
    whole_variable,
)
from rrm.entitlements import agents_in_reach
from rrm.model.access import AccessTable
from rrm.model.demand import Demand
from rrm.model.rule_pack import ItemKind, RulePack
from rrm.model.scenario import Scenario

RoadKm = Mapping[tuple[str, str], float]
Place = tuple[str, str, str, int]
"""Where and when teams hand out: a depot, a site, a group, and a day."""


def place_of(lane: Lane, demand: Demand) -> Place:
    """Where and when what a lane brings for a demand is handed out."""
    return (lane.origin, demand.site_id, demand.group, lane.arrival_day)


@dataclass(frozen=True, slots=True)
class Case:
    """What is to be planned: demands and means, with access and distances.

    road_km: from agents' and markets' nodes to sites' nodes.
    """

    scenario: Scenario
    pack: RulePack
    demands: tuple[Demand, ...]
    access: AccessTable
    road_km: RoadKm

    @property
    def horizon(self) -> range:
        """Days of the scenario, from 1."""
        return range(1, self.scenario.settings.horizon_days + 1)

    def kind(self, demand: Demand) -> ItemKind:
        """Whether a demand is for goods, water or cash."""
        return self.pack.catalogue[demand.item].kind


@dataclass(frozen=True, slots=True)
class Programme:
    """The variables of a case; see the table at the top of the module."""

    case: Case
    problem: Problem
    lanes: tuple[Lane, ...]
    trips: dict[int, Variable]
    vehicles: dict[int, Variable]
    loads: dict[tuple[int, int], Variable]
    moves: dict[tuple[int, str], Variable]
    payments: dict[tuple[int, str, int], Variable]
    served: dict[Place, Variable]
    shortfalls: dict[tuple[int, int], Variable]
    worst: Variable

    @property
    def variables(self) -> tuple[Variable, ...]:
        """Every variable once, in a fixed order."""
        tables = (
            self.trips, self.vehicles, self.loads, self.moves, self.payments, self.served,
            self.shortfalls,
        )  # fmt: skip
        found = {v.name: v for table in tables for v in table.values()}
        return (*found.values(), self.worst)


def programme(case: Case) -> Programme:
    """The variables of a case; lanes that could carry nothing wanted are left out."""
    problem = new_problem()
    candidates = open_lanes(case.scenario, case.pack, case.access)
    supply = _supply(case.scenario)
    movable = _movable(case, supply)
    loads: dict[tuple[int, int], Variable] = {}
    moves: dict[tuple[int, str], Variable] = {}
    lanes: list[Lane] = []
    for lane in candidates:
        wanted = _wanted(case, lane, supply)
        items = movable if lane.kind == LaneKind.TRANSFER else []
        if not wanted and not items:
            continue
        at = len(lanes)
        lanes.append(lane)
        for j in wanted:
            loads[at, j] = _quantity_variable(problem, case, f"x_{at}_{j}", case.demands[j])
        for item in items:
            make = whole_variable if case.pack.catalogue[item].whole else real_variable
            moves[at, item] = make(problem, f"q_{at}_{item}", supply[item])
    trips = {
        at: _trip_variable(problem, case.scenario, f"y_{at}", lane) for at, lane in enumerate(lanes)
    }
    vehicles = {
        at: trips[at]
        if lane.trips_per_vehicle == 1
        else whole_variable(problem, f"w_{at}", case.scenario.vehicles[lane.fleet].count)
        for at, lane in enumerate(lanes)
    }
    return Programme(
        case,
        problem,
        tuple(lanes),
        trips,
        vehicles,
        loads,
        moves,
        _payments(problem, case),
        _served(problem, case, lanes, loads),
        _shortfalls(problem, case),
        real_variable(problem, "theta", 1.0),
    )


def lateness_factor(case: Case, demand: Demand, day: int) -> float:
    """What is left of a unit's weight when it arrives on a day; water counts in full each day.

    1 - a (day - first day) - b max(0, day - due day), never below the least that the pack leaves.
    """
    if case.kind(demand) == ItemKind.WATER:
        return 1.0
    rules = case.pack.entitlements.lateness
    late = max(0, day - demand.due_day)
    waited = day - demand.from_day
    lost = rules.loss_per_day * waited + rules.loss_per_day_after_due * late
    return max(rules.least_left, 1.0 - lost)


def _wanted(case: Case, lane: Lane, supply: Mapping[str, float]) -> list[int]:
    if lane.kind == LaneKind.TRANSFER:
        return []
    wanted_kind = ItemKind.WATER if lane.kind == LaneKind.WATER else ItemKind.GOODS
    return [
        j
        for j, demand in enumerate(case.demands)
        if demand.site_id == lane.destination
        and case.kind(demand) == wanted_kind
        and demand.from_day <= lane.arrival_day
        and (wanted_kind == ItemKind.GOODS or lane.arrival_day <= demand.due_day)
        and (wanted_kind == ItemKind.WATER or supply.get(demand.item, 0.0) > 0)
    ]


def _movable(case: Case, supply: Mapping[str, float]) -> list[str]:
    """Items that could be wanted further on: demanded, and held or expected anywhere."""
    goods = {d.item for d in case.demands if case.kind(d) == ItemKind.GOODS}
    return sorted(item for item in goods if supply.get(item, 0.0) > 0)


def _supply(scenario: Scenario) -> dict[str, float]:
    """What all depots hold and expect together, by item."""
    held = [(line.item, line.quantity) for line in scenario.stock]
    supply: dict[str, float] = {}
    for item, quantity in (*held, *((line.item, line.quantity) for line in scenario.pipeline)):
        supply[item] = supply.get(item, 0.0) + quantity
    return supply


def _quantity_variable(problem: Problem, case: Case, name: str, demand: Demand) -> Variable:
    make = whole_variable if case.pack.catalogue[demand.item].whole else real_variable
    return make(problem, name, demand.quantity)


def _trip_variable(problem: Problem, scenario: Scenario, name: str, lane: Lane) -> Variable:
    return whole_variable(
        problem, name, scenario.vehicles[lane.fleet].count * lane.trips_per_vehicle
    )


def _payments(problem: Problem, case: Case) -> dict[tuple[int, str, int], Variable]:
    reach = case.pack.modality.agent_reach_km
    found = {}
    for j, demand in enumerate(case.demands):
        if case.kind(demand) != ItemKind.CASH:
            continue
        node = case.scenario.site_node(demand.site_id)
        for agent in agents_in_reach(case.scenario, case.road_km, node, reach):
            for day in case.horizon:
                if day >= demand.from_day:
                    name = f"h_{j}_{agent}_{day}"
                    found[j, agent, day] = whole_variable(problem, name, demand.quantity)
    return found


def _served(
    problem: Problem, case: Case, lanes: list[Lane], loads: dict[tuple[int, int], Variable]
) -> dict[Place, Variable]:
    """Households that each depot's teams serve; none to count where no teams are listed."""
    places: dict[Place, Variable] = {}
    for at, j in loads:
        lane, demand = lanes[at], case.demands[j]
        if case.scenario.teams and lane.kind == LaneKind.GOODS:
            place = place_of(lane, demand)
            if place not in places:
                places[place] = real_variable(problem, f"u_{len(places)}")
    return places


def _shortfalls(problem: Problem, case: Case) -> dict[tuple[int, int], Variable]:
    return {
        (j, day): real_variable(problem, f"s_{j}_{day}", demand.survival_quantity)
        for j, demand in enumerate(case.demands)
        if case.kind(demand) == ItemKind.WATER and demand.survival_quantity > 0
        for day in range(demand.from_day, demand.due_day + 1)
    }
