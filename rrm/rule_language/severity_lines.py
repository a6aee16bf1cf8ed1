"""Severity lines as a programme officer writes them: `5: below 3`, `1: otherwise`."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rrm.model.form import Column
from rrm.model.language import msg
from rrm.model.problem import Place
from rrm.model.source_text import SourceText
from rrm.rule_language.evaluate import compared
from rrm.rule_language.expression import Expression, parse
from rrm.rule_language.functions import TOLERANCE
from rrm.rule_language.tokens import ExpressionError

_NUMBER = r"(-?\d{1,30}(?:\.\d{1,30})?)"
_THRESHOLD = re.compile(rf"(below|at most|above|at least)\s+{_NUMBER}\s*%?$")
_BETWEEN = re.compile(rf"between\s+{_NUMBER}\s+and\s+{_NUMBER}$")
_SIGNS = {"below": "<", "at most": "<=", "above": ">", "at least": ">="}
_OPTIONS = re.compile(r"is\s+(.+)$")
_NOWHERE = Place("")


@dataclass(frozen=True, slots=True)
class Threshold:
    """below, at most, above or at least a number."""

    word: str
    limit: float

    @property
    def is_low_worse(self) -> bool:
        """Whether the line catches low values."""
        return self.word in ("below", "at most")


@dataclass(frozen=True, slots=True)
class Between:
    """From a number to another, both included."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Options:
    """One of these answers to a choice."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Whatever no line above has taken."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of its own."""

    tree: Expression


Test = Threshold | Between | Options | Otherwise | Condition


@dataclass(frozen=True, slots=True)
class Line:
    """One severity line: its class, what it tests, its text as written, and where that was."""

    severity: int
    test: Test
    text: str
    place: Place = _NOWHERE


def parse_line(severity: int, text: str) -> Line:
    """A line from its text; raises ExpressionError."""
    words = " ".join(text.split())
    place = text.place if isinstance(text, SourceText) else _NOWHERE
    return Line(severity, _test_of(words, text), words, place)


def _test_of(words: str, text: str) -> Test:
    if words == "otherwise":
        return Otherwise()
    if match := _THRESHOLD.fullmatch(words):
        return Threshold(match[1], float(match[2]))
    if match := _BETWEEN.fullmatch(words):
        return _between(float(match[1]), float(match[2]))
    if match := _OPTIONS.fullmatch(words):
        options = [option.strip() for option in match[1].split(",")]
        if all(len(o) > 2 and o[0] == o[-1] and o[0] in "'\"" for o in options):
            return Options(tuple(o[1:-1] for o in options))
    return Condition(parse(text))


def ordered_direction(lines: tuple[Line, ...]) -> str | None:
    """`low` or `high` for the side that is worse, None where lines have no common order.

    Ordered lines are thresholds of one direction, classes falling, limits strictly less extreme
    from line to line, and `otherwise` last.
    """
    *tests, last = lines
    thresholds = [line.test for line in tests if isinstance(line.test, Threshold)]
    if not thresholds or len(thresholds) < len(tests) or not isinstance(last.test, Otherwise):
        return None
    is_low = thresholds[0].is_low_worse
    if any(test.is_low_worse != is_low for test in thresholds):
        return None
    classes = [line.severity for line in lines]
    limits = [test.limit if is_low else -test.limit for test in thresholds]
    falls = all(a > b for a, b in itertools.pairwise(classes))
    widens = all(a < b for a, b in itertools.pairwise(limits))
    return ("low" if is_low else "high") if falls and widens else None


def holds(test: Threshold | Between, value: Column) -> Column:
    """Whether a threshold or range holds, household by household."""
    if isinstance(test, Between):
        inside = (value.values >= test.low - TOLERANCE) & (value.values <= test.high + TOLERANCE)
        return Column((inside & value.known).astype(np.float64), value.known)
    caught = compared(_SIGNS[test.word], value.values - test.limit)
    return Column((caught & value.known).astype(np.float64), value.known)


def classify(lines: tuple[Line, ...], tests: list[Column]) -> Column:
    """The class of the first line that holds; unknown where a line before it is unknown."""
    households = tests[0].values.size
    # No household is taken twice, so that classes add up.
    severity = np.zeros(households, dtype=np.int8)
    is_open = np.ones(households, dtype=np.bool_)
    for line, test in zip(lines, tests, strict=True):
        holds_there = test.values != 0
        severity += (is_open & test.known & holds_there) * np.int8(line.severity)
        is_open &= test.known & ~holds_there
    return Column(severity.astype(np.float64), severity > 0)


def classify_ordered(lines: tuple[Line, ...], value: Column) -> Column:
    """The same for lines in a common order (see ordered_direction), from the value alone."""
    severity = np.full(value.values.size, lines[-1].severity, dtype=np.int8)
    for worse, better in itertools.pairwise(lines):
        # Whoever is caught by a line is caught by every line below it, so that steps add up.
        if isinstance(worse.test, Threshold):
            caught = compared(_SIGNS[worse.test.word], value.values - worse.test.limit)
            severity += caught * np.int8(worse.severity - better.severity)
    if not value.known.all():
        severity *= value.known
    return Column(severity.astype(np.float64), value.known)


def position(
    lines: tuple[Line, ...], value: Column, classes: Column, direction: str | None
) -> NDArray[np.float64]:
    """A continuous severity, 1..5, that has no cliff at the thresholds.

    At the threshold between two classes it stands half way between them, and is straight from
    threshold to threshold; beyond the outermost it runs on at the neighbouring slope until the
    class itself. Lines without a common order give the class. 0 where the class is unknown.
    """
    if direction is None:
        return classes.values
    limits = [line.test.limit for line in lines if isinstance(line.test, Threshold)]
    middles = [
        (worse.severity + better.severity) / 2 for worse, better in itertools.pairwise(lines)
    ]
    width = abs(limits[1] - limits[0]) if len(limits) > 1 else abs(limits[0]) or 1.0
    last_width = abs(limits[-1] - limits[-2]) if len(limits) > 1 else width
    outward = -1.0 if direction == "low" else 1.0
    points = [limits[0] + outward * width, *limits, limits[-1] - outward * last_width]
    heights = [float(lines[0].severity), *middles, float(lines[-1].severity)]
    if direction == "high":
        points, heights = points[::-1], heights[::-1]
    at = np.interp(value.values, points, heights)
    if not classes.known.all():
        at *= classes.known
    return at


def _between(low: float, high: float) -> Between:
    if low > high:
        raise ExpressionError(
            "RRM-R007",
            0,
            msg("between {low} and {high}", low=low, high=high),
            msg("the lower number stands first"),
            msg("Swap the two numbers."),
        )
    return Between(low, high)
