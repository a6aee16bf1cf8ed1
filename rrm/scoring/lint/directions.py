"""Indicators whose severity goes up and down as an answer, or a level of a table, rises."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from rrm.scoring.compiled_pack import CompiledIndicator
from rrm.scoring.lint.decision_space import DecisionSpace
from rrm.scoring.lint.every_case import Cases, cases_of
from rrm.scoring.lint.one_way import DirectionDoubt, Series, classes_of, direction_doubts
from rrm.scoring.lint.possible_answers import FormCondition, possible_cases
from rrm.scoring.lint.quantities import Quantity

Floats = NDArray[np.float64]
Conditions = tuple[FormCondition, ...]

_SETS_TRIED = 60
"""Sets of other answers with which an answer is made to rise."""
_NOT_ANSWERED = 0.08
"""Share of the other answers that are left out in those sets."""
_SEED = 20_180_401


def doubts_over_all(
    indicator: CompiledIndicator, cases: Cases, conditions: Conditions
) -> Iterator[DirectionDoubt]:
    """Doubts from every case: complete, for the numbers that the rule compares."""
    quantities = cases.space.quantities
    severity = cases.severity()
    possible = possible_cases(conditions, cases)
    classes = classes_of(severity.classes, severity.answered, possible)
    grid = classes.reshape([len(one.values) for one in quantities])
    for axis, quantity in enumerate(quantities):
        if not quantity.is_ordered or len(quantity.known_values) < 2:
            continue
        rows = np.moveaxis(grid, axis, -1)
        others = [one for one in quantities if one is not quantity]
        at = np.indices(rows.shape[:-1]).reshape(len(others), rows[..., 0].size)
        series = Series(
            quantity,
            np.array(quantity.known_values),
            rows.reshape(-1, rows.shape[-1])[:, :-1],
            [(one, np.array(one.values)[where]) for one, where in zip(others, at, strict=True)],
        )
        yield from direction_doubts(indicator, series)


def doubts_by_answers(
    indicator: CompiledIndicator, space: DecisionSpace, conditions: Conditions
) -> Iterator[DirectionDoubt]:
    """Doubts about each number as it is answered, however it is worked into the value.

    Every answer rises through many values, with the same sets of other answers; what holds for
    these is likely for all, not proven.
    """
    contexts = _contexts(space.quantities)
    for at, quantity in enumerate(space.quantities):
        if not quantity.is_ordered or len(quantity.known_values) < 2:
            continue
        rising = np.array(quantity.known_values)
        columns = [np.repeat(one, rising.size) for one in contexts]
        columns[at] = np.tile(rising, _SETS_TRIED)
        cases = cases_of(space, columns)
        severity = cases.severity()
        possible = possible_cases(conditions, cases)
        classes = classes_of(severity.classes, severity.answered, possible)
        others = [
            (one, context)
            for one, context in zip(space.quantities, contexts, strict=True)
            if one is not quantity
        ]
        series = Series(quantity, rising, classes.reshape(_SETS_TRIED, rising.size), others)
        yield from direction_doubts(indicator, series)


def _contexts(quantities: tuple[Quantity, ...]) -> list[Floats]:
    """Sets of answers: all at their lowest, middle and highest, then mixed; a column a quantity."""
    draw = np.random.default_rng(_SEED)
    columns = []
    for quantity in quantities:
        values = np.array(quantity.known_values)
        at = draw.integers(0, values.size, _SETS_TRIED)
        at[:3] = 0, values.size // 2, values.size - 1
        left_out = draw.random(_SETS_TRIED) < _NOT_ANSWERED
        left_out[:3] = False
        columns.append(np.where(left_out, np.nan, values[at]))
    return columns
