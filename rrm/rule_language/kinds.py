"""What kind of value an expression has, checked before anything is computed."""

from __future__ import annotations

from rrm.model.language import Message, msg
from rrm.rule_language.aggregate_kinds import AGGREGATE_KINDS
from rrm.rule_language.expression import Call, Expression, Name, Number, Operation, Quoted
from rrm.rule_language.function_kinds import FUNCTION_KINDS
from rrm.rule_language.tokens import ExpressionError
from rrm.rule_language.units import Unit
from rrm.rule_language.value_kinds import (
    Choice,
    Kind,
    Literal,
    Numeric,
    Resolve,
    Scope,
    Truth,
    kind_name,
    nearest,
)

FUNCTIONS = {**FUNCTION_KINDS, **AGGREGATE_KINDS}
"""Every function of the language, with the check of its arguments."""


def kind_of(tree: Expression, scope: Scope | Resolve) -> Kind:
    """The kind of an expression; raises ExpressionError where kinds or units don't agree.

    scope: what names stand for; a plain function where there is nothing to sum up over.
    """
    return Checker(scope if isinstance(scope, Scope) else Scope(scope)).kind(tree)


class Checker:
    """The kinds of expressions that stand in one scope; every method raises ExpressionError."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def within(self, scope: Scope) -> Checker:
        """The same for what stands in another scope."""
        return Checker(scope)

    def kind(self, tree: Expression) -> Kind:
        """The kind of any expression."""
        match tree:
            case Number():
                return Numeric(None)
            case Quoted():
                return Literal(tree.text)
            case Name():
                return self.scope.kind(tree)
            case Operation():
                return self._operation(tree)
            case Call():
                return self._call(tree)

    def numeric(self, tree: Expression) -> Numeric:
        """The kind of what must be a number."""
        kind = self.kind(tree)
        if not isinstance(kind, Numeric):
            raise self.wrong_kind(tree, kind, msg("a number is needed here"))
        return kind

    def truth(self, tree: Expression) -> Truth:
        """The kind of what must be a condition."""
        kind = self.kind(tree)
        if not isinstance(kind, Truth):
            raise self.wrong_kind(tree, kind, msg("a condition (yes or no) is needed here"))
        return kind

    def same_unit(self, left: Numeric, right: Numeric, offset: int) -> Numeric:
        """The kind of two numbers that must have one unit; offset: of the second."""
        if left.unit is not None and right.unit is not None and left.unit != right.unit:
            raise ExpressionError(
                "RRM-R005",
                offset,
                msg("{left} beside {right}", left=str(left.unit), right=str(right.unit)),
                msg("both sides need the same unit"),
                msg("Divide or multiply until the units agree."),
            )
        return left if left.unit is not None else right

    def known_option(self, text: str, options: tuple[str, ...], offset: int) -> None:
        """That a question has this option."""
        if text not in options:
            raise ExpressionError(
                "RRM-R003",
                offset,
                msg('found the option "{option}"', option=text),
                msg("the question has no such option"),
                nearest(text, options),
            )

    def wrong_kind(self, tree: Expression, kind: Kind, allowed: Message) -> ExpressionError:
        """A value of a kind that can't stand here."""
        return ExpressionError(
            "RRM-R004",
            tree.offset,
            msg("found {kind}", kind=kind_name(kind)),
            allowed,
            msg("Compare it, or choose another name."),
        )

    def _operation(self, tree: Operation) -> Kind:
        sign = tree.sign
        if sign in ("and", "or", "not"):
            for operand in tree.operands:
                self.truth(operand)
            return Truth()
        if sign == "in":
            subject = self.kind(tree.operands[0])
            for option in tree.operands[1:]:
                self._comparable(subject, self.kind(option), option.offset)
            return Truth()
        if sign == "neg":
            return self.numeric(tree.operands[0])
        if sign in ("=", "!=", "<", "<=", ">", ">="):
            left, right = self.kind(tree.operands[0]), self.kind(tree.operands[1])
            ordered = sign not in ("=", "!=")
            self._comparable(left, right, tree.operands[1].offset, ordered)
            return Truth()
        left_number, right_number = self.numeric(tree.operands[0]), self.numeric(tree.operands[1])
        if sign in "*/":
            return _product(left_number, right_number, 1 if sign == "*" else -1)
        return self.same_unit(left_number, right_number, tree.operands[1].offset)

    def _comparable(self, left: Kind, right: Kind, offset: int, ordered: bool = False) -> None:
        if isinstance(left, Literal) and isinstance(right, Choice):
            left, right = right, left
        if isinstance(left, Numeric) and isinstance(right, Numeric):
            self.same_unit(left, right, offset)
            return
        if isinstance(left, Choice) and isinstance(right, Literal) and not ordered:
            self.known_option(right.text, left.options, offset)
            return
        if isinstance(left, Truth) and isinstance(right, Truth) and not ordered:
            return
        # Options are compared by their place in the list, so the lists must be one and the same.
        if isinstance(left, Choice) and left == right and not ordered:
            return
        raise ExpressionError(
            "RRM-R004",
            offset,
            msg("{left} compared with {right}", left=kind_name(left), right=kind_name(right)),
            msg("numbers compare with numbers, a choice with one of its options in quotes"),
            msg("Compare values of the same kind."),
        )

    def _call(self, call: Call) -> Kind:
        check = FUNCTIONS.get(call.function)
        if check is None:
            raise ExpressionError(
                "RRM-R003",
                call.offset,
                msg('found the function "{name}"', name=call.function),
                msg("there is no such function"),
                nearest(call.function, FUNCTIONS),
            )
        return check(call, self)


def _product(left: Numeric, right: Numeric, sign: int) -> Numeric:
    if left.unit is None and right.unit is None:
        return Numeric(None)
    return Numeric((left.unit or Unit()).times(right.unit or Unit(), sign))
