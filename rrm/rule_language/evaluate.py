"""Expressions over whole columns at once, with three-valued logic for what is not known.

A column holds values and whether each is known. Unknown and false is false, unknown or true is
true; arithmetic with an unknown is unknown; so is a division by zero, and a sum or product that
outgrows all numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from rrm.model.form import Column
from rrm.model.rule_pack import Unanswered
from rrm.rule_language.aggregate_kinds import AGGREGATE_KINDS, ASKED_OF
from rrm.rule_language.aggregates import RowsBelow, aggregate, counted_rows, rows_asked
from rrm.rule_language.expression import Call, Expression, Name, Number, Operation, Quoted
from rrm.rule_language.functions import (
    KNOWN_ONLY,
    STRICT,
    TOLERANCE,
    all_hold,
    any_holds,
    quotient,
)
from rrm.rule_language.value_kinds import Choice, Kind, Several
from rrm.rule_language.values import (
    Flags,
    Floats,
    Values,
    both,
    column_of,
    constant,
    finite,
    known_in_any,
    values_of,
)

ColumnOf = Callable[[Name], Column]
KindOf = Callable[[Name], Kind]


@dataclass(frozen=True, slots=True, eq=False)
class Below:
    """The rows that an aggregate sums up, and the evaluator of what is said of each of them."""

    rows: RowsBelow
    evaluator: Evaluator


BelowOf = Callable[[Name], Below]


def _nothing_below(name: Name) -> Below:
    raise KeyError(name.name)


class Evaluator:
    """Evaluates checked expressions over the rows of one level.

    column_of, kind_of: what a name stands for. rows: length of every column. below_of: the rows
    that an aggregate's first argument stands for. unanswered: how what isn't known counts.
    """

    def __init__(
        self,
        column_of: ColumnOf,
        kind_of: KindOf,
        rows: int,
        below_of: BelowOf = _nothing_below,
        unanswered: Unanswered = Unanswered.STRICT,
    ) -> None:
        self._column_of, self._kind_of, self._rows = column_of, kind_of, rows
        self._below_of, self._unanswered = below_of, unanswered
        self._functions = KNOWN_ONLY if unanswered is Unanswered.KNOWN_ONLY else STRICT

    def column(self, tree: Expression) -> Column:
        """The values of an expression, one a row."""
        if isinstance(tree, Name) and self._unanswered is not Unanswered.ZERO:
            return self._column_of(tree)
        return column_of(self.values(tree), self._rows)

    def values(self, tree: Expression) -> Values:
        """The values of an expression; one for all rows where it is a constant."""
        values = self._value(tree)
        if self._unanswered is not Unanswered.ZERO:
            return values
        # What was not answered counts as 0, unless nothing at all was.
        return Values(values.values, both(values.known, self._answered(tree)))

    def counted(self, call: Call) -> Floats:
        """How many rows an aggregate is made of, a number a row of this level."""
        below, values, among = self._aggregated(call)
        return counted_rows(below, values, among)

    def _value(self, tree: Expression) -> Values:
        match tree:
            case Number():
                return constant(tree.value)
            case Quoted():
                return constant(0.0)
            case Name():
                return self._name(tree)
            case Operation():
                return self._operation(tree)
            case Call():
                return self._call(tree)

    def _name(self, name: Name) -> Values:
        values = values_of(self._column_of(name))
        # The order of options is no number, so an unanswered choice is not its first option.
        is_choice = isinstance(self._kind_of(name), Choice | Several)
        return values if is_choice else self._filled(values)

    def _filled(self, values: Values) -> Values:
        """What isn't known as 0 or no, where the rule says so."""
        if self._unanswered is not Unanswered.ZERO or values.known is None:
            return values
        return Values(np.where(values.known, values.values, values.values.dtype.type(0)))

    def _answered(self, tree: Expression) -> Flags | None:
        """Rows for which anything that an expression reads is known; None for all."""
        read = [*self._read(tree)]
        return known_in_any(read) if read else None

    def _read(self, tree: Expression) -> Iterator[Values]:
        match tree:
            case Name():
                yield values_of(self._column_of(tree))
            case Call(function=function) if function == ASKED_OF:
                return
            case Call(function=function) if function in AGGREGATE_KINDS:
                yield self._aggregate(tree)
            case Operation(operands=parts) | Call(arguments=parts):
                for part in parts:
                    yield from self._read(part)
            case _:
                return

    def _operation(self, tree: Operation) -> Values:
        if tree.sign == "in":
            subject, *options = tree.operands
            return any_holds([self._compare("=", subject, option) for option in options])
        if tree.sign in ("=", "!=", "<", "<=", ">", ">="):
            return self._compare(tree.sign, *tree.operands)
        operands = [self._value(operand) for operand in tree.operands]
        match tree.sign:
            case "and":
                return all_hold(operands)
            case "or":
                return any_holds(operands)
            case "not":
                return Values(~operands[0].flags, operands[0].known)
            case "neg":
                return Values(-operands[0].numbers, operands[0].known)
            case _:
                return finite(lambda: _arithmetic(tree.sign, operands[0], operands[1]))

    def _compare(self, sign: str, left: Expression, right: Expression) -> Values:
        one, other = self._comparable(left, right), self._comparable(right, left)
        with np.errstate(over="ignore"):
            # A difference that outgrows all numbers still has its sign.
            holds = compared(sign, one.numbers - other.numbers)
        return self._filled(Values(holds, both(one.known, other.known)))

    def _comparable(self, tree: Expression, other: Expression) -> Values:
        # A quoted option is compared by its place in the options of the question beside it.
        if isinstance(tree, Quoted) and isinstance(other, Name):
            kind = self._kind_of(other)
            if isinstance(kind, Choice):
                return constant(float(kind.options.index(tree.text)))
        return self._value(tree)

    def _call(self, call: Call) -> Values:
        if call.function in AGGREGATE_KINDS:
            return self._filled(self._aggregate(call))
        if call.function in ("selected", "count_selected"):
            return self._filled(self._selection(call))
        if call.function in ("known", "known_or") and self._unanswered is Unanswered.ZERO:
            strict = Evaluator(self._column_of, self._kind_of, self._rows, self._below_of)
            return self._filled(strict.values(call))
        arguments = [self._value(one) for one in call.arguments]
        return finite(lambda: self._functions[call.function](arguments))

    def _aggregate(self, call: Call) -> Values:
        below, values, among = self._aggregated(call)
        if call.function == ASKED_OF:
            return rows_asked(below, values)
        return aggregate(call.function, below, values, among, self._unanswered)

    def _aggregated(self, call: Call) -> tuple[RowsBelow, Values | None, Values | None]:
        rows, *said = call.arguments
        assert isinstance(rows, Name)
        below = self._below_of(rows)
        picked = [_picked(below.evaluator.values(one), below.rows) for one in said]
        values, among = [*picked, None, None][:2]
        return below.rows, values, among

    def _selection(self, call: Call) -> Values:
        question = call.arguments[0]
        answers = self._value(question)
        kind = self._kind_of(question) if isinstance(question, Name) else None
        options = kind.options if isinstance(kind, Several) else ()
        mask = answers.numbers.astype(np.int64)
        if call.function == "selected" and isinstance(call.arguments[1], Quoted):
            bit = options.index(call.arguments[1].text)
            return Values((mask >> bit) & 1 == 1, answers.known)
        bits = sum((((mask >> bit) & 1) for bit in range(len(options))), np.zeros_like(mask))
        return Values(np.asarray(bits, dtype=np.float64), answers.known)


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


def _arithmetic(sign: str, left: Values, right: Values) -> Values:
    known = both(left.known, right.known)
    match sign:
        case "+":
            return Values(left.numbers + right.numbers, known)
        case "-":
            return Values(left.numbers - right.numbers, known)
        case "*":
            return Values(left.numbers * right.numbers, known)
        case _:
            return quotient(left, right)


def _picked(values: Values, below: RowsBelow) -> Values:
    """The rows of a frame that are summed up; a constant stays one."""
    if below.rows is None:
        return values
    known = values.known
    return Values(
        values.values[below.rows] if values.values.ndim else values.values,
        known[below.rows] if known is not None and known.ndim else known,
    )
