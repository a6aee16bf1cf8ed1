"""Severity lines that no answers reach, shown by going through every case of the indicator."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator

import numpy as np

from rrm.model.language import Message, msg
from rrm.model.problem import Problem
from rrm.model.unit_words import quantity_in_words
from rrm.rule_language import Between, Line, Otherwise, Threshold
from rrm.scoring.compiled_pack import CompiledIndicator
from rrm.scoring.lint.every_case import Cases
from rrm.scoring.value_range import Interval


def unreached_lines(
    indicator: CompiledIndicator, cases: Cases, within: Interval, told: Collection[int]
) -> Iterator[Problem]:
    """Lines that decide in no case; `otherwise`, which must stand there, is not among them.

    within: the interval of the indicator's value. told: classes whose line is in doubt already.
    """
    severity = cases.severity()
    reached = np.unique(severity.classes.values[severity.answered])
    for line in indicator.lines:
        is_reached = line.severity in reached or isinstance(line.test, Otherwise)
        if not is_reached and line.severity not in told:
            yield _doubt(indicator, line, cases, within)


def _doubt(indicator: CompiledIndicator, line: Line, cases: Cases, within: Interval) -> Problem:
    place = line.place
    if cases.taken_alone(line.severity).any():
        return Problem(
            "RRM-R201",
            place,
            msg('"{line}" never decides', line=line.text),
            msg("wherever it holds, a line above it holds too, or can’t be decided"),
            msg("Move it up, or remove it."),
            is_error=False,
        )
    if _is_beyond(line.test, within):
        return Problem(
            "RRM-R207",
            place,
            msg('"{line}" can never hold', line=line.text),
            _said(within, indicator.rule.unit),
            msg("Correct the number, or the range of the questions that the value is made of."),
            is_error=False,
        )
    return Problem(
        "RRM-R208",
        place,
        msg('"{line}" can never hold', line=line.text),
        msg("none of {n} cases that answers can make meets it", n=len(cases)),
        msg("Correct the condition, or remove the line."),
        is_error=False,
    )


def _is_beyond(test: object, within: Interval) -> bool:
    """Whether a line takes only numbers that the value can't be."""
    match test:
        case Threshold(word="below", limit=limit):
            return limit <= within.low
        case Threshold(word="at most", limit=limit):
            return limit < within.low
        case Threshold(word="above", limit=limit):
            return limit >= within.high
        case Threshold(limit=limit):
            return limit > within.high
        case Between(low=low, high=high):
            return high < within.low or low > within.high
        case _:
            return False


def _said(within: Interval, unit: str) -> Message:
    low, high = quantity_in_words(within.low, unit), quantity_in_words(within.high, unit)
    if math.isinf(within.low):
        return msg("the value is at most {high}", high=high)
    if math.isinf(within.high):
        return msg("the value is at least {low}", low=low)
    return msg("the value is from {low} to {high}", low=low, high=high)
