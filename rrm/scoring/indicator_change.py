"""What the households that one indicator holds in a class would need to leave it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rrm.model.form import Column
from rrm.model.rule_pack import HOUSEHOLD
from rrm.rule_language import (
    Choice,
    Condition,
    Line,
    Name,
    Operation,
    Options,
    Threshold,
    Truth,
)
from rrm.scoring.cells_hit import CellHit, ColumnAt, cells_hit
from rrm.scoring.compiled_pack import CompiledIndicator, CompiledPack
from rrm.scoring.compiled_table import Axis, CompiledTable
from rrm.scoring.indicator_severity import IndicatorSeverity
from rrm.scoring.whole_values import is_whole

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]
ColumnOf = Callable[[str], Column]
"""The values of a question or rule by its key."""


@dataclass(frozen=True, slots=True, eq=False)
class NumberChange:
    """Households whose value must pass a line.

    target: the value to come to; is_beyond: the line itself still holds them, so just past it.
    is_rise: whether the value must rise. amounts: how far each is from it, in the indicator's
    unit. multiplied: the same in the unit of what is divided, where the indicator is a quotient
    such as litres by person; None elsewhere. weights: theirs. is_of_place: whether one value
    holds for the whole place.
    """

    indicator: CompiledIndicator
    target: float
    is_beyond: bool
    is_rise: bool
    is_of_place: bool
    amounts: Floats
    multiplied: Floats | None
    weights: Floats


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """Households whose answer must be another: one of these options, or no instead of yes."""

    indicator: CompiledIndicator
    options: tuple[str, ...]
    households: int
    is_of_place: bool = False


@dataclass(frozen=True, slots=True)
class ClassChange:
    """Households that must leave the class by a rule that no single number or option decides.

    is_unanswered: they did not answer, and the rule assumes the class.
    """

    indicator: CompiledIndicator
    households: int
    is_of_place: bool = False
    is_unanswered: bool = False


@dataclass(frozen=True, slots=True)
class CellMove:
    """A cell of a table that holds households, and where else they would be better off.

    rows, columns: heads of the rows, and of the columns, that would just do with all else the
    same; none of what no help changes.
    """

    hit: CellHit
    rows: tuple[int, ...]
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TableChange:
    """Households that must leave a class by another row or column of their table.

    moves: the cells of most households first.
    """

    indicator: CompiledIndicator
    households: int
    moves: tuple[CellMove, ...]
    is_of_place: bool = False


Change = NumberChange | AnswerChange | ClassChange | TableChange


def indicator_changes(
    pack: CompiledPack,
    one: IndicatorSeverity,
    severity: int,
    held: tuple[Rows, Floats],
    column_of: ColumnOf | None,
    column_at: ColumnAt | None = None,
) -> list[Change]:
    """What the households held by one indicator need; those who did not answer apart.

    held: their rows, and their weights. column_at: see cells_hit.
    """
    indicator, (rows, weights) = one.indicator, held
    answered = one.answered[rows]
    found: list[Change] = []
    unanswered = int(np.sum(~answered))
    if unanswered:
        found.append(ClassChange(indicator, unanswered, is_unanswered=True))
    rows, weights = rows[answered], weights[answered]
    if not rows.size:
        return found
    hits = cells_hit(pack, indicator, column_at, rows) if column_at is not None else []
    if hits and indicator.table is not None:
        moves = tuple(_move(indicator, indicator.table, hit, severity) for hit in hits)
        found.append(TableChange(indicator, int(rows.size), moves, one.is_of_place))
        return found
    line = _widest_threshold(indicator, severity)
    options = _options_that_do(indicator, severity)
    if line is not None and one.value.values.size == one.classes.values.size:
        found.append(_number_change(pack, one, line, (rows, weights), column_of))
    elif options is not None:
        found.append(AnswerChange(indicator, options, int(rows.size), one.is_of_place))
    else:
        found.append(ClassChange(indicator, int(rows.size), one.is_of_place))
    return found


def _move(
    indicator: CompiledIndicator, table: CompiledTable, hit: CellHit, severity: int
) -> CellMove:
    """Where cells are just better than the class, wherever a household not known there may be."""
    cells = np.array(table.cells)
    along_column = cells if hit.column < 0 else cells[:, [hit.column]]
    along_row = cells if hit.row < 0 else cells[[hit.row]]
    given = indicator.rule.table.given if indicator.rule.table is not None else None
    return CellMove(
        hit,
        () if given == "rows" else _just_better(table.rows, along_column.max(axis=1), severity),
        () if given == "columns" else _just_better(table.columns, along_row.max(axis=0), severity),
    )


def _just_better(axis: Axis, classes: Floats, severity: int) -> tuple[int, ...]:
    """Heads with the highest class below the severity; what is not answered is no way out."""
    better = {
        at: float(one)
        for at, one in enumerate(classes)
        if one < severity and not axis.heads[at].is_unanswered
    }
    return tuple(at for at, one in better.items() if one == max(better.values()))


def _number_change(
    pack: CompiledPack,
    one: IndicatorSeverity,
    line: Threshold,
    held: tuple[Rows, Floats],
    column_of: ColumnOf | None,
) -> NumberChange:
    """How far each is from the line; where values are whole, past a line is one further."""
    indicator, (rows, weights) = one.indicator, held
    target, is_beyond = line.limit, line.word in ("at most", "at least")
    if is_beyond and target.is_integer() and is_whole(indicator.tree, pack):
        target, is_beyond = target + (1.0 if line.is_low_worse else -1.0), False
    amounts = np.abs(one.value.values[rows] - target)
    return NumberChange(
        indicator,
        target,
        is_beyond,
        line.is_low_worse,
        one.is_of_place,
        amounts,
        _multiplied(indicator, amounts, rows, column_of),
        weights,
    )


def _lines_reaching(indicator: CompiledIndicator, severity: int) -> list[Line]:
    """The lines that give the class or a worse one; none where classes don't fall line by line."""
    classes = [line.severity for line in indicator.lines]
    if classes != sorted(classes, reverse=True):
        return []
    return [line for line in indicator.lines if line.severity >= severity]


def _widest_threshold(indicator: CompiledIndicator, severity: int) -> Threshold | None:
    """The threshold to pass, where all lines down to the class are thresholds to one side."""
    tests = [line.test for line in _lines_reaching(indicator, severity)]
    thresholds = [test for test in tests if isinstance(test, Threshold)]
    sides = {test.is_low_worse for test in thresholds}
    if not tests or len(thresholds) < len(tests) or len(sides) > 1:
        return None
    outward = 1.0 if thresholds[0].is_low_worse else -1.0
    return max(thresholds, key=lambda one: (outward * one.limit, one.word.startswith("at ")))


def _options_that_do(indicator: CompiledIndicator, severity: int) -> tuple[str, ...] | None:
    """Options of a choice that give a better class; () where no instead of yes does.

    Those that a better line names, else all that no line of the class names. None where neither
    options nor yes decide.
    """
    reaching = _lines_reaching(indicator, severity)
    tests = [line.test for line in reaching]
    if not tests:
        return None
    if isinstance(indicator.kind, Choice) and all(isinstance(test, Options) for test in tests):
        caught = {o for test in tests if isinstance(test, Options) for o in test.options}
        better = [line for line in indicator.lines if line.severity < severity]
        if better and isinstance(better[0].test, Options):
            named = [o for o in better[0].test.options if o not in caught]
            if named:
                return tuple(named)
        return tuple(o for o in indicator.kind.options if o not in caught) or None
    if isinstance(indicator.kind, Truth) and all(_is_yes(test) for test in tests):
        return ()
    return None


def _is_yes(test: object) -> bool:
    match test:
        case Condition(tree=Name(name="value")):
            return True
        case _:
            return False


def _multiplied(
    indicator: CompiledIndicator, amounts: Floats, rows: Rows, column_of: ColumnOf | None
) -> Floats | None:
    """Amounts of a quotient `a / b` times each household's b: litres in all, not by person."""
    match indicator.tree:
        case Operation(sign="/", operands=(_, Name() as divisor)) if (
            column_of is not None and indicator.rule.level == HOUSEHOLD
        ):
            column = column_of(divisor.key)
            if not column.known[rows].all():
                return None
            with np.errstate(over="ignore"):
                return amounts * column.values[rows]
        case _:
            return None


def next_better(lines: Sequence[Line], severity: int) -> int:
    """The highest class below this one that a line gives; 1 where none does."""
    return max((line.severity for line in lines if line.severity < severity), default=1)
