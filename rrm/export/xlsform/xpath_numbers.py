"""Numbers of the rule language as XPath of a form: NaN wherever they are not known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rrm.export.xlsform.xpath_text import (
    LONGEST,
    Said,
    Unsayable,
    all_of,
    any_of,
    number_text,
    written,
)
from rrm.model.form import QuestionType
from rrm.model.language import msg
from rrm.rule_language import Call, Expression, Name, Number, Operation

UNKNOWN = "number('')"
"""NaN, as forms say it."""

_SLACK = "0.000000001"
_DAYS_BEFORE_1970 = 719_163
"""Days from the first of January of year 1, which rules count from, to that of 1970."""

_NUMBERS = (QuestionType.INTEGER, QuestionType.NUMBER, QuestionType.DATE)

HalvesAsText = Callable[[Expression], tuple[str, str]]
"""Where a condition is known to hold, and where it is known to fail."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a name stands for in a form: `${name}`, or `.` for the answer just given."""

    path: str
    type: QuestionType


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number: its value, NaN where it is not known, and where it is known.

    is_whole: never has decimals. is_exact: as answered or written, or a whole number, so that
    it can be compared without slack.
    """

    value: str
    known: Said
    is_whole: bool = False
    is_exact: bool = False


class Numbers:
    """Reads expressions that are numbers; every method raises Unsayable.

    references: what each name stands for. halves: reads the conditions within.
    """

    def __init__(self, references: Mapping[str, Reference], halves: HalvesAsText) -> None:
        self._references, self._halves = references, halves

    def reference(self, name: Name) -> Reference:
        """What a name stands for."""
        if name.name not in self._references:
            raise Unsayable(msg('"{name}" is not asked in the form', name=name.name))
        return self._references[name.name]

    def quantity(self, tree: Expression) -> Quantity:
        """Any number."""
        made = self._made(tree)
        if len(made.value) > LONGEST:
            raise Unsayable(msg("it is too long for a form"))
        return made

    def _made(self, tree: Expression) -> Quantity:
        match tree:
            case Number(value=value):
                return Quantity(number_text(value), all_of(), value.is_integer(), True)
            case Name():
                return self._asked(self.reference(tree))
            case Operation(sign="neg", operands=(operand,)):
                one = self.quantity(operand)
                return Quantity(f"(-1 * {one.value})", one.known, one.is_whole, one.is_exact)
            case Operation(sign="/", operands=(left, right)):
                return _quotient(self.quantity(left), self.quantity(right))
            case Operation(sign="+" | "-" | "*" as sign, operands=operands):
                return _combined(sign, [self.quantity(one) for one in operands])
            case Call():
                return self._call(tree)
            case _:
                raise Unsayable(msg("it is no number"))

    def _asked(self, reference: Reference) -> Quantity:
        path, known = reference.path, f"{reference.path} != ''"
        match reference.type:
            case QuestionType.INTEGER | QuestionType.NUMBER:
                return Quantity(path, known, reference.type is QuestionType.INTEGER, True)
            case QuestionType.DATE:
                # Telephones count midnight in their own time zone, a part of a day off.
                days = f"(round(decimal-date-time({path})) + {_DAYS_BEFORE_1970})"
                return Quantity(_where(known, days), known, True, True)
            case _:
                raise Unsayable(msg("it is no number"))

    def _call(self, call: Call) -> Quantity:
        conditions = _OF_CONDITIONS.get(call.function)
        if conditions is not None:
            return conditions([self._halves(one) for one in call.arguments])
        if call.function == "count_selected":
            (question,) = call.arguments
            assert isinstance(question, Name)
            path = self.reference(question).path
            known = f"{path} != ''"
            return Quantity(_where(known, f"count-selected({path})"), known, True, True)
        if call.function == "if":
            condition, *results = call.arguments
            return _chosen(self._halves(condition), *(self.quantity(one) for one in results))
        make = _OF_NUMBERS.get(call.function)
        if make is None:
            raise Unsayable(msg("forms have no {function}", function=f"{call.function}()"))
        return make([self.quantity(one) for one in call.arguments])


def _where(known: Said, value: str) -> str:
    return value if known == all_of() else f"if({written(known)}, {value}, {UNKNOWN})"


def _all_known(parts: list[Quantity]) -> Said:
    return all_of(*(one.known for one in parts))


def _combined(sign: str, parts: list[Quantity]) -> Quantity:
    whole = all(one.is_whole for one in parts)
    value = f" {sign} ".join(one.value for one in parts)
    return Quantity(f"({value})", _all_known(parts), whole, whole)


def _quotient(left: Quantity, right: Quantity) -> Quantity:
    known = all_of(left.known, right.known, f"{right.value} != 0")
    divisor = f"if({right.value} = 0, {UNKNOWN}, {right.value})"
    return Quantity(f"({left.value} div {divisor})", known)


def _extreme(function: str) -> Callable[[list[Quantity]], Quantity]:
    def make(parts: list[Quantity]) -> Quantity:
        known = _all_known(parts)
        value = _where(known, f"{function}({', '.join(one.value for one in parts)})")
        whole = all(one.is_whole for one in parts)
        return Quantity(value, known, whole, all(one.is_exact for one in parts))

    return make


def _sum(parts: list[Quantity]) -> Quantity:
    return _combined("+", parts)


def _mean(parts: list[Quantity]) -> Quantity:
    return Quantity(f"({_sum(parts).value} div {len(parts)})", _all_known(parts))


def _weighted_mean(parts: list[Quantity]) -> Quantity:
    products = [
        _combined("*", [value, weight])
        for value, weight in zip(parts[::2], parts[1::2], strict=True)
    ]
    weights = " + ".join(one.value for one in parts[1::2])
    return Quantity(f"({_sum(products).value} div ({weights}))", _all_known(parts))


def _abs(parts: list[Quantity]) -> Quantity:
    (one,) = parts
    return Quantity(f"abs({one.value})", one.known, one.is_whole, one.is_exact)


def _whole(shape: str) -> Callable[[list[Quantity]], Quantity]:
    def make(parts: list[Quantity]) -> Quantity:
        (one,) = parts
        if one.is_whole:
            return one
        return Quantity(_where(one.known, shape.format(x=one.value)), one.known, True, True)

    return make


def _known_or(parts: list[Quantity]) -> Quantity:
    one, other = parts
    value = f"if({written(one.known)}, {one.value}, {other.value})"
    whole, exact = one.is_whole and other.is_whole, one.is_exact and other.is_exact
    return Quantity(value, any_of(one.known, other.known), whole, exact)


def _band(parts: list[Quantity]) -> Quantity:
    number, *limits = parts
    slack = "" if number.is_exact else f" - {_SLACK}"
    reached = (f"if({number.value} >= {limit.value}{slack}, 1, 0)" for limit in limits)
    value = _where(number.known, f"({' + '.join(reached)})")
    return Quantity(value, number.known, True, True)


def _chosen(condition: tuple[str, str], then: Quantity, otherwise: Quantity) -> Quantity:
    holds, fails = condition
    value = f"if({holds}, {then.value}, if({fails}, {otherwise.value}, {UNKNOWN}))"
    known = any_of(
        all_of(_bracketed(holds), then.known), all_of(_bracketed(fails), otherwise.known)
    )
    exact = then.is_exact and otherwise.is_exact
    return Quantity(value, known, then.is_whole and otherwise.is_whole, exact)


def _bracketed(condition: str) -> str:
    return f"({condition})"


def _count(conditions: list[tuple[str, str]]) -> Quantity:
    terms = (f"if({holds}, 1, if({fails}, 0, {UNKNOWN}))" for holds, fails in conditions)
    known = all_of(*(any_of(*map(_bracketed, halves)) for halves in conditions))
    return Quantity(f"({' + '.join(terms)})", known, True, True)


def _count_known(conditions: list[tuple[str, str]]) -> Quantity:
    terms = (f"if({holds}, 1, 0)" for holds, _ in conditions)
    known = any_of(*(_bracketed(half) for halves in conditions for half in halves))
    return Quantity(_where(known, f"({' + '.join(terms)})"), known, True, True)


_OF_CONDITIONS = {"count": _count, "count_known": _count_known}

# Forms round halves towards more, and have neither floor nor ceiling: int() cuts off decimals.
_HALF_UP = "int({x} + if({x} < 0, -0.500000001, 0.500000001))"
_FLOOR = f"(int({{x}} + {_SLACK}) - if({{x}} + {_SLACK} < int({{x}} + {_SLACK}), 1, 0))"
_CEILING = f"(int({{x}} - {_SLACK}) + if({{x}} - {_SLACK} > int({{x}} - {_SLACK}), 1, 0))"

_OF_NUMBERS: dict[str, Callable[[list[Quantity]], Quantity]] = {
    "min": _extreme("min"),
    "max": _extreme("max"),
    "sum": _sum,
    "mean": _mean,
    "weighted_mean": _weighted_mean,
    "abs": _abs,
    "round": _whole(_HALF_UP),
    "floor": _whole(_FLOOR),
    "ceil": _whole(_CEILING),
    "known_or": _known_or,
    "band": _band,
}
