"""Severity lines over all the values there may be: gaps, overlaps, lines that can never hold."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

from rrm.model.language import Message, msg
from rrm.model.problem import Problem
from rrm.rule_language import Between, Line, Options, Otherwise, Threshold
from rrm.scoring.compiled_pack import CompiledIndicator, CompiledPack
from rrm.scoring.whole_values import is_whole

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Values for which the same lines hold: those between two numbers, or one number itself."""

    low: float
    high: float
    value: float


def line_doubts(pack: CompiledPack, indicator: CompiledIndicator) -> Iterator[Problem]:
    """Warnings about one indicator's lines; those that test a condition are taken as they are."""
    yield from _options_twice(indicator)
    lines = [line for line in indicator.lines if isinstance(line.test, Threshold | Between)]
    if not lines:
        return
    stretches = _stretches(lines, is_whole(indicator.tree, pack))
    caught = [next((one for one in lines if _catches(one, at.value)), None) for at in stretches]
    unreachable = [line for line in lines if line not in caught]
    for line in unreachable:
        yield _never_holds(indicator, line)
    others = [line for line in indicator.lines if line not in lines]
    if unreachable or not all(isinstance(line.test, Otherwise) for line in others):
        return
    found = [*_overlaps(indicator, lines), *_gaps(indicator, stretches, caught)]
    yield from found or _disorder(indicator, caught)


def _options_twice(indicator: CompiledIndicator) -> Iterator[Problem]:
    taken: set[str] = set()
    for line in indicator.lines:
        if not isinstance(line.test, Options):
            continue
        again = [option for option in line.test.options if option in taken]
        if len(again) == len(line.test.options):
            yield _never_holds(indicator, line)
        elif again:
            yield _doubt(
                "RRM-R203",
                indicator,
                line,
                msg("found again: {options}", options=", ".join(again)),
                msg("the first line that holds decides"),
                msg("Name each option once."),
            )
        taken.update(line.test.options)


def _stretches(lines: list[Line], whole: bool) -> list[_Stretch]:
    """All values in rising order; where only whole ones are possible, others are left out."""
    cuts = sorted({cut for line in lines for cut in _range(line) if math.isfinite(cut)})
    found = [_Stretch(-math.inf, cuts[0], cuts[0] - 1)]
    for low, high in itertools.pairwise((*cuts, math.inf)):
        inside = low + 1 if math.isinf(high) else (low + high) / 2
        if whole:
            inside = math.floor(low) + 1.0
        if not whole or low.is_integer():
            found.append(_Stretch(low, low, low))
        if inside < high:
            found.append(_Stretch(low, high, inside))
    return found


def _range(line: Line) -> Range:
    match line.test:
        case Between(low=low, high=high):
            return low, high
        case Threshold(limit=limit) as threshold if threshold.is_low_worse:
            return -math.inf, limit
        case Threshold(limit=limit):
            return limit, math.inf
        case _:
            return math.nan, math.nan


def _catches(line: Line, value: float) -> bool:
    low, high = _range(line)
    match line.test:
        case Threshold(word="below"):
            return value < high
        case Threshold(word="above"):
            return value > low
        case _:
            return low <= value <= high


def _overlaps(indicator: CompiledIndicator, lines: list[Line]) -> Iterator[Problem]:
    """Lines that share values, except thresholds that open to the same side, as they are meant."""
    for first, second in itertools.combinations(lines, 2):
        (low, high), (other_low, other_high) = _range(first), _range(second)
        same_side = low == other_low if math.isinf(low) else high == other_high == math.inf
        start, end = max(low, other_low), min(high, other_high)
        if start < end and not same_side:
            yield _doubt(
                "RRM-R203",
                indicator,
                second,
                msg(
                    "values from {low} to {high} are in class {first} and in class {second}",
                    low=start,
                    high=end,
                    first=first.severity,
                    second=second.severity,
                ),
                msg("the first line that holds decides"),
                msg("Let the lines meet at one number."),
            )


def _gaps(
    indicator: CompiledIndicator, stretches: list[_Stretch], caught: list[Line | None]
) -> Iterator[Problem]:
    """Values between two lines that fall to `otherwise`, as do those at an end of the scale."""
    if caught[0] is not None and caught[-1] is not None:
        return
    pairs = list(zip(stretches, caught, strict=True))
    groups = [list(one) for _, one in itertools.groupby(pairs, key=lambda one: one[1] is None)]
    for before, gap, after in zip(groups, groups[1:], groups[2:], strict=False):
        line = after[0][1]
        if line is None or before[-1][1] is None:
            continue
        yield _doubt(
            "RRM-R202",
            indicator,
            line,
            msg(
                "no line takes the values from {low} to {high}",
                low=gap[0][0].low,
                high=gap[-1][0].high,
            ),
            msg("they fall to `otherwise`, though there are lines on both sides"),
            msg("Let the lines meet."),
        )


def _disorder(indicator: CompiledIndicator, caught: list[Line | None]) -> Iterator[Problem]:
    """Classes that go up and down as the value rises, other than towards a middle that is best."""
    classes = [line.severity if line is not None else 0 for line in caught]
    middle = classes.index(0) if 0 in classes else len(classes)
    left = [one for one in classes[:middle] if one]
    right = [one for one in classes[middle:] if one]
    seen = [*left, *right]
    rising, falling = sorted(seen), sorted(seen, reverse=True)
    valley = left == sorted(left, reverse=True) and right == sorted(right)
    if seen in (rising, falling) or valley:
        return
    shown = [number for number, _ in itertools.groupby(seen)]
    yield _doubt(
        "RRM-R204",
        indicator,
        indicator.lines[0],
        msg("as the value rises the classes are {classes}", classes=tuple(shown)),
        msg("a scale gets worse in one direction"),
        msg("Put the classes in the order of their numbers."),
    )


def _never_holds(indicator: CompiledIndicator, line: Line) -> Problem:
    return _doubt(
        "RRM-R201",
        indicator,
        line,
        msg('"{line}" can never hold', line=line.text),
        msg("the lines above it take all its values"),
        msg("Move it up, or remove it."),
    )


def _doubt(
    code: str,
    indicator: CompiledIndicator,
    line: Line,
    found: Message,
    allowed: Message,
    remedy: Message,
) -> Problem:
    return Problem(code, line.place, found, allowed, remedy, is_error=False)
