"""Priorities one after another: each is served as far as those before it allow."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from rrm.allocation.apart import Stop
from rrm.allocation.attainable import least_share
from rrm.allocation.constraints import all_constraints, need_terms
from rrm.allocation.evenness import Evenness, evenness
from rrm.allocation.objectives import Objective, objective
from rrm.allocation.programme import Programme
from rrm.allocation.so_far import SoFar, Watcher
from rrm.allocation.solver import Goal, Limits, Solution, TierSolver, Values, Variable
from rrm.allocation.stability import change_values, differs_values
from rrm.model.scenario import Priority, Tier

SLACK = 1e-6
"""Relative room left when a tier is held, so that rounding doesn't make it infeasible."""
EVEN_SLACK = 1e-5
"""The same for how even a plan is: its least tenths count little, and are lost in rounding else."""
WHOLE_WORK = 30_000
"""Nodes times variables that the last step of a tier may take: enough for a small case; in a large
one the step before has found nearly everything there is."""
NEAR_NODES = 800
"""Nodes of the second step; they are cheap, as most trips are settled there."""
LEAST_NODES = 30
"""With fewer nodes than this the last step is not worth its first one."""


FIRST_NODES = 20_000
"""Nodes that may be taken to find a first plan where locks or a floor ask for something."""


@dataclass(frozen=True, slots=True)
class _Anything:
    """No goal: any plan that keeps every row will do."""

    terms: dict[Variable, float] = field(default_factory=dict)
    maximise: bool = False


@dataclass(frozen=True, slots=True)
class TierOutcome:
    """One tier solved: its value then, the proven bound, and whether the gap was reached.

    charged: what its own turn took of the tiers before, by tier, in the unit of that one; below 0
    where it gave something.
    """

    priority: Priority
    unit: str
    maximise: bool
    value: float
    bound: float
    is_proven: bool
    hit_time: bool
    charged: tuple[tuple[Tier, float], ...] = ()

    @property
    def gap(self) -> float:
        """Distance from the bound, as a share of it; 0 where both are nothing."""
        return relative_gap(self.value, self.bound)


@dataclass(frozen=True, slots=True)
class Solved:
    """The values of every variable after the last tier; None where no plan keeps the locks.

    stop: why it ended before all was solved, and the words of an error; both empty where it did
    not. is_open: there may be a plan, though none was found.
    """

    values: Mapping[Variable, float] | None
    tiers: tuple[TierOutcome, ...]
    stop: Stop | None = None
    words: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class InForce:
    """The plan in force as a plan of the programme.

    values: None where it can't be kept as it is. stands: nothing that it was made from has
    changed, so that it is kept, and only what no plan could pass is asked.
    """

    values: Mapping[Variable, float] | None
    stands: bool = False


def solve_tiers(
    p: Programme,
    priorities: tuple[Priority, ...],
    limits: Limits,
    in_force: InForce | None = None,
    first: Mapping[Variable, float] | None = None,
    tell: Callable[[SoFar], None] | None = None,
) -> Solved:
    """Solves the tiers in order; a later one may cost an earlier one its tolerance at most.

    Never comes back empty-handed: the plan that does nothing is the first start, unless locks
    forbid it. Source of the method: preemptive goal programming.
    Trips are saved last also where cost is no priority, so that none goes for nothing.
    first: a plan that keeps every law, to start from. tell: told where the solve stands.
    in_force: a plan that is kept wherever none is found that is better by more than the gap asked;
    where it can't be kept, the plan nearest to it is.
    """
    for number, constraint in enumerate(all_constraints(p)):
        p.problem.addConstraint(constraint, f"c{number}")
    solver = TierSolver(p.problem, limits)
    deadline = time.monotonic() + limits.seconds
    course = _Course(p, solver, limits.gap, in_force, _doing_nothing(p))
    if tell is not None:
        course.watcher = Watcher(p.variables, lambda values: _complete(p, values), tell)
        solver.watch(course.watcher.see)
    if in_force is not None:
        seconds = limits.seconds / 4
        course.held = _nearest(p, solver, in_force, course.best, limits.gap, seconds)
    if first is not None and priorities:
        course.best = _better(objective(p, priorities[0].tier), course.best, _by_index(p, first))
    solution = None
    for done, priority in enumerate(priorities):
        solution = course.take_turn(priority, deadline, len(priorities) - done)
        if course.best is None:
            break
    if course.best is None:
        return Solved(None, (), is_open=solution is None or not solution.is_infeasible)
    if in_force is None and all(priority.tier != Tier.COST for priority in priorities):
        course.save_trips(deadline - time.monotonic())
    values = {variable: float(course.best[variable.index]) for variable in p.variables}
    return Solved(values, tuple(course.outcomes))


@dataclass(slots=True)
class _Course:
    """Tiers under way: the best plan yet, the one in force while tiers let it be, what is held."""

    p: Programme
    solver: TierSolver
    gap: float
    in_force: InForce | None
    best: Values | None
    held: Values | None = None
    watcher: Watcher | None = None
    even: Evenness | None = None
    even_row: int | None = None
    outcomes: list[TierOutcome] = field(default_factory=list)
    rows: list[_TierRow] = field(default_factory=list)

    def take_turn(self, priority: Priority, deadline: float, turns: int) -> Solution:
        """Solves a tier with its part of the time, this turn being one of so many left."""
        goal = objective(self.p, priority.tier)
        seconds = (deadline - time.monotonic()) / turns
        worths = None if self.best is None else [_value(row.goal, self.best) for row in self.rows]
        if self.watcher is not None:
            known = _better(goal, self.best, self.held)
            self.watcher.begin(priority, goal, tuple(self.outcomes), known)
        solution = self._solution(priority, goal, seconds)
        if self.best is None and solution.values is None and not solution.is_infeasible:
            self.best = _any_plan(self.solver, (deadline - time.monotonic()) / 2)
            if self.best is not None:
                solution = solve_tier(self.p, self.solver, goal, self.best, self.gap, seconds)
        self.best = solution.values if solution.values is not None else self.best
        if self.best is not None:
            _complete(self.p, self.best)
            outcome = _outcome(priority, goal, solution, self.best)
            self._settle(goal, outcome)
            if priority.tier == Tier.EQUITY:
                self._even_out((deadline - time.monotonic()) / (turns + 1))
            charged = () if worths is None else _charged(self.rows[:-1], worths, self.best)
            self.outcomes[-1] = replace(self.outcomes[-1], charged=charged)
        return solution

    def save_trips(self, seconds: float) -> None:
        """As good a plan in every tier, with no more trips than it takes, of those in the plan."""
        if self.best is None:
            return
        for one in self.rows:
            if one.row is not None:
                value = _value(one.goal, self.best)
                limits = _limits(one.goal, value, SLACK * max(1.0, abs(value)))
                self.solver.hold_otherwise(one.row, one.goal.terms, *limits)
        goal = objective(self.p, Tier.COST)
        self.solver.set_nodes(NEAR_NODES)
        with self.solver.near(_trips(self.p), [self.best]):
            found = self.solver.solve(goal, self.best, seconds)
        self.solver.set_nodes(None)
        saved = _better(goal, self.best, found.values)
        if saved is not None and saved is not self.best:
            self.best = _complete(self.p, saved)

    def _solution(self, priority: Priority, goal: Objective, seconds: float) -> Solution:
        if self.in_force is not None and self.in_force.stands and self.held is not None:
            held, gap = self.held, self.gap
            return _as_it_stands(self.p, self.solver, goal, held, priority, gap, seconds)
        if priority.tier == Tier.STABILITY:
            _loosen(self.solver, self.rows, self.outcomes, self.gap)
            if self.even is not None and self.even_row is not None:
                self.solver.hold_otherwise(self.even_row, self.even.terms, None, None)
        self.best = _better(goal, self.best, self.held)
        solution = solve_tier(self.p, self.solver, goal, self.best, self.gap, seconds)
        if self.held is not None:
            solution, self.held = _kept(goal, priority, solution, self.held, self.gap)
        return solution

    def _settle(self, goal: Objective, outcome: TierOutcome) -> None:
        """Takes note of a tier solved, and holds it from now on."""
        if goal.tier == Tier.STABILITY and self.best is not None:
            self.outcomes = _tighten(self.solver, self.rows, self.outcomes, self.best)
            if self.even_row is not None:
                self._hold_even(self.best, 0.0)
        self.outcomes.append(outcome)
        self.rows.append(_TierRow(goal, _hold(self.solver, goal, outcome)))

    def _even_out(self, seconds: float) -> None:
        """With the worst-off site as well off as it can be, the gaps of the others made even.

        In a case too large to be solved whole again, with the trips of the plan give or take one.
        A plan in force that is kept so far is not changed for it.
        """
        row = self.rows[-1].row
        if self.best is None or self.held is not None or row is None:
            return
        self.even = evenness(self.p, self.solver.further_columns)
        if self.even is None:
            return
        self.solver.add(self.even.rows())
        self.best = self.solver.in_full(self.best)
        if self.watcher is not None:
            self.watcher.rest()
        goal, outcome = self.rows[-1].goal, self.outcomes[-1]
        tight = SLACK * max(1.0, abs(outcome.value))
        self.solver.hold_otherwise(row, goal.terms, *_limits(goal, outcome.value, tight))
        self.even.complete(self.best)
        found = _more_even(self.p, self.solver, self.even, self.best, self.gap, seconds)
        self.best = _complete(self.p, found)
        self.solver.hold_otherwise(row, goal.terms, *_limits(goal, outcome.value, _room(outcome)))
        self._hold_even(self.best, outcome.priority.tolerance)

    def _hold_even(self, plan: Values, tolerance: float) -> None:
        """Later tiers leave a plan as even as it is, but for the tolerance of equity."""
        if self.even is None:
            return
        self.even.complete(plan)
        value = _value(self.even, plan)
        least = value - tolerance * value - EVEN_SLACK * max(1.0, value)
        if self.even_row is None:
            self.even_row = self.solver.hold(self.even.terms, least, None)
        else:
            self.solver.hold_otherwise(self.even_row, self.even.terms, least, None)


def solve_tier(
    p: Programme,
    solver: TierSolver,
    goal: Goal,
    start: Values | None,
    gap: float,
    seconds: float,
) -> Solution:
    """One tier in three steps, each from the plan of the step before.

    1. Trips are whole, loads need not be: much faster, and its bound holds for whole loads too.
    2. Loads are made whole, with the trips of step 1 and of the start, give or take one.
    3. If the plan of step 2 is not within the gap of the bound of step 1, and the case is small
       enough for it, all is whole and free at once.
    """
    deadline = time.monotonic() + seconds
    with solver.divisible(_loads(p)):
        relaxed = solver.solve(goal, start, 0.6 * seconds, gap / 2)
    best = start
    if relaxed.values is not None:
        plans = [plan for plan in (relaxed.values, start) if plan is not None]
        solver.set_nodes(NEAR_NODES)
        with solver.near(_trips(p), plans):
            repaired = solver.solve(goal, start, 0.5 * (deadline - time.monotonic()))
        solver.set_nodes(None)
        best = _better(goal, start, repaired.values)
    nodes = WHOLE_WORK // len(p.variables)
    if best is not None:
        is_proven = relative_gap(_value(goal, best), relaxed.bound) <= gap
        if is_proven or nodes < LEAST_NODES:
            return _solved(goal, best, relaxed.bound, is_proven, relaxed.hit_time)
    solver.set_nodes(max(LEAST_NODES, nodes))
    whole = solver.solve(goal, best, deadline - time.monotonic())
    solver.set_nodes(None)
    if whole.is_infeasible and best is None:
        return whole
    best = _better(goal, best, whole.values)
    if best is None:
        return whole
    bounds = (relaxed.bound, whole.bound)
    bound = min(bounds) if goal.maximise else max(bounds)
    is_proven = relative_gap(_value(goal, best), bound) <= gap
    return _solved(goal, best, bound, is_proven, relaxed.hit_time or whole.hit_time)


def _more_even(
    p: Programme, solver: TierSolver, even: Evenness, plan: Values, gap: float, seconds: float
) -> Values:
    """The most even plan found, from one that is completed."""
    if WHOLE_WORK // len(p.variables) >= LEAST_NODES:
        found = solve_tier(p, solver, even, plan, gap, seconds).values
    else:
        solver.set_nodes(NEAR_NODES)
        with solver.near(_trips(p), [plan]):
            found = solver.solve(even, plan, seconds).values
        solver.set_nodes(None)
    if found is not None:
        even.complete(found)
    better = _better(even, plan, found)
    return plan if better is None else better


def _charged(
    rows: list[_TierRow], worths: list[float], best: Values
) -> tuple[tuple[Tier, float], ...]:
    """What a plan is worse by than its start was, in each of the tiers before."""
    found: list[tuple[Tier, float]] = []
    for row, before in zip(rows, worths, strict=True):
        now = _value(row.goal, best)
        taken = before - now if row.goal.maximise else now - before
        if abs(taken) > 2 * SLACK * max(1.0, abs(before)):
            found.append((row.goal.tier, taken))
    return tuple(found)


def _complete(p: Programme, values: Values) -> Values:
    """Sets what follows from a plan's decisions; tiers that don't look at it leave it at will."""
    values[p.worst.index] = _largest_theta(p, values)
    _measure_changes(p, values)
    return values


def _by_index(p: Programme, plan: Mapping[Variable, float]) -> Values:
    values = np.zeros(len(p.problem.variables()))
    for variable, value in plan.items():
        values[variable.index] = value
    return values


def _loads(p: Programme) -> list[Variable]:
    return [*p.loads.values(), *p.moves.values(), *p.payments.values()]


def _trips(p: Programme) -> list[Variable]:
    return list({v.name: v for v in (*p.trips.values(), *p.vehicles.values())}.values())


def _value(goal: Goal, values: Values) -> float:
    return float(sum(weight * values[v.index] for v, weight in goal.terms.items()))


def _better(goal: Goal, one: Values | None, other: Values | None) -> Values | None:
    """The better of two plans for a goal; either may be missing."""
    if one is None or other is None:
        return other if one is None else one
    sign = 1.0 if goal.maximise else -1.0
    return other if sign * (_value(goal, other) - _value(goal, one)) > 0 else one


def _solved(goal: Goal, values: Values, bound: float, is_proven: bool, hit_time: bool) -> Solution:
    return Solution(values, _value(goal, values), bound, is_proven, False, hit_time)


def _largest_theta(p: Programme, values: Values) -> float:
    """The largest θ that a plan's other values allow; tiers before equity leave it at will."""
    brought: dict[str, float] = {}
    for variable, value, j in need_terms(p):
        site_id = p.case.demands[j].site_id
        brought[site_id] = brought.get(site_id, 0.0) + value * values[variable.index]
    return float(least_share(p, brought))


def relative_gap(value: float, bound: float) -> float:
    """|value - bound| as a share of the bound; below a millionth of either counts as none.

    Endless where there is no bound.
    """
    if not math.isfinite(bound):
        return math.inf
    difference = abs(value - bound)
    size = max(abs(value), abs(bound))
    return 0.0 if difference <= SLACK * max(1.0, size) else difference / max(abs(bound), SLACK)


def _doing_nothing(p: Programme) -> Values | None:
    """The plan with no trip and no payment, if no lock and no floor asks for more."""
    scenario = p.case.scenario
    least = max(scenario.settings.least_share, p.case.worst_off_at_least)
    if any(lock.at_least for lock in scenario.locks) or least > 0:
        return None
    values = np.zeros(len(p.problem.variables()))
    for (j, _), shortfall in p.shortfalls.items():
        values[shortfall.index] = p.case.demands[j].survival_quantity
    if p.held is None:
        return values
    most = scenario.settings.most_changes
    if most is not None and len(p.held.before) > most:
        return None
    for variable, value in change_values(p, dict.fromkeys(p.variables, 0.0)).items():
        values[variable.index] = value
    return values


def _any_plan(solver: TierSolver, seconds: float) -> Values | None:
    """A plan that keeps locks and floor, whatever it is worth, where none was found on the way."""
    solver.set_nodes(FIRST_NODES)
    found = solver.solve(_Anything(), None, seconds)
    solver.set_nodes(None)
    return found.values


def _outcome(priority: Priority, goal: Objective, solution: Solution, best: Values) -> TierOutcome:
    value = _value(goal, best)
    bound = solution.bound if goal.terms else 0.0
    if solution.is_proven:
        # Within tolerance the plan may even pass the bound.
        bound = max(bound, value) if goal.maximise else min(bound, value)
    return TierOutcome(
        priority,
        goal.unit,
        goal.maximise,
        float(value),
        float(bound),
        solution.is_proven,
        solution.hit_time,
    )


def _hold(solver: TierSolver, goal: Objective, outcome: TierOutcome) -> int | None:
    """The number of the row that holds a tier; None where it asks for nothing."""
    if not goal.terms:
        return None
    return solver.hold(goal.terms, *_limits(goal, outcome.value, _room(outcome)))


def _room(outcome: TierOutcome) -> float:
    """What later tiers may cost this one."""
    size = abs(outcome.value)
    return outcome.priority.tolerance * size + SLACK * max(1.0, size)


def _limits(goal: Objective, value: float, room: float) -> tuple[float | None, float | None]:
    return (value - room, None) if goal.maximise else (None, value + room)


# ---- with a plan in force --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _TierRow:
    """What holds a tier that is solved: its goal, and the number of its row, if it has one."""

    goal: Objective
    row: int | None


def _nearest(
    p: Programme,
    solver: TierSolver,
    in_force: InForce,
    start: Values | None,
    gap: float,
    seconds: float,
) -> Values | None:
    """The plan in force, or where it can't be kept the plan found that changes least of it."""
    if in_force.values is not None:
        kept = np.zeros(len(p.problem.variables()))
        for variable, value in in_force.values.items():
            kept[variable.index] = value
        return kept
    goal = objective(p, Tier.STABILITY)
    found = solve_tier(p, solver, goal, start, gap, seconds).values
    return None if found is None else _complete(p, found)


def _as_it_stands(
    p: Programme,
    solver: TierSolver,
    goal: Objective,
    held: Values,
    priority: Priority,
    gap: float,
    seconds: float,
) -> Solution:
    """The plan in force, with what no plan can pass in a tier; others may cost it its tolerance."""
    enough = gap + priority.tolerance
    with solver.divisible(_loads(p)):
        found = solver.solve(goal, held, 0.5 * seconds, gap / 2)
    if relative_gap(_value(goal, held), found.bound) > enough:
        found = solve_tier(p, solver, goal, held, gap, 0.5 * seconds)
    is_proven = relative_gap(_value(goal, held), found.bound) <= enough
    return _solved(goal, held.copy(), found.bound, is_proven, found.hit_time)


def _kept(
    goal: Objective, priority: Priority, solution: Solution, held: Values, gap: float
) -> tuple[Solution, Values | None]:
    """The plan to go on with, and the plan held as long as a tier lets it.

    Which of two plans within the gap is better is not known, so that the plan held is taken then.
    """
    if solution.values is None:
        return solution, held
    value, kept = _value(goal, solution.values), _value(goal, held)
    worse = value - kept if goal.maximise else kept - value
    slack = SLACK * max(1.0, abs(value))
    if worse <= gap * abs(value) + slack:
        is_proven = relative_gap(kept, solution.bound) <= gap
        taken = _solved(goal, held.copy(), solution.bound, is_proven, solution.hit_time)
        return taken, held
    return solution, held if worse <= priority.tolerance * abs(value) + slack else None


def _loosen(
    solver: TierSolver, rows: list[_TierRow], outcomes: list[TierOutcome], gap: float
) -> None:
    """Lets a plan that changes less be as good in each tier as the gap asked leaves open.

    Where a tier is proven, so near to its bound as to stay proven.
    """
    for one, outcome in zip(rows, outcomes, strict=True):
        if one.row is None:
            continue
        open_ = gap * abs(outcome.bound if outcome.is_proven else outcome.value)
        if outcome.is_proven:
            open_ -= abs(outcome.value - outcome.bound)
        room = max(_room(outcome), open_)
        solver.hold_otherwise(one.row, one.goal.terms, *_limits(one.goal, outcome.value, room))


def _tighten(
    solver: TierSolver, rows: list[_TierRow], outcomes: list[TierOutcome], best: Values
) -> list[TierOutcome]:
    """The tiers as the plan of least change leaves them, held there from now on."""
    found: list[TierOutcome] = []
    for one, outcome in zip(rows, outcomes, strict=True):
        value, room = _value(one.goal, best), _room(outcome)
        worse = outcome.value - value if outcome.maximise else value - outcome.value
        if worse > room + SLACK * max(1.0, abs(value)):
            found.append(replace(outcome, value=value))
            limits = _limits(one.goal, value, SLACK * max(1.0, abs(value)))
        else:
            found.append(outcome)
            limits = _limits(one.goal, outcome.value, room)
        if one.row is not None:
            solver.hold_otherwise(one.row, one.goal.terms, *limits)
    return found


def _measure_changes(p: Programme, values: Values) -> None:
    """Sets what differs from the plan in force to what it is; other tiers leave it at will."""
    if p.held is not None:
        by_variable = {v: float(values[v.index]) for of in p.held.brought.values() for v in of}
        for variable, apart in differs_values(p, by_variable).items():
            values[variable.index] = apart
