"""Priorities one after another: each is served as far as those before it allow."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rrm.allocation.attainable import least_share
from rrm.allocation.constraints import all_constraints, need_terms
from rrm.allocation.objectives import Objective, objective
from rrm.allocation.programme import Programme
from rrm.allocation.solver import Limits, Solution, TierSolver, Values, Variable
from rrm.model.scenario import Priority

SLACK = 1e-6
"""Relative room left when a tier is held, so that rounding doesn't make it infeasible."""
WHOLE_WORK = 30_000
"""Nodes times variables that the last step of a tier may take: enough for a small case; in a large
one the step before has found nearly everything there is."""
NEAR_NODES = 800
"""Nodes of the second step; they are cheap, as most trips are settled there."""
LEAST_NODES = 30
"""With fewer nodes than this the last step is not worth its first one."""


@dataclass(frozen=True, slots=True)
class TierOutcome:
    """One tier solved: its value then, the proven bound, and whether the gap was reached."""

    priority: Priority
    unit: str
    maximise: bool
    value: float
    bound: float
    is_proven: bool
    hit_time: bool

    @property
    def gap(self) -> float:
        """Distance from the bound, as a share of it; 0 where both are nothing."""
        return relative_gap(self.value, self.bound)


@dataclass(frozen=True, slots=True)
class Solved:
    """The values of every variable after the last tier; None where no plan keeps the locks."""

    values: Mapping[Variable, float] | None
    tiers: tuple[TierOutcome, ...]


def solve_tiers(p: Programme, priorities: tuple[Priority, ...], limits: Limits) -> Solved:
    """Solves the tiers in order; a later one may cost an earlier one its tolerance at most.

    Never comes back empty-handed: the plan that does nothing is the first start, unless locks
    forbid it. Source of the method: preemptive goal programming.
    """
    for number, constraint in enumerate(all_constraints(p)):
        p.problem.addConstraint(constraint, f"c{number}")
    solver = TierSolver(p.problem, limits)
    deadline = time.monotonic() + limits.seconds
    best = _doing_nothing(p)
    outcomes: list[TierOutcome] = []
    for done, priority in enumerate(priorities):
        goal = objective(p, priority.tier)
        seconds = (deadline - time.monotonic()) / (len(priorities) - done)
        solution = solve_tier(p, solver, goal, best, limits.gap, seconds)
        best = solution.values if solution.values is not None else best
        if best is None:
            return Solved(None, ())
        best[p.worst.index] = _largest_theta(p, best)
        outcomes.append(_outcome(priority, goal, solution, best))
        _hold(solver, goal, outcomes[-1])
    if best is None:
        return Solved(None, ())
    values = {variable: float(best[variable.index]) for variable in p.variables}
    return Solved(values, tuple(outcomes))


def solve_tier(
    p: Programme,
    solver: TierSolver,
    goal: Objective,
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


def _loads(p: Programme) -> list[Variable]:
    return [*p.loads.values(), *p.moves.values(), *p.payments.values()]


def _trips(p: Programme) -> list[Variable]:
    return list({v.name: v for v in (*p.trips.values(), *p.vehicles.values())}.values())


def _value(goal: Objective, values: Values) -> float:
    return float(sum(weight * values[v.index] for v, weight in goal.terms.items()))


def _better(goal: Objective, one: Values | None, other: Values | None) -> Values | None:
    """The better of two plans for a goal; either may be missing."""
    if one is None or other is None:
        return other if one is None else one
    sign = 1.0 if goal.maximise else -1.0
    return other if sign * (_value(goal, other) - _value(goal, one)) > 0 else one


def _solved(
    goal: Objective, values: Values, bound: float, is_proven: bool, hit_time: bool
) -> Solution:
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
    """The plan with no trip and no payment, if no lock asks for more."""
    if any(lock.at_least for lock in p.case.scenario.locks):
        return None
    values = np.zeros(len(p.problem.variables()))
    for (j, _), shortfall in p.shortfalls.items():
        values[shortfall.index] = p.case.demands[j].survival_quantity
    return values


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


def _hold(solver: TierSolver, goal: Objective, outcome: TierOutcome) -> None:
    if not goal.terms:
        return
    room = outcome.priority.tolerance * abs(outcome.value) + SLACK * max(1.0, abs(outcome.value))
    if goal.maximise:
        solver.hold(goal.terms, at_least=outcome.value - room, at_most=None)
    else:
        solver.hold(goal.terms, at_least=None, at_most=outcome.value + room)
