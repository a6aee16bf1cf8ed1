"""One indicator over all households: its value, class and score, whatever level it is of."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rrm.model.form import Column
from rrm.model.rule_pack import (
    GROUP,
    HOUSEHOLD,
    KEY_INFORMANT,
    Assume,
    Combine,
    MissingPolicy,
    Unanswered,
)
from rrm.rule_language import (
    TOLERANCE,
    Between,
    Choice,
    Condition,
    Expression,
    Line,
    Options,
    Otherwise,
    Threshold,
    classify,
    classify_ordered,
    holds,
    position,
)
from rrm.scoring.compiled_pack import CompiledIndicator
from rrm.scoring.levels import PLACES
from rrm.scoring.rule_table import RuleTable, is_of_rows_alone, part_of
from rrm.scoring.value_bounds import class_bounds

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Rows = NDArray[np.int64]
BEST, WORST = 1.0, 5.0


@dataclass(frozen=True, slots=True, eq=False)
class IndicatorSeverity:
    """One indicator over all interviews: value, class 1..5, continuous severity 1..5.

    floor, ceiling: the class, and of a household where it is not known the best and the worst that
    what is known leaves open; None for the ends of the scale. answered: whether a severity line
    decided, rather than the rule for missing answers. spoke: interviews that gave it something to
    go by. is_of_place: whether one value holds for all households of a place.
    """

    indicator: CompiledIndicator
    value: Column
    classes: Column
    position: Floats
    floor: Floats | None
    ceiling: Floats | None
    answered: Flags
    spoke: Flags
    is_of_place: bool

    @property
    def low(self) -> Floats:
        """Class if what is not known were best."""
        return np.maximum(self.classes.values if self.floor is None else self.floor, BEST)

    @property
    def high(self) -> Floats:
        """Class if what is not known were worst."""
        if self.ceiling is not None:
            return self.ceiling
        return np.where(self.classes.known, self.classes.values, WORST)


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """What the severity lines say, before the rule for missing answers; a value a row.

    floor, ceiling: see IndicatorSeverity.
    """

    value: Column
    classes: Column
    position: Floats
    floor: Floats | None = None
    ceiling: Floats | None = None

    def at(self, owners: Rows | None) -> _Read:
        """The same for the rows that belong to these."""
        if owners is None:
            return self
        return _Read(
            Column(self.value.values[owners], self.value.known[owners]),
            Column(self.classes.values[owners], self.classes.known[owners]),
            self.position[owners],
        )


def indicator_severity(table: RuleTable, key: str) -> IndicatorSeverity:
    """An indicator's value and severity for every household, its missing-data rule applied.

    Of a roster the worst row counts; of key informants the one that `combine` picks at each
    place; what is of a group or site holds for all its households.
    """
    indicator = table.pack.indicators[key]
    own = _read(table, indicator)
    level = indicator.rule.level
    if level == HOUSEHOLD:
        own = _bounded(table, key, own, 0)
        return _severity(indicator, own, own.classes.known, own.classes.known, False)
    if level == KEY_INFORMANT:
        combined = _combined(table, own, indicator.rule.combine)
        found = combined.at(table.frames.owners(HOUSEHOLD, GROUP))
        return _severity(indicator, found, found.classes.known, own.classes.known, True)
    if level in PLACES:
        found = own.at(table.frames.owners(HOUSEHOLD, level))
        spoke = table.spoke(key) & found.classes.known
        is_told = spoke if table.asks_households(key) else found.classes.known
        return _severity(indicator, found, is_told, spoke, True)
    found = _worst_row(table, indicator, own)
    return _severity(indicator, found, found.classes.known, found.classes.known, False)


def is_of_households_alone(table: RuleTable, key: str) -> bool:
    """Whether an indicator can be worked out for some households without the others."""
    indicator = table.pack.indicators[key]
    return indicator.rule.level == HOUSEHOLD and is_of_rows_alone(
        indicator.tree, *_conditions(indicator)
    )


def severity_in(table: RuleTable, key: str, block: slice) -> IndicatorSeverity:
    """The same as indicator_severity for some households; see is_of_households_alone."""
    indicator = table.pack.indicators[key]
    value = table.column_in(key, block)
    read = _Read(value, *_classified(table, indicator, value, block))
    read = _bounded(table, key, read, block.start)
    return _severity(indicator, read, read.classes.known, read.classes.known, False)


def _bounded(table: RuleTable, key: str, read: _Read, first: int) -> _Read:
    """With what the ranges of questions leave open, where the pack asks for it.

    first: the interview of the first row.
    """
    known = read.classes.known
    if table.pack.pack.severity.bounds == "whole_scale" or known.all():
        return read
    rows = np.flatnonzero(~known)
    found = class_bounds(table, key, first + rows)
    floor, ceiling = read.classes.values.copy(), read.classes.values.copy()
    floor[rows], ceiling[rows] = found.low, found.high
    return replace(read, floor=floor, ceiling=ceiling)


def _conditions(indicator: CompiledIndicator) -> tuple[Expression, ...]:
    return tuple(one.test.tree for one in indicator.lines if isinstance(one.test, Condition))


def _severity(
    indicator: CompiledIndicator, read: _Read, answered: Flags, spoke: Flags, is_of_place: bool
) -> IndicatorSeverity:
    policy, classes, at = indicator.rule.missing, read.classes, read.position
    floor, ceiling = read.floor, read.ceiling
    if policy != MissingPolicy.UNKNOWN:
        assumed = float(policy.assume) if isinstance(policy, Assume) else WORST
        known = classes.known
        classes = Column(np.where(known, classes.values, assumed), np.ones_like(known))
        at, floor, ceiling = np.where(known, at, assumed), None, None
    return IndicatorSeverity(
        indicator, read.value, classes, at, floor, ceiling, answered, spoke, is_of_place
    )


def _read(table: RuleTable, indicator: CompiledIndicator) -> _Read:
    """The severity lines over the rows of the indicator's own level."""
    value = table.column(indicator.key)
    blocks = table.blocks(indicator.rule.level, *_conditions(indicator))
    if len(blocks) == 1:
        return _Read(value, *_classified(table, indicator, value, blocks[0]))
    rows = value.values.size
    classes = Column(np.empty(rows), np.empty(rows, dtype=np.bool_))
    at = classes.values if indicator.direction is None else np.empty(rows)
    for block in blocks:
        found, position_there = _classified(table, indicator, part_of(value, block), block)
        classes.values[block], classes.known[block] = found.values, found.known
        if at is not classes.values:
            at[block] = position_there
    return _Read(value, classes, at)


def _classified(
    table: RuleTable, indicator: CompiledIndicator, value: Column, block: slice
) -> tuple[Column, Floats]:
    """Class and continuous severity of the rows of a block; value: the indicator's there."""
    lines = indicator.lines
    if indicator.direction is not None:
        classes = classify_ordered(lines, value)
    else:
        classes = classify(lines, [_test(table, one, indicator, value, block) for one in lines])
    return classes, position(lines, value, classes, indicator.direction)


def _test(
    table: RuleTable, line: Line, indicator: CompiledIndicator, value: Column, block: slice
) -> Column:
    match line.test:
        case Threshold() | Between():
            return holds(line.test, value)
        case Otherwise():
            # The rest of a known value; an unknown one has no class.
            return Column(value.known.astype(np.float64), value.known)
        case Options(options=options):
            all_options = indicator.kind.options if isinstance(indicator.kind, Choice) else ()
            indices = [float(all_options.index(option)) for option in options]
            caught = np.logical_or.reduce([value.values == index for index in indices])
            return Column((caught & value.known).astype(np.float64), value.known)
        case Condition() as condition:
            return table.condition(indicator, value, condition, block)


def _combined(table: RuleTable, own: _Read, combine: Combine) -> _Read:
    """The key informant who counts at each place: the worst, or the worse of the middle two.

    A key informant counts with the interview's weight.
    """
    places = len(table.frames.places)
    rows = np.flatnonzero(own.classes.known)
    order, first, count = _in_order(own, rows, table.frames.place_of[rows], places)
    if combine is Combine.WORST:
        return _picked(own, order, first + count - 1, count > 0)
    weights = table.frames.assessment.weights[order]
    reached = np.cumsum(weights)
    total = np.bincount(table.frames.place_of[order], weights, minlength=places)
    middle = np.cumsum(total) - total / 2
    at = np.searchsorted(reached, middle + TOLERANCE * np.maximum(1.0, middle), side="right")
    return _picked(own, order, np.minimum(at, first + count - 1), total > 0)


def _worst_row(table: RuleTable, indicator: CompiledIndicator, own: _Read) -> _Read:
    """A household's worst row. Strictly, a row that isn't known leaves it open, unless a known one
    is as bad as can be. A household that is known to have no rows is in the best class.
    """
    frames, rule = table.frames, indicator.rule
    classes_given = [line.severity for line in indicator.lines]
    below = frames.below(HOUSEHOLD, rule.level)
    rows = np.flatnonzero(own.classes.known)
    order, first, count = _in_order(own, rows, below.owners[rows], below.count)
    worst = _picked(own, order, first + count - 1, count > 0)
    known = worst.classes.known.copy()
    if rule.unanswered is Unanswered.STRICT:
        is_open = np.zeros(below.count, dtype=np.bool_)
        is_open[below.owners[~own.classes.known]] = True
        known &= ~is_open | (worst.classes.values >= max(classes_given))
    best = float(min(classes_given))
    classes = np.where(known, worst.classes.values, 0.0)
    at = np.where(known, worst.position, 0.0)
    classes[below.known_empty] = at[below.known_empty] = best
    floor = np.where(below.known_empty, best, worst.classes.values)
    value = Column(np.where(known, worst.value.values, 0.0), worst.value.known & known)
    return _Read(value, Column(classes, known | below.known_empty), at, floor)


def _in_order(own: _Read, rows: Rows, owners: Rows, count: int) -> tuple[Rows, Rows, Rows]:
    """Rows by owner, the worst last; where each owner's begin, and how many they are."""
    order = np.lexsort(
        (own.value.values[rows], own.position[rows], own.classes.values[rows], owners)
    )
    counts = np.bincount(owners, minlength=count)
    return rows[order], np.cumsum(counts) - counts, counts


def _picked(own: _Read, order: Rows, at: Rows, is_some: Flags) -> _Read:
    """The row at that place in the order for each owner; nothing known where an owner has none."""
    if not order.size:
        nothing = np.zeros(is_some.size)
        unknown = Column(nothing, is_some)
        return _Read(unknown, unknown, nothing)
    found = own.at(order[np.where(is_some, at, 0)])
    return _Read(
        Column(np.where(is_some, found.value.values, 0.0), found.value.known & is_some),
        Column(np.where(is_some, found.classes.values, 0.0), is_some),
        np.where(is_some, found.position, 0.0),
    )
