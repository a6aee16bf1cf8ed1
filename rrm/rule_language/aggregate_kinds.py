"""What each aggregate takes and gives: one value from the rows below.

The first argument names the rows, such as a household's members; what follows stands in their
scope.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rrm.model.language import msg
from rrm.rule_language.expression import Call, Name
from rrm.rule_language.function_kinds import Check, arity
from rrm.rule_language.tokens import ExpressionError
from rrm.rule_language.units import Unit
from rrm.rule_language.value_kinds import Kind, Numeric, Scope

if TYPE_CHECKING:
    from rrm.rule_language.kinds import Checker


def rows_named(call: Call) -> Name:
    """The name of the rows that an aggregate sums up over; raises ExpressionError."""
    first = call.arguments[0]
    if isinstance(first, Name):
        return first
    raise ExpressionError(
        "RRM-R012",
        first.offset,
        msg("{function} over something worked out", function=call.function),
        msg("the first argument names the rows: a roster, households or key_informants"),
        msg("Write the rows first, then what is summed up."),
    )


def _below(call: Call, checker: Checker) -> tuple[Scope, Checker]:
    scope = checker.scope.frame(rows_named(call))
    return scope, checker.within(scope)


def _count_of(call: Call, checker: Checker) -> Kind:
    arity(call, 1, 2)
    scope, below = _below(call, checker)
    for condition in call.arguments[1:]:
        below.truth(condition)
    return Numeric(scope.row_unit)


def _number_of(call: Call, checker: Checker) -> Kind:
    arity(call, 2, 3)
    _, below = _below(call, checker)
    for among in call.arguments[2:]:
        below.truth(among)
    return below.numeric(call.arguments[1])


def _share_of(call: Call, checker: Checker) -> Kind:
    arity(call, 2, 3)
    _, below = _below(call, checker)
    for condition in call.arguments[1:]:
        below.truth(condition)
    return Numeric(Unit())


def _quantified_of(call: Call, checker: Checker) -> Kind:
    arity(call, 2, 2)
    _, below = _below(call, checker)
    return below.truth(call.arguments[1])


ASKED_OF = "asked_of"
"""The aggregate that says how many were asked, rather than what they said."""
UNWEIGHTED = (ASKED_OF, "unweighted_sum_of")
"""Aggregates in which a row counts once whatever its weight: how large a sample is."""

AGGREGATE_KINDS: dict[str, Check] = {
    ASKED_OF: _count_of,
    "count_of": _count_of,
    "sum_of": _number_of,
    "unweighted_sum_of": _number_of,
    "mean_of": _number_of,
    "median_of": _number_of,
    "min_of": _number_of,
    "max_of": _number_of,
    "share_of": _share_of,
    "any_of": _quantified_of,
    "all_of": _quantified_of,
}
