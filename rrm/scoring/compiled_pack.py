"""A rule pack made ready: every expression parsed, checked against the form, in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.rule_pack import Indicator, Measure, RulePack
from rrm.model.source_text import SourceText
from rrm.rule_language import (
    Choice,
    Condition,
    Expression,
    ExpressionError,
    Kind,
    Line,
    Literal,
    Name,
    Numeric,
    Options,
    Otherwise,
    Truth,
    Unit,
    kind_of,
    kind_of_question,
    nearest,
    ordered_direction,
    parse,
    parse_line,
)
from rrm.scoring.referral_units import referral_problems


@dataclass(frozen=True, slots=True)
class CompiledMeasure:
    """A measure with its expression's tree; key is `sector.name`."""

    key: str
    rule: Measure
    tree: Expression
    kind: Kind


@dataclass(frozen=True, slots=True)
class CompiledIndicator:
    """An indicator with its tree and lines; direction as severity_lines.ordered_direction."""

    key: str
    sector: str
    rule: Indicator
    tree: Expression
    kind: Kind
    lines: tuple[Line, ...]
    direction: str | None


@dataclass(frozen=True, slots=True)
class CompiledPack:
    """Everything scoring needs: rules by key, and what each name stands for."""

    pack: RulePack
    measures: dict[str, CompiledMeasure]
    indicators: dict[str, CompiledIndicator]
    keys: dict[str, str]
    kinds: dict[str, Kind]

    def key_of(self, name: str) -> str:
        """The key that a name in an expression stands for: `sector.name`, or a question."""
        return self.keys[name]


def compile_pack(pack: RulePack) -> CompiledPack:
    """Parses and checks every rule; raises BadInput with every problem found."""
    compiler = _Compiler(pack)
    compiled = compiler.compiled()
    problems = [*compiler.problems, *referral_problems(pack)]
    if problems:
        raise BadInput(problems)
    return compiled


class _Compiler:
    def __init__(self, pack: RulePack) -> None:
        self._pack = pack
        self.problems: list[Problem] = []
        self._rules: dict[str, Measure | Indicator] = {}
        self._keys = _names(pack, self._rules)
        self._trees: dict[str, Expression | None] = {}
        self._kinds: dict[str, Kind] = {
            name: kind_of_question(question) for name, question in pack.form.questions.items()
        }
        self._under_way: list[str] = []

    def compiled(self) -> CompiledPack:
        measures: dict[str, CompiledMeasure] = {}
        indicators: dict[str, CompiledIndicator] = {}
        for key, rule in self._rules.items():
            kind = self._kind_of_rule(key)
            tree = self._trees.get(key)
            if tree is None or kind is None:
                continue
            if isinstance(rule, Indicator):
                indicator = self._indicator(key, rule, tree, kind)
                if indicator is not None:
                    indicators[key] = indicator
            else:
                measures[key] = CompiledMeasure(key, rule, tree, kind)
        return CompiledPack(self._pack, measures, indicators, self._keys, self._kinds)

    def _kind_of_rule(self, key: str) -> Kind | None:
        """The kind of a rule's value; None where it has a problem of its own, reported once."""
        if key in self._trees:
            return self._kinds.get(key)
        rule = self._rules[key]
        self._trees[key] = None
        self._under_way.append(key)
        try:
            tree = parse(rule.value)
            kind = kind_of(tree, self._resolve)
            _matches_unit(rule, kind)
        except ExpressionError as error:
            self._report(error, rule.value)
            return None
        finally:
            self._under_way.pop()
        self._trees[key] = tree
        self._kinds[key] = kind
        return kind

    def _resolve(self, name: Name) -> Kind:
        key = self._keys.get(name.name)
        if key is None:
            known = {**self._keys, **self._pack.form.questions}
            raise _unknown_name(name, known, self._pack)
        if key in self._under_way:
            raise ExpressionError(
                "RRM-R008",
                name.offset,
                msg('"{name}" is defined by way of itself', name=name.name),
                msg("a rule can't depend on its own value"),
                msg("Break the circle."),
            )
        kind = self._kinds.get(key) or (self._kind_of_rule(key) if key in self._rules else None)
        if kind is None:
            raise _Silenced
        if isinstance(kind, Literal):
            raise ExpressionError(
                "RRM-R004",
                name.offset,
                msg('"{name}" is free text', name=name.name),
                msg("rules compute with numbers, choices and conditions"),
                msg("Ask it as a choice."),
            )
        return kind

    def _indicator(
        self, key: str, rule: Indicator, tree: Expression, kind: Kind
    ) -> CompiledIndicator | None:
        lines = []
        for severity, text in rule.severity.items():
            try:
                line = parse_line(severity, text)
                self._check_line(line, kind)
                lines.append(line)
            except ExpressionError as error:
                self._report(error, text)
        if len(lines) < len(rule.severity):
            return None
        for fault in _order_faults(tuple(lines), rule):
            self.problems.append(fault)
        sector = key.split(".", maxsplit=1)[0]
        return CompiledIndicator(
            key, sector, rule, tree, kind, tuple(lines), ordered_direction(tuple(lines))
        )

    def _check_line(self, line: Line, kind: Kind) -> None:
        match line.test:
            case Otherwise():
                return
            case Condition(tree=tree):
                resolve = _with_value(self._resolve, kind)
                if not isinstance(kind_of(tree, resolve), Truth):
                    raise ExpressionError(
                        "RRM-R007",
                        0,
                        msg('found "{line}"', line=line.text),
                        msg(
                            "a severity line is: below, at most, above or at least a number,"
                            " between two numbers, is 'option', otherwise, or a condition"
                        ),
                        msg("Write it as one of these."),
                    )
            case Options(options=options):
                _are_options(options, kind, line.text)
            case _:
                if not isinstance(kind, Numeric):
                    raise ExpressionError(
                        "RRM-R007",
                        0,
                        msg('found "{line}"', line=line.text),
                        msg("the indicator's value is not a number"),
                        msg("Use: is 'option'."),
                    )

    def _report(self, error: ExpressionError, text: SourceText) -> None:
        if not isinstance(error, _SilencedError):
            self.problems.append(_problem(error, text))


class _SilencedError(ExpressionError):
    """A rule that leans on a faulty one: the fault is reported where it is, once."""


_Silenced = _SilencedError("", 0, Message(""), Message(""), Message(""))


def _names(pack: RulePack, rules: dict[str, Measure | Indicator]) -> dict[str, str]:
    """Each usable name with the key it stands for; fills `rules` by key on the way."""
    keys = {name: name for name in pack.form.questions}
    seen: dict[str, int] = {}
    for sector in pack.sectors.values():
        named: dict[str, Measure | Indicator] = {**sector.measures, **sector.indicators}
        for name, rule in named.items():
            key = f"{sector.sector}.{name}"
            rules[key] = rule
            keys[key] = key
            seen[name] = seen.get(name, 0) + 1
            keys.setdefault(name, key)
    for name, times in seen.items():
        if times > 1 and name not in pack.form.questions:
            del keys[name]
    return keys


def _unknown_name(name: Name, known: dict[str, object], pack: RulePack) -> ExpressionError:
    shared = [f"{s.sector}.{name.name}" for s in pack.sectors.values()
              if name.name in s.measures or name.name in s.indicators]  # fmt: skip
    if len(shared) > 1:
        return ExpressionError(
            "RRM-R003",
            name.offset,
            msg('"{name}" is the name of several rules', name=name.name),
            msg("a name must say which one it means"),
            msg("Write one of: {names}.", names=shared),
        )
    return ExpressionError(
        "RRM-R003",
        name.offset,
        msg('found the name "{name}"', name=name.name),
        msg("no question, measure or indicator has this name"),
        nearest(name.name, known),
    )


def _matches_unit(rule: Measure | Indicator, kind: Kind) -> None:
    if not isinstance(kind, Numeric) or kind.unit is None:
        return
    stated = Unit.parse(rule.unit)
    if stated != kind.unit:
        raise ExpressionError(
            "RRM-R005",
            0,
            msg("the value is in {unit}", unit=str(kind.unit)),
            msg("the rule says {unit}", unit=str(stated)),
            msg("Correct the unit or the expression."),
        )


def _with_value(resolve: Callable[[Name], Kind], kind: Kind) -> Callable[[Name], Kind]:
    def with_value(name: Name) -> Kind:
        return kind if name.name == "value" else resolve(name)

    return with_value


def _are_options(options: tuple[str, ...], kind: Kind, text: str) -> None:
    if not isinstance(kind, Choice):
        raise ExpressionError(
            "RRM-R007",
            0,
            msg('found "{line}"', line=text),
            msg("the indicator's value is not a choice"),
            msg("Use a threshold or a condition."),
        )
    for option in options:
        if option not in kind.options:
            raise ExpressionError(
                "RRM-R003",
                0,
                msg('found the option "{option}"', option=option),
                msg("the question has no such option"),
                nearest(option, kind.options),
            )


def _order_faults(lines: tuple[Line, ...], rule: Indicator) -> list[Problem]:
    faults = []
    place = rule.value.place
    if not isinstance(lines[-1].test, Otherwise):
        faults.append(
            Problem(
                "RRM-R009",
                place,
                msg("the last severity line is not `otherwise`"),
                msg("every answer must find a class"),
                msg("End the severity lines with `1: otherwise`."),
            )
        )
    for line in lines[:-1]:
        if isinstance(line.test, Otherwise):
            faults.append(
                Problem(
                    "RRM-R009",
                    place,
                    msg("lines stand below `otherwise`"),
                    msg("nothing below it can ever hold"),
                    msg("Move `otherwise` to the end."),
                )
            )
    return faults


def _problem(error: ExpressionError, text: SourceText) -> Problem:
    place = text.place
    column = place.column + error.offset if isinstance(place.column, int) else error.offset + 1
    return Problem(
        error.code,
        Place(place.file, line=place.line, column=column),
        error.found,
        error.allowed,
        error.remedy,
    )
