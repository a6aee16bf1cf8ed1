"""Whether a rule's value is always a whole number, so that nothing lies between 3 and 4."""

from __future__ import annotations

from rrm.model.form import QuestionType
from rrm.model.rule_pack import GROUP, SITE
from rrm.rule_language import ASKED_OF, READ_OFF, Call, Expression, Name, Number, Operation
from rrm.scoring.compiled_pack import CompiledRules
from rrm.scoring.rule_order import read_first

_ROUNDED = ("round", "floor", "ceil", "count", "count_known", "count_selected", "band")
_YES_OR_NO = ("known", "between", "any", "all", "selected", "any_of", "all_of")
_AS_ARGUMENTS = ("min", "max", "sum", "abs", "known_or")
_AS_ROWS = ("sum_of", "unweighted_sum_of", "min_of", "max_of")


def is_whole(tree: Expression, pack: CompiledRules, level: str = GROUP) -> bool:
    """Whether an expression gives whole numbers whatever people answer.

    level: of the rule that it stands in; what a place sums up is weighted, so that its counts
    need not be whole.
    """
    return _reading_of(pack).is_whole(tree, level)


class _Reading:
    """Each rule is read once, after those that it names."""

    def __init__(self, pack: CompiledRules) -> None:
        self._pack = pack
        self._found: dict[str, bool] = {}

    def is_of(self, pack: CompiledRules) -> bool:
        """Whether it is this pack that is read here, and not one that is equal to it."""
        return self._pack is pack

    def is_whole(self, tree: Expression, level: str) -> bool:
        match tree:
            case Number(value=value):
                return value.is_integer()
            case Name(name=name, key=key):
                return self._is_whole_key(key or self._pack.key_of(name))
            case Operation(sign="/"):
                return False
            case Operation(sign="+" | "-" | "*" | "neg", operands=operands):
                return self._all(operands, level)
            case Operation():
                return True
            case Call():
                return self._is_whole_call(tree, level)
            case _:
                return False

    def _is_whole_call(self, call: Call, level: str) -> bool:
        is_of_place = level in (GROUP, SITE)
        match call:
            case Call(function="if", arguments=(_, *results)):
                return self._all(results, level)
            case Call(function=function, arguments=(_, _, _, *cells)) if function == READ_OFF:
                return self._all(cells, level)
            case Call(function="count_of"):
                return not is_of_place
            case Call(function=function) if function == ASKED_OF:
                return True
            case Call(function=function, arguments=(_, value, *_)) if function in _AS_ROWS:
                is_weighted = function == "sum_of" and is_of_place
                return not is_weighted and self.is_whole(value, level)
            case Call(function=function, arguments=arguments) if function in _AS_ARGUMENTS:
                return self._all(arguments, level)
            case _:
                return call.function in (*_ROUNDED, *_YES_OR_NO)

    def _all(self, trees: list[Expression] | tuple[Expression, ...], level: str) -> bool:
        return all(self.is_whole(one, level) for one in trees)

    def _is_whole_key(self, key: str) -> bool:
        if key not in self._found:
            for one in read_first([key], self._pack.rules_named, self._found):
                self._found[one] = self._is_whole_rule(one)
        return self._found[key]

    def _is_whole_rule(self, key: str) -> bool:
        pack = self._pack
        if key in pack.measures or key in pack.indicators:
            rule = pack.rule(key)
            return self.is_whole(rule.tree, rule.rule.level)
        roster, _, name = key.partition(".")
        questions = pack.form.rosters[roster].questions if name else pack.form.questions
        asked = questions[name or key].type
        return asked in (QuestionType.INTEGER, QuestionType.DATE, QuestionType.BOOLEAN)


_LAST: list[_Reading] = []
"""The pack that was last asked about: lint asks of each of its rules in turn."""


def _reading_of(pack: CompiledRules) -> _Reading:
    for reading in _LAST:
        if reading.is_of(pack):
            return reading
    reading = _Reading(pack)
    _LAST[:] = [reading]
    return reading
