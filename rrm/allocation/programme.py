"""The plan as a mixed-integer programme: its sets and variables.

symbol   here           meaning                                             unit
y[l]     trips          trips on lane l                                     whole
w[l]     vehicles       vehicles that serve lane l                          whole
x[l,j]   loads          what lane l brings for demand j                     item's unit
q[l,k]   moves          what lane l moves of item k to another depot        item's unit
h[j,a,t] payments       households paid for demand j by agent a on day t    whole
u[d,i,t] served         households that teams of depot d serve at i on t    households
s[j,t]   shortfalls     survival water missing on day t                     m³
m[d,k,t] made           units of item k that depot d puts together from parts
d, z     held           what differs from the plan in force, see hand_overs.py
f, g, p  batches        what is taken of each batch, see batch_flows.py     item's unit
θ        worst          least share of what is attainable, over all sites   0..1
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rrm.allocation.batch_flows import BatchFlows, Leaving, Means, Moving, batch_flows
from rrm.allocation.batches import batches, dated_items, latest_days, within_plan
from rrm.allocation.hand_overs import HeldAgainst, held_against
from rrm.allocation.lanes import Lane, LaneKind, open_lanes
from rrm.allocation.money_ways import MoneyWays
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
from rrm.model.hand_over import HandOver
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
    in_force: what the plan in force hands over from now on; None where there is no such plan.
    worst_off_at_least: share of what access allows it that the worst-off site must get.
    """

    scenario: Scenario
    pack: RulePack
    demands: tuple[Demand, ...]
    access: AccessTable
    road_km: RoadKm
    in_force: Mapping[HandOver, float] | None = None
    worst_off_at_least: float = 0.0

    @property
    def horizon(self) -> range:
        """Days of the scenario, from 1."""
        return range(1, self.scenario.settings.horizon_days + 1)

    def kind(self, demand: Demand) -> ItemKind:
        """Whether a demand is for goods, water or cash."""
        return self.pack.catalogue[demand.item].kind


@dataclass(frozen=True, slots=True)
class Programme:
    """The variables of a case; see the table at the top of the module.

    crowded: lanes on which whole units are known not to fit as weight and volume alone would let
    them; with_margin: of those, lanes on which room is kept for the largest unit.
    in_reach: demands for which there is a way, whether or not there is anything to bring.
    """

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
    batches: BatchFlows
    worst: Variable
    made: dict[tuple[str, str, int], Variable] = field(default_factory=dict)
    held: HeldAgainst | None = None
    lanes_for: dict[int, list[int]] = field(default_factory=dict)
    crowded: frozenset[int] = frozenset()
    with_margin: frozenset[int] = frozenset()
    in_reach: frozenset[int] = frozenset()

    @property
    def variables(self) -> tuple[Variable, ...]:
        """Every variable once, in a fixed order."""
        tables = (
            self.trips, self.vehicles, self.loads, self.moves, self.payments, self.served,
            self.shortfalls, self.made,
        )  # fmt: skip
        found = {v.name: v for table in tables for v in table.values()}
        held = () if self.held is None else self.held.variables
        return (*found.values(), *self.batches.variables, self.worst, *held)


@dataclass(frozen=True, slots=True)
class Part:
    """What of a case a programme speaks of: some lanes and some demands, by their numbers.

    day: of water, where only one day is meant.
    """

    lanes: tuple[Lane, ...]
    demands: tuple[int, ...]
    day: int | None = None


def whole_case(case: Case) -> Part:
    """All of a case."""
    lanes = open_lanes(case.scenario, case.pack, case.access)
    return Part(lanes, tuple(range(len(case.demands))))


def programme(case: Case, part: Part | None = None) -> Programme:
    """The variables of a case; lanes that could carry nothing wanted are left out.

    part: of the case; all of it where none is given.
    """
    part = part or whole_case(case)
    problem = new_problem()
    supply = _supply(case)
    movable = _movable(case, supply)
    keeping = keeping_days(case)
    by_site = _by_site(case, part.demands)
    loads: dict[tuple[int, int], Variable] = {}
    moves: dict[tuple[int, str], Variable] = {}
    lanes: list[Lane] = []
    in_reach: set[int] = set()
    for lane in part.lanes:
        due = _due_by(case, lane, by_site)
        in_reach.update(due)
        wanted = [j for j in due if _is_there(case, lane, case.demands[j], supply, keeping)]
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
    payments = _payments(problem, case, part.demands)
    lanes_for: dict[int, list[int]] = defaultdict(list)
    for at, j in loads:
        lanes_for[j].append(at)
    return Programme(
        case,
        problem,
        tuple(lanes),
        trips,
        vehicles,
        loads,
        moves,
        payments,
        _served(problem, case, lanes, loads),
        _shortfalls(problem, case, part),
        _batches(problem, case, lanes, loads, moves),
        real_variable(problem, "theta", 1.0),
        _made(problem, case, supply),
        _held(problem, case, part, lanes, loads, payments),
        dict(lanes_for),
        in_reach=frozenset(in_reach | {j for j, _, _ in payments}),
    )


def _held(
    problem: Problem,
    case: Case,
    part: Part,
    lanes: list[Lane],
    loads: Mapping[tuple[int, int], Variable],
    payments: Mapping[tuple[int, str, int], Variable],
) -> HeldAgainst | None:
    """What a plan in force is held against; what nobody is due any more belongs to the whole."""
    if case.in_force is None:
        return None
    mine = {case.demands[j].key for j in part.demands}
    is_whole = len(part.demands) == len(case.demands)
    before: dict[HandOver, float] = defaultdict(float)
    for (day, *need), quantity in case.in_force.items():
        site_id, group, item = need
        if is_whole or (site_id, group, item) in mine:
            before[day, site_id, group, item] += quantity
    sent = [(j, lanes[at].arrival_day, load) for (at, j), load in loads.items()]
    sent += [(j, day, paid) for (j, _, day), paid in payments.items()]
    due: dict[tuple[str, str, str], float] = defaultdict(float)
    for demand in case.demands:
        due[demand.key] += demand.quantity
    handed = [
        ((day, *case.demands[j].key), variable, due[case.demands[j].key])
        for j, day, variable in sent
    ]
    counted = case.scenario.settings.most_changes is not None
    return held_against(problem, before, handed, case.demands, with_changed=counted)


def assembled(pack: RulePack) -> frozenset[str]:
    """Items that are put together from parts."""
    return frozenset(name for name, item in pack.catalogue.items() if item.made_of)


def batch_means(case: Case) -> Means:
    """The batches of items of which some expires within the plan, and what depots make of them."""
    catalogue, dated = case.pack.catalogue, dated_items(case.scenario, case.pack)
    there = [one for one in batches(case.scenario, case.pack) if one.item in dated]
    return Means(
        within_plan(there, case.horizon[-1]),
        case.horizon[-1],
        case.horizon[-1],
        {name: catalogue[name].made_of for name in sorted(dated) if catalogue[name].made_of},
    )


def _batches(
    problem: Problem,
    case: Case,
    lanes: list[Lane],
    loads: Iterable[tuple[int, int]],
    moves: Iterable[tuple[int, str]],
) -> BatchFlows:
    """What could be taken of each batch; chlorine is, by the tankers of its depot."""
    dated = dated_items(case.scenario, case.pack)
    if not dated:
        return BatchFlows()
    leaving: list[Leaving] = []
    for at, j in loads:
        lane, depot, item = lanes[at], lanes[at].origin, case.demands[j].item
        if lane.kind == LaneKind.WATER:
            chlorine = case.pack.catalogue[item].goes_with.chlorine
            depot = case.scenario.vehicles[lane.fleet].depot_id
            item = "" if chlorine is None else chlorine.item
        if item in dated:
            leaving.append(Leaving(depot, item, lane.day, lane.arrival_day))
    moving = [
        Moving(lanes[at].name, item, lanes[at].ready_day) for at, item in moves if item in dated
    ]
    return batch_flows(problem, batch_means(case), leaving, moving)


def last_day_of(case: Case, demand: Demand) -> int:
    """The last day on which a demand may be met: of water its due day, else until it is lost."""
    last = case.horizon[-1]
    if case.kind(demand) == ItemKind.WATER:
        return min(last, demand.due_day)
    return last if demand.last_day is None else min(last, demand.last_day)


def lateness_factor(case: Case, demand: Demand, day: int) -> float:
    """What is left of a unit's weight when it arrives on a day; water counts in full each day.

    1 - a (day - first day) - b max(0, day - due day), never below the least that the pack leaves.
    """
    if case.kind(demand) == ItemKind.WATER:
        return 1.0
    rules = case.pack.entitlements.lateness
    late = max(0, day - demand.due_day)
    waited = max(0, day - demand.from_day)
    lost = rules.loss_per_day * waited + rules.loss_per_day_after_due * late
    return max(rules.least_left, 1.0 - lost)


def _by_site(case: Case, demands: Iterable[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for j in demands:
        found[case.demands[j].site_id].append(j)
    return found


def _due_by(case: Case, lane: Lane, by_site: Mapping[str, list[int]]) -> list[int]:
    """Demands that what comes by a lane is in time for."""
    if lane.kind == LaneKind.TRANSFER:
        return []
    wanted_kind = ItemKind.WATER if lane.kind == LaneKind.WATER else ItemKind.GOODS
    return [
        j
        for j in by_site.get(lane.destination, ())
        if case.kind(case.demands[j]) == wanted_kind
        and case.demands[j].from_day <= lane.arrival_day <= last_day_of(case, case.demands[j])
    ]


def _is_there(
    case: Case,
    lane: Lane,
    demand: Demand,
    supply: Mapping[str, float],
    keeping: Mapping[str, int],
) -> bool:
    """Whether any depot has, or may have, what is due, and it keeps until it arrives."""
    if lane.arrival_day > keeping.get(demand.item, lane.arrival_day):
        return False
    return case.kind(demand) == ItemKind.WATER or supply.get(demand.item, 0.0) > 0


def keeping_days(case: Case) -> Mapping[str, int]:
    """By item, the last day on which it may be handed out; none of what can be put together."""
    return {
        item: last
        for item, last in latest_days(case.scenario).items()
        if item in case.pack.catalogue and not case.pack.catalogue[item].made_of
    }


def _movable(case: Case, supply: Mapping[str, float]) -> list[str]:
    """Items that could be wanted further on, and are held or expected anywhere.

    Those that are due, their parts, and chlorine for the tankers of another depot.
    """
    goods = {d.item for d in case.demands if case.kind(d) == ItemKind.GOODS}
    goods |= {part for item in goods for part in case.pack.catalogue[item].made_of}
    goods |= {
        chlorine.item
        for d in case.demands
        if (chlorine := case.pack.catalogue[d.item].goes_with.chlorine) is not None
    }
    return sorted(item for item in goods if supply.get(item, 0.0) > 0)


def _supply(case: Case) -> dict[str, float]:
    """What all depots hold and expect together, by item, and what could be put together of it."""
    scenario = case.scenario
    held = [(line.item, line.quantity) for line in scenario.stock]
    supply: dict[str, float] = {}
    for item, quantity in (*held, *((line.item, line.quantity) for line in scenario.pipeline)):
        supply[item] = supply.get(item, 0.0) + quantity
    made = dict(supply)
    for item in sorted(assembled(case.pack)):
        parts = case.pack.catalogue[item].made_of
        whole = min(supply.get(part, 0.0) / each for part, each in parts.items())
        made[item] = supply.get(item, 0.0) + whole
    return made


def _made(
    problem: Problem, case: Case, supply: Mapping[str, float]
) -> dict[tuple[str, str, int], Variable]:
    """By depot, item and day, for items that are due and whose parts are held."""
    due = {demand.item for demand in case.demands}
    return {
        (depot.depot_id, item, day): real_variable(problem, f"m_{depot.depot_id}_{item}_{day}")
        for item in sorted(due & assembled(case.pack))
        if supply.get(item, 0.0) > 0
        for depot in case.scenario.depots
        for day in case.horizon
    }


def _quantity_variable(problem: Problem, case: Case, name: str, demand: Demand) -> Variable:
    make = whole_variable if case.pack.catalogue[demand.item].whole else real_variable
    return make(problem, name, demand.quantity)


def _trip_variable(problem: Problem, scenario: Scenario, name: str, lane: Lane) -> Variable:
    vehicles = scenario.vehicles[lane.fleet].count
    return whole_variable(problem, name, vehicles * lane.trips_per_vehicle)


def _payments(
    problem: Problem, case: Case, demands: Iterable[int]
) -> dict[tuple[int, str, int], Variable]:
    """By demand, agent and a day on which it may be paid."""
    reach, ways = case.pack.modality.agent_reach_km, MoneyWays(case.scenario, case.pack)
    found = {}
    for j in demands:
        demand = case.demands[j]
        if case.kind(demand) != ItemKind.CASH:
            continue
        node = case.scenario.site_node(demand.site_id)
        for agent in agents_in_reach(case.scenario, case.road_km, node, reach):
            for day in range(demand.from_day, last_day_of(case, demand) + 1):
                if ways.may_go(agent, demand.site_id, day):
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


def _shortfalls(problem: Problem, case: Case, part: Part) -> dict[tuple[int, int], Variable]:
    return {
        (j, day): real_variable(problem, f"s_{j}_{day}", case.demands[j].survival_quantity)
        for j in part.demands
        if case.kind(case.demands[j]) == ItemKind.WATER and case.demands[j].survival_quantity > 0
        for day in range(case.demands[j].from_day, case.demands[j].due_day + 1)
        if part.day in (None, day)
    }
