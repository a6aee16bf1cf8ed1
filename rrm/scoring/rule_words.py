"""One severity line or condition of a rule, on its own, as people say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rrm.model.form import Question
from rrm.model.language import Message, Text, msg
from rrm.model.rule_pack import Words
from rrm.model.unit_words import quantity_in_words
from rrm.rule_language import (
    Between,
    Call,
    Choice,
    Condition,
    Expression,
    Line,
    Name,
    Number,
    Operation,
    Options,
    Otherwise,
    Quoted,
    Threshold,
    Truth,
    names_in,
)
from rrm.scoring.compiled_pack import CompiledIndicator, CompiledPack, CompiledRules

Said = Message | Text

_VALUE = "value"
_JOINED = ("and", "or")


def line_in_words(pack: CompiledPack, indicator: CompiledIndicator, line: Line) -> Said:
    """What a severity line catches: `below 7.5 L/person/day`, `"surface water"`, `all else`."""
    if indicator.table is not None and indicator.rule.reads_classes:
        from rrm.scoring.table_words import cells_in_words

        return cells_in_words(pack, indicator.table, line.severity)
    unit = indicator.rule.unit
    match line.test:
        case Otherwise():
            return msg("all else")
        case Threshold(word=word, limit=limit):
            return threshold_in_words(word, quantity_in_words(limit, unit))
        case Between(low=low, high=high):
            return msg("from {low} to {high}", low=low, high=quantity_in_words(high, unit))
        case Options(options=options):
            labels = _option_labels(indicator)
            return either(labels.get(option, Text.of(option)) for option in options)
        case Condition(tree=tree):
            return _Phrases(pack, indicator).said(tree)


def names_used(tree: Expression) -> tuple[str, ...]:
    """What an expression uses, each once, in the order of first use: questions and rules by key."""
    return tuple(dict.fromkeys(one.key or one.name for one in names_in(tree)))


def label_of_name(pack: CompiledRules, name: str) -> Words:
    """What a name or key in an expression is called: a question, roster, measure or indicator.

    Empty where the pack has no words for it.
    """
    key = pack.keys.get(name, name)
    question = _question(pack, key)
    if question is not None:
        return question.label
    if key in pack.measures:
        return pack.measures[key].rule.label
    if key in pack.indicators:
        return pack.indicators[key].rule.label
    roster = pack.form.rosters.get(key)
    return roster.label if roster is not None else {}


def unit_of_name(pack: CompiledRules, key: str) -> str:
    """The unit of a question, measure or indicator by its key; "" for none."""
    question = _question(pack, key)
    if question is not None:
        return question.unit
    rule = pack.measures.get(key) or pack.indicators.get(key)
    return rule.rule.unit if rule is not None else ""


def _question(pack: CompiledRules, key: str) -> Question | None:
    """A question by its name, one of a roster by `roster.question`."""
    form = pack.form
    if key in form.questions:
        return form.questions[key]
    roster, _, name = key.partition(".")
    return form.rosters[roster].questions.get(name) if roster in form.rosters else None


def threshold_in_words(word: str, quantity: Message) -> Message:
    """A threshold by its word (`below`, `at most`, `above`, `at least`) and its quantity."""
    match word:
        case "below":
            return msg("below {quantity}", quantity=quantity)
        case "at most":
            return msg("at most {quantity}", quantity=quantity)
        case "above":
            return msg("above {quantity}", quantity=quantity)
        case _:
            return msg("at least {quantity}", quantity=quantity)


def _option_labels(indicator: CompiledIndicator) -> dict[str, Text]:
    kind = indicator.kind
    return dict(zip(kind.options, kind.labels, strict=True)) if isinstance(kind, Choice) else {}


def either(options: Iterable[Said]) -> Message:
    """Words in quotes, as alternatives."""
    quoted = [msg('"{words}"', words=option) for option in options]
    return quoted[0] if len(quoted) == 1 else _or(quoted)


def _or(parts: Sequence[Said]) -> Message:
    return msg("{some} or {last}", some=tuple(parts[:-1]), last=parts[-1])


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Says the conditions of one indicator; `value` stands for the indicator's own."""

    pack: CompiledPack
    indicator: CompiledIndicator

    def said(self, tree: Expression) -> Said:
        match tree:
            case Name() if self._is_truth(tree):
                return self._yes(tree)
            case Operation(sign="not", operands=(Name() as name,)) if self._is_truth(name):
                return self._no(name)
            case Operation(sign="not", operands=(part,)):
                return msg("not ({condition})", condition=self.said(part))
            case Operation(sign="and" | "or" as sign, operands=parts):
                return self._joined(sign, parts)
            case Operation(sign="in", operands=(subject, *options)):
                which = _either_bare([self._operand(one, subject) for one in options])
                return msg("{what} is {which}", what=self._operand(subject), which=which)
            case Operation(sign=sign, operands=(left, right)) if sign in _COMPARED:
                return self._compared(sign, left, right)
            case Call(function="selected", arguments=(question, option)):
                return msg(
                    "{what} includes {which}",
                    what=self._operand(question),
                    which=self._operand(option, question),
                )
            case Call(function="any" | "all" as function, arguments=parts):
                return self._joined("or" if function == "any" else "and", parts)
            case Call(function="known", arguments=(part,)):
                return msg("{what} is known", what=self._operand(part))
            case _:
                return self._operand(tree)

    def _joined(self, sign: str, parts: Sequence[Expression]) -> Message:
        flat = [self._part(one) for part in parts for one in _flattened(part, sign)]
        if sign == "or":
            return msg("{some}, or {last}", some=tuple(flat[:-1]), last=flat[-1])
        return msg("{some}, and {last}", some=tuple(flat[:-1]), last=flat[-1])

    def _part(self, tree: Expression) -> Said:
        """A condition within another, in brackets where it joins conditions itself."""
        if isinstance(tree, Operation) and tree.sign in _JOINED:
            return msg("({part})", part=self.said(tree))
        return self.said(tree)

    def _compared(self, sign: str, left: Expression, right: Expression) -> Message:
        what, which = self._operand(left, right), self._operand(right, left)
        match sign:
            case "<":
                return msg("{what} below {which}", what=what, which=which)
            case "<=":
                return msg("{what} at most {which}", what=what, which=which)
            case ">":
                return msg("{what} above {which}", what=what, which=which)
            case ">=":
                return msg("{what} at least {which}", what=what, which=which)
            case "!=":
                return msg("{what} is not {which}", what=what, which=which)
            case _:
                return msg("{what} is {which}", what=what, which=which)

    def _operand(self, tree: Expression, beside: Expression | None = None) -> Said:
        """A value in words; beside: what it is compared with, which gives its unit or options."""
        match tree:
            case Number(value=value):
                return quantity_in_words(value, self._unit(beside))
            case Quoted(text=text):
                return msg('"{words}"', words=self._option(text, beside))
            case Name():
                return msg('"{words}"', words=self._label(tree))
            case Operation(sign="neg", operands=(part,)):
                return msg("−{part}", part=self._operand(part))
            case Operation(sign=sign, operands=(left, right)) if sign in _ARITHMETIC:
                return self._arithmetic(sign, left, right)
            case Call(function=function, arguments=parts):
                said = tuple(self._part(part) for part in parts)
                return Message("{function}({parts})", (("function", function), ("parts", said)))
            case _:
                return msg("({part})", part=self.said(tree))

    def _arithmetic(self, sign: str, left: Expression, right: Expression) -> Message:
        values = {"left": self._term(left), "right": self._term(right)}
        return Message(f"{{left}} {_ARITHMETIC[sign]} {{right}}", tuple(values.items()))

    def _term(self, tree: Expression) -> Said:
        said = self._operand(tree)
        is_joined = isinstance(tree, Operation) and tree.sign in _ARITHMETIC
        return Message("({part})", (("part", said),)) if is_joined else said

    def _label(self, name: Name) -> Text:
        if name.name == _VALUE:
            return Text.of(self.indicator.rule.label)
        return Text.of(label_of_name(self.pack, self._key(name)) or name.name)

    def _option(self, option: str, beside: Expression | None) -> Text:
        if isinstance(beside, Name):
            if beside.name == _VALUE:
                return _option_labels(self.indicator).get(option, Text.of(option))
            question = _question(self.pack, self._key(beside))
            if question is not None and option in question.choices:
                return Text.of(question.choices[option])
        return Text.of(option)

    def _unit(self, beside: Expression | None) -> str:
        if not isinstance(beside, Name):
            return ""
        if beside.name == _VALUE:
            return self.indicator.rule.unit
        return unit_of_name(self.pack, self._key(beside))

    def _key(self, name: Name) -> str:
        return name.key or self.pack.keys.get(name.name, name.name)

    def _is_truth(self, name: Name) -> bool:
        if name.name == _VALUE:
            return isinstance(self.indicator.kind, Truth)
        return isinstance(self.pack.kinds.get(self._key(name)), Truth)

    def _yes(self, name: Name) -> Message:
        if name.name == _VALUE:
            return msg("yes")
        return msg('"{words}": yes', words=self._label(name))

    def _no(self, name: Name) -> Message:
        if name.name == _VALUE:
            return msg("no")
        return msg('"{words}": no', words=self._label(name))


def _flattened(tree: Expression, sign: str) -> list[Expression]:
    """The parts of `a or b or c`, however the tree groups them."""
    if isinstance(tree, Operation) and tree.sign == sign:
        return [one for part in tree.operands for one in _flattened(part, sign)]
    return [tree]


def _either_bare(options: Sequence[Said]) -> Said:
    return options[0] if len(options) == 1 else _or(options)


_COMPARED = ("<", "<=", ">", ">=", "=", "==", "!=")
_ARITHMETIC = {"+": "+", "-": "−", "*": "×", "/": "÷"}
