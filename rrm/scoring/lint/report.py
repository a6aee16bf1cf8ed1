"""Everything that is odd about a pack that compiles, and what could not be shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import Status
from rrm.scoring.compiled_pack import CompiledIndicator, CompiledPack
from rrm.scoring.lint.branches import branch_doubts, has_branches
from rrm.scoring.lint.citations import citation_doubts, figures_by_status
from rrm.scoring.lint.directions import doubts_by_answers, doubts_over_all
from rrm.scoring.lint.divisions import division_doubts
from rrm.scoring.lint.every_case import Cases, every_case
from rrm.scoring.lint.line_order import line_doubts
from rrm.scoring.lint.one_way import DirectionDoubt
from rrm.scoring.lint.possible_answers import form_conditions
from rrm.scoring.lint.reachable_lines import unreached_lines
from rrm.scoring.lint.rules_read import rules_behind
from rrm.scoring.lint.spaces import MOST_CASES, Spaces
from rrm.scoring.lint.table_doubts import heads_in_vain, uneven_cells
from rrm.scoring.lint.unused import unused_doubts
from rrm.scoring.rule_order import read_first

MOST_CASES_TOGETHER = 10_000_000
"""Cases of all rules of a pack together, so that no pack takes minutes."""


@dataclass(frozen=True, slots=True)
class NotProven:
    """A rule with too many cases to look at each; nothing is claimed about it."""

    rule: str
    place: Place
    why: Message


@dataclass(frozen=True, slots=True)
class LintReport:
    """What `rrm rules lint` finds in a pack that has no error.

    doubts: warnings, by file and line. figures: how many of the pack's rules and figures are read,
    standard or proposed.
    """

    doubts: tuple[Problem, ...]
    not_proven: tuple[NotProven, ...]
    figures: dict[Status, int]


def pack_doubts(pack: CompiledPack) -> tuple[Problem, ...]:
    """Every doubt about a pack as a warning, by file and line."""
    return lint_pack(pack).doubts


def lint_pack(pack: CompiledPack) -> LintReport:
    """Looks at every rule of a pack, at every case of each where these can be counted."""
    linting = _Linting(pack)
    doubts = [*linting.doubts(), *unused_doubts(pack)]
    doubts += [*division_doubts(pack), *citation_doubts(pack)]
    return LintReport(
        tuple(sorted(dict.fromkeys(doubts), key=by_place)),
        tuple(linting.not_proven),
        figures_by_status(pack.pack),
    )


def by_place(problem: Problem) -> tuple[str, int, int, str]:
    """Where a problem stands among others: by file, line and column, then by code."""
    place = problem.place
    column = place.column if isinstance(place.column, int) else 0
    return place.file, place.line or 0, column, problem.code


class _Linting:
    """One pass over a pack's rules."""

    def __init__(self, pack: CompiledPack) -> None:
        self._pack = pack
        self._spaces = Spaces(pack)
        self._conditions = form_conditions(pack.pack.form)
        self._left = MOST_CASES_TOGETHER
        self._directions: dict[str, list[DirectionDoubt]] = {}
        self.not_proven: list[NotProven] = []

    def doubts(self) -> Iterator[Problem]:
        """Doubts about values and lines, then about directions."""
        rules = (*self._pack.measures, *self._pack.indicators)
        for key in read_first(rules, self._pack.rules_named):
            yield from self._rule(key)
        for key, found in self._directions.items():
            yield from self._told_once(key, found)

    def _rule(self, key: str) -> Iterator[Problem]:
        # Expressions as long as may be, one within the other through many rules, are beyond what
        # can be looked at; nobody writes such rules but to see what happens.
        try:
            yield from list(self._looked_at(key))
        except RecursionError:
            why = msg("nested too deep through other rules")
            self.not_proven.append(NotProven(key, self._pack.rule(key).rule.place, why))

    def _looked_at(self, key: str) -> Iterator[Problem]:
        rule, space = self._pack.rule(key), self._spaces.of(key)
        told: list[Problem] = []
        if isinstance(rule, CompiledIndicator):
            told = list(line_doubts(self._pack, rule))
        elif rule.table is None and (not space.is_stepped or not has_branches(rule.tree)):
            return
        told.extend(uneven_cells(rule))
        yield from told
        if space.cases > min(MOST_CASES, self._left):
            why = msg("{n} cases; {most} are looked at", n=space.cases, most=MOST_CASES)
            self.not_proven.append(NotProven(key, rule.rule.place, why))
            return
        self._left -= space.cases
        cases = every_case(space)
        if rule.table is not None:
            yield from heads_in_vain(rule, cases)
        elif space.is_stepped:
            yield from branch_doubts(rule, cases)
        if isinstance(rule, CompiledIndicator):
            within = self._spaces.ranges.of_key(key)
            yield from unreached_lines(rule, cases, within, _in_doubt(rule, told))
            if not told and not _says_why_uneven(rule):
                self._directions[key] = list(self._directions_of(rule, cases))

    def _directions_of(
        self, indicator: CompiledIndicator, cases: Cases
    ) -> Iterator[DirectionDoubt]:
        found = list(doubts_over_all(indicator, cases, self._conditions))
        quantities = cases.space.quantities
        if not found and any(one.is_ordered and one.is_made_up for one in quantities):
            answers = self._spaces.answers_of(indicator.key)
            found = list(doubts_by_answers(indicator, answers, self._conditions))
        yield from found

    def _told_once(self, key: str, found: list[DirectionDoubt]) -> Iterator[Problem]:
        """The plainest of an indicator's doubts, with the others' names; none that a rule behind
        it has already.
        """
        behind = rules_behind(self._pack, key) - {key}
        told = {one.quantity for rule in behind for one in self._directions.get(rule, ())}
        own = [one for one in found if one.quantity not in told]
        if not own:
            return
        first = min(own, key=lambda one: one.rows)
        others = tuple(one.quantity for one in own if one is not first)
        problem = first.problem
        if others:
            allowed = msg("{allowed}; so with: {others}", allowed=problem.allowed, others=others)
            problem = replace(problem, allowed=allowed)
        yield problem


def _says_why_uneven(rule: CompiledIndicator) -> bool:
    """Whether a table gives a reason for classes that go up and down."""
    return rule.rule.table is not None and bool(rule.rule.table.uneven_because)


def _in_doubt(indicator: CompiledIndicator, told: list[Problem]) -> list[int]:
    """Classes whose line is in doubt."""
    places = [one.place for one in told]
    return [line.severity for line in indicator.lines if line.place in places]
