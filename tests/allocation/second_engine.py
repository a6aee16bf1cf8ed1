"""CBC as a second engine: the same programme, solved tier by tier by another solver."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Sequence

import pulp

from rrm.allocation.constraints import all_constraints
from rrm.allocation.evenness import Evenness, evenness
from rrm.allocation.objectives import objective
from rrm.allocation.programme import Case, programme
from rrm.allocation.solver import real_variable
from rrm.model.scenario import Priority, Tier
from tests.allocation.every_plan import SLACK


def cbc_works() -> bool:
    """Whether the CBC that comes with PuLP runs on this machine."""
    try:
        problem = pulp.LpProblem("try", pulp.LpMinimize)
        problem += problem.add_variable("x", 1, 2)
        return problem.solve(_cbc()) == pulp.LpStatusOptimal
    except (pulp.PulpSolverError, OSError):
        return False


def tiers_by_cbc(case: Case, priorities: Sequence[Priority]) -> tuple[float, ...] | None:
    """The value of each tier, as CBC finds it; None where it finds that no plan keeps every row.

    Everything is whole at once that must be whole; no start is given, and no limit.
    """
    p = programme(case)
    numbers = itertools.count()
    even = evenness(
        p,
        lambda count, most: tuple(
            real_variable(p.problem, f"even_{next(numbers)}", most) for _ in range(count)
        ),
    )
    rows = [*all_constraints(p), *(row.constraint() for row in (even.rows() if even else ()))]
    for number, constraint in enumerate(rows):
        p.problem.addConstraint(constraint, f"c{number}")
    found = []
    for priority in priorities:
        goal = objective(p, priority.tier)
        total = pulp.LpAffineExpression(goal.terms)
        sign = -1.0 if goal.maximise else 1.0
        # Without a goal any plan will do; PuLP would bring in a variable that CBC doesn't know later.
        p.problem.setObjective(sign * total if goal.terms else p.worst + 0.0)
        status = p.problem.solve(_cbc())
        if status == pulp.LpStatusInfeasible:
            return None
        assert status == pulp.LpStatusOptimal, pulp.LpStatus[status]
        value = float(total.value() or 0.0)
        found.append(value)
        room = priority.tolerance * abs(value) + SLACK * max(1.0, abs(value))
        if goal.terms:
            held = sign * total <= sign * value + room
            p.problem.addConstraint(held, f"held_{priority.tier.value}")
        if priority.tier == Tier.EQUITY and even is not None:
            _even_out(p.problem, even, total >= value - SLACK, priority.tolerance)
    return tuple(found)


def _even_out(
    problem: pulp.LpProblem, even: Evenness, best: pulp.LpConstraint, tolerance: float
) -> None:
    """Holds plans as even as the most even of those that are best for the worst-off site."""
    among_the_best = problem.copy()
    among_the_best.addConstraint(best, "best_for_the_worst_off")
    total = pulp.LpAffineExpression(even.terms)
    among_the_best.setObjective(-1 * total)
    status = among_the_best.solve(_cbc())
    assert status == pulp.LpStatusOptimal, pulp.LpStatus[status]
    value = float(total.value() or 0.0)
    least = value - tolerance * value - SLACK * max(1.0, value)
    problem.addConstraint(total >= least, "held_even")


def _cbc() -> pulp.LpSolver:
    with warnings.catch_warnings():
        # PuLP 4, which is not among our versions, will bring CBC by another name.
        warnings.simplefilter("ignore", DeprecationWarning)
        return pulp.PULP_CBC_CMD(msg=False, gapRel=0.0, threads=1)
