"""What a rule reads: names in its expression, and those in the rules behind them."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.rule_language import Call, Condition, Expression, Name, Operation
from rrm.scoring.compiled_pack import CompiledIndicator, CompiledPack


def keys_in(tree: Expression) -> Iterator[str]:
    """Keys of all that an expression mentions."""
    match tree:
        case Name(key=key):
            yield key
        case Operation(operands=parts) | Call(arguments=parts):
            for one in parts:
                yield from keys_in(one)
        case _:
            return


def keys_of_rule(pack: CompiledPack, key: str) -> Iterator[str]:
    """Keys of all that a rule's value and severity lines mention."""
    rule = pack.rule(key)
    yield from keys_in(rule.tree)
    if isinstance(rule, CompiledIndicator):
        for line in rule.lines:
            if isinstance(line.test, Condition):
                yield from keys_in(line.test.tree)


def rules_behind(pack: CompiledPack, key: str) -> set[str]:
    """Keys of the rules that a rule's value and lines go by, through others too."""
    found: set[str] = set()
    waiting = list(keys_of_rule(pack, key))
    while waiting:
        one = waiting.pop()
        if one not in found and (one in pack.measures or one in pack.indicators):
            found.add(one)
            waiting.extend(keys_in(pack.rule(one).tree))
    return found
