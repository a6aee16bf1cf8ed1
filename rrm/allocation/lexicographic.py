"""Priorities one after another: each is served as far as those before it allow."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rrm.allocation.attainable import attainable_value
from rrm.allocation.constraints import all_constraints, need_terms
from rrm.allocation.objectives import Objective, objective
from rrm.allocation.programme import Programme
from rrm.allocation.solver import Limits, Solution, TierSolver, Variable
from rrm.model.scenario import Priority

SLACK = 1e-6
"""Relative room left when a tier is held, so that rounding doesn't make it infeasible."""


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
    problem = p.problem
    for number, constraint in enumerate(all_constraints(p)):
        problem.addConstraint(constraint, f"c{number}")
    solver = TierSolver(problem, limits)
    started = time.monotonic()
    best = _doing_nothing(p, len(problem.variables()))
    outcomes = []
    for done, priority in enumerate(priorities):
        goal = objective(p, priority.tier)
        left = limits.seconds - (time.monotonic() - started)
        share = max(1.0, left / (len(priorities) - done))
        solution = solver.solve(goal.terms, goal.maximise, best, share)
        if solution.is_infeasible and best is None:
            return Solved(None, ())
        best = solution.values if solution.values is not None else best
        if best is None:
            return Solved(None, ())
        best[p.worst.index] = least_share(p, best)
        outcome = _outcome(priority, goal, solution, best)
        outcomes.append(outcome)
        _hold(solver, goal, outcome)
    if best is None:
        return Solved(None, ())
    values = {variable: float(best[variable.index]) for variable in p.variables}
    return Solved(values, tuple(outcomes))


def least_share(p: Programme, values: NDArray[np.float64]) -> float:
    """The largest θ that a plan's other values allow; tiers before equity leave it at will."""
    brought: dict[str, float] = {}
    for variable, value, j in need_terms(p):
        site_id = p.case.demands[j].site_id
        brought[site_id] = brought.get(site_id, 0.0) + value * values[variable.index]
    shares = [brought.get(site, 0.0) / most for site, most in attainable_value(p).items()]
    return float(min([1.0, *shares]))


def relative_gap(value: float, bound: float) -> float:
    """|value - bound| as a share of the bound; below a millionth of either counts as none."""
    difference = abs(value - bound)
    size = max(abs(value), abs(bound))
    return 0.0 if difference <= SLACK * max(1.0, size) else difference / max(abs(bound), SLACK)


def _doing_nothing(p: Programme, columns: int) -> NDArray[np.float64] | None:
    """The plan with no trip and no payment, if no lock asks for more."""
    if any(lock.at_least for lock in p.case.scenario.locks):
        return None
    values = np.zeros(columns)
    for (j, _), shortfall in p.shortfalls.items():
        values[shortfall.index] = p.case.demands[j].survival_quantity
    return values


def _outcome(
    priority: Priority, goal: Objective, solution: Solution, best: NDArray[np.float64]
) -> TierOutcome:
    value = sum(weight * best[variable.index] for variable, weight in goal.terms.items())
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
