"""A rule pack made ready: every expression parsed, checked against the form, in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rrm.model.form import Form
from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.rule_pack import LEVELS, Indicator, Measure, RulePack, RulesRead, Unanswered
from rrm.model.source_text import SourceText
from rrm.rule_language import (
    READ_OFF,
    Call,
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

if TYPE_CHECKING:
    from rrm.scoring.compiled_table import CompiledTable


@dataclass(frozen=True, slots=True)
class CompiledMeasure:
    """A measure with its expression's tree, names resolved; key is `sector.name`.

    table: what the tree reads off, where the rule has a decision table.
    """

    key: str
    rule: Measure
    tree: Expression
    kind: Kind
    table: CompiledTable | None = None


@dataclass(frozen=True, slots=True)
class CompiledIndicator:
    """An indicator with its tree and lines; direction as severity_lines.ordered_direction.

    table: as of a measure.
    """

    key: str
    sector: str
    rule: Indicator
    tree: Expression
    kind: Kind
    lines: tuple[Line, ...]
    direction: str | None
    table: CompiledTable | None = None


@dataclass(frozen=True, slots=True)
class CompiledRules:
    """Rules by key, and what each name stands for.

    A rule's key is `sector.name`, a question's its name, of a roster `roster.question`.
    kinds, levels: of every rule and question, by key.
    """

    form: Form
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


@dataclass(frozen=True, slots=True)
class CompiledPack(CompiledRules):
    """Everything scoring needs: the rules, and all that the pack says beside them."""

    pack: RulePack


def compile_pack(pack: RulePack) -> CompiledPack:
    """Parses and checks every rule; raises BadInput with every problem found."""
    rules, problems = _compiled(pack.rules)
    if problems:
        raise BadInput(problems)
    names = Names(pack.form, pack.sectors)
    measures = {key: rules.measures[key] for key in names.rules if key in rules.measures}
    indicators = {key: rules.indicators[key] for key in names.rules if key in rules.indicators}
    return CompiledPack(
        pack.form, measures, indicators, names.keys, rules.kinds, names.levels, pack
    )


def rule_faults(rules: RulesRead) -> tuple[Problem, ...]:
    """What can't be computed in the rules of a pack, as far as it could be read.

    Of a pack that is not whole, what leans on the parts that are lacking is not judged; without
    a form only how the rules are written.
    """
    _, problems = _compiled(rules)
    return problems


_last: list[tuple[RulesRead, CompiledRules, tuple[Problem, ...]]] = []
"""What was compiled last: a pack's rules are checked when it is read, and then scored with."""


def _compiled(rules: RulesRead) -> tuple[CompiledRules, tuple[Problem, ...]]:
    for known, compiled, problems in _last:
        if _are_the_same(known, rules):
            return compiled, problems
    compiler = _Compiler(rules, rules.form)
    measures, indicators = compiler.compiled()
    problems = _problems(compiler, rules, rules.form)
    names = compiler.names
    compiled = CompiledRules(
        names.form, measures, indicators, names.keys, compiler.kinds, names.levels
    )
    _last[:] = [(rules, compiled, problems)]
    return compiled, problems


def _are_the_same(some: RulesRead, others: RulesRead) -> bool:
    """Whether they are one and the same values, in whatever order: these never change."""
    return (
        some.form is others.form
        and some.is_whole == others.is_whole
        and _hold_the_same(some.sectors, others.sectors)
        and _hold_the_same(some.referrals, others.referrals)
    )


def _hold_the_same(some: Mapping[str, object], others: Mapping[str, object]) -> bool:
    return some.keys() == others.keys() and all(others[key] is one for key, one in some.items())


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
        self._tables: dict[str, CompiledTable] = {}
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
            table = self._tables.get(key)
            if isinstance(rule, Indicator):
                lines = self._lines(rule, kind, table)
                if lines is not None and tree is not None and kind is not None:
                    indicators[key] = _indicator(key, rule, tree, kind, lines, table)
            elif tree is not None and kind is not None:
                measures[key] = CompiledMeasure(key, rule, tree, kind, table)
        if self._tables:
            self._find_gaps(measures, indicators)
        return measures, indicators

    def _find_gaps(
        self, measures: dict[str, CompiledMeasure], indicators: dict[str, CompiledIndicator]
    ) -> None:
        """Numbers that tables leave out; told last, as they take the ranges of all rules."""
        from rrm.scoring.table_gaps import table_gaps

        names = self.names
        rules = CompiledRules(
            names.form, measures, indicators, names.keys, self.kinds, names.levels
        )
        for error, text in table_gaps(rules):
            self._report(error, text)

    def _parsed(self) -> Iterator[tuple[str, Expression]]:
        for key, rule in self.names.rules.items():
            if rule.table is None:
                tree = self._tree(rule.value)
            else:
                axes = [self._tree(text) for text in (rule.table.rows, rule.table.columns)]
                known = tuple(one for one in axes if one is not None)
                # What is read can be told before the heads and cells are looked at.
                tree = Call(READ_OFF, known, 0) if len(known) == len(axes) else None
            if tree is not None:
                yield key, tree

    def _tree(self, text: SourceText) -> Expression | None:
        try:
            return parse(text)
        except ExpressionError as error:
            self._report(error, text)
            return None

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
            if isinstance(tree, Call) and rule.table is not None:
                self._check_table(key, rule, tree, scope)
            elif tree is not None:
                kind = kind_of(tree, scope)
                _matches_unit(rule, kind)
                self._trees[key], self.kinds[key] = resolved(tree, scope), kind
        except ExpressionError as error:
            self._report(error, _written(rule))
        self._checked.add(key)

    def _check_table(
        self, key: str, rule: Measure | Indicator, tree: Call, scope: LevelScope
    ) -> None:
        """Finds what stands under the heads of a rule's table; its cells are in the rule's unit."""
        from rrm.scoring.compiled_table import compiled_table

        assert rule.table is not None
        _reads_strictly(rule)
        are_classes = isinstance(rule, Indicator) and rule.reads_classes
        table = compiled_table(rule.table, tree.arguments, scope, are_classes, self._report)
        if table is not None:
            self._tables[key], self._trees[key] = table, table.tree
            self.kinds[key] = Numeric(Unit.parse(rule.unit))

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

    def _lines(
        self, rule: Indicator, kind: Kind | None, table: CompiledTable | None
    ) -> tuple[Line, ...] | None:
        """An indicator's severity lines; None where one of them has a fault.

        kind: of its value; None where that is not known, so that lines are read but not checked.
        """
        if rule.reads_classes:
            return table.lines() if table is not None else None
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
    key: str,
    rule: Indicator,
    tree: Expression,
    kind: Kind,
    lines: tuple[Line, ...],
    table: CompiledTable | None,
) -> CompiledIndicator:
    sector = key.split(".", maxsplit=1)[0]
    return CompiledIndicator(key, sector, rule, tree, kind, lines, ordered_direction(lines), table)


def _written(rule: Measure | Indicator) -> SourceText:
    """What a rule is worked out from, as its author wrote it."""
    return rule.value if rule.table is None else rule.table.rows


def _reads_strictly(rule: Measure | Indicator) -> None:
    if rule.unanswered is Unanswered.ZERO:
        raise ExpressionError(
            "RRM-R017",
            0,
            msg("a table with `unanswered: zero`"),
            msg("what is not known stands under no head but `unanswered`"),
            msg("Count it as 0 in a measure, and let the table sort that."),
        )


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
    place = rule.place
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
