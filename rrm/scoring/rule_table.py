"""Every rule's value over the rows of its level, computed once, and as finer levels see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from rrm.model.form import Assessment, Column
from rrm.model.rule_pack import GROUP, HOUSEHOLD, KEY_INFORMANT, Unanswered
from rrm.rule_language import (
    AGGREGATE_KINDS,
    UNWEIGHTED,
    Below,
    Call,
    Condition,
    Evaluator,
    Expression,
    Kind,
    Name,
    Operation,
)
from rrm.scoring.compiled_pack import CompiledIndicator, CompiledMeasure, CompiledPack
from rrm.scoring.frames import NO_ROWS, Frames
from rrm.scoring.levels import HOUSEHOLDS, KEY_INFORMANTS, PLACES, frames_below
from rrm.scoring.rule_order import keys_read, read_first

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
BLOCK = 65_536
"""Rows worked on at a time, so that what one step leaves is still near when the next needs it."""


class RuleTable:
    """The values of a pack's rules over an assessment.

    rules: keys of all rules. frames: the rows that the values are of. Households and key informants
    share one numbering.
    """

    def __init__(self, pack: CompiledPack, assessment: Assessment) -> None:
        self.pack = pack
        self.frames = Frames(pack.pack.form, assessment)
        self._assessment = assessment
        self.rules = frozenset((*pack.measures, *pack.indicators))
        self._own: dict[str, Column] = {}
        self._seen: dict[tuple[str, str], Column] = {}
        self._made_of: dict[str, tuple[str, Floats] | None] = {}
        self._evaluators: dict[tuple[str, Unanswered], Evaluator] = {}

    def column(self, key: str) -> Column:
        """A rule's or question's values over the rows of its own level."""
        if key not in self._own:
            for one in read_first([key], self.pack.rules_named, self._own):
                self._own[one] = self._computed(one) if one in self.rules else self._answers(one)
        return self._own[key]

    def column_in(self, key: str, block: slice) -> Column:
        """A rule's values over some rows of its own level, which are not kept.

        The rule must not sum up other rows, see `is_of_rows_alone`.
        """
        if key in self._own:
            return part_of(self._own[key], block)
        for one in self.pack.rules_named(key):
            self.column(one)
        return self._in_block(self.pack.rule(key), block)

    def as_answered(self, tree: Expression) -> Column:
        """An expression over all households, strictly of what was answered."""
        return self._evaluator(HOUSEHOLD, Unanswered.STRICT).column(tree)

    def column_at(self, key: str, level: str) -> Column:
        """The same as each row of a finer level sees it: a household's answer for its members."""
        own = self.pack.levels[key]
        owners = self.frames.owners(level, own) if own != level else None
        if owners is None:
            return self.column(key)
        if (key, level) not in self._seen:
            column = self.column(key)
            self._seen[key, level] = Column(column.values[owners], column.known[owners])
        return self._seen[key, level]

    def blocks(self, level: str, *trees: Expression) -> tuple[slice, ...]:
        """The rows of a level as they are worked on; all at once where a tree sums up others."""
        rows = self.frames.rows_at(level)
        if rows <= BLOCK or not is_of_rows_alone(*trees):
            return (slice(0, rows),)
        return tuple(slice(first, min(first + BLOCK, rows)) for first in range(0, rows, BLOCK))

    def condition(
        self, indicator: CompiledIndicator, value: Column, line: Condition, block: slice
    ) -> Column:
        """Whether a severity line's condition holds, a value a row of the indicator's level.

        value: of the indicator, of the rows of the block only.
        """
        level = indicator.rule.level

        def column_of(name: Name) -> Column:
            return value if name.key == "value" else part_of(self.column_at(name.key, level), block)

        def kind_of(name: Name) -> Kind:
            return indicator.kind if name.key == "value" else self._kind(name)

        evaluator = Evaluator(column_of, kind_of, value.values.size, self._below_of(level))
        return evaluator.column(line.tree)

    def made_of(self, key: str, interview: int) -> tuple[str, int] | None:
        """What the value of a group's, site's or key informants' rule is made of where an
        interview was held: the rows, and how many of them. None for a rule that sums up nothing.

        Of an expression of several aggregates those of the first; of one without any, those of
        the rule that it names.
        """
        frames, level = self.frames, self.pack.levels[key]
        place = frames.place_of[interview]
        if level == KEY_INFORMANT:
            asked = frames.informants_by_place.get(frames.places[place], NO_ROWS)
            return KEY_INFORMANTS, int(np.count_nonzero(self.column(key).known[asked]))
        if key not in self._made_of:
            self._made_of[key] = self._counted(key)
        found = self._made_of[key]
        if found is None:
            return None
        rows, counts = found
        return rows, int(counts[place if level == GROUP else frames.site_of_place[place]])

    def _counted(self, key: str) -> tuple[str, Floats] | None:
        level, waiting, seen = self.pack.levels[key], [key], {key}
        while waiting:
            rule = self.pack.rule(waiting.pop())
            calls = [one for one in _aggregates(rule.tree) if one.function not in UNWEIGHTED]
            if calls and isinstance(calls[0].arguments[0], Name):
                evaluator = self._evaluator(level, rule.rule.unanswered)
                return calls[0].arguments[0].name, evaluator.counted(calls[0])
            same = [
                one for one in self.pack.rules_named(rule.key) if self.pack.levels[one] == level
            ]
            waiting.extend(one for one in reversed(same) if one not in seen)
            seen.update(same)
        return None

    def spoke(self, key: str) -> Flags:
        """Interviews that gave a rule something to go by: any answer that it reads, by itself or
        through the rules that it names.
        """
        found = np.zeros(len(self._assessment), dtype=np.bool_)
        for one in self._questions_read(key):
            level, known = self.pack.levels[one], self.column(one).known
            if level in (HOUSEHOLD, KEY_INFORMANT):
                found |= known
                continue
            households = self.frames.owners(level, HOUSEHOLD)
            assert households is not None
            found[households[known]] = True
            found |= self.frames.below(HOUSEHOLD, level).known_empty
        frames, counted = self._frames_read(key), self.frames
        is_asked = np.zeros(len(self._assessment), dtype=np.bool_)
        if HOUSEHOLDS in frames:
            is_asked |= counted.is_household
        if KEY_INFORMANTS in frames:
            is_asked |= counted.is_informant
        return found & is_asked

    def asks_households(self, key: str) -> bool:
        """Whether a rule goes by what households say, rather than by key informants alone."""
        return HOUSEHOLDS in self._frames_read(key)

    def _frames_read(self, key: str) -> set[str]:
        """Whose interviews a rule goes by: households, key informants, or both."""
        level = self.pack.levels[key]
        if level not in PLACES:
            return {KEY_INFORMANTS if level == KEY_INFORMANT else HOUSEHOLDS}
        found = set()
        for one in read_first([key], self._places_named):
            for call in _aggregates(self.pack.rule(one).tree):
                rows = call.arguments[0]
                is_informants = isinstance(rows, Name) and rows.name == KEY_INFORMANTS
                found.add(KEY_INFORMANTS if is_informants else HOUSEHOLDS)
        return found

    def _places_named(self, key: str) -> list[str]:
        return [one for one in self.pack.rules_named(key) if self.pack.levels[one] in PLACES]

    def _questions_read(self, key: str) -> tuple[str, ...]:
        """Keys of the questions that a rule reads, by itself or through others."""
        read: set[str] = set()
        waiting, done = [key], set[str]()
        while waiting:
            rule = waiting.pop()
            if rule in done:
                continue
            done.add(rule)
            for name in keys_read(self.pack.rule(rule).tree):
                if name in self.rules:
                    waiting.append(name)
                else:
                    read.add(name)
        return tuple(sorted(read))

    def _computed(self, key: str) -> Column:
        rule = self.pack.rule(key)
        blocks = self.blocks(rule.rule.level, rule.tree)
        if len(blocks) == 1:
            column = self._evaluator(rule.rule.level, rule.rule.unanswered).column(rule.tree)
        else:
            column = self._by_blocks(rule, blocks)
        if rule.rule.level != KEY_INFORMANT:
            return column
        known = column.known & self.frames.is_informant
        return Column(np.where(known, column.values, 0.0), known)

    def _by_blocks(
        self, rule: CompiledMeasure | CompiledIndicator, blocks: Sequence[slice]
    ) -> Column:
        if isinstance(rule.tree, Name) and rule.rule.unanswered is not Unanswered.ZERO:
            return self.column_at(rule.tree.key, rule.rule.level)
        rows = self.frames.rows_at(rule.rule.level)
        found = Column(np.empty(rows), np.empty(rows, dtype=np.bool_))
        for block in blocks:
            part = self._in_block(rule, block)
            found.values[block], found.known[block] = part.values, part.known
        return found

    def _in_block(self, rule: CompiledMeasure | CompiledIndicator, block: slice) -> Column:
        level = rule.rule.level

        def column_of(name: Name) -> Column:
            return part_of(self.column_at(name.key, level), block)

        rows, unanswered = block.stop - block.start, rule.rule.unanswered
        return Evaluator(column_of, self._kind, rows, unanswered=unanswered).column(rule.tree)

    def _answers(self, key: str) -> Column:
        if key in self._assessment.columns:
            return self._assessment.columns[key]
        roster, _, question = key.partition(".")
        rows = self._assessment.rosters.get(roster)
        if rows is None or question not in rows.columns:
            size = self.frames.rows_at(roster if question else HOUSEHOLD)
            return Column(np.zeros(size), np.zeros(size, dtype=np.bool_))
        return rows.columns[question]

    def _kind(self, name: Name) -> Kind:
        return self.pack.kinds[name.key]

    def _evaluator(self, level: str, unanswered: Unanswered) -> Evaluator:
        if (level, unanswered) not in self._evaluators:
            self._evaluators[level, unanswered] = Evaluator(
                lambda name: self.column_at(name.key, level),
                self._kind,
                self.frames.rows_at(level),
                self._below_of(level, unanswered),
                unanswered,
            )
        return self._evaluators[level, unanswered]

    def _below_of(
        self, level: str, unanswered: Unanswered = Unanswered.STRICT
    ) -> Callable[[Name], Below]:
        frames = frames_below(level, self.pack.pack.form)

        def below(name: Name) -> Below:
            return Below(
                self.frames.below(level, name.name),
                self._evaluator(frames[name.name], unanswered),
            )

        return below


def is_of_rows_alone(*trees: Expression) -> bool:
    """Whether each row's value follows from that row, so that some can be worked out alone."""
    return all(next(_aggregates(tree), None) is None for tree in trees)


def part_of(column: Column, block: slice) -> Column:
    """The rows of a block."""
    return Column(column.values[block], column.known[block])


def _aggregates(tree: Expression) -> Iterator[Call]:
    """The aggregates of an expression, outermost first."""
    match tree:
        case Call(function=function) if function in AGGREGATE_KINDS:
            yield tree
        case Operation(operands=parts) | Call(arguments=parts):
            for one in parts:
                yield from _aggregates(one)
        case _:
            return
