"""Expressions whose names know what they stand for, so that no scope is needed to compute them."""

from __future__ import annotations

from dataclasses import replace

from rrm.rule_language.aggregate_kinds import AGGREGATE_KINDS
from rrm.rule_language.expression import Call, Expression, Name, Number, Operation, Quoted
from rrm.rule_language.value_kinds import Scope


def resolved(tree: Expression, scope: Scope) -> Expression:
    """A checked expression with the key of each name, and recall periods as their days."""
    match tree:
        case Name():
            return replace(tree, key=scope.key(tree))
        case Operation():
            return replace(tree, operands=tuple(resolved(one, scope) for one in tree.operands))
        case Call(function="recall_days", arguments=(Name() as question,)):
            return Number(float(scope.recall_days(question)), tree.offset)
        case Call(function=function, arguments=(Name() as rows, *rest)) if (
            function in AGGREGATE_KINDS
        ):
            below = scope.frame(rows)
            inside = (resolved(one, below) for one in rest)
            return replace(tree, arguments=(replace(rows, key=rows.name), *inside))
        case Call():
            return replace(tree, arguments=tuple(resolved(one, scope) for one in tree.arguments))
        case Number() | Quoted():
            return tree
