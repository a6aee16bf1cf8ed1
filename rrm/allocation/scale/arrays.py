"""A programme in arrays, solved."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
NO_BETTER = 1e-9
"""By how much a plan must be worth more than the one started from, to be another."""


@dataclass(frozen=True, slots=True)
class Arrays:
    """low <= rows x <= high, 0 <= x <= upper; some of x whole."""

    rows: sparse.csr_matrix
    low: Floats
    high: Floats
    upper: Floats
    whole: Flags


@dataclass(frozen=True, slots=True)
class Effort:
    """Nodes that a solve may take, seconds as a safety net, and the gap at which it may stop."""

    nodes: int
    seconds: float
    gap: float = 1e-4


@dataclass(frozen=True, slots=True)
class Found:
    """What a solve found: x (None where nothing), the proven bound, and a price a row.

    prices: of a programme solved as divisible, what one more unit of a row is worth; else none.
    """

    x: Floats | None
    bound: float
    prices: Floats
    hit_time: bool = False


def best_divisible(arrays: Arrays, worth: Floats, seconds: float) -> Found:
    """The x of most worth, nothing of it whole."""
    solver = _solver(seconds)
    scale = _pass(solver, arrays, worth, None)
    solver.run()
    solution = solver.getSolution()
    statuses = highspy.HighsModelStatus
    if solver.getModelStatus() != statuses.kOptimal:
        hit = solver.getModelStatus() == statuses.kTimeLimit
        return Found(None, math.inf, np.zeros(arrays.low.size), hit)
    x = np.array(solution.col_value)
    prices = -scale * np.array(solution.row_dual)
    return Found(x, float(worth @ x), prices)


def best_whole(arrays: Arrays, worth: Floats, effort: Effort, start: Floats | None = None) -> Found:
    """The x of most worth found with so much work, what must be whole being so."""
    found = _solved_whole(arrays, worth, effort, start)
    if start is None or found.x is None or worth @ found.x > worth @ start + NO_BETTER:
        return found
    # HiGHS may call a start the best there is where it isn't: only what it proves without counts.
    again = _solved_whole(arrays, worth, effort, None)
    if again.x is None or worth @ again.x < worth @ found.x:
        return replace(again, x=found.x)
    return again


def _solved_whole(arrays: Arrays, worth: Floats, effort: Effort, start: Floats | None) -> Found:
    solver = _solver(effort.seconds)
    solver.setOptionValue("mip_max_nodes", effort.nodes)
    solver.setOptionValue("mip_rel_gap", effort.gap)
    solver.setOptionValue("mip_heuristic_effort", 0.3)
    scale = _pass(solver, arrays, worth, arrays.whole)
    if start is not None:
        given = highspy.HighsSolution()
        given.col_value = [float(value) for value in start]
        solver.setSolution(given)
    solver.run()
    info = solver.getInfo()
    has_plan = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    is_mixed = math.isfinite(info.mip_dual_bound) and info.mip_node_count >= 0
    bound = info.mip_dual_bound if is_mixed else info.objective_function_value
    hit_time = solver.getModelStatus() == highspy.HighsModelStatus.kTimeLimit
    x = np.array(solver.getSolution().col_value) if has_plan else None
    return Found(x, -scale * bound, np.zeros(0), hit_time)


def _solver(seconds: float) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("parallel", "off")
    solver.setOptionValue("time_limit", max(1.0, seconds))
    return solver


def _pass(solver: highspy.Highs, arrays: Arrays, worth: Floats, whole: Flags | None) -> float:
    """Hands the programme over, to be made small; returns what its costs were divided by."""
    scale = float(np.abs(worth).max(initial=0.0)) or 1.0
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = arrays.rows.shape
    lp.col_cost_ = -worth / scale
    lp.col_lower_ = np.zeros(worth.size)
    lp.col_upper_ = arrays.upper
    lp.row_lower_ = arrays.low
    lp.row_upper_ = arrays.high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = arrays.rows.indptr
    lp.a_matrix_.index_ = arrays.rows.indices
    lp.a_matrix_.value_ = arrays.rows.data
    if whole is not None:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[int(one)] for one in whole]
    solver.passModel(lp)
    return scale


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of a programme that grows: rows x columns, each column's worth and most."""

    entries: sparse.csc_matrix
    worth: Floats
    most: Floats

    @property
    def count(self) -> int:
        """How many."""
        return int(self.worth.size)

    def only(self, chosen: Flags | Whole) -> Columns:
        """These columns."""
        return Columns(self.entries[:, chosen], self.worth[chosen], self.most[chosen])


def columns_of(
    rows: Whole, columns: Whole, values: Floats, height: int, worth: Floats, most: Floats
) -> Columns:
    """Columns from single entries; those of one place are added up, those of rows < 0 left out."""
    kept = rows >= 0
    entries = sparse.csc_matrix(
        (values[kept], (rows[kept], columns[kept])), shape=(height, worth.size)
    )
    return Columns(entries, worth, most)


def no_columns(height: int) -> Columns:
    """None, of so many rows."""
    return Columns(sparse.csc_matrix((height, 0)), np.zeros(0), np.zeros(0))


def beside(pieces: Sequence[Columns]) -> Columns:
    """Columns side by side."""
    return Columns(
        sparse.hstack([one.entries for one in pieces], format="csc"),
        np.concatenate([one.worth for one in pieces]),
        np.concatenate([one.most for one in pieces]),
    )


class Growing:
    """A divisible programme that keeps what it found when columns come and go.

    low <= Σ entries x <= high, 0 <= x <= most; rows are divided by their sizes.
    """

    def __init__(self, low: Floats, high: Floats, sizes: Floats) -> None:
        self._sizes = sizes
        self._solver = _solver(1.0)
        lp = highspy.HighsLp()
        lp.num_row_, lp.num_col_ = low.size, 0
        lp.row_lower_, lp.row_upper_ = low / sizes, high / sizes
        self._solver.passModel(lp)

    def add(self, columns: Columns) -> None:
        """More columns, after those that are there."""
        if columns.count == 0:
            return
        entries = sparse.diags(1.0 / self._sizes) @ columns.entries
        entries = sparse.csc_matrix(entries)
        self._solver.addCols(
            columns.count,
            -columns.worth,
            np.zeros(columns.count),
            np.minimum(columns.most, highspy.kHighsInf),
            entries.nnz,
            entries.indptr[:-1].astype(np.int32),
            entries.indices.astype(np.int32),
            entries.data,
        )

    def limit(self, columns: Whole, least: Floats, most: Floats) -> None:
        """New limits of some columns."""
        if columns.size:
            self._solver.changeColsBounds(columns.size, columns.astype(np.int32), least, most)

    def best(self, seconds: float, start: str = "") -> Found:
        """The x of most worth, with a price a row.

        start: "interior" for a quick answer within the middle of all best ones, "corner" for one
        at a corner; from where the last one ended if none is given.
        """
        solver = self._solver
        solver.setOptionValue("time_limit", solver.getRunTime() + max(1.0, seconds))
        solver.setOptionValue("solver", "ipm" if start else "simplex")
        solver.setOptionValue("run_crossover", "on" if start == "corner" else "off")
        solver.run()
        solution = solver.getSolution()
        if not (solution.value_valid and solution.dual_valid):
            hit = solver.getModelStatus() == highspy.HighsModelStatus.kTimeLimit
            return Found(None, math.inf, np.zeros(self._sizes.size), hit)
        prices = -np.array(solution.row_dual) / self._sizes
        reached = -solver.getInfo().objective_function_value
        return Found(np.array(solution.col_value), reached, prices)
