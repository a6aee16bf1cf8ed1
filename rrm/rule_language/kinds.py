"""What kind of value an expression has, checked before anything is computed."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rrm.model.form import Question, QuestionType
from rrm.model.language import Message, Text, msg
from rrm.rule_language.expression import Call, Expression, Name, Number, Operation, Quoted
from rrm.rule_language.tokens import ExpressionError
from rrm.rule_language.units import Unit


@dataclass(frozen=True, slots=True)
class Numeric:
    """A number; unit None is a bare number as written, which takes its neighbour's unit."""

    unit: Unit | None


@dataclass(frozen=True, slots=True)
class Truth:
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a question's options; labels: their words, in the same order."""

    options: tuple[str, ...]
    labels: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Several:
    """Any number of a question's options."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Literal:
    """Text in quotes."""

    text: str


Kind = Numeric | Truth | Choice | Several | Literal
Resolve = Callable[[Name], Kind]


def kind_of_question(question: Question) -> Kind:
    """The kind of a question's answers; a date is a number of days, text can't be used."""
    match question.type:
        case QuestionType.INTEGER | QuestionType.NUMBER:
            return Numeric(Unit.parse(question.unit))
        case QuestionType.BOOLEAN:
            return Truth()
        case QuestionType.CHOICE:
            return Choice(tuple(question.choices), tuple(map(Text.of, question.choices.values())))
        case QuestionType.MULTIPLE:
            return Several(tuple(question.choices))
        case QuestionType.DATE:
            return Numeric(Unit.parse("day"))
        case _:
            return Literal("")


def kind_of(tree: Expression, resolve: Resolve) -> Kind:
    """The kind of an expression; raises ExpressionError where kinds or units don't agree."""
    match tree:
        case Number():
            return Numeric(None)
        case Quoted():
            return Literal(tree.text)
        case Name():
            return resolve(tree)
        case Operation():
            return _operation(tree, resolve)
        case Call():
            return _call(tree, resolve)


def nearest(word: str, known: Mapping[str, object] | tuple[str, ...]) -> Message:
    """A remedy naming the nearest valid word, or all of them when they are few."""
    close = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    if close:
        return msg('Did you mean "{name}"?', name=close[0])
    if len(known) <= 12:
        return msg("Use one of: {names}.", names=sorted(known))
    return msg("Use a name that the form or the pack defines.")


def _operation(tree: Operation, resolve: Resolve) -> Kind:
    sign = tree.sign
    if sign in ("and", "or", "not"):
        for operand in tree.operands:
            _truth(operand, resolve)
        return Truth()
    if sign == "in":
        subject = kind_of(tree.operands[0], resolve)
        for option in tree.operands[1:]:
            _comparable(subject, kind_of(option, resolve), option.offset)
        return Truth()
    if sign == "neg":
        return _numeric(tree.operands[0], resolve)
    if sign in ("=", "!=", "<", "<=", ">", ">="):
        left, right = (kind_of(operand, resolve) for operand in tree.operands)
        _comparable(left, right, tree.operands[1].offset, ordered=sign not in ("=", "!="))
        return Truth()
    left_number, right_number = (_numeric(operand, resolve) for operand in tree.operands)
    if sign in "*/":
        return _product(left_number, right_number, 1 if sign == "*" else -1)
    return _same_unit(left_number, right_number, tree.operands[1].offset)


def _product(left: Numeric, right: Numeric, sign: int) -> Numeric:
    if left.unit is None and right.unit is None:
        return Numeric(None)
    return Numeric((left.unit or Unit()).times(right.unit or Unit(), sign))


def _same_unit(left: Numeric, right: Numeric, offset: int) -> Numeric:
    if left.unit is not None and right.unit is not None and left.unit != right.unit:
        raise ExpressionError(
            "RRM-R005",
            offset,
            msg("{left} beside {right}", left=str(left.unit), right=str(right.unit)),
            msg("both sides need the same unit"),
            msg("Divide or multiply until the units agree."),
        )
    return left if left.unit is not None else right


def _numeric(tree: Expression, resolve: Resolve) -> Numeric:
    kind = kind_of(tree, resolve)
    if not isinstance(kind, Numeric):
        raise _wrong_kind(tree, kind, msg("a number is needed here"))
    return kind


def _truth(tree: Expression, resolve: Resolve) -> None:
    kind = kind_of(tree, resolve)
    if not isinstance(kind, Truth):
        raise _wrong_kind(tree, kind, msg("a condition (yes or no) is needed here"))


def _comparable(left: Kind, right: Kind, offset: int, ordered: bool = False) -> None:
    if isinstance(left, Literal) and isinstance(right, Choice):
        left, right = right, left
    if isinstance(left, Numeric) and isinstance(right, Numeric):
        _same_unit(left, right, offset)
        return
    if isinstance(left, Choice) and isinstance(right, Literal) and not ordered:
        _known_option(right.text, left.options, offset)
        return
    if isinstance(left, Truth) and isinstance(right, Truth) and not ordered:
        return
    # Options are compared by their place in the list, so the lists must be one and the same.
    if isinstance(left, Choice) and left == right and not ordered:
        return
    raise ExpressionError(
        "RRM-R004",
        offset,
        msg("{left} compared with {right}", left=_kind_name(left), right=_kind_name(right)),
        msg("numbers compare with numbers, a choice with one of its options in quotes"),
        msg("Compare values of the same kind."),
    )


def _known_option(text: str, options: tuple[str, ...], offset: int) -> None:
    if text not in options:
        raise ExpressionError(
            "RRM-R003",
            offset,
            msg('found the option "{option}"', option=text),
            msg("the question has no such option"),
            nearest(text, options),
        )


def _wrong_kind(tree: Expression, kind: Kind, allowed: Message) -> ExpressionError:
    return ExpressionError(
        "RRM-R004",
        tree.offset,
        msg("found {kind}", kind=_kind_name(kind)),
        allowed,
        msg("Compare it, or choose another name."),
    )


def _kind_name(kind: Kind) -> Message:
    match kind:
        case Numeric():
            return msg("a number")
        case Truth():
            return msg("a condition")
        case Choice():
            return msg("a choice")
        case Several():
            return msg("a question with several answers")
        case Literal():
            return msg("text")


def _arity(call: Call, least: int, most: int | None) -> None:
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


def _numbers(call: Call, resolve: Resolve) -> Numeric:
    _arity(call, 1, None)
    kind = Numeric(None)
    for argument in call.arguments:
        kind = _same_unit(kind, _numeric(argument, resolve), argument.offset)
    return kind


def _one_number(call: Call, resolve: Resolve) -> Numeric:
    _arity(call, 1, 1)
    return _numeric(call.arguments[0], resolve)


def _conditions(call: Call, resolve: Resolve) -> None:
    _arity(call, 1, None)
    for argument in call.arguments:
        _truth(argument, resolve)


def _count(call: Call, resolve: Resolve) -> Kind:
    _conditions(call, resolve)
    return Numeric(Unit())


def _quantified(call: Call, resolve: Resolve) -> Kind:
    _conditions(call, resolve)
    return Truth()


def _if(call: Call, resolve: Resolve) -> Kind:
    _arity(call, 3, 3)
    _truth(call.arguments[0], resolve)
    then, otherwise = (kind_of(argument, resolve) for argument in call.arguments[1:])
    if isinstance(then, Numeric) and isinstance(otherwise, Numeric):
        return _same_unit(then, otherwise, call.arguments[2].offset)
    if isinstance(then, Truth) and isinstance(otherwise, Truth):
        return then
    raise _wrong_kind(call.arguments[2], otherwise, msg("both results must be of one kind"))


def _known(call: Call, resolve: Resolve) -> Kind:
    _arity(call, 1, 1)
    kind_of(call.arguments[0], resolve)
    return Truth()


def _known_or(call: Call, resolve: Resolve) -> Kind:
    _arity(call, 2, 2)
    first, second = (kind_of(argument, resolve) for argument in call.arguments)
    if isinstance(first, Numeric) and isinstance(second, Numeric):
        return _same_unit(first, second, call.arguments[1].offset)
    if isinstance(first, Truth) and isinstance(second, Truth):
        return first
    raise _wrong_kind(call.arguments[1], second, msg("both values must be of one kind"))


def _several(call: Call, resolve: Resolve) -> Several:
    kind = kind_of(call.arguments[0], resolve)
    if not isinstance(kind, Several):
        raise _wrong_kind(call.arguments[0], kind, msg("a question with several answers is needed"))
    return kind


def _selected(call: Call, resolve: Resolve) -> Kind:
    _arity(call, 2, 2)
    kind, option = _several(call, resolve), call.arguments[1]
    if not isinstance(option, Quoted):
        raise _wrong_kind(option, kind_of(option, resolve), msg("an option in quotes is needed"))
    _known_option(option.text, kind.options, option.offset)
    return Truth()


def _count_selected(call: Call, resolve: Resolve) -> Kind:
    _arity(call, 1, 1)
    _several(call, resolve)
    return Numeric(Unit())


FUNCTIONS: dict[str, Callable[[Call, Resolve], Kind]] = {
    "min": _numbers,
    "max": _numbers,
    "mean": _numbers,
    "abs": _one_number,
    "round": _one_number,
    "floor": _one_number,
    "ceil": _one_number,
    "if": _if,
    "known": _known,
    "known_or": _known_or,
    "count": _count,
    "count_known": _count,
    "any": _quantified,
    "all": _quantified,
    "selected": _selected,
    "count_selected": _count_selected,
}


def _call(call: Call, resolve: Resolve) -> Kind:
    check = FUNCTIONS.get(call.function)
    if check is None:
        raise ExpressionError(
            "RRM-R003",
            call.offset,
            msg('found the function "{name}"', name=call.function),
            msg("there is no such function"),
            nearest(call.function, FUNCTIONS),
        )
    return check(call, resolve)
