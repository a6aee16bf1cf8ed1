"""The order in which rules can be worked out: each after those that it reads."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator

from rrm.rule_language import (
    AGGREGATE_KINDS,
    Call,
    Expression,
    ExpressionError,
    Name,
    Operation,
    Scope,
)


def read_first(
    keys: Iterable[str], reads: Callable[[str], Iterable[str]], done: Container[str] = ()
) -> Iterator[str]:
    """Rules, each after those that it reads and that are not done; each once.

    A chain of rules may be as long as a pack is, so that it is followed without nesting. In a
    circle the rule that closes it comes first.
    """
    seen: set[str] = set()
    for start in keys:
        way = [] if start in seen or start in done else [(start, iter(reads(start)))]
        seen.add(start)
        while way:
            here, others = way[-1]
            other = next((one for one in others if one not in seen and one not in done), None)
            if other is None:
                yield here
                way.pop()
            else:
                seen.add(other)
                way.append((other, iter(reads(other))))


def keys_read(tree: Expression) -> Iterator[str]:
    """Keys of what a resolved expression reads, the rows of aggregates left out."""
    match tree:
        case Name():
            yield tree.key
        case Call(function=function, arguments=(_, *rest)) if function in AGGREGATE_KINDS:
            for one in rest:
                yield from keys_read(one)
        case Operation(operands=parts) | Call(arguments=parts):
            for one in parts:
                yield from keys_read(one)
        case _:
            return


def keys_meant(tree: Expression, scope: Scope) -> Iterator[str]:
    """Keys of what the names of a parsed expression stand for; names that stand for nothing, which
    are told when the expression is checked, are left out.
    """
    waiting = [(tree, scope)]
    while waiting:
        part, around = waiting.pop()
        try:
            match part:
                case Name():
                    yield around.key(part)
                case Call(function=function, arguments=(Name() as rows, *said)) if (
                    function in AGGREGATE_KINDS
                ):
                    below = around.frame(rows)
                    waiting.extend((one, below) for one in reversed(said))
                case Operation(operands=parts) | Call(arguments=parts):
                    waiting.extend((one, around) for one in reversed(parts))
                case _:
                    pass
        except ExpressionError:
            continue
