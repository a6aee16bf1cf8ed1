"""Numbers that stand under no head of a decision table, though answers may give them."""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterator

from rrm.model.language import Message, msg
from rrm.model.rule_pack import Unanswered
from rrm.model.source_text import SourceText
from rrm.rule_language import ExpressionError, Numeric, numbers_to_try
from rrm.scoring.compiled_pack import CompiledRules
from rrm.scoring.compiled_table import Axis, no_head_for
from rrm.scoring.value_range import ValueRanges
from rrm.scoring.whole_values import is_whole

_MOST_TOLD = 3


def table_gaps(rules: CompiledRules) -> Iterator[tuple[ExpressionError, SourceText]]:
    """Each axis of a table whose heads leave numbers out, beside the axis as written.

    What can't be is not missed: numbers beyond the `range` of the questions, or between whole ones.
    """
    ranges = ValueRanges(rules)
    for key in (*rules.measures, *rules.indicators):
        rule = rules.rule(key)
        if rule.table is None:
            continue
        for axis in (rule.table.rows, rule.table.columns):
            left_out = _left_out(ranges, rules, axis, rule.rule.level, rule.rule.unanswered)
            if left_out:
                yield no_head_for(left_out[:_MOST_TOLD]), axis.of


def _left_out(
    ranges: ValueRanges, rules: CompiledRules, axis: Axis, level: str, unanswered: Unanswered
) -> list[Message]:
    if not isinstance(axis.kind, Numeric) or any(head.is_rest for head in axis.heads):
        return []
    low, high = ranges.of(axis.tree, level, unanswered).ends
    whole = is_whole(axis.tree, rules, level)
    left_out = [
        number
        for number in numbers_to_try(axis.heads, low, high, whole)
        if not any(head.takes(number) for head in axis.heads)
    ]
    if whole:
        return [_itself(number) for number in left_out]
    bands = [band for head in axis.heads for band in head.bands]
    ends = {end for band in bands for end in (band.low, band.high) if math.isfinite(end)}
    return [_stretch(sorted(ends), number) for number in left_out]


def _itself(number: float) -> Message:
    return Message("{number}", (("number", number),))


def _stretch(ends: list[float], number: float) -> Message:
    """A number that is left out, or all those around it as far as the next heads."""
    if number in ends:
        return _itself(number)
    at = bisect.bisect_left(ends, number)
    if at == 0:
        return msg("what is below {number}", number=ends[0]) if ends else msg("any number")
    if at == len(ends):
        return msg("what is above {number}", number=ends[-1])
    return msg("what is between {low} and {high}", low=ends[at - 1], high=ends[at])
