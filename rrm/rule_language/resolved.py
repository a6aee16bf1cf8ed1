"""Expressions whose names know what they stand for, so that no scope is needed to compute them."""

from __future__ import annotations

from rrm.rule_language.aggregate_kinds import AGGREGATE_KINDS
from rrm.rule_language.expression import Call, Expression, Name, Number, Operation, Quoted
from rrm.rule_language.value_kinds import Scope


def resolved(tree: Expression, scope: Scope) -> Expression:
    """A checked expression with the key of each name, and recall periods as their days."""
    match tree:
        case Name():
            return Name(tree.name, tree.offset, scope.key(tree))
        case Operation(sign=sign, operands=operands):
            inside = tuple(resolved(one, scope) for one in operands)
            return Operation(sign, inside, tree.offset)
        case Call(function="recall_days", arguments=(Name() as question,)):
            return Number(float(scope.recall_days(question)), tree.offset)
        case Call(function=function, arguments=(Name() as rows, *rest)) if (
            function in AGGREGATE_KINDS
        ):
            below = scope.frame(rows)
            named = Name(rows.name, rows.offset, rows.name)
            return Call(function, (named, *(resolved(one, below) for one in rest)), tree.offset)
        case Call(function=function, arguments=arguments):
            inside = tuple(resolved(one, scope) for one in arguments)
            return Call(function, inside, tree.offset)
        case Number() | Quoted():
            return tree
