"""Parts of a value that no answers reach: results of `if`, numbers that a table names in vain."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from rrm.model.form import Column
from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem
from rrm.rule_language import TOLERANCE, Call, Expression, Number, Operation
from rrm.scoring.compiled_pack import CompiledIndicator, CompiledMeasure
from rrm.scoring.lint.every_case import Cases
from rrm.scoring.lint.quantities import written

Flags = NDArray[np.bool_]
Rule = CompiledMeasure | CompiledIndicator


def branch_doubts(rule: Rule, cases: Cases) -> Iterator[Problem]:
    """Doubts about a rule's value, where conditions choose it."""
    every = np.ones(len(cases), dtype=np.bool_)
    rewritten = cases.space.pack.rule(rule.key).tree
    yield from _Walk(rule, cases).doubts(rule.tree, rewritten, every)


def has_branches(tree: Expression) -> bool:
    """Whether there is anything in an expression to go through."""
    match tree:
        case Call(function="if") | Operation(sign="in"):
            return True
        case Operation(operands=parts) | Call(arguments=parts):
            return any(has_branches(one) for one in parts)
        case _:
            return False


class _Walk:
    """A value's tree, as written and in terms of quantities, with the cases that get so far."""

    def __init__(self, rule: Rule, cases: Cases) -> None:
        self._rule, self._cases = rule, cases

    def doubts(self, tree: Expression, rewritten: Expression, here: Flags) -> Iterator[Problem]:
        """Doubts about a part of the value; here: the cases in which it counts."""
        match tree, rewritten:
            case Call(function="if"), Call():
                yield from self._branches(tree, rewritten, here)
            case Operation(sign="in"), Operation():
                yield from self._numbers_in_vain(tree, rewritten, here)
            case Operation(operands=parts), Operation(operands=others):
                for one, other in zip(parts, others, strict=True):
                    yield from self.doubts(one, other, here)
            case Call(arguments=parts), Call(arguments=others):
                for one, other in zip(parts, others, strict=True):
                    yield from self.doubts(one, other, here)
            case _:
                return

    def _branches(self, tree: Call, rewritten: Call, here: Flags) -> Iterator[Problem]:
        holds = self._column(rewritten.arguments[0])
        yes = here & holds.known & (holds.values != 0)
        no = here & holds.known & (holds.values == 0)
        condition = written(tree.arguments[0])
        if not yes.any():
            yield self._doubt(
                "RRM-R211",
                tree,
                msg('"{condition}" never holds here', condition=condition),
                msg("no answers lead to the first result of this `if`"),
                msg("Correct the condition, or remove the result."),
            )
        elif not no.any():
            yield self._doubt(
                "RRM-R211",
                tree,
                msg('"{condition}" always holds here', condition=condition),
                msg("no answers lead to the second result of this `if`"),
                msg("Correct the condition, or remove the result."),
            )
        for at, reached in enumerate((here, yes, no)):
            if reached.any():
                yield from self.doubts(tree.arguments[at], rewritten.arguments[at], reached)

    def _numbers_in_vain(
        self, tree: Operation, rewritten: Operation, here: Flags
    ) -> Iterator[Problem]:
        """Numbers of a list that what is looked up there never is, at least not any more."""
        numbers = [one.value for one in tree.operands[1:] if isinstance(one, Number)]
        if not numbers:
            return
        found = self._column(rewritten.operands[0])
        there = np.unique(found.values[here & found.known])
        vain = [one for one in numbers if not np.any(np.abs(there - one) <= TOLERANCE)]
        if vain and len(vain) < len(numbers):
            yield self._doubt(
                "RRM-R212",
                tree,
                msg(
                    '"{subject}" is never {numbers} here',
                    subject=written(tree.operands[0]),
                    numbers=tuple(vain),
                ),
                msg("an earlier condition has taken it, or no answers make it"),
                msg("Name each number once, where it belongs."),
            )

    def _column(self, tree: Expression) -> Column:
        return self._cases.column(tree, self._rule.rule.unanswered)

    def _doubt(
        self, code: str, tree: Expression, found: Message, allowed: Message, remedy: Message
    ) -> Problem:
        start = self._rule.rule.place
        column = start.column + tree.offset if isinstance(start.column, int) else tree.offset + 1
        place = Place(start.file, line=start.line, column=column)
        return Problem(code, place, found, allowed, remedy, is_error=False)
