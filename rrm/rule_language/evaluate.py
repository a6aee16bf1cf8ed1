"""Expressions over whole columns at once, with three-valued logic for what is not known.

A column holds values and whether each is known. Unknown and false is false, unknown or true is
true; arithmetic with an unknown is unknown; so is a division by zero.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from rrm.model.form import Column
from rrm.rule_language.expression import Call, Expression, Name, Number, Operation, Quoted
from rrm.rule_language.kinds import Choice, Kind, Several

TOLERANCE = 1e-9
"""Slack of comparisons, so that 0.1 + 0.2 reaches 0.3."""

ColumnOf = Callable[[Name], Column]
KindOf = Callable[[Name], Kind]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Evaluator:
    """Evaluates checked expressions over the columns of one assessment.

    column_of, kind_of: what a name stands for. households: length of every column.
    """

    def __init__(self, column_of: ColumnOf, kind_of: KindOf, households: int) -> None:
        self._column_of, self._kind_of, self._households = column_of, kind_of, households

    def column(self, tree: Expression) -> Column:
        """The values of an expression, one a household."""
        match tree:
            case Number():
                return self._constant(tree.value)
            case Quoted():
                return self._constant(0.0)
            case Name():
                return self._column_of(tree)
            case Operation():
                return self._operation(tree)
            case Call():
                return self._call(tree)

    def _constant(self, value: float) -> Column:
        return Column(np.full(self._households, value), np.ones(self._households, dtype=np.bool_))

    def _operation(self, tree: Operation) -> Column:
        if tree.sign == "in":
            subject, *options = tree.operands
            return _any([self._compare("=", subject, option) for option in options])
        if tree.sign in ("=", "!=", "<", "<=", ">", ">="):
            return self._compare(tree.sign, *tree.operands)
        columns = [self.column(operand) for operand in tree.operands]
        match tree.sign:
            case "and":
                return _all(columns)
            case "or":
                return _any(columns)
            case "not":
                return Column(_clean(1.0 - columns[0].values, columns[0].known), columns[0].known)
            case "neg":
                return Column(-columns[0].values, columns[0].known)
            case _:
                return _arithmetic(tree.sign, columns[0], columns[1])

    def _compare(self, sign: str, left: Expression, right: Expression) -> Column:
        columns = [self._comparable(left, right), self._comparable(right, left)]
        difference = columns[0].values - columns[1].values
        known = columns[0].known & columns[1].known
        return _truth(compared(sign, difference), known)

    def _comparable(self, tree: Expression, other: Expression) -> Column:
        # A quoted option is compared by its place in the options of the question beside it.
        if isinstance(tree, Quoted) and isinstance(other, Name):
            kind = self._kind_of(other)
            if isinstance(kind, Choice):
                return self._constant(float(kind.options.index(tree.text)))
        return self.column(tree)

    def _call(self, call: Call) -> Column:
        if call.function in ("selected", "count_selected"):
            return self._selection(call)
        columns = [self.column(argument) for argument in call.arguments]
        return _FUNCTIONS[call.function](columns)

    def _selection(self, call: Call) -> Column:
        question, column = call.arguments[0], self.column(call.arguments[0])
        kind = self._kind_of(question) if isinstance(question, Name) else None
        options = kind.options if isinstance(kind, Several) else ()
        mask = column.values.astype(np.int64)
        if call.function == "selected" and isinstance(call.arguments[1], Quoted):
            bit = options.index(call.arguments[1].text)
            return _truth((mask >> bit) & 1 == 1, column.known)
        bits = sum((((mask >> bit) & 1) for bit in range(len(options))), np.zeros_like(mask))
        return Column(_clean(bits.astype(np.float64), column.known), column.known)


def compared(sign: str, difference: Floats) -> Flags:
    """Whether left `sign` right holds, given left - right, within TOLERANCE.

    sign: = != < <= > or >=.
    """
    match sign:
        case "=":
            return np.abs(difference) <= TOLERANCE
        case "!=":
            return np.abs(difference) > TOLERANCE
        case "<":
            return difference < -TOLERANCE
        case "<=":
            return difference <= TOLERANCE
        case ">":
            return difference > TOLERANCE
        case _:
            return difference >= -TOLERANCE


def _clean(values: Floats, known: Flags) -> Floats:
    return np.where(known, values, 0.0)


def _truth(holds: Flags, known: Flags) -> Column:
    return Column((holds & known).astype(np.float64), known)


def _known_in_all(columns: list[Column]) -> Flags:
    return reduce(np.logical_and, (column.known for column in columns))


def _arithmetic(sign: str, left: Column, right: Column) -> Column:
    known = left.known & right.known
    match sign:
        case "+":
            values = left.values + right.values
        case "-":
            values = left.values - right.values
        case "*":
            values = left.values * right.values
        case _:
            known = known & (right.values != 0)
            values = np.divide(
                left.values, right.values, out=np.zeros_like(left.values), where=known
            )
    return Column(_clean(values, known), known)


def _all(columns: list[Column]) -> Column:
    false = reduce(np.logical_or, (column.known & (column.values == 0) for column in columns))
    known = _known_in_all(columns)
    return _truth(known & ~false, known | false)


def _any(columns: list[Column]) -> Column:
    true = reduce(np.logical_or, (column.known & (column.values != 0) for column in columns))
    return _truth(true, _known_in_all(columns) | true)


def _strict(compute: Callable[[list[Floats]], Floats]) -> Callable[[list[Column]], Column]:
    def apply(columns: list[Column]) -> Column:
        known = _known_in_all(columns)
        return Column(_clean(compute([column.values for column in columns]), known), known)

    return apply


def _if(columns: list[Column]) -> Column:
    condition, then, otherwise = columns
    chosen = condition.values != 0
    known = condition.known & np.where(chosen, then.known, otherwise.known)
    return Column(_clean(np.where(chosen, then.values, otherwise.values), known), known)


def _known(columns: list[Column]) -> Column:
    known = columns[0].known
    return _truth(known, np.ones_like(known))


def _known_or(columns: list[Column]) -> Column:
    first, second = columns
    known = first.known | second.known
    return Column(_clean(np.where(first.known, first.values, second.values), known), known)


def _count_known(columns: list[Column]) -> Column:
    known = reduce(np.logical_or, (column.known for column in columns))
    counted = sum(_clean(column.values, column.known) for column in columns)
    return Column(_clean(np.asarray(counted, dtype=np.float64), known), known)


def _half_up(values: Floats) -> Floats:
    return np.sign(values) * np.floor(np.abs(values) + 0.5 + TOLERANCE)


_FUNCTIONS: dict[str, Callable[[list[Column]], Column]] = {
    "min": _strict(np.minimum.reduce),
    "max": _strict(np.maximum.reduce),
    "mean": _strict(lambda values: np.add.reduce(values) / len(values)),
    "abs": _strict(lambda values: np.abs(values[0])),
    "round": _strict(lambda values: _half_up(values[0])),
    "floor": _strict(lambda values: np.floor(values[0] + TOLERANCE)),
    "ceil": _strict(lambda values: np.ceil(values[0] - TOLERANCE)),
    "if": _if,
    "known": _known,
    "known_or": _known_or,
    "count": _strict(np.add.reduce),
    "count_known": _count_known,
    "any": _any,
    "all": _all,
}
