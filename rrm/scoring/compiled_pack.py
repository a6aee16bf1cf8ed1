"""A rule pack made ready: every expression parsed, checked against the form, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rrm.model.form import Form
from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.rule_pack import LEVELS, Indicator, Measure, RulePack, RulesRead
from rrm.model.source_text import SourceText
from rrm.rule_language import (
    Choice,
    Condition,
    Expression,
    ExpressionError,
    Kind,
    Line,
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
    resolved,
)
from rrm.scoring.levels import roster_problems
from rrm.scoring.names import LevelScope, Names, ToldElsewhereError, ValueScope
from rrm.scoring.referral_units import referral_problems
from rrm.scoring.rule_order import keys_meant, keys_read, read_first


@dataclass(frozen=True, slots=True)
class CompiledMeasure:
    """A measure with its expression's tree, names resolved; key is `sector.name`."""

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
    """Everything scoring needs: rules by key, and what each name stands for.

    A rule's key is `sector.name`, a question's its name, of a roster `roster.question`.
    kinds, levels: of every rule and question, by key.
    """

    pack: RulePack
    measures: dict[str, CompiledMeasure]
    indicators: dict[str, CompiledIndicator]
    keys: dict[str, str]
    kinds: dict[str, Kind]
    levels: dict[str, str]

    def key_of(self, name: str) -> str:
        """The key that a name stands for where no roster is at hand."""
        return self.keys[name]

    def rule(self, key: str) -> CompiledMeasure | CompiledIndicator:
        """A measure or an indicator."""
        return self.measures[key] if key in self.measures else self.indicators[key]

    def rules_named(self, key: str) -> list[str]:
        """Keys of the rules that a rule's value names; of a question none."""
        if key not in self.measures and key not in self.indicators:
            return []
        named = keys_read(self.rule(key).tree)
        return [one for one in named if one in self.measures or one in self.indicators]


def compile_pack(pack: RulePack) -> CompiledPack:
    """Parses and checks every rule; raises BadInput with every problem found."""
    compiler = _Compiler(pack.rules, pack.form)
    measures, indicators = compiler.compiled()
    problems = _problems(compiler, pack.rules, pack.form)
    if problems:
        raise BadInput(problems)
    names = compiler.names
    return CompiledPack(pack, measures, indicators, names.keys, compiler.kinds, names.levels)


def rule_faults(rules: RulesRead) -> tuple[Problem, ...]:
    """What can't be computed in the rules of a pack, as far as it could be read.

    Of a pack that is not whole, what leans on the parts that are lacking is not judged; without
    a form only how the rules are written.
    """
    compiler = _Compiler(rules, rules.form)
    compiler.compiled()
    return _problems(compiler, rules, rules.form)


def _problems(compiler: _Compiler, rules: RulesRead, form: Form | None) -> tuple[Problem, ...]:
    if form is None:
        return tuple(compiler.problems)
    return (
        *roster_problems(form, rules.sectors),
        *compiler.problems,
        *referral_problems(rules.referrals, rules.sectors.values(), form.rosters),
    )


class _Compiler:
    """Checks rules, each after those that it reads.

    form: None where it could not be read, so that nothing is known of what names stand for.
    """

    def __init__(self, rules: RulesRead, form: Form | None) -> None:
        self._form = form
        self.problems: list[Problem] = []
        self.names = Names(form or Form(questions={}), rules.sectors, rules.is_whole)
        self._trees = dict(self._parsed())
        self.kinds: dict[str, Kind] = {
            key: kind_of_question(question) for key, question in self.names.questions.items()
        }
        self._checked: set[str] = set()

    def compiled(self) -> tuple[dict[str, CompiledMeasure], dict[str, CompiledIndicator]]:
        """Every rule that can be computed, by key; the faults of the others are in `problems`."""
        if self._form is not None:
            for key in read_first(self.names.rules, self._reads):
                self._check(key)
        measures: dict[str, CompiledMeasure] = {}
        indicators: dict[str, CompiledIndicator] = {}
        for key, rule in self.names.rules.items():
            tree, kind = self._trees.get(key), self.kinds.get(key)
            if isinstance(rule, Indicator):
                lines = self._lines(rule, kind)
                if lines is not None and tree is not None and kind is not None:
                    indicators[key] = _indicator(key, rule, tree, kind, lines)
            elif tree is not None and kind is not None:
                measures[key] = CompiledMeasure(key, rule, tree, kind)
        return measures, indicators

    def _parsed(self) -> Iterator[tuple[str, Expression]]:
        for key, rule in self.names.rules.items():
            try:
                yield key, parse(rule.value)
            except ExpressionError as error:
                self._report(error, rule.value)

    def _scope(self, rule: Measure | Indicator) -> LevelScope:
        return LevelScope(self.names, rule.level, self._kind)

    def _reads(self, key: str) -> Iterator[str]:
        """Keys of the rules that a rule's value names; of one without a level, nobody knows."""
        rule = self.names.rules[key]
        if key in self._trees and rule.level in _levels(self.names.form):
            scope = self._scope(rule)
            for one in keys_meant(self._trees[key], scope):
                if one in self.names.rules:
                    yield one

    def _check(self, key: str) -> None:
        """Finds the kind of a rule's value, and what its names stand for."""
        rule, tree = self.names.rules[key], self._trees.pop(key, None)
        scope = self._scope(rule)
        try:
            _has_level(rule, self.names.form)
            if tree is not None:
                kind = kind_of(tree, scope)
                _matches_unit(rule, kind)
                self._trees[key], self.kinds[key] = resolved(tree, scope), kind
        except ExpressionError as error:
            self._report(error, rule.value)
        self._checked.add(key)

    def _kind(self, name: Name, key: str) -> Kind:
        """The kind of what a name stands for."""
        if key in self.names.rules and key not in self._checked:
            raise ExpressionError(
                "RRM-R008",
                name.offset,
                msg('"{name}" is defined by way of itself', name=name.name),
                msg("a rule can't depend on its own value"),
                msg("Break the circle."),
            )
        if key not in self.kinds:
            raise ToldElsewhereError
        return self.kinds[key]

    def _lines(self, rule: Indicator, kind: Kind | None) -> tuple[Line, ...] | None:
        """An indicator's severity lines; None where one of them has a fault.

        kind: of its value; None where that is not known, so that lines are read but not checked.
        """
        lines = []
        for severity, text in rule.severity.items():
            try:
                line = parse_line(severity, text)
                if kind is not None:
                    line = _checked(line, kind, ValueScope(self._scope(rule), kind))
                lines.append(line)
            except ExpressionError as error:
                self._report(error, text)
        if len(lines) < len(rule.severity):
            return None
        self.problems.extend(_order_faults(tuple(lines), rule))
        return tuple(lines)

    def _report(self, error: ExpressionError, text: SourceText) -> None:
        if not isinstance(error, ToldElsewhereError):
            self.problems.append(_problem(error, text))


def _indicator(
    key: str, rule: Indicator, tree: Expression, kind: Kind, lines: tuple[Line, ...]
) -> CompiledIndicator:
    sector = key.split(".", maxsplit=1)[0]
    return CompiledIndicator(key, sector, rule, tree, kind, lines, ordered_direction(lines))


def _checked(line: Line, kind: Kind, scope: ValueScope) -> Line:
    """A severity line that suits the indicator's value, its names resolved."""
    match line.test:
        case Otherwise():
            return line
        case Condition(tree=tree):
            if not isinstance(kind_of(tree, scope), Truth):
                raise _no_such_line(
                    line,
                    msg(
                        "a severity line is: below, at most, above or at least a number,"
                        " between two numbers, is 'option', otherwise, or a condition"
                    ),
                    msg("Write it as one of these."),
                )
            return replace(line, test=Condition(resolved(tree, scope)))
        case Options(options=options):
            _are_options(options, kind, line.text)
            return line
        case _:
            if not isinstance(kind, Numeric):
                raise _no_such_line(
                    line,
                    msg("the indicator's value is not a number"),
                    msg("Use: is 'option'."),
                )
            return line


def _no_such_line(line: Line, allowed: Message, remedy: Message) -> ExpressionError:
    return ExpressionError("RRM-R007", 0, msg('found "{line}"', line=line.text), allowed, remedy)


def _has_level(rule: Measure | Indicator, form: Form) -> None:
    levels = _levels(form)
    if rule.level not in levels:
        raise ExpressionError(
            "RRM-R015",
            0,
            msg('the level is "{level}"', level=rule.level),
            msg("a rule is of one of these levels: {levels}", levels=levels),
            nearest(rule.level, levels),
        )


def _levels(form: Form) -> tuple[str, ...]:
    return (*LEVELS, *form.rosters)


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
