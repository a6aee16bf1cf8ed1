"""Conditions of the rule language as XPath of a form, with what is not known kept apart.

XPath knows two values where the rules know three. Each condition is therefore told in two
halves: where it is known to hold, and where it is known to fail. A question is asked where its
relevance is known to hold; an answer is accepted unless its constraint is known to fail.
Numbers are NaN where they are not known, as an empty answer is, and comparisons with NaN fail.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rrm.export.xlsform.xpath_numbers import Numbers, Quantity, Reference
from rrm.export.xlsform.xpath_text import (
    Said,
    Unsayable,
    all_of,
    any_of,
    negated,
    quoted,
    written,
)
from rrm.model.form import QuestionType
from rrm.model.language import msg
from rrm.rule_language import Call, Expression, Name, Operation, Quoted, parse

YES, NO = "yes", "no"
"""Options that stand for the answers of a yes-or-no question, as intake reads them."""

_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
_SLACK = "0.000000001"
"""As of comparisons in the rules (rrm.rule_language.TOLERANCE)."""
_WITH_SLACK = {
    "<": f"{{left}} < {{right}} - {_SLACK}",
    "<=": f"{{left}} <= {{right}} + {_SLACK}",
    ">": f"{{left}} > {{right}} + {_SLACK}",
    ">=": f"{{left}} >= {{right}} - {_SLACK}",
    "=": f"abs({{left}} - {{right}}) <= {_SLACK}",
    "!=": f"abs({{left}} - {{right}}) > {_SLACK}",
}


@dataclass(frozen=True, slots=True)
class Halves:
    """A condition: where it is known to hold, and where it is known to fail."""

    holds: Said
    fails: Said

    @property
    def known(self) -> Said:
        """Where it is one of the two."""
        return any_of(self.holds, self.fails)

    def turned(self) -> Halves:
        """Its contrary."""
        return Halves(self.fails, self.holds)


def relevance(text: str, references: Mapping[str, Reference]) -> Said:
    """Where a question is asked: its condition is known to hold.

    references: what each name stands for in the form. Raises Unsayable, or ExpressionError for
    a text that is no expression.
    """
    return _Conditions(references).halves(parse(text)).holds


def acceptance(text: str, references: Mapping[str, Reference]) -> Said:
    """Where an answer is accepted: its constraint is not known to fail; errors as `relevance`."""
    return negated(_Conditions(references).halves(parse(text)).fails)


class _Conditions:
    def __init__(self, references: Mapping[str, Reference]) -> None:
        self._references = references
        self._numbers = Numbers(references, self.halves_as_text)

    def halves(self, tree: Expression) -> Halves:
        """Any condition; raises Unsayable."""
        match tree:
            case Name():
                path = self._reference(tree).path
                return Halves(f"{path} = '{YES}'", f"{path} = '{NO}'")
            case Operation():
                return self._operation(tree)
            case Call():
                return self._call(tree)
            case _:
                raise Unsayable(msg("it is no condition"))

    def halves_as_text(self, tree: Expression) -> tuple[str, str]:
        """The same for use within a number."""
        halves = self.halves(tree)
        return written(halves.holds), written(halves.fails)

    def _reference(self, name: Name) -> Reference:
        return self._numbers.reference(name)

    def _operation(self, tree: Operation) -> Halves:
        match tree.sign:
            case "and":
                return _both([self.halves(one) for one in tree.operands])
            case "or":
                return _either([self.halves(one) for one in tree.operands])
            case "not":
                return self.halves(tree.operands[0]).turned()
            case "in":
                subject, *options = tree.operands
                return _either([self._compared("=", subject, option) for option in options])
            case _:
                return self._compared(tree.sign, *tree.operands)

    def _compared(self, sign: str, left: Expression, right: Expression) -> Halves:
        if self._is_option(left) or self._is_option(right):
            same = self._same_option(left, right)
        elif self._is_condition(left):
            same = _same_answer(self.halves(left), self.halves(right))
        else:
            return _ordered(sign, self._numbers.quantity(left), self._numbers.quantity(right))
        return same if sign == "=" else same.turned()

    def _same_option(self, left: Expression, right: Expression) -> Halves:
        (one, one_known), (other, other_known) = self._option(left), self._option(right)
        # An empty answer equals no option, and both may be empty.
        both_asked = isinstance(left, Name) and isinstance(right, Name)
        same = all_of(one_known, f"{one} = {other}") if both_asked else f"{one} = {other}"
        return Halves(same, all_of(one_known, other_known, f"{one} != {other}"))

    def _option(self, tree: Expression) -> tuple[str, Said]:
        """An option as it is compared, and where it is known."""
        if isinstance(tree, Quoted):
            return quoted(tree.text), all_of()
        assert isinstance(tree, Name)
        path = self._reference(tree).path
        return path, f"{path} != ''"

    def _is_option(self, tree: Expression) -> bool:
        if isinstance(tree, Quoted):
            return True
        return isinstance(tree, Name) and self._reference(tree).type is QuestionType.CHOICE

    def _is_condition(self, tree: Expression) -> bool:
        match tree:
            case Name():
                return self._reference(tree).type is QuestionType.BOOLEAN
            case Operation():
                return tree.sign in ("and", "or", "not", "in", *_OPPOSITE)
            case Call(function="if" | "known_or"):
                return self._is_condition(tree.arguments[-1])
            case Call():
                return tree.function in _CONDITION_FUNCTIONS
            case _:
                return False

    def _call(self, call: Call) -> Halves:
        match call.function:
            case "any":
                return _either([self.halves(one) for one in call.arguments])
            case "all":
                return _both([self.halves(one) for one in call.arguments])
            case "known":
                known = self._known(call.arguments[0])
                return Halves(known, negated(known))
            case "known_or":
                return _first_known(*(self.halves(one) for one in call.arguments))
            case "if":
                return _chosen(*(self.halves(one) for one in call.arguments))
            case "selected":
                return self._selected(call)
            case "between":
                number, low, high = (self._numbers.quantity(one) for one in call.arguments)
                # Both bounds are asked for by name, so that one unknown bound leaves it open.
                bounds = _both([_ordered(">=", number, low), _ordered("<=", number, high)])
                known = all_of(number.known, low.known, high.known)
                return Halves(bounds.holds, all_of(known, bounds.fails))
            case _:
                raise Unsayable(msg("forms have no {function}", function=f"{call.function}()"))

    def _selected(self, call: Call) -> Halves:
        question, option = call.arguments
        assert isinstance(question, Name) and isinstance(option, Quoted)
        path = self._reference(question).path
        ticked = f"selected({path}, {quoted(option.text)})"
        return Halves(ticked, all_of(f"{path} != ''", f"not({ticked})"))

    def _known(self, tree: Expression) -> Said:
        if isinstance(tree, Name):
            return f"{self._reference(tree).path} != ''"
        if self._is_condition(tree):
            return self.halves(tree).known
        return self._numbers.quantity(tree).known


_CONDITION_FUNCTIONS = ("any", "all", "known", "selected", "between")


def _both(parts: list[Halves]) -> Halves:
    return Halves(all_of(*(one.holds for one in parts)), any_of(*(one.fails for one in parts)))


def _either(parts: list[Halves]) -> Halves:
    return Halves(any_of(*(one.holds for one in parts)), all_of(*(one.fails for one in parts)))


def _same_answer(one: Halves, other: Halves) -> Halves:
    return Halves(
        any_of(all_of(one.holds, other.holds), all_of(one.fails, other.fails)),
        any_of(all_of(one.holds, other.fails), all_of(one.fails, other.holds)),
    )


def _chosen(condition: Halves, then: Halves, otherwise: Halves) -> Halves:
    return Halves(
        any_of(all_of(condition.holds, then.holds), all_of(condition.fails, otherwise.holds)),
        any_of(all_of(condition.holds, then.fails), all_of(condition.fails, otherwise.fails)),
    )


def _first_known(one: Halves, other: Halves) -> Halves:
    return Halves(
        any_of(one.holds, all_of(negated(one.fails), other.holds)),
        any_of(one.fails, all_of(negated(one.holds), other.fails)),
    )


def _ordered(sign: str, left: Quantity, right: Quantity) -> Halves:
    return Halves(_comparison(sign, left, right), _comparison(_OPPOSITE[sign], left, right))


def _comparison(sign: str, left: Quantity, right: Quantity) -> Said:
    if not (left.is_exact and right.is_exact):
        return _WITH_SLACK[sign].format(left=left.value, right=right.value)
    said = f"{left.value} {sign} {right.value}"
    # NaN differs from everything, itself included.
    return all_of(left.known, right.known, said) if sign == "!=" else said
