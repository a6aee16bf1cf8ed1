"""Whether a rule's value is always a whole number, so that nothing lies between 3 and 4."""

from __future__ import annotations

from rrm.model.form import QuestionType
from rrm.rule_language import Call, Expression, Name, Number, Operation, Quoted
from rrm.scoring.compiled_pack import CompiledPack

_ROUNDED = ("round", "floor", "ceil", "count", "count_known", "count_selected")
_AS_ARGUMENTS = ("min", "max", "abs", "known_or")


def is_whole(tree: Expression, pack: CompiledPack) -> bool:
    """Whether an expression gives whole numbers whatever people answer."""
    match tree:
        case Number(value=value):
            return value.is_integer()
        case Name(name=name):
            return _is_whole_name(pack.key_of(name), pack)
        case Operation(sign="+" | "-" | "*" | "neg", operands=operands):
            return all(is_whole(operand, pack) for operand in operands)
        case Call(function="if", arguments=(_, *results)):
            return all(is_whole(result, pack) for result in results)
        case Call(function=function, arguments=arguments):
            return function in _ROUNDED or (
                function in _AS_ARGUMENTS and all(is_whole(one, pack) for one in arguments)
            )
        case Operation() | Quoted():
            return False


def _is_whole_name(key: str, pack: CompiledPack) -> bool:
    if key in pack.measures:
        return is_whole(pack.measures[key].tree, pack)
    if key in pack.indicators:
        return is_whole(pack.indicators[key].tree, pack)
    asked = pack.pack.form.questions[key].type
    return asked in (QuestionType.INTEGER, QuestionType.DATE)
