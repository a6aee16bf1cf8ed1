"""Ends of a solve that are no plan: no plan is possible, or something can be had without end."""

from dataclasses import dataclass

import pytest

from rrm.allocation.apart import Stop, can_work_apart, work_apart
from rrm.allocation.solver import (
    Limits,
    TierSolver,
    Variable,
    WithoutEndError,
    new_problem,
    real_variable,
    total,
    whole_variable,
)

LIMITS = Limits(gap=0.0, nodes=100, seconds=10.0, seed=0)


@dataclass(frozen=True)
class Goal:
    """To be made large, or small."""

    terms: dict[Variable, float]
    maximise: bool = True


def trucks_and_kits(most_kits, least_trucks=0, make=whole_variable):
    """Two trucks at most; kits without end where no most is given. Kits take no room."""
    problem = new_problem()
    kits = make(problem, "kits", most_kits)
    trucks = whole_variable(problem, "trucks", None)
    problem.addConstraint(total([(trucks, 1.0)]) <= 2)
    problem.addConstraint(total([(trucks, 1.0), (kits, 1.0)]) >= least_trucks)
    if least_trucks:
        problem.addConstraint(total([(trucks, 1.0)]) >= least_trucks)
    return TierSolver(problem, LIMITS), Goal({kits: 1.0})


@pytest.mark.parametrize("make", [whole_variable, real_variable])
def test_what_can_be_had_without_end_is_a_fault_and_no_plan(make):
    solver, goal = trucks_and_kits(None, make=make)
    with pytest.raises(WithoutEndError, match="no law limits"):
        solver.solve(goal, None, 10.0)


@pytest.mark.parametrize("make", [whole_variable, real_variable])
@pytest.mark.parametrize("most_kits", [None, 5])
def test_what_nothing_can_keep_is_told_as_that_also_where_it_would_have_no_end(most_kits, make):
    solver, goal = trucks_and_kits(most_kits, least_trucks=3, make=make)
    found = solver.solve(goal, None, 10.0)
    assert found.is_infeasible
    assert found.values is None


@pytest.mark.skipif(not can_work_apart(), reason="this system can't split a process")
def test_a_solve_without_end_in_its_own_process_is_told_as_a_failure_in_words():
    def work(_):
        solver, goal = trucks_and_kits(None)
        return solver.solve(goal, None, 10.0)

    ended = work_apart(work, lambda _: None, 30.0)
    assert ended.stop == Stop.FAILED
    assert "no law limits" in ended.words


def test_after_a_solve_that_nothing_can_keep_the_next_is_as_good_as_ever():
    solver, goal = trucks_and_kits(5)
    assert solver.solve(goal, None, 10.0).objective == 5
    row = solver.hold(goal.terms, 9.0, None)
    assert solver.solve(goal, None, 10.0).is_infeasible
    solver.hold_otherwise(row, goal.terms, 4.0, None)
    assert solver.solve(Goal(goal.terms, maximise=False), None, 10.0).objective == 4
