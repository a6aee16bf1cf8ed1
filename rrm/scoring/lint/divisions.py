"""Divisions by 0: what they give is never known, whatever is answered."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.model.language import msg
from rrm.model.problem import Place, Problem
from rrm.rule_language import Call, Condition, Expression, Number, Operation
from rrm.scoring.compiled_pack import CompiledIndicator, CompiledPack


def division_doubts(pack: CompiledPack) -> Iterator[Problem]:
    """Values and severity lines that divide by a 0 which is written there.

    A quotient whose divisor an answer makes 0 is meant: it says that there is too little to go by.
    """
    for key in (*pack.measures, *pack.indicators):
        rule = pack.rule(key)
        if _divides_by_0(rule.tree):
            yield _doubt(rule.rule.place, key)
        if isinstance(rule, CompiledIndicator):
            for line in rule.lines:
                if isinstance(line.test, Condition) and _divides_by_0(line.test.tree):
                    yield _doubt(line.place, key)


def _divides_by_0(tree: Expression) -> bool:
    waiting = [tree]
    while waiting:
        match waiting.pop():
            case Operation(sign="/", operands=(_, Number(value=0))):
                return True
            case Operation(operands=parts) | Call(arguments=parts):
                waiting.extend(parts)
            case _:
                continue
    return False


def _doubt(place: Place, key: str) -> Problem:
    return Problem(
        "RRM-R215",
        place,
        msg('"{name}" divides by 0', name=key),
        msg("what is divided by 0 is never known, whatever is answered"),
        msg("Write the divisor that is meant."),
        is_error=False,
    )
