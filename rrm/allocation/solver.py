"""All that touches the solver: PuLP builds the programme once, HiGHS solves it in place.

PuLP hands over to HiGHS through `solverModel`; from then on costs are changed and rows added
there, so that each tier starts from the plan of the tier before.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeAlias

import highspy
import numpy as np
import pulp
from numpy.typing import NDArray

SETTINGS = {"mip_heuristic_effort": 0.3, "mip_pscost_minreliable": 1}
"""Whole trips make weak bounds: time is better spent on looking for plans than on trying every
branch first. Measured in benchmarks/tier_steps.py; HiGHS's own are DEFAULTS."""
DEFAULTS = {"mip_heuristic_effort": 0.05, "mip_pscost_minreliable": 8}
LEAST_COUNTED = 0.01
"""Coefficient below which a row is told in other units, so that it is kept to the unit."""
NOISE = 1e-6
"""Share of a value below which two values are one."""


@dataclass(frozen=True, slots=True)
class Limits:
    """When a solve stops: relative gap, branch-and-bound nodes, and seconds as a safety net.

    The node limit is the same on every machine; the seconds aren't, so they should not bind.
    """

    gap: float
    nodes: int
    seconds: float
    seed: int


@dataclass(frozen=True, slots=True)
class Solution:
    """What a solve found.

    values: by variable index, None where no plan was found. bound: proven limit of the
    objective, in the sense asked. is_proven: the gap asked was reached.
    is_infeasible: proven that no plan keeps all rows. hit_time: stopped by the clock.
    """

    values: Values | None
    objective: float
    bound: float
    is_proven: bool
    is_infeasible: bool
    hit_time: bool


Problem: TypeAlias = pulp.LpProblem
Variable: TypeAlias = pulp.LpVariable
Constraint: TypeAlias = pulp.LpConstraint
Terms = Mapping[Variable, float]
Values = NDArray[np.float64]
"""A value a column, by variable index."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a solve under way has come to.

    values: a plan just found that keeps every row; None where there is none to tell. value: of the
    best one found, which may still have loads that are not whole. bound: proven limit; None where
    it does not hold for all plans.
    """

    values: Values | None
    value: float
    bound: float | None


class WithoutEndError(ArithmeticError):
    """A programme in which something can be had without end: a fault of its laws, of no input."""


class Goal(Protocol):
    """Σ coefficient × variable, to be made large or small."""

    @property
    def terms(self) -> Terms:
        """Coefficients by variable."""

    @property
    def maximise(self) -> bool:
        """Whether more is better."""


class TierSolver:
    """One programme, solved again and again for different objectives.

    problem: every variable and constraint, its own objective ignored.
    """

    def __init__(self, problem: Problem, limits: Limits) -> None:
        interface = pulp.HiGHS(
            msg=False,
            gapRel=limits.gap,
            threads=1,
            timeLimit=limits.seconds,
            random_seed=limits.seed % 2_147_483_647,
            mip_max_nodes=limits.nodes,
            parallel="off",
            **SETTINGS,
        )
        problem.setObjective(pulp.lpSum([]))
        interface.createAndConfigureSolver(problem)
        interface.buildSolverModel(problem)
        self._highs: Any = problem.solverModel
        self._columns = self._highs.getNumCol()
        self._further = new_problem()
        self._limits = limits
        self._factor = 1.0
        self._is_divisible = self._is_near = False

    def solve(
        self, goal: Goal, start: Values | None, seconds: float, gap: float | None = None
    ) -> Solution:
        """Solves for one goal, from a starting plan if given; gap: instead of the usual one.

        A start that is told to be the best there is, is asked about again without it: HiGHS 1.15
        may say so where a better plan exists, one time in five hundred on tiny cases.
        Raises MemoryError where there was not enough, WithoutEndError where no law limits the goal.
        """
        self._highs.setOptionValue("mip_rel_gap", self._limits.gap if gap is None else gap)
        sign = -1.0 if goal.maximise else 1.0
        scale = max((abs(weight) for weight in goal.terms.values()), default=1.0) or 1.0
        costs = np.zeros(self._columns)
        for variable, weight in goal.terms.items():
            costs[variable.index] += sign * weight / scale
        columns = np.arange(self._columns, dtype=np.int32)
        self._highs.changeColsCost(self._columns, columns, costs)
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + max(0.1, seconds))
        self._factor = sign * scale
        if start is not None:
            started = highspy.HighsSolution()
            started.col_value = [float(value) for value in self.in_full(start)]
            self._highs.setSolution(started)
        found = self._run()
        if start is None or not (found.is_proven and goal.terms):
            return found
        value = sum(weight * start[variable.index] for variable, weight in goal.terms.items())
        return self._without_start(found) if self._is_no_better(found.objective, value) else found

    def watch(self, see: Callable[[Seen], None]) -> None:
        """Lets the next solves tell each plan that they find, and what bounds it meanwhile.

        It changes nothing in what is found.
        """
        kinds = highspy.cb.HighsCallbackType

        def told(kind: Any, _: str, out: Any, __: Any, ___: Any) -> None:  # noqa: ANN401
            has_plan = kind == kinds.kCallbackMipImprovingSolution and not self._is_divisible
            see(
                Seen(
                    values=np.array(out.mip_solution) if has_plan else None,
                    value=self._factor * out.mip_primal_bound,
                    bound=None if self._is_near else self._factor * out.mip_dual_bound,
                )
            )

        self._highs.setCallback(told, None)
        for kind in (kinds.kCallbackMipImprovingSolution, kinds.kCallbackMipInterrupt):
            self._highs.startCallback(kind)

    def use_defaults(self) -> None:
        """HiGHS's own settings, as a baseline to measure ours against."""
        for name, value in DEFAULTS.items():
            self._highs.setOptionValue(name, value)

    def set_nodes(self, nodes: int | None) -> None:
        """Branch-and-bound nodes that the next solves may take; None for the usual limit."""
        self._highs.setOptionValue("mip_max_nodes", self._limits.nodes if nodes is None else nodes)

    @contextmanager
    def divisible(self, variables: Iterable[Variable]) -> Iterator[None]:
        """Meanwhile these need not be whole: an easier programme, whose bound holds for both."""
        whole = [v.index for v in variables if v.cat == pulp.LpInteger]
        self._set_whole(whole, highspy.HighsVarType.kContinuous)
        self._is_divisible = True
        yield
        self._is_divisible = False
        self._set_whole(whole, highspy.HighsVarType.kInteger)

    @contextmanager
    def near(self, variables: Iterable[Variable], plans: Sequence[Values]) -> Iterator[None]:
        """Meanwhile those used in any of the plans stay within one of them; the rest unused.

        A plan given stays allowed, so that it can be the start.
        """
        held = list(variables)
        for variable in held:
            values = [float(round(plan[variable.index])) for plan in plans]
            low, high = min(values) - 1, max(values) + 1
            if max(values) == 0:
                low, high = 0.0, 0.0
            most = math.inf if variable.upBound is None else variable.upBound
            self._highs.changeColBounds(variable.index, max(0.0, low), min(high, most))
        self._is_near = True
        yield
        self._is_near = False
        for variable in held:
            most = math.inf if variable.upBound is None else variable.upBound
            self._highs.changeColBounds(variable.index, variable.lowBound, most)

    def _set_whole(self, columns: list[int], kind: highspy.HighsVarType) -> None:
        for column in columns:
            self._highs.changeColIntegrality(column, kind)

    def further_columns(self, count: int, most: float) -> tuple[Variable, ...]:
        """Further columns, from 0 to `most`, in no row yet; of plans known so far each is 0.

        What is solved before is solved as without them.
        """
        found = []
        for at in range(self._columns, self._columns + count):
            self._highs.addCol(0.0, 0.0, most, 0, [], [])
            column = real_variable(self._further, f"further_{at}", most)
            column.index = at
            found.append(column)
        self._columns += count
        return tuple(found)

    def add(self, rows: Iterable[Row]) -> None:
        """Further rows."""
        for row in rows:
            self._add_row(dict(row.terms), row.at_least, row.at_most)

    def in_full(self, plan: Values) -> Values:
        """A plan with a value for each column that there is by now."""
        return np.concatenate([plan, np.zeros(self._columns - plan.size)])

    def hold(self, terms: Terms, at_least: float | None, at_most: float | None) -> int:
        """Adds a row: what a tier reached, less its tolerance, is kept from now on; its number."""
        return self._add_row(
            terms,
            -math.inf if at_least is None else at_least,
            math.inf if at_most is None else at_most,
        )

    def _add_row(self, terms: Terms, at_least: float, at_most: float) -> int:
        indices = np.array([variable.index for variable in terms], dtype=np.int32)
        weights = np.array(list(terms.values()), dtype=np.float64)
        scale = float(np.abs(weights).max(initial=0.0)) or 1.0
        self._highs.addRow(
            at_least / scale, at_most / scale, indices.size, indices, weights / scale
        )
        return int(self._highs.getNumRow()) - 1

    def hold_otherwise(
        self, row: int, terms: Terms, at_least: float | None, at_most: float | None
    ) -> None:
        """Other limits for a row that hold added for the same terms."""
        scale = max((abs(weight) for weight in terms.values()), default=1.0) or 1.0
        self._highs.changeRowBounds(
            row,
            -math.inf if at_least is None else at_least / scale,
            math.inf if at_most is None else at_most / scale,
        )

    def _run(self) -> Solution:
        self._highs.run()
        statuses = highspy.HighsModelStatus
        status = self._highs.getModelStatus()
        if status == statuses.kMemoryLimit:
            raise MemoryError
        if status == statuses.kUnbounded or (
            status == statuses.kUnboundedOrInfeasible and self._has_any_plan()
        ):
            raise WithoutEndError("no law limits what is to be made large or small")
        return self._solution(self._factor)

    def _has_any_plan(self) -> bool:
        """Asked without a goal, where the solver could not tell none from too many."""
        columns = np.arange(self._columns, dtype=np.int32)
        self._highs.changeColsCost(self._columns, columns, np.zeros(self._columns))
        self._highs.run()
        found: bool = self._highs.getModelStatus() not in (
            highspy.HighsModelStatus.kInfeasible,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        )
        return found

    def _is_no_better(self, value: float, than: float) -> bool:
        sign = math.copysign(1.0, self._factor)
        return sign * (value - than) >= -NOISE * max(1.0, abs(than))

    def _without_start(self, found: Solution) -> Solution:
        """The same solve from nothing; what it proves counts, and the better plan of the two."""
        self._highs.clearSolver()
        again = self._run()
        if self._misses(again, found):
            # Presolving takes rows that just hold for ones that don't; the other way to solve it.
            self._highs.clearSolver()
            self._highs.setOptionValue("presolve", "off")
            again = self._run()
            self._highs.setOptionValue("presolve", "choose")
        if again.values is not None and self._is_no_better(found.objective, again.objective):
            return again
        bound = self._factor * -math.inf if self._misses(again, found) else again.bound
        return replace(found, bound=bound, is_proven=False, hit_time=again.hit_time)

    def _misses(self, again: Solution, known: Solution) -> bool:
        """Whether a solve claims to be done without a plan as good as one that is known.

        Such a claim proves nothing.
        """
        if again.is_infeasible:
            return True
        return again.is_proven and not self._is_no_better(known.objective, again.objective)

    def _solution(self, factor: float) -> Solution:
        status = self._highs.getModelStatus()
        info = self._highs.getInfo()
        statuses = highspy.HighsModelStatus
        # A solve that stops early without a plan leaves every value at zero: only the primal
        # status tells whether there is a plan at all.
        has_plan = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        is_optimal = status == statuses.kOptimal
        # A programme without whole numbers reports no bound of its own: it is its optimum.
        is_mixed = math.isfinite(info.mip_dual_bound) and info.mip_node_count >= 0
        bound = info.mip_dual_bound if is_mixed else info.objective_function_value
        if status in (statuses.kInfeasible, statuses.kSolveError):
            bound = -math.inf
        return Solution(
            values=np.array(self._highs.getSolution().col_value) if has_plan else None,
            objective=factor * info.objective_function_value if has_plan else math.nan,
            bound=factor * bound,
            is_proven=is_optimal,
            is_infeasible=status in (statuses.kInfeasible, statuses.kUnboundedOrInfeasible),
            hit_time=status == statuses.kTimeLimit,
        )


RowName = tuple[str | int, ...]
"""The law that a row belongs to, and of what it speaks: a fleet and a day, a demand, …"""


@dataclass(frozen=True, slots=True)
class Row:
    """at_least <= Σ coefficient × variable <= at_most; one side or both.

    Rows of one name in programmes of parts of a case are one row of the whole.
    """

    name: RowName
    terms: Sequence[tuple[Variable, float]]
    at_least: float = -math.inf
    at_most: float = math.inf

    def constraint(self) -> Constraint:
        """The row as PuLP states it; a row has one side.

        A solver takes a row as kept that is broken by a millionth: where a unit of something counts
        for next to nothing, as chlorine in a m³ does, that would be many units. Such a row is told
        in what the least of its units counts for.
        """
        counted = min((abs(weight) for _, weight in self.terms if weight), default=1.0)
        scale = counted if counted < LEAST_COUNTED else 1.0
        terms = [(variable, weight / scale) for variable, weight in self.terms]
        if self.at_most < math.inf:
            return total(terms) <= self.at_most / scale
        return total(terms) >= self.at_least / scale


def new_problem() -> Problem:
    """A programme without variables or rows; its objective is set tier by tier."""
    return pulp.LpProblem("rrm", pulp.LpMinimize)


def whole_variable(problem: Problem, name: str, most: float | None) -> Variable:
    """A whole number from 0 to `most`."""
    return problem.add_variable(name, 0, most, cat=pulp.LpInteger)


def real_variable(problem: Problem, name: str, most: float | None = None) -> Variable:
    """A number from 0 to `most`."""
    return problem.add_variable(name, 0, most)


def total(terms: Sequence[tuple[Variable, float]]) -> pulp.LpAffineExpression:
    """Σ coefficient × variable; a variable named twice counts twice."""
    summed: dict[Variable, float] = {}
    for variable, weight in terms:
        summed[variable] = summed.get(variable, 0.0) + weight
    return pulp.LpAffineExpression(summed)
