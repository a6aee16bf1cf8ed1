"""A rule pack made ready: every expression parsed, checked against the form, in order."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.rule_pack import LEVELS, Indicator, Measure, RulePack
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
from rrm.scoring.names import LevelScope, Names, ValueScope
from rrm.scoring.referral_units import referral_problems


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


def compile_pack(pack: RulePack) -> CompiledPack:
    """Parses and checks every rule; raises BadInput with every problem found."""
    compiler = _Compiler(pack)
    compiled = compiler.compiled()
    problems = [*roster_problems(pack), *compiler.problems, *referral_problems(pack)]
    if problems:
        raise BadInput(problems)
    return compiled


class _Compiler:
    def __init__(self, pack: RulePack) -> None:
        self._pack = pack
        self.problems: list[Problem] = []
        self._names = Names(pack)
        self._trees: dict[str, Expression | None] = {}
        self._kinds: dict[str, Kind] = {
            key: kind_of_question(question) for key, question in self._names.questions.items()
        }
        self._under_way: list[str] = []

    def compiled(self) -> CompiledPack:
        measures: dict[str, CompiledMeasure] = {}
        indicators: dict[str, CompiledIndicator] = {}
        for key, rule in self._names.rules.items():
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
        names = self._names
        return CompiledPack(self._pack, measures, indicators, names.keys, self._kinds, names.levels)

    def _scope(self, rule: Measure | Indicator) -> LevelScope:
        return LevelScope(self._names, rule.level, self._kind)

    def _kind_of_rule(self, key: str) -> Kind | None:
        """The kind of a rule's value; None where it has a problem of its own, reported once."""
        if key in self._trees:
            return self._kinds.get(key)
        rule = self._names.rules[key]
        self._trees[key] = None
        self._under_way.append(key)
        try:
            _has_level(rule, self._pack)
            tree, scope = parse(rule.value), self._scope(rule)
            kind = kind_of(tree, scope)
            _matches_unit(rule, kind)
        except ExpressionError as error:
            self._report(error, rule.value)
            return None
        finally:
            self._under_way.pop()
        self._trees[key] = resolved(tree, scope)
        self._kinds[key] = kind
        return kind

    def _kind(self, name: Name, key: str) -> Kind:
        """The kind of what a name stands for."""
        if key in self._under_way:
            raise ExpressionError(
                "RRM-R008",
                name.offset,
                msg('"{name}" is defined by way of itself', name=name.name),
                msg("a rule can't depend on its own value"),
                msg("Break the circle."),
            )
        is_rule = key in self._names.rules
        kind = self._kinds.get(key) or (self._kind_of_rule(key) if is_rule else None)
        if kind is None:
            raise _Silenced
        return kind

    def _indicator(
        self, key: str, rule: Indicator, tree: Expression, kind: Kind
    ) -> CompiledIndicator | None:
        lines = []
        scope = ValueScope(self._scope(rule), kind)
        for severity, text in rule.severity.items():
            try:
                lines.append(_checked(parse_line(severity, text), kind, scope))
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

    def _report(self, error: ExpressionError, text: SourceText) -> None:
        if not isinstance(error, _SilencedError):
            self.problems.append(_problem(error, text))


class _SilencedError(ExpressionError):
    """A rule that leans on a faulty one: the fault is reported where it is, once."""


_Silenced = _SilencedError("", 0, Message(""), Message(""), Message(""))


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


def _has_level(rule: Measure | Indicator, pack: RulePack) -> None:
    levels = (*LEVELS, *pack.form.rosters)
    if rule.level not in levels:
        raise ExpressionError(
            "RRM-R015",
            0,
            msg('the level is "{level}"', level=rule.level),
            msg("a rule is of one of these levels: {levels}", levels=levels),
            nearest(rule.level, levels),
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
