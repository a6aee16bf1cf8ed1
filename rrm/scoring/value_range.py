"""Between which numbers a rule's value lies, whatever people answer: arithmetic with intervals."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rrm.model.form import Question, QuestionType
from rrm.model.rule_pack import GROUP, SITE, Unanswered
from rrm.rule_language import (
    AGGREGATE_KINDS,
    ASKED_OF,
    READ_OFF,
    TOLERANCE,
    Call,
    Expression,
    Name,
    Number,
    Operation,
    Quoted,
)
from rrm.scoring.compiled_pack import CompiledRules
from rrm.scoring.rule_order import read_first
from rrm.scoring.whole_values import is_whole


@dataclass(frozen=True, slots=True)
class Interval:
    """From the lowest to the highest number that is possible, both included."""

    low: float
    high: float

    @property
    def ends(self) -> tuple[float, float]:
        """Both ends, the lower first."""
        return self.low, self.high

    def with_zero(self) -> Interval:
        """The same where 0 is possible too."""
        return Interval(min(self.low, 0.0), max(self.high, 0.0))

    def around(self, other: Interval) -> Interval:
        """What holds this and another."""
        return Interval(min(self.low, other.low), max(self.high, other.high))


EVERYTHING = Interval(-math.inf, math.inf)
YES_OR_NO = Interval(0.0, 1.0)
_CONDITIONS = ("known", "between", "any", "all", "selected", "any_of", "all_of", "share_of")
_SIGNS = ("=", "!=", "<", "<=", ">", ">=", "in", "and", "or", "not")
_STEPS: dict[str, Callable[[float], float]] = {
    "floor": lambda number: math.floor(number + TOLERANCE),
    "ceil": lambda number: math.ceil(number - TOLERANCE),
    "round": lambda number: math.copysign(math.floor(abs(number) + 0.5 + TOLERANCE), number),
}


class ValueRanges:
    """The intervals of a pack's questions and rules, each worked out once.

    A question lies in its `range`; without one a number may be anything. What an interval holds
    is possible or not; what it leaves out is impossible, as long as answers keep to the form.
    """

    def __init__(self, pack: CompiledRules) -> None:
        self._pack = pack
        self._found: dict[str, Interval] = {}

    def of_key(self, key: str) -> Interval:
        """The interval of a question or rule."""
        if key not in self._found:
            for one in read_first([key], self._pack.rules_named, self._found):
                is_rule = one in self._pack.measures or one in self._pack.indicators
                self._found[one] = (
                    self.of_value(one) if is_rule else _of_question(_question(self._pack, one))
                )
        return self._found[key]

    def of_value(self, key: str) -> Interval:
        """The interval of a rule's value, by its own level and way with what is not answered."""
        rule = self._pack.rule(key)
        return self.of(rule.tree, rule.rule.level, rule.rule.unanswered)

    def of(self, tree: Expression, level: str, unanswered: Unanswered) -> Interval:
        """The interval of an expression of a rule of that level."""
        return _Reading(self, self._pack, level, unanswered).of(tree)


class _Reading:
    """The expressions of one rule."""

    def __init__(
        self, ranges: ValueRanges, pack: CompiledRules, level: str, unanswered: Unanswered
    ) -> None:
        self._ranges, self._pack, self._level = ranges, pack, level
        self._unanswered = unanswered

    def of(self, tree: Expression) -> Interval:
        match tree:
            case Number(value=value):
                return Interval(value, value)
            case Quoted():
                return EVERYTHING
            case Name(key=key):
                return self._filled(self._ranges.of_key(key))
            case Operation():
                return self._operation(tree)
            case Call(function=function) if function in AGGREGATE_KINDS:
                return self._filled(self._aggregate(tree))
            case Call():
                return self._call(tree)

    def _filled(self, found: Interval) -> Interval:
        """With 0, where what is not answered counts as 0."""
        return found.with_zero() if self._unanswered is Unanswered.ZERO else found

    def _operation(self, tree: Operation) -> Interval:
        if tree.sign in _SIGNS:
            return YES_OR_NO
        left, *others = [self.of(operand) for operand in tree.operands]
        match tree.sign:
            case "neg":
                return Interval(-left.high, -left.low)
            case "+":
                return Interval(left.low + others[0].low, left.high + others[0].high)
            case "-":
                return Interval(left.low - others[0].high, left.high - others[0].low)
            case "*":
                return _product(left, others[0])
            case _:
                return _quotient(
                    left, others[0], is_whole(tree.operands[1], self._pack, self._level)
                )

    def _call(self, call: Call) -> Interval:
        if call.function in _CONDITIONS:
            return YES_OR_NO
        match call.function:
            case "count" | "count_known":
                return Interval(0.0, float(len(call.arguments)))
            case "band":
                return Interval(0.0, float(len(call.arguments) - 1))
            case function if function == READ_OFF:
                cells = [_written(one) for one in call.arguments[3:]]
                return Interval(min(cells), max(cells))
            case "count_selected":
                return Interval(0.0, self._options(call))
            case "if":
                return self.of(call.arguments[1]).around(self.of(call.arguments[2]))
            case "known_or":
                return self._filled(self.of(call.arguments[0]).around(self.of(call.arguments[1])))
            case "abs":
                return _magnitude(self.of(call.arguments[0]))
            case "round" | "floor" | "ceil" as step:
                low, high = self.of(call.arguments[0]).ends
                return Interval(_stepped(step, low), _stepped(step, high))
            case _:
                return self._combined(call)

    def _options(self, call: Call) -> float:
        question = call.arguments[0]
        assert isinstance(question, Name)
        return float(len(_question(self._pack, question.key).choices))

    def _combined(self, call: Call) -> Interval:
        """min, max, sum, mean, mean_of_worst and weighted_mean, which rise with each argument."""
        arguments, weights, count = call.arguments, None, len(call.arguments)
        if call.function == "mean_of_worst":
            count = int(_written(arguments[0]))
            arguments = arguments[1:]
        if call.function == "weighted_mean":
            weights = [_written(one) for one in arguments[1::2]]
            arguments = arguments[::2]
        parts = [self.of(one) for one in arguments]
        lows, highs = [one.low for one in parts], [one.high for one in parts]
        if self._unanswered is not Unanswered.KNOWN_ONLY:
            return Interval(
                _combine(call.function, lows, weights, count),
                _combine(call.function, highs, weights, count),
            )
        # Any of them may be missing, but not all.
        if call.function == "sum":
            return Interval(-_largest_sum([-low for low in lows]), _largest_sum(highs))
        return Interval(min(lows), max(highs))

    def _aggregate(self, call: Call) -> Interval:
        rows, *said = call.arguments
        assert isinstance(rows, Name)
        function = call.function
        if function in _CONDITIONS:
            return YES_OR_NO
        most = self._rows_at_most(rows.name)
        if function in ("count_of", ASKED_OF):
            return Interval(0.0, most)
        value = self.of(said[0])
        if function in ("sum_of", "unweighted_sum_of"):
            return Interval(_times(min(value.low, 0.0), most), _times(max(value.high, 0.0), most))
        return value

    def _rows_at_most(self, rows: str) -> float:
        """How many rows one household has at most; a place may have any number, with weights."""
        roster = self._pack.form.rosters.get(rows)
        if roster is None or self._level in (GROUP, SITE):
            return math.inf
        return float(roster.rows_at_most)


def _question(pack: CompiledRules, key: str) -> Question:
    form = pack.form
    if key in form.questions:
        return form.questions[key]
    roster, _, name = key.partition(".")
    return form.rosters[roster].questions[name]


def _of_question(question: Question) -> Interval:
    match question.type:
        case QuestionType.BOOLEAN:
            return YES_OR_NO
        case QuestionType.INTEGER | QuestionType.NUMBER if question.range is not None:
            return Interval(*question.range)
        case _:
            return EVERYTHING


def _times(one: float, other: float) -> float:
    """A product in which 0 times anything is 0."""
    return one * other if one and other else 0.0


def _product(left: Interval, right: Interval) -> Interval:
    corners = [_times(one, other) for one in left.ends for other in right.ends]
    return Interval(min(corners), max(corners))


def _quotient(left: Interval, right: Interval, is_whole_divisor: bool) -> Interval:
    """A division; by 0 it is unknown, so that it is the other divisors that count."""
    parts = _divisors(right, 1.0 if is_whole_divisor else 0.0)
    if not parts:
        return EVERYTHING
    corners = [_over(one, other) for part in parts for one in left.ends for other in part]
    return Interval(min(corners), max(corners))


def _divisors(right: Interval, least: float) -> list[tuple[float, float]]:
    """The divisor's values below and above 0; least: the smallest distance from 0."""
    found = []
    if right.high > 0 and right.high >= least:
        found.append((max(right.low, least), right.high))
    if right.low < 0 and -right.low >= least:
        # Where it comes near 0 from below it ends in -0.0, which keeps the sign of a quotient.
        found.append((right.low, right.high if right.high < -least else -least))
    return found


def _over(number: float, divisor: float) -> float:
    if number == 0 or math.isinf(divisor):
        # As far as infinity by infinity goes, both ends are among the corners anyhow.
        return 0.0 if math.isfinite(number) else math.copysign(math.inf, number * divisor)
    if divisor == 0:
        return math.copysign(math.inf, number) * math.copysign(1.0, divisor)
    return number / divisor


def _magnitude(found: Interval) -> Interval:
    low, high = found.ends
    if low <= 0 <= high:
        return Interval(0.0, max(-low, high))
    return Interval(min(abs(low), abs(high)), max(abs(low), abs(high)))


def _stepped(function: str, number: float) -> float:
    return float(_STEPS[function](number)) if math.isfinite(number) else number


def _written(tree: Expression) -> float:
    """A number that the language wants written as such."""
    assert isinstance(tree, Number)
    return tree.value


def _combine(
    function: str, numbers: Sequence[float], weights: Sequence[float] | None, count: int
) -> float:
    match function:
        case "min":
            return min(numbers)
        case "max":
            return max(numbers)
        case "sum":
            return sum(numbers)
        case "mean_of_worst":
            return sum(sorted(numbers)[-count:]) / count
        case _:
            shares = weights or [1.0] * len(numbers)
            pairs = zip(numbers, shares, strict=True)
            return sum(number * share for number, share in pairs) / sum(shares)


def _largest_sum(numbers: Sequence[float]) -> float:
    """The largest sum of some of the numbers, at least one of them."""
    above = [number for number in numbers if number > 0]
    return sum(above) if above else max(numbers)
