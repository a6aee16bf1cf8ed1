"""A decision table as an expression: the numbers of its row and column, and the cell there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import reduce

from rrm.rule_language.expression import Call, Expression, Number, Operation, Quoted
from rrm.rule_language.read_off import READ_OFF
from rrm.rule_language.table_heads import Band, Head


def place_of_value(subject: Expression, heads: Sequence[Head]) -> Expression:
    """The number of the head, from 0, that a value stands under; checked heads leave no gap."""
    named = [at for at, head in enumerate(heads) if head.is_of_values]
    rest = next((at for at, head in enumerate(heads) if head.is_rest), None)
    if rest is None:
        rest = named.pop() if named else 0
    tree: Expression = Number(float(rest), subject.offset)
    for at in reversed(named):
        condition = _condition(subject, heads[at])
        tree = Call("if", (condition, Number(float(at), subject.offset), tree), subject.offset)
    unanswered = next((at for at, head in enumerate(heads) if head.is_unanswered), None)
    if unanswered is None:
        # Under a single head nothing hangs on the value, so that it need not be known.
        return tree
    is_known = Call("known", (subject,), subject.offset)
    place = Number(float(unanswered), subject.offset)
    return Call("if", (is_known, tree, place), subject.offset)


def read_off_tree(
    rows: Expression, columns: Expression, cells: Sequence[Sequence[float]]
) -> Expression:
    """The cell where a row and a column meet; rows, columns: the numbers of the heads."""
    numbers = [Number(float(cell), 0) for row in cells for cell in row]
    return Call(READ_OFF, (rows, columns, Number(float(len(cells[0])), 0), *numbers), 0)


def _condition(subject: Expression, head: Head) -> Expression:
    """Whether a value stands under a head."""
    at = subject.offset
    if head.says is not None:
        return subject if head.says else Operation("not", (subject,), at)
    if head.options:
        return Operation("in", (subject, *(Quoted(one, at) for one in head.options)), at)
    parts = [_within(subject, band) for band in head.bands]
    return reduce(lambda one, other: Operation("or", (one, other), at), parts)


def _within(subject: Expression, band: Band) -> Expression:
    at = subject.offset
    if band.is_one_number:
        return Operation("=", (subject, _written(band.low, at)), at)
    parts: list[Expression] = []
    if math.isfinite(band.low):
        sign = ">=" if band.holds_low else ">"
        parts.append(Operation(sign, (subject, _written(band.low, at)), at))
    if math.isfinite(band.high):
        sign = "<=" if band.holds_high else "<"
        parts.append(Operation(sign, (subject, _written(band.high, at)), at))
    return reduce(lambda one, other: Operation("and", (one, other), at), parts)


def _written(number: float, offset: int) -> Expression:
    """A number as the language has it, which knows its sign as an operator."""
    plain = Number(abs(number), offset)
    return Operation("neg", (plain,), offset) if number < 0 else plain
