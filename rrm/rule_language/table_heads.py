"""Heads of a decision table: which values of the row's or column's expression stand under each.

A head is options of a choice (`piped, borehole`), yes or no, numbers (`0, 1`), a band of numbers
(`below 15`, `at least 15 and below 30`), `otherwise`, or `unanswered`.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from rrm.model.language import Message, msg
from rrm.rule_language.tokens import ExpressionError
from rrm.rule_language.value_kinds import Choice, Kind, Numeric, Truth, kind_name, nearest

OTHERWISE = "otherwise"
UNANSWERED = "unanswered"
_NUMBER = r"-?\d{1,30}(?:\.\d{1,30})?"
_LIMIT = re.compile(rf"(below|at most|above|at least)\s+({_NUMBER})\s*%?")
_BETWEEN = re.compile(rf"between\s+({_NUMBER})\s+and\s+({_NUMBER})\s*%?")
_LISTED = re.compile(rf"{_NUMBER}(?:\s*,\s*{_NUMBER})*")
_OPTION = re.compile(r"""\s*(?:'([^'\n]*)'|"([^"\n]*)"|([^,'"]+?))\s*(?:,|\Z)""")


@dataclass(frozen=True, slots=True)
class Band:
    """Numbers from one to another; holds_low, holds_high: whether the ends are in it."""

    low: float = -math.inf
    high: float = math.inf
    holds_low: bool = True
    holds_high: bool = True

    def holds(self, number: float) -> bool:
        """Whether a number is in it."""
        above = number > self.low or (self.holds_low and number == self.low)
        return above and (number < self.high or (self.holds_high and number == self.high))

    @property
    def is_one_number(self) -> bool:
        """Whether there is but one number in it."""
        return self.low == self.high

    def and_also(self, other: Band) -> Band:
        """What is in both."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Band(
            low,
            high,
            all(one.holds_low for one in (self, other) if one.low == low),
            all(one.holds_high for one in (self, other) if one.high == high),
        )


@dataclass(frozen=True, slots=True)
class Head:
    """One head, as written, and what stands under it.

    options: of a choice. bands: of a number. says: of a condition, yes or no; None elsewhere.
    """

    text: str
    options: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()
    says: bool | None = None

    @property
    def is_rest(self) -> bool:
        """Whether it takes what is known and no other head takes."""
        return self.text == OTHERWISE

    @property
    def is_unanswered(self) -> bool:
        """Whether it takes what is not known."""
        return self.text == UNANSWERED

    def takes(self, number: float) -> bool:
        """Whether a number stands under it, as one that it names."""
        return any(band.holds(number) for band in self.bands)

    @property
    def is_of_values(self) -> bool:
        """Whether it names values itself."""
        return not self.is_rest and not self.is_unanswered


def parse_head(text: str, kind: Kind) -> Head:
    """A head over values of a kind that can be sorted; raises ExpressionError where it is none."""
    words = " ".join(text.split())
    if words in (OTHERWISE, UNANSWERED):
        return Head(words)
    match kind:
        case Choice():
            return Head(words, options=_options(text, kind))
        case Truth():
            return Head(words, says=_yes_or_no(words))
        case _:
            return Head(words, bands=_bands(words))


def check_can_be_sorted(kind: Kind, offset: int) -> None:
    """That values of a kind can stand under heads; raises ExpressionError.

    offset: of their expression.
    """
    if not isinstance(kind, Choice | Truth | Numeric):
        raise ExpressionError(
            "RRM-R017",
            offset,
            msg("found {kind}", kind=kind_name(kind)),
            msg("rows and columns sort numbers, a choice, or a condition"),
            msg("Ask for one option: selected(question, 'option')."),
        )


def _options(text: str, kind: Choice) -> tuple[str, ...]:
    start = re.match(r"\s*(?:is\s)?", text)
    at, found = start.end() if start and text.strip() not in kind.options else 0, []
    while at < len(text):
        match = _OPTION.match(text, at)
        if match is None:
            raise _no_head(
                " ".join(text.split()),
                msg("a head over a choice is its options, with commas between them"),
                msg("Write them as in form.yaml; one with a comma in it stands in quotes."),
            )
        option = next(one for one in match.groups() if one is not None)
        option = option if option in kind.options else option.strip()
        if option not in kind.options:
            raise ExpressionError(
                "RRM-R003",
                match.start() + len(match.group()) - len(match.group().lstrip()),
                msg('found the option "{option}"', option=option),
                msg("the question has no such option"),
                nearest(option, kind.options),
            )
        found.append(option)
        at = match.end()
    return tuple(found)


def _yes_or_no(words: str) -> bool:
    if words not in ("yes", "no"):
        raise _no_head(
            words,
            msg("a head over a condition is `yes`, `no`, `otherwise` or `unanswered`"),
            msg("Write yes or no."),
        )
    return words == "yes"


def _bands(words: str) -> tuple[Band, ...]:
    if _LISTED.fullmatch(words):
        numbers = [float(one) for one in words.split(",")]
        return tuple(Band(number, number) for number in numbers)
    if match := _BETWEEN.fullmatch(words):
        return (_some(Band(float(match[1]), float(match[2])), words),)
    limits = [_LIMIT.fullmatch(part) for part in words.split(" and ")]
    found = [_limited(one[1], float(one[2])) for one in limits if one is not None]
    if len(found) < len(limits):
        raise _no_head(
            words,
            msg(
                "a head over numbers is: 3, or below, at most, above or at least a number, two of"
                " these joined by `and`, between two numbers, or `otherwise`"
            ),
            msg("Write it as one of these."),
        )
    return (_some(reduce(Band.and_also, found), words),)


def _limited(word: str, limit: float) -> Band:
    match word:
        case "below":
            return Band(high=limit, holds_high=False)
        case "at most":
            return Band(high=limit)
        case "above":
            return Band(low=limit, holds_low=False)
        case _:
            return Band(low=limit)


def _some(band: Band, words: str) -> Band:
    is_empty = band.low > band.high or (
        band.low == band.high and not (band.holds_low and band.holds_high)
    )
    if is_empty:
        raise _no_head(
            words,
            msg("no number is in it"),
            msg("Write the lower number first: at least 15 and below 30."),
        )
    return band


def _no_head(words: str, allowed: Message, remedy: Message) -> ExpressionError:
    return ExpressionError(
        "RRM-R017", 0, msg('found the head "{head}"', head=words), allowed, remedy
    )


def numbers_to_try(
    heads: Iterable[Head], low: float, high: float, is_whole: bool
) -> tuple[float, ...]:
    """A number for each end of a band and for each stretch between ends, rising.

    low, high: the lowest and highest that there may be; is_whole: whether only whole ones are.
    """
    bands = [band for head in heads for band in head.bands]
    ends = {end for band in bands for end in (band.low, band.high) if math.isfinite(end)}
    ends |= {end for end in (low, high) if math.isfinite(end)}
    tried = set(ends)
    if is_whole:
        near = {math.floor(end) for end in ends} | {math.ceil(end) for end in ends}
        tried = {float(one + step) for one in near for step in (-1, 0, 1)}
    elif ends:
        rising = sorted(ends)
        tried |= {(one + other) / 2 for one, other in itertools.pairwise(rising)}
        tried |= {rising[0] - 1, rising[-1] + 1}
    return tuple(sorted(one for one in tried or {0.0} if low <= one <= high))
