"""The smallest change that would lower a severity: how few households, and what each needs.

An area falls below a class as soon as fewer than the pack's share of its households are in it or
worse. So the fewest households that must leave it are those of the largest weight; among equal
weights, those nearest to the line. A household leaves it when every indicator that holds it there
has passed its own line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rrm.model.needs import OVERALL
from rrm.model.rule_pack import SeverityRules
from rrm.rule_language import Line
from rrm.scoring.cells_hit import ColumnAt
from rrm.scoring.compiled_pack import CompiledPack
from rrm.scoring.household_severity import SectorSeverity
from rrm.scoring.indicator_change import (
    Change,
    ColumnOf,
    NumberChange,
    indicator_changes,
    next_better,
)
from rrm.scoring.indicator_severity import WORST, IndicatorSeverity
from rrm.scoring.levels import HOUSEHOLDS
from rrm.scoring.share_rule import TOLERANCE, area_class, class_shares

HALF_A_CLASS = 0.5
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class SmallestChange:
    """What would lower one sector of a site and group.

    lower: the class that it would then have. rows: the households that must change, as rows of
    the assessment. asked: households with a known class. share: the weight of those that change
    among all of known class. total_weight: of all of known class.
    several: how many of them need more than one of the changes at once. changes: none where the
    pack takes a mean of the indicators, which no single one of them holds up. interviews: whom
    they were held with, see levels; key informants where they stand in for households.
    """

    sector: str
    severity: int
    lower: int
    rows: Rows
    asked: int
    share: float
    total_weight: float
    changes: tuple[Change, ...]
    several: int
    interviews: str = HOUSEHOLDS


def smallest_change(
    pack: CompiledPack,
    sector: SectorSeverity,
    severity: int,
    rows: Rows,
    weights: Floats,
    column_of: ColumnOf | None = None,
    column_at: ColumnAt | None = None,
) -> SmallestChange | None:
    """The fewest households that must leave the class, and the least that takes.

    severity: the sector's class at the site and group. rows: its households; weights: theirs,
    in the same order. column_of: for totals of quotients; column_at: for the cells of tables;
    left out where they are None.
    None for class 1, where the share rule can't be passed, and where the households asked don't
    make the class: it is then that of sectors which an alert alone speaks of.
    """
    rules = pack.pack.severity
    known = sector.classes.known[rows]
    rows, weights = rows[known], weights[known]
    classes = sector.classes.values[rows]
    if severity <= 1 or area_class(class_shares(classes, weights), rules.area_share) != severity:
        return None
    holding = _holding(rules, sector, severity, rows)
    reaching = np.flatnonzero(classes >= severity)
    distance = _distance(rules, sector, severity, rows, holding)
    order = reaching[np.lexsort((reaching, distance[reaching], -weights[reaching]))]
    chosen, lower = _fewest(rules, classes, weights, order, severity, sector, rows, holding)
    if lower >= severity:
        return None
    held = {one: flags[chosen] for one, flags in holding}
    changes = [
        change
        for one, flags in held.items()
        for change in indicator_changes(
            pack,
            sector.indicators[one],
            severity,
            (rows[chosen][flags], weights[chosen][flags]),
            column_of,
            column_at,
        )
    ]
    total = float(weights.sum())
    return SmallestChange(
        sector=sector.sector,
        severity=severity,
        lower=lower,
        rows=rows[chosen],
        asked=int(rows.size),
        share=float(weights[chosen].sum()) / total,
        total_weight=total,
        changes=tuple(sorted(changes, key=lambda one: -_households(one))),
        several=int(np.sum(np.add.reduce(list(held.values()), dtype=np.int64) > 1)) if held else 0,
    )


Holding = Sequence[tuple[int, Flags]]
"""By place among the sector's indicators, the households that it holds in the class or worse."""


def _is_worst_of_indicators(rules: SeverityRules, sector: SectorSeverity) -> bool:
    """Whether a household's class is that of its worst indicator, so that each holds it alone."""
    by_sector = rules.sector.method == "worst_critical"
    return by_sector and (sector.sector != OVERALL or rules.overall.method == "share")


def _holding(rules: SeverityRules, sector: SectorSeverity, severity: int, rows: Rows) -> Holding:
    found: list[tuple[int, Flags]] = []
    if not _is_worst_of_indicators(rules, sector):
        return found
    for place, (one, cap) in enumerate(_limits(rules, sector)):
        limited = np.minimum(one.classes.values[rows], cap)
        flags = one.classes.known[rows] & (limited >= severity)
        if flags.any():
            found.append((place, flags))
    return found


def _limits(rules: SeverityRules, sector: SectorSeverity) -> list[tuple[IndicatorSeverity, float]]:
    """Each indicator with the highest class that it may give the sector."""
    cap = float(rules.sector.non_critical_cap)
    with_critical = {
        one.indicator.sector for one in sector.indicators if one.indicator.rule.critical
    }
    return [
        (one, WORST)
        if one.indicator.rule.critical or one.indicator.sector not in with_critical
        else (one, cap)
        for one in sector.indicators
    ]


def _distance(
    rules: SeverityRules, sector: SectorSeverity, severity: int, rows: Rows, holding: Holding
) -> Floats:
    """How far each household is from leaving the class, in classes, summed over indicators."""
    if not _is_worst_of_indicators(rules, sector):
        return np.maximum(sector.position[rows] - (severity - HALF_A_CLASS), 0.0)
    limits = _limits(rules, sector)
    away = np.zeros(rows.size)
    for place, flags in holding:
        one, cap = limits[place]
        at = np.minimum(one.position[rows], cap) - _height_of_line(one.indicator.lines, severity)
        away += np.where(flags, np.maximum(at, 0.0), 0.0)
    return away


def _height_of_line(lines: Sequence[Line], severity: int) -> float:
    """Where the continuous severity passes out of the class: half way to the next better one."""
    worse = min((line.severity for line in lines if line.severity >= severity), default=severity)
    return (worse + next_better(lines, severity)) / 2


def _fewest(
    rules: SeverityRules,
    classes: Floats,
    weights: Floats,
    order: Rows,
    severity: int,
    sector: SectorSeverity,
    rows: Rows,
    holding: Holding,
) -> tuple[Rows, int]:
    """As many of the households, in their order, as bring the area below the class."""
    total = float(weights.sum())
    surplus = float(weights[order].sum()) - (rules.area_share - TOLERANCE) * total
    count = int(np.searchsorted(np.cumsum(weights[order]), surplus, side="right")) + 1
    better = _classes_after(rules, sector, severity, rows, holding)
    while True:
        chosen = order[:count]
        after = classes.copy()
        after[chosen] = better[chosen]
        lower = area_class(class_shares(after, weights), rules.area_share)
        # A tie within a rounding error may ask for one more than the sum says.
        if lower < severity or count >= order.size:
            return chosen, lower
        count += 1


def _classes_after(
    rules: SeverityRules, sector: SectorSeverity, severity: int, rows: Rows, holding: Holding
) -> Floats:
    """The class of each household once all that holds it has moved to its next better line."""
    if not _is_worst_of_indicators(rules, sector):
        return np.full(rows.size, severity - 1.0)
    held = dict(holding)
    after = np.ones(rows.size)
    for place, (one, cap) in enumerate(_limits(rules, sector)):
        values = np.where(one.classes.known[rows], one.classes.values[rows], 1.0)
        moved = float(next_better(one.indicator.lines, severity))
        values = np.where(held.get(place, np.zeros(rows.size, np.bool_)), moved, values)
        after = np.maximum(after, np.minimum(values, cap))
    return after


def _households(change: Change) -> int:
    return change.amounts.size if isinstance(change, NumberChange) else change.households
