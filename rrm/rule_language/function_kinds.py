"""What each function takes and gives, of values of one row."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING

from rrm.model.language import Message, msg
from rrm.rule_language.expression import Call, Expression, Name, Number, Operation, Quoted
from rrm.rule_language.tokens import ExpressionError
from rrm.rule_language.units import Unit
from rrm.rule_language.value_kinds import Kind, Numeric, Several, Truth

if TYPE_CHECKING:
    from rrm.rule_language.kinds import Checker


def arity(call: Call, least: int, most: int | None) -> None:
    """That a function has so many arguments; most None for any number."""
    given = len(call.arguments)
    if given < least or (most is not None and given > most):
        raise ExpressionError(
            "RRM-R006",
            call.offset,
            msg("{function} with {n} arguments", function=call.function, n=given),
            msg("it takes {least} or more", least=least)
            if most is None
            else msg("it takes {least} to {most}", least=least, most=most),
            msg("Correct the arguments."),
        )


def number_written(tree: Expression) -> float | None:
    """The number that stands there as such, with its sign; None for anything worked out."""
    match tree:
        case Number(value=value):
            return value
        case Operation(sign="neg", operands=(Number(value=value),)):
            return -value
        case _:
            return None


def _written(call: Call, tree: Expression, allowed: Message) -> float:
    number = number_written(tree)
    if number is None:
        raise _argument(call, tree, allowed)
    return number


def _argument(call: Call, tree: Expression, allowed: Message) -> ExpressionError:
    return ExpressionError(
        "RRM-R006",
        tree.offset,
        msg("an argument of {function} that can't stand here", function=call.function),
        allowed,
        msg("Correct the arguments."),
    )


def _numbers(call: Call, checker: Checker) -> Numeric:
    arity(call, 1, None)
    return _of_one_unit(call.arguments, checker)


def _of_one_unit(arguments: tuple[Expression, ...], checker: Checker) -> Numeric:
    kind = Numeric(None)
    for argument in arguments:
        kind = checker.same_unit(kind, checker.numeric(argument), argument.offset)
    return kind


def _one_number(call: Call, checker: Checker) -> Numeric:
    arity(call, 1, 1)
    return checker.numeric(call.arguments[0])


def _conditions(call: Call, checker: Checker) -> None:
    arity(call, 1, None)
    for argument in call.arguments:
        checker.truth(argument)


def _count(call: Call, checker: Checker) -> Kind:
    _conditions(call, checker)
    return Numeric(Unit())


def _quantified(call: Call, checker: Checker) -> Kind:
    _conditions(call, checker)
    return Truth()


def _if(call: Call, checker: Checker) -> Kind:
    arity(call, 3, 3)
    checker.truth(call.arguments[0])
    return _one_kind(call, checker, msg("both results must be of one kind"))


def _known(call: Call, checker: Checker) -> Kind:
    arity(call, 1, 1)
    checker.kind(call.arguments[0])
    return Truth()


def _known_or(call: Call, checker: Checker) -> Kind:
    arity(call, 2, 2)
    return _one_kind(call, checker, msg("both values must be of one kind"))


def _one_kind(call: Call, checker: Checker, allowed: Message) -> Kind:
    """The kind that the last two arguments share: numbers of one unit, or conditions."""
    first, second = (checker.kind(argument) for argument in call.arguments[-2:])
    if isinstance(first, Numeric) and isinstance(second, Numeric):
        return checker.same_unit(first, second, call.arguments[-1].offset)
    if isinstance(first, Truth) and isinstance(second, Truth):
        return first
    raise checker.wrong_kind(call.arguments[-1], second, allowed)


def _several(call: Call, checker: Checker) -> Several:
    kind = checker.kind(call.arguments[0])
    if not isinstance(kind, Several):
        allowed = msg("a question with several answers is needed")
        raise checker.wrong_kind(call.arguments[0], kind, allowed)
    return kind


def _selected(call: Call, checker: Checker) -> Kind:
    arity(call, 2, 2)
    kind, option = _several(call, checker), call.arguments[1]
    if not isinstance(option, Quoted):
        allowed = msg("an option in quotes is needed")
        raise checker.wrong_kind(option, checker.kind(option), allowed)
    checker.known_option(option.text, kind.options, option.offset)
    return Truth()


def _count_selected(call: Call, checker: Checker) -> Kind:
    arity(call, 1, 1)
    _several(call, checker)
    return Numeric(Unit())


def _band(call: Call, checker: Checker) -> Kind:
    arity(call, 2, None)
    checker.numeric(call.arguments[0])
    allowed = msg("the limits are numbers that rise")
    limits = [_written(call, limit, allowed) for limit in call.arguments[1:]]
    for at, (low, high) in enumerate(itertools.pairwise(limits), start=2):
        if low >= high:
            raise _argument(call, call.arguments[at], allowed)
    return Numeric(Unit())


def _between(call: Call, checker: Checker) -> Kind:
    arity(call, 3, 3)
    _of_one_unit(call.arguments, checker)
    return Truth()


def _mean_of_worst(call: Call, checker: Checker) -> Kind:
    arity(call, 2, None)
    allowed = msg(
        "the first is how many count, a whole number from 1 to {n}, as many as follow",
        n=len(call.arguments) - 1,
    )
    count = _written(call, call.arguments[0], allowed)
    if not count.is_integer() or not 1 <= count < len(call.arguments):
        raise _argument(call, call.arguments[0], allowed)
    return _of_one_unit(call.arguments[1:], checker)


def _weighted_mean(call: Call, checker: Checker) -> Kind:
    arity(call, 2, None)
    allowed = msg("after each value stands its weight, a number above 0")
    if len(call.arguments) % 2:
        raise _argument(call, call.arguments[-1], allowed)
    for weight in call.arguments[1::2]:
        if _written(call, weight, allowed) <= 0:
            raise _argument(call, weight, allowed)
    return _of_one_unit(call.arguments[::2], checker)


def _recall_days(call: Call, checker: Checker) -> Kind:
    arity(call, 1, 1)
    question = call.arguments[0]
    if not isinstance(question, Name):
        raise _argument(call, question, msg("the name of a question is needed"))
    checker.scope.recall_days(question)
    return Numeric(Unit.parse("day"))


Check = Callable[[Call, "Checker"], Kind]

FUNCTION_KINDS: dict[str, Check] = {
    "min": _numbers,
    "max": _numbers,
    "sum": _numbers,
    "mean": _numbers,
    "mean_of_worst": _mean_of_worst,
    "weighted_mean": _weighted_mean,
    "abs": _one_number,
    "round": _one_number,
    "floor": _one_number,
    "ceil": _one_number,
    "band": _band,
    "between": _between,
    "if": _if,
    "known": _known,
    "known_or": _known_or,
    "count": _count,
    "count_known": _count,
    "any": _quantified,
    "all": _quantified,
    "selected": _selected,
    "count_selected": _count_selected,
    "recall_days": _recall_days,
}
