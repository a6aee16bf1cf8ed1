"""Worked cases of a rule pack run against its rules, and the severity lines that they show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rrm.model.form import Column
from rrm.model.needs import OVERALL
from rrm.model.problem import Place
from rrm.model.rounding import round_half_up
from rrm.model.rule_case import About, Expectation, PackCases, RuleCase
from rrm.model.rule_pack import HOUSEHOLD, RulePack
from rrm.rule_language import Line
from rrm.scoring.area import area_severity, overall_area, share_in_any_need
from rrm.scoring.case_answers import cases_as_assessment
from rrm.scoring.compiled_pack import CompiledIndicator, CompiledPack, compile_pack
from rrm.scoring.frames import SiteGroup
from rrm.scoring.household_severity import overall_severity, sector_severities
from rrm.scoring.indicator_severity import IndicatorSeverity
from rrm.scoring.measure_means import place_means
from rrm.scoring.overall import overall_class
from rrm.scoring.rule_table import RuleTable
from rrm.scoring.share_rule import AreaSeverity

Rows = NDArray[np.int64]
Floats = NDArray[np.float64]
DIGITS = 6
"""Decimals to which values are compared, rounded half up."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the rules give; None where it can't be known, or where there is no such thing.

    value: of a rule, or a share. severity: the class.
    """

    value: float | None = None
    severity: int | None = None


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One expectation of a case beside what the rules give; place: of the expectation."""

    case: RuleCase
    expectation: Expectation
    found: Found
    is_met: bool
    place: Place


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A severity line of an indicator, as written."""

    rule: str
    severity: int
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class CasesReport:
    """All cases of a pack and of those it extends, and how far they cover the pack's lines.

    lines: every severity line of the pack. shown: those that a case expects of a household.
    """

    pack: RulePack
    cases: int
    results: tuple[CaseResult, ...]
    lines: tuple[RuleLine, ...]
    shown: frozenset[RuleLine]

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        """Expectations that are not met."""
        return tuple(result for result in self.results if not result.is_met)

    @property
    def not_shown(self) -> tuple[RuleLine, ...]:
        """Lines that no case shows, in the order of the pack."""
        return tuple(line for line in self.lines if line not in self.shown)


def run_cases(lineage: Sequence[PackCases]) -> CasesReport:
    """Runs the cases of each pack with that pack; lineage: from the root to the pack itself.

    A line is shown when a case names its indicator's severity and a household falls to it. A
    parent's case shows a line of the pack that stands there as the parent wrote it.
    Raises BadInput where a rule doesn't compile.
    """
    results: list[CaseResult] = []
    shown: set[RuleLine] = set()
    for pack_cases in lineage:
        run = _Run(compile_pack(pack_cases.pack), pack_cases.cases)
        results.extend(run.results())
        shown |= run.shown()
    pack = lineage[-1].pack
    lines = severity_lines(compile_pack(pack))
    counted = sum(len(one.cases) for one in lineage)
    return CasesReport(pack, counted, tuple(results), lines, frozenset(shown) & frozenset(lines))


def severity_lines(pack: CompiledPack) -> tuple[RuleLine, ...]:
    """Every severity line of a pack, sector by sector."""
    return tuple(
        _rule_line(indicator, line)
        for indicator in pack.indicators.values()
        for line in indicator.lines
    )


def _rule_line(indicator: CompiledIndicator, line: Line) -> RuleLine:
    return RuleLine(indicator.key, line.severity, line.text, line.place)


class _Run:
    """The cases of one pack as one assessment, so that each rule is computed once for all.

    Each case is a site of its own, of one group.
    """

    def __init__(self, pack: CompiledPack, cases: Sequence[RuleCase]) -> None:
        self._pack = pack
        self._cases = cases
        self._assessment = cases_as_assessment(pack.pack, cases)
        self._table = RuleTable(pack, self._assessment)
        self._means: dict[str, Floats] = {}
        self._rows = self._households()
        self._sectors = {s.sector: s for s in sector_severities(pack, self._table)}
        self._overall = overall_severity(pack, tuple(self._sectors.values()), self._table.frames)

    def _households(self) -> list[Rows]:
        """The rows of each case that count as households'."""
        by_place = self._table.frames.households_by_place
        return [by_place[SiteGroup(str(number), "")] for number in range(len(self._cases))]

    def results(self) -> Iterable[CaseResult]:
        """Each expectation beside what the rules give, in the order of the cases."""
        for case, rows in zip(self._cases, self._rows, strict=True):
            for expectation in case.expectations:
                found = self._found(expectation, rows)
                met = _is_met(expectation, found, self._is_measure(expectation))
                yield CaseResult(case, expectation, found, met, expectation.place)

    def shown(self) -> set[RuleLine]:
        """The severity lines that decide where a case names the class of their indicator."""
        lines = set()
        for case, rows in zip(self._cases, self._rows, strict=True):
            for expectation in case.expectations:
                indicator = self._pack.indicators.get(expectation.name)
                if indicator is None or expectation.severity is None:
                    continue
                severity = self._indicator(indicator.key)
                by_class = {line.severity: line for line in indicator.lines}
                for row in rows[severity.answered[rows]]:
                    line = by_class[int(severity.classes.values[row])]
                    lines.add(_rule_line(indicator, line))
        return lines

    def _is_measure(self, expectation: Expectation) -> bool:
        return expectation.about is About.RULE and expectation.name in self._pack.measures

    def _found(self, expectation: Expectation, rows: Rows) -> Found:
        match expectation.about:
            case About.RULE:
                return self._rule(expectation.name, rows)
            case About.SECTOR:
                return self._household(expectation.name, int(rows[0]))
            case About.AREA:
                return Found(severity=self._area(expectation.name, rows))
            case About.PEOPLE_IN_NEED_SHARE:
                return Found(value=self._share_in_need(expectation.name, rows))

    def _rule(self, key: str, rows: Rows) -> Found:
        if key in self._pack.measures:
            return Found(self._measure(key, rows))
        found = self._indicator(key)
        row = int(rows[0])
        classes = _at(found.classes, row)
        return Found(_at(found.value, row), None if classes is None else int(classes))

    def _measure(self, key: str, rows: Rows) -> float | None:
        """A household's value; of any other level what the case's rows come to together."""
        if self._pack.levels[key] == HOUSEHOLD:
            return _at(self._table.column(key), int(rows[0]))
        if key not in self._means:
            self._means[key] = place_means(self._table, key).mean
        mean = float(self._means[key][self._table.frames.place_of[rows[0]]])
        return None if np.isnan(mean) else round_half_up(mean, DIGITS)

    def _indicator(self, key: str) -> IndicatorSeverity:
        indicators = self._sectors[self._pack.indicators[key].sector].indicators
        return next(one for one in indicators if one.indicator.key == key)

    def _household(self, name: str, row: int) -> Found:
        if name == OVERALL and self._overall is not None:
            overall = _at(self._overall.classes, row)
            return Found(severity=None if overall is None else int(overall))
        known = {
            sector.sector: sector.classes.values[row]
            for sector in self._sectors.values()
            if sector.classes.known[row] and name in (sector.sector, OVERALL)
        }
        if not known:
            return Found()
        return Found(severity=overall_class(known, self._pack.pack.severity.overall))

    def _area(self, name: str, rows: Rows) -> int | None:
        found = {area.sector: area for area in self._areas(name, rows)}
        if not found or name != OVERALL:
            return found[name].severity if found else None
        asked = (rows, self._assessment.weights[rows])
        return overall_area(self._pack.pack, found, (), self._overall, asked).severity

    def _share_in_need(self, name: str, rows: Rows) -> float | None:
        areas = self._areas(name, rows)
        if not areas:
            return None
        if name != OVERALL:
            return round_half_up(areas[0].in_need, DIGITS)
        rules, weights = self._pack.pack.severity, self._assessment.weights[rows]
        sectors = tuple(self._sectors.values())
        return round_half_up(share_in_any_need(rules, sectors, rows, weights), DIGITS)

    def _areas(self, name: str, rows: Rows) -> list[AreaSeverity]:
        """The sectors that anybody answered, of all sectors or of the one named."""
        weights = self._assessment.weights[rows]
        return [
            area_severity(self._pack.pack.severity, sector, rows, weights)
            for sector in self._sectors.values()
            if name in (sector.sector, OVERALL) and sector.classes.known[rows].any()
        ]


def _at(column: Column, row: int) -> float | None:
    return round_half_up(float(column.values[row]), DIGITS) if column.known[row] else None


def _is_met(expectation: Expectation, found: Found, is_measure: bool) -> bool:
    if expectation.is_unknown:
        of_value = is_measure or expectation.about is About.PEOPLE_IN_NEED_SHARE
        return (found.value if of_value else found.severity) is None
    value = expectation.value
    return (value is None or found.value == round_half_up(value, DIGITS)) and (
        expectation.severity is None or found.severity == expectation.severity
    )
