"""Whether a rule's value is always a whole number, so that nothing lies between 3 and 4."""

from __future__ import annotations

from rrm.model.form import QuestionType
from rrm.model.rule_pack import GROUP, SITE
from rrm.rule_language import Call, Expression, Name, Number, Operation, Quoted
from rrm.scoring.compiled_pack import CompiledPack

_ROUNDED = ("round", "floor", "ceil", "count", "count_known", "count_selected", "band")
_YES_OR_NO = ("known", "between", "any", "all", "selected", "any_of", "all_of")
_AS_ARGUMENTS = ("min", "max", "sum", "abs", "known_or")
_AS_ROWS = ("sum_of", "min_of", "max_of")


def is_whole(tree: Expression, pack: CompiledPack, level: str = GROUP) -> bool:
    """Whether an expression gives whole numbers whatever people answer.

    level: of the rule that it stands in; what a place sums up is weighted, so that its counts
    need not be whole.
    """
    match tree:
        case Number(value=value):
            return value.is_integer()
        case Name(name=name, key=key):
            return _is_whole_key(key or pack.key_of(name), pack)
        case Operation(sign="/"):
            return False
        case Operation(sign="+" | "-" | "*" | "neg", operands=operands):
            return all(is_whole(operand, pack, level) for operand in operands)
        case Operation():
            return True
        case Call(function="if", arguments=(_, *results)):
            return all(is_whole(result, pack, level) for result in results)
        case Call(function="count_of"):
            return level not in (GROUP, SITE)
        case Call(function=function, arguments=(_, value, *_)) if function in _AS_ROWS:
            is_weighted = function == "sum_of" and level in (GROUP, SITE)
            return not is_weighted and is_whole(value, pack, level)
        case Call(function=function, arguments=arguments):
            return function in (*_ROUNDED, *_YES_OR_NO) or (
                function in _AS_ARGUMENTS and all(is_whole(one, pack, level) for one in arguments)
            )
        case Quoted():
            return False


def _is_whole_key(key: str, pack: CompiledPack) -> bool:
    if key in pack.measures or key in pack.indicators:
        rule = pack.rule(key)
        return is_whole(rule.tree, pack, rule.rule.level)
    roster, _, name = key.partition(".")
    questions = pack.pack.form.rosters[roster].questions if name else pack.pack.form.questions
    asked = questions[name or key].type
    return asked in (QuestionType.INTEGER, QuestionType.DATE, QuestionType.BOOLEAN)
