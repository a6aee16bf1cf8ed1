"""All the cases that a rule tells apart: its quantities, and the rule in terms of them.

What a rule decides by is read down to single answers, through the rules that it names. A number
that is worked out and then compared (litres divided by people, below 3) varies by itself, between
its lowest and highest value; so does what is summed up over other rows. The cases found this way
hold every case that answers can make, and may hold some that they can't: what never happens in
any of them never happens at all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from rrm.model.rule_pack import HOUSEHOLD
from rrm.rule_language import (
    AGGREGATE_KINDS,
    Between,
    Call,
    Choice,
    Condition,
    Expression,
    Kind,
    Line,
    Name,
    Number,
    Numeric,
    Operation,
    Options,
    Quoted,
    Several,
    Threshold,
    Truth,
)
from rrm.scoring.compiled_pack import CompiledIndicator, CompiledMeasure, CompiledPack
from rrm.scoring.lint.quantities import MADE_UP, Draft, Quantity, written
from rrm.scoring.value_range import ValueRanges
from rrm.scoring.whole_values import is_whole

Rule = CompiledMeasure | CompiledIndicator
Outputs = Callable[[str], tuple[float, ...] | None]

COMPARISONS = ("=", "!=", "<", "<=", ">", ">=", "in")
_LOGIC = ("and", "or", "not")
_COUNTS = ("count", "count_known", "band")
_TRUTHS = ("known", "between", "any", "all", "selected", "any_of", "all_of")
_VALUE = "value"
MOST_RULES_DEEP = 50
"""Rules behind rules that are read through; what lies deeper varies by itself."""
MOST_RULES_READ = 300
"""Rules that are read through for one; the others vary by themselves."""


@dataclass(frozen=True, slots=True)
class DecisionSpace:
    """A rule's quantities, and a pack in which it is written in terms of them.

    read: rules that were read through, itself too. closed: those that vary by themselves.
    is_stepped: whether its value is chosen by conditions, so that the cases have all its values.
    """

    key: str
    quantities: tuple[Quantity, ...]
    pack: CompiledPack
    read: frozenset[str]
    closed: Mapping[str, tuple[float, ...] | None]
    is_stepped: bool

    @property
    def cases(self) -> int:
        """How many cases there are."""
        return math.prod(len(one.values) for one in self.quantities)


def decision_space(
    pack: CompiledPack,
    ranges: ValueRanges,
    key: str,
    closed: Mapping[str, tuple[float, ...] | None],
    to_the_answers: bool = False,
) -> DecisionSpace:
    """The space of one rule.

    closed: rules that are not read through but vary by themselves: the values that they take, or
    None where these are many. to_the_answers: whether numbers vary as they are answered, however
    rules calculate with them; such a space has samples of their values.
    """
    reader = _Reader(pack, ranges, pack.rule(key), closed, to_the_answers)
    return reader.space()


class _Reader:
    """Reads a rule and those that it names, and writes them anew in terms of quantities."""

    def __init__(
        self,
        pack: CompiledPack,
        ranges: ValueRanges,
        rule: Rule,
        closed: Mapping[str, tuple[float, ...] | None],
        to_the_answers: bool,
    ) -> None:
        self._pack, self._ranges, self._rule = pack, ranges, rule
        self._closed, self._to_the_answers = closed, to_the_answers
        self._within = [rule]
        self._drafts: dict[str, Draft] = {}
        self._written: dict[str, Rule | None] = {}
        self._stepped: dict[str, bool] = {}
        self._deep = 0

    def space(self) -> DecisionSpace:
        rule = self._rule
        self._written[rule.key] = None
        tree = self._value(rule.tree)
        new: Rule = replace(_at_household(rule), tree=tree)
        if isinstance(new, CompiledIndicator):
            new = replace(new, lines=tuple(self._line(line) for line in new.lines))
        self._written[rule.key] = new
        quantities = tuple(one.quantity(self._to_the_answers) for one in self._drafts.values())
        return DecisionSpace(
            rule.key,
            quantities,
            self._rewritten(quantities),
            frozenset(self._written),
            self._closed,
            self._is_stepped(rule.tree),
        )

    def _rewritten(self, quantities: tuple[Quantity, ...]) -> CompiledPack:
        rules = [rule for rule in self._written.values() if rule is not None]
        keys = [*(one.key for one in quantities), *(rule.key for rule in rules)]
        return replace(
            self._pack,
            measures={one.key: one for one in rules if isinstance(one, CompiledMeasure)},
            indicators={one.key: one for one in rules if isinstance(one, CompiledIndicator)},
            kinds={**self._pack.kinds, **{one.key: one.kind for one in quantities}},
            levels=dict.fromkeys(keys, HOUSEHOLD),
        )

    def _value(self, tree: Expression) -> Expression:
        """A rule's value: in terms of quantities, or one by itself."""
        return self._new(tree) if self._is_stepped(tree) else self._number(tree)

    def _line(self, line: Line) -> Line:
        """A severity line, which cuts the value or has a condition of its own."""
        rule = self._rule
        match line.test:
            case Threshold(limit=limit):
                self._compared(rule.tree, limit)
            case Between(low=low, high=high):
                self._compared(rule.tree, low, high)
            case Options(options=options):
                self._mentioned(rule.tree, options)
            case Condition(tree=tree):
                return replace(line, test=Condition(self._new(tree)))
        return line

    def _new(self, tree: Expression) -> Expression:
        """An expression in terms of quantities; of a number only where it takes steps."""
        match tree:
            case Number() | Quoted():
                return tree
            case Name():
                return self._name(tree)
            case Operation(sign=sign) if sign in COMPARISONS:
                return self._comparison(tree)
            case Operation():
                return replace(tree, operands=tuple(self._new(one) for one in tree.operands))
            case Call(function="known", arguments=(subject,)):
                return replace(tree, arguments=(self._value(subject),))
            case Call(function="band" | "between", arguments=(subject, *limits)):
                return self._limited(tree, subject, limits)
            case Call(function=function) if function == "selected" or function in AGGREGATE_KINDS:
                return self._made_up(tree)
            case Call(function="count_selected"):
                return self._made_up(tree)
            case Call():
                return replace(tree, arguments=tuple(self._new(one) for one in tree.arguments))

    def _name(self, name: Name) -> Expression:
        if name.key == _VALUE:
            # The indicator's own value is a column already, unless it is a quantity by itself.
            return name
        if not self._is_rule(name.key):
            return self._question(name)
        is_far = len(self._within) > MOST_RULES_DEEP or len(self._written) > MOST_RULES_READ
        if name.key in self._closed or is_far:
            return self._number(name)
        self._read_through(name.key)
        return name

    def _read_through(self, key: str) -> None:
        if key in self._written:
            return
        self._written[key] = None
        rule = self._pack.rule(key)
        self._within.append(rule)
        self._written[key] = replace(_at_household(rule), tree=self._value(rule.tree))
        self._within.pop()

    def _comparison(self, tree: Operation) -> Expression:
        subject, *others = tree.operands
        if isinstance(subject, Quoted):
            subject, others = others[0], [subject]
        if isinstance(others[0], Quoted):
            options = tuple(one.text for one in others if isinstance(one, Quoted))
            self._mentioned(subject, options)
            return replace(tree, operands=tuple(self._new(one) for one in tree.operands))
        if isinstance(self._kind(subject), Choice):
            return self._made_up(tree)
        if all(self._is_stepped(one) for one in tree.operands):
            self._cut_where_answered(tree)
            return replace(tree, operands=tuple(self._new(one) for one in tree.operands))
        limits = [_literal(one) for one in others]
        if all(limit is not None for limit in limits):
            self._compared(subject, *(limit for limit in limits if limit is not None))
            return replace(tree, operands=(self._value(subject), *others))
        if len(others) == 1 and (limit := _literal(subject)) is not None:
            self._compared(others[0], limit)
            return replace(tree, operands=(subject, self._value(others[0])))
        return self._made_up(tree)

    def _cut_where_answered(self, tree: Operation) -> None:
        """Numbers that an answer is compared with, in a space that goes down to the answers."""
        if self._to_the_answers:
            named = [one for one in tree.operands if isinstance(one, Name) and one.key != _VALUE]
            limits = [limit for one in tree.operands if (limit := _literal(one)) is not None]
            for name in named:
                if not self._is_rule(name.key) and limits:
                    self._compared(name, *limits)

    def _limited(self, tree: Call, subject: Expression, limits: list[Expression]) -> Expression:
        numbers = [_literal(one) for one in limits]
        if self._is_stepped(subject) and all(self._is_stepped(one) for one in limits):
            return replace(tree, arguments=tuple(self._new(one) for one in tree.arguments))
        if any(number is None for number in numbers):
            return self._made_up(tree)
        self._compared(subject, *(number for number in numbers if number is not None))
        return replace(tree, arguments=(self._value(subject), *limits))

    def _is_stepped(self, tree: Expression) -> bool:
        """Whether a value is chosen by conditions alone, rather than worked out from numbers."""
        match tree:
            case Number() | Quoted():
                return True
            case Name():
                return self._is_stepped_name(tree)
            case Operation(sign=sign) if sign in (*COMPARISONS, *_LOGIC):
                return True
            case Operation(operands=operands):
                return all(self._is_stepped(one) for one in operands)
            case Call(function=function) if function in (*_TRUTHS, *_COUNTS):
                return True
            case Call(function=function) if function in AGGREGATE_KINDS:
                return self._to_the_answers
            case Call(function="count_selected"):
                return self._to_the_answers
            case Call(function="if", arguments=(_, *results)):
                return all(self._is_stepped(one) for one in results)
            case Call(arguments=arguments):
                return all(self._is_stepped(one) for one in arguments)

    def _is_stepped_name(self, name: Name) -> bool:
        if name.key == _VALUE:
            return self._is_stepped(self._rule.tree)
        if not isinstance(self._kind(name), Numeric):
            return True
        if not self._is_rule(name.key):
            return self._to_the_answers
        if name.key in self._closed:
            return self._closed[name.key] is not None
        if name.key not in self._stepped:
            self._deep += 1
            is_far = self._deep > MOST_RULES_DEEP
            self._stepped[name.key] = not is_far and self._is_stepped(
                self._pack.rule(name.key).tree
            )
            self._deep -= 1
        return self._stepped[name.key]

    def _is_rule(self, key: str) -> bool:
        return key in self._pack.measures or key in self._pack.indicators

    def _kind(self, tree: Expression) -> Kind:
        """The kind of a name, or of what a comparison may hold beside."""
        if isinstance(tree, Name):
            return self._rule.kind if tree.key == _VALUE else self._pack.kinds[tree.key]
        is_truth = isinstance(tree, Operation) and tree.sign in (*COMPARISONS, *_LOGIC)
        is_truth |= isinstance(tree, Call) and tree.function in _TRUTHS
        return Truth() if is_truth else Numeric(None)

    def _question(self, name: Name) -> Expression:
        if name.key not in self._drafts:
            kind = self._pack.kinds[name.key]
            options = len(kind.options) if isinstance(kind, Choice) else 0
            self._drafts[name.key] = Draft(
                name.key,
                name.key,
                kind,
                isinstance(kind, Numeric),
                self._ranges.of_key(name.key),
                is_whole(name, self._pack),
                options,
                # Each option asked for varies by itself; here it is whether anything is known.
                (0.0,) if isinstance(kind, Several) else None,
            )
        return name

    def _number(self, tree: Expression) -> Expression:
        """A number that varies by itself, whatever it is worked out from."""
        if isinstance(tree, Name) and tree.key == _VALUE:
            return self._number(self._rule.tree)
        if isinstance(tree, Name) and not self._is_rule(tree.key):
            return self._question(tree)
        return self._made_up(tree)

    def _made_up(self, tree: Expression) -> Name:
        """A name for what varies by itself: a number, or whether something holds."""
        said = self._said(tree)
        key = MADE_UP + said
        if key not in self._drafts:
            kind, rule = self._kind(tree), self._within[-1].rule
            plain = _with_value(tree, self._rule.tree)
            self._drafts[key] = Draft(
                key,
                said,
                kind,
                isinstance(kind, Numeric),
                self._ranges.of(plain, rule.level, rule.unanswered),
                is_whole(plain, self._pack, rule.level),
                values=self._closed.get(tree.key) if isinstance(tree, Name) else None,
            )
        return Name(key, tree.offset, key)

    def _said(self, tree: Expression) -> str:
        """What people read for a quantity: a rule by its key, its whole value too."""
        of_rule = [rule.key for rule in self._within if rule.tree is tree]
        return of_rule[0] if of_rule else tree.key if isinstance(tree, Name) else written(tree)

    def _compared(self, tree: Expression, *limits: float) -> None:
        """Numbers at which a case ends, where what is compared is a quantity."""
        if isinstance(tree, Name) and tree.key == _VALUE:
            tree = self._rule.tree
        is_answer = isinstance(tree, Name) and not self._is_rule(tree.key)
        if not self._is_stepped(tree) or (is_answer and self._to_the_answers):
            name = self._number(tree)
            assert isinstance(name, Name)
            self._drafts[name.key].cuts.update(limits)

    def _mentioned(self, tree: Expression, options: tuple[str, ...]) -> None:
        """Options that a condition tells from the others of their question."""
        while isinstance(tree, Name) and (tree.key == _VALUE or self._is_rule(tree.key)):
            tree = self._rule.tree if tree.key == _VALUE else self._pack.rule(tree.key).tree
        kind = self._kind(tree)
        if isinstance(tree, Name) and isinstance(kind, Choice):
            self._question(tree)
            named = frozenset(kind.options.index(one) for one in options)
            self._drafts[tree.key].mentions.append(named)


def _with_value(tree: Expression, value: Expression) -> Expression:
    """An expression with what `value` stands for in its place."""
    match tree:
        case Name(key="value"):
            return value
        case Operation(operands=parts):
            return replace(tree, operands=tuple(_with_value(one, value) for one in parts))
        case Call(arguments=parts):
            return replace(tree, arguments=tuple(_with_value(one, value) for one in parts))
        case Number() | Quoted() | Name():
            return tree


def _literal(tree: Expression) -> float | None:
    """A number that stands there as such, with its sign."""
    match tree:
        case Number(value=value):
            return value
        case Operation(sign="neg", operands=(Number(value=value),)):
            return -value
        case _:
            return None


def _at_household(rule: Rule) -> Rule:
    """A rule as one of a household, so that each case is one."""
    if isinstance(rule, CompiledIndicator):
        return replace(rule, rule=rule.rule.model_copy(update={"level": HOUSEHOLD}))
    return replace(rule, rule=rule.rule.model_copy(update={"level": HOUSEHOLD}))
