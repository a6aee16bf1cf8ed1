"""Between which numbers a value lies, household by household, where some answers are not known.

An answer that is not known lies in its question's range. Columns of lowest and highest values take
the place of values; a condition is from 0 to 1 where it is open. What an answer rules out is out,
but what two parts of an expression say of one answer is not compared: the bounds may be too wide,
never too narrow.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rrm.model.form import Column
from rrm.model.rule_pack import HOUSEHOLD, Unanswered
from rrm.rule_language import (
    AGGREGATE_KINDS,
    Between,
    Call,
    Choice,
    Condition,
    Expression,
    Kind,
    Line,
    Name,
    Number,
    Operation,
    Options,
    Otherwise,
    Quoted,
    Several,
    Threshold,
    Truth,
    classify_ordered,
)
from rrm.scoring.bounds import (
    ARITHMETIC,
    FUNCTIONS,
    Bounds,
    all_of,
    any_of,
    compared,
    is_between,
    opposite,
)
from rrm.scoring.compiled_pack import CompiledIndicator
from rrm.scoring.rule_order import keys_read, read_first
from rrm.scoring.rule_table import RuleTable
from rrm.scoring.value_range import Interval, ValueRanges

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]
_SIGNS = {"below": "<", "at most": "<=", "above": ">", "at least": ">="}
_VALUE = "value"


def class_bounds(table: RuleTable, key: str, rows: Rows) -> Bounds:
    """The best and worst class that an indicator of households may give, for some of them.

    rows: interviews whose class is not known. Their answers stand as they are; each that is not
    known is somewhere in its question's range. One row of bounds where all rows share it.
    """
    indicator = table.pack.indicators[key]
    # Where a single answer decides and is not known, all of these households are alike.
    are_alike = isinstance(indicator.tree, Name) and indicator.tree.key not in table.rules
    if are_alike and not any(isinstance(line.test, Condition) for line in indicator.lines):
        rows = rows[:1]
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        return _Reading(table, rows).classes(indicator)


class _Reading:
    """The bounds of questions and rules over some households, each found once."""

    def __init__(self, table: RuleTable, rows: Rows) -> None:
        self._table, self._pack, self._rows = table, table.pack, rows
        self._ranges = ValueRanges(table.pack)
        self._found: dict[str, Bounds] = {}
        self._indicator: CompiledIndicator | None = None

    def classes(self, indicator: CompiledIndicator) -> Bounds:
        """The best and worst class whose line may be the first that holds."""
        rules = read_first([indicator.key], self._pack.rules_named)
        for key in [one for one in rules if one != indicator.key]:
            self._found[key] = self._of_key(key)
        value = self._of(indicator.tree)
        self._indicator, self._found[_VALUE] = indicator, value
        if indicator.direction is not None:
            return _between_ends(indicator, value)
        best, worst = np.full(self._rows.size, np.inf), np.full(self._rows.size, -np.inf)
        is_open = np.ones(self._rows.size, dtype=np.bool_)
        for line in indicator.lines:
            test = self._line(line, indicator, value)
            may_hold = is_open & (test.high > 0)
            best = np.where(may_hold, np.minimum(best, line.severity), best)
            worst = np.where(may_hold, np.maximum(worst, line.severity), worst)
            is_open &= test.low < 1
        return Bounds(best, worst)

    def _line(self, line: Line, indicator: CompiledIndicator, value: Bounds) -> Bounds:
        match line.test:
            case Otherwise():
                return self._constant(1.0)
            case Threshold(word=word, limit=limit):
                return compared(_SIGNS[word], value, self._constant(limit))
            case Between(low=low, high=high):
                return is_between(value, self._constant(low), self._constant(high))
            case Options(options=options):
                known = indicator.kind.options if isinstance(indicator.kind, Choice) else ()
                places = [self._constant(float(known.index(option))) for option in options]
                return any_of([compared("=", value, place) for place in places])
            case Condition(tree=tree):
                return self._of(tree)

    def _constant(self, value: float) -> Bounds:
        same = np.full(self._rows.size, value)
        return Bounds(same, same)

    def _within(self, interval: Interval) -> Bounds:
        size = self._rows.size
        return Bounds(np.full(size, interval.low), np.full(size, interval.high))

    def _name(self, name: Name) -> Bounds:
        if name.key not in self._found:
            for key in read_first([name.key], self._pack.rules_named, self._found):
                self._found[key] = self._of_key(key)
        return self._found[name.key]

    def _of_key(self, key: str) -> Bounds:
        """A question's or rule's own value where it is known, else what it may be."""
        column = self._table.column_at(key, HOUSEHOLD)
        known = column.known[self._rows]
        values = column.values[self._rows]
        if known.all():
            return Bounds(values, values)
        return Bounds(values, values).where(known, self._of_unknown(key))

    def _of_unknown(self, key: str) -> Bounds:
        pack = self._pack
        if (key in pack.measures or key in pack.indicators) and pack.levels[key] == HOUSEHOLD:
            return self._of(pack.rule(key).tree)
        kind = pack.kinds[key]
        if isinstance(kind, Choice):
            return self._within(Interval(0.0, float(len(kind.options) - 1)))
        if isinstance(kind, Truth):
            return self._within(Interval(0.0, 1.0))
        return self._within(self._ranges.of_key(key))

    def _of(self, tree: Expression) -> Bounds:
        match tree:
            case Number(value=value):
                return self._constant(value)
            case Quoted():
                return self._constant(0.0)
            case Name():
                return self._name(tree)
            case Operation():
                return self._operation(tree)
            case Call():
                return self._call(tree)

    def _operation(self, tree: Operation) -> Bounds:
        if tree.sign == "in":
            subject, *options = tree.operands
            return any_of([self._comparison("=", subject, option) for option in options])
        if tree.sign in ("=", "!=", "<", "<=", ">", ">="):
            return self._comparison(tree.sign, *tree.operands)
        parts = [self._of(one) for one in tree.operands]
        match tree.sign:
            case "and":
                return all_of(parts)
            case "or":
                return any_of(parts)
            case "not":
                return opposite(parts[0])
            case "neg":
                return Bounds(-parts[0].high, -parts[0].low)
            case _:
                return ARITHMETIC[tree.sign](*parts)

    def _comparison(self, sign: str, left: Expression, right: Expression) -> Bounds:
        return compared(sign, self._comparable(left, right), self._comparable(right, left))

    def _comparable(self, tree: Expression, other: Expression) -> Bounds:
        if isinstance(tree, Quoted) and isinstance(other, Name):
            kind = self._kind(other)
            if isinstance(kind, Choice):
                return self._constant(float(kind.options.index(tree.text)))
        return self._of(tree)

    def _kind(self, name: Name) -> Kind:
        if name.key == _VALUE and self._indicator is not None:
            return self._indicator.kind
        return self._pack.kinds[name.key]

    def _call(self, call: Call) -> Bounds:
        match call:
            case Call(function="known", arguments=(subject,)):
                return Bounds(self._is_known(subject), np.ones(self._rows.size))
            case Call(function="known_or", arguments=(first, second)):
                one = self._of(first)
                return one.where(self._is_known(first) > 0, one.around(self._of(second)))
            case Call(function="if", arguments=(condition, then, otherwise)):
                return self._chosen(self._of(condition), self._of(then), self._of(otherwise))
            case Call(function="selected" | "count_selected" as function, arguments=arguments):
                return self._selection(call, function, arguments[0])
            case Call(function=function) if function in AGGREGATE_KINDS:
                # Rows of a roster are not looked at one by one.
                within = self._ranges.of(call, HOUSEHOLD, Unanswered.STRICT)
                return self._as_answered(call, within)
            case Call(function=function, arguments=arguments):
                return FUNCTIONS[function]([self._of(one) for one in arguments])

    def _chosen(self, condition: Bounds, then: Bounds, otherwise: Bounds) -> Bounds:
        decided = then.where(condition.low > 0, then.around(otherwise))
        return otherwise.where(condition.high < 1, decided)

    def _selection(self, call: Call, function: str, question: Expression) -> Bounds:
        """What was chosen of several; where nothing is known, anything may be."""
        kind = self._pack.kinds[question.key] if isinstance(question, Name) else None
        options = len(kind.options) if isinstance(kind, Several) else 0
        most = 1.0 if function == "selected" else float(options)
        return self._as_answered(call, Interval(0.0, most))

    def _as_answered(self, tree: Expression, otherwise: Interval) -> Bounds:
        column = self._answered(tree)
        answered = Bounds(column.values, column.values)
        return answered.where(column.known, self._within(otherwise))

    def _is_known(self, tree: Expression) -> Floats:
        """1 where an expression is known as answered; of the indicator's own value nobody asks."""
        if _VALUE in keys_read(tree):
            return np.zeros(self._rows.size)
        return self._answered(tree).known.astype(np.float64)

    def _answered(self, tree: Expression) -> Column:
        column = self._table.as_answered(tree)
        return Column(column.values[self._rows], column.known[self._rows])


def _between_ends(indicator: CompiledIndicator, value: Bounds) -> Bounds:
    """The classes at both ends of a value; lines in order give none but those between."""
    every = np.ones(value.low.shape, dtype=np.bool_)
    low, high = (
        classify_ordered(indicator.lines, Column(end, every)).values
        for end in (value.low, value.high)
    )
    return Bounds(high, low) if indicator.direction == "low" else Bounds(low, high)
