"""Whether a severity goes one way as a number rises, all else being the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rrm.model.form import Column
from rrm.model.language import Message, msg
from rrm.model.problem import Problem
from rrm.rule_language import Between, Choice, Threshold
from rrm.scoring.compiled_pack import CompiledIndicator
from rrm.scoring.lint.quantities import Quantity

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Rows = NDArray[np.int64]
_ANSWERS_TOLD = 4


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """Classes as one quantity rises, a row for each set of other answers, a column for each value.

    classes: 1..5, 0 where there is none. others: for each row the values of the other quantities,
    NaN where not known.
    """

    quantity: Quantity
    values: Floats
    classes: Floats
    others: Sequence[tuple[Quantity, Floats]]


@dataclass(frozen=True, slots=True)
class _Step:
    """The first change of class in a row: its row, and the columns before and after it."""

    row: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class DirectionDoubt:
    """A doubt about the direction of a quantity; rows: how many sets of other answers show it."""

    quantity: str
    rows: int
    problem: Problem


def direction_doubts(indicator: CompiledIndicator, series: Series) -> Iterator[DirectionDoubt]:
    """At most one doubt about a quantity: it goes up and down in one row, or differs by row."""
    said = series.quantity.said
    if series.classes.shape[1] < 2 or not series.classes.size:
        return
    up, down = _steps(series.classes)
    both = np.flatnonzero((up[:, 0] >= 0) & (down[:, 0] >= 0))
    if both.size:
        if _has_two_sides(indicator):
            return
        row = _plainest(series, both)
        problem = _up_and_down(indicator, series, row, up[row], down[row])
        yield DirectionDoubt(said, both.size, problem)
        return
    rises, falls = np.flatnonzero(up[:, 0] >= 0), np.flatnonzero(down[:, 0] >= 0)
    if rises.size and falls.size:
        rows, steps = (rises, up) if rises.size < falls.size else (falls, down)
        row = _plainest(series, rows)
        problem = _otherwise_elsewhere(indicator, series, _Step(row, *map(int, steps[row])))
        yield DirectionDoubt(said, rows.size, problem)


def _steps(classes: Floats) -> tuple[Rows, Rows]:
    """For each row the columns around its first rise and its first fall; -1 where there is none.

    Columns without a class are passed over.
    """
    rows, columns = classes.shape
    up, down = np.full((rows, 2), -1), np.full((rows, 2), -1)
    last = np.zeros(rows, dtype=np.int64)
    seen = classes[:, 0] > 0
    every = np.arange(rows)
    for column in range(1, columns):
        here = classes[:, column]
        change = np.where(seen & (here > 0), here - classes[every, last], 0.0)
        for found, is_new in ((up, change > 0), (down, change < 0)):
            fresh = is_new & (found[:, 0] < 0)
            found[fresh, 0], found[fresh, 1] = last[fresh], column
        last = np.where(here > 0, column, last)
        seen |= here > 0
    return up, down


def _has_two_sides(indicator: CompiledIndicator) -> bool:
    """Whether lines are meant to have a middle that is best: too little and too much."""
    tests = [line.test for line in indicator.lines]
    sides = {test.is_low_worse for test in tests if isinstance(test, Threshold)}
    return len(sides) > 1 or any(isinstance(test, Between) for test in tests)


def _plainest(series: Series, rows: Rows) -> int:
    """The row with fewest other answers, the first of these."""
    known = [~np.isnan(values[rows]) for _, values in series.others]
    counted = np.sum(known, axis=0) if known else np.zeros(rows.size)
    return int(rows[np.argmin(counted)])


def _up_and_down(
    indicator: CompiledIndicator, series: Series, row: int, up: Rows, down: Rows
) -> Problem:
    rise = _change(series, _Step(row, *map(int, up)))
    fall = _change(series, _Step(row, *map(int, down)))
    others = _others(series, row)
    return Problem(
        "RRM-R209",
        indicator.rule.place,
        msg("severity rises {rise}, and falls {fall}{others}", rise=rise, fall=fall, others=others)
        if up[1] < down[1]
        else msg(
            "severity falls {fall}, and rises {rise}{others}", rise=rise, fall=fall, others=others
        ),
        msg("as one number rises a household gets either worse or better off"),
        msg("Correct the value or the lines."),
        is_error=False,
    )


def _otherwise_elsewhere(indicator: CompiledIndicator, series: Series, step: _Step) -> Problem:
    before, after = _classes(series, step)
    change, others = _change(series, step), _others(series, step.row)
    return Problem(
        "RRM-R210",
        indicator.rule.place,
        msg("severity rises {change}{others}", change=change, others=others)
        if after > before
        else msg("severity falls {change}{others}", change=change, others=others),
        msg("with other answers it falls as the same number rises")
        if after > before
        else msg("with other answers it rises as the same number rises"),
        msg("Correct the cell of the table, or the line."),
        is_error=False,
    )


def _classes(series: Series, step: _Step) -> tuple[int, int]:
    before, after = series.classes[step.row, [step.before, step.after]]
    return int(before), int(after)


def _change(series: Series, step: _Step) -> Message:
    before, after = _classes(series, step)
    low, high = series.values[[step.before, step.after]]
    return msg(
        'from {before} to {after} when "{name}" goes from {low} to {high}',
        before=before,
        after=after,
        name=series.quantity.said,
        low=float(low),
        high=float(high),
    )


def _others(series: Series, row: int) -> Message:
    """The other answers that are known, as far as they are few."""
    told = [
        msg('"{name}" {value}', name=quantity.said, value=_shown(quantity, float(values[row])))
        for quantity, values in series.others
        if not np.isnan(values[row])
    ]
    if not told:
        return Message("")
    if len(told) > _ANSWERS_TOLD:
        return msg(
            " (with {answers} and {n} more)",
            answers=tuple(told[:_ANSWERS_TOLD]),
            n=len(told) - _ANSWERS_TOLD,
        )
    return msg(" (with {answers})", answers=tuple(told))


def _shown(quantity: Quantity, value: float) -> object:
    """A value as people read it; of a choice the option."""
    if isinstance(quantity.kind, Choice):
        return quantity.kind.options[int(value)]
    if quantity.is_ordered:
        return value
    return msg("yes") if value else msg("no")


def classes_of(classes: Column, answered: Flags, possible: Flags) -> Floats:
    """Classes of cases that lines decide and that answers can make; 0 for the others."""
    return np.where(answered & possible, classes.values, 0.0)
