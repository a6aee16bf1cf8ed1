"""Household by household: indicator classes, and from them sector classes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rrm.model.form import Assessment, Column
from rrm.model.rule_pack import Assume, MissingPolicy
from rrm.rule_language import (
    Between,
    Choice,
    Condition,
    Evaluator,
    Kind,
    Line,
    Name,
    Options,
    Otherwise,
    Threshold,
    classify,
    holds,
    position,
)
from rrm.scoring.compiled_pack import CompiledIndicator, CompiledPack

WORST = 5


@dataclass(frozen=True, slots=True, eq=False)
class IndicatorSeverity:
    """One indicator over all households: value, class 1..5, continuous severity 1..5.

    answered: whether a severity line decided, rather than the rule for missing answers.
    """

    indicator: CompiledIndicator
    value: Column
    classes: Column
    position: NDArray[np.float64]
    answered: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class SectorSeverity:
    """One sector over all households.

    classes, position: worst critical indicator known, non-critical ones capped; unknown where
    no critical indicator is known. low, high: class if what is unknown were best, or worst.
    answered: share of the critical indicators that the household's answers decide, 0..1.
    """

    sector: str
    classes: Column
    position: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    answered: NDArray[np.float64]
    indicators: tuple[IndicatorSeverity, ...]


class HouseholdTable:
    """Every rule's value over the households of an assessment, computed once when asked."""

    def __init__(self, pack: CompiledPack, assessment: Assessment) -> None:
        self._pack, self._assessment = pack, assessment
        self._columns: dict[str, Column] = {}
        self._evaluator = Evaluator(self.column, self._kind, len(assessment))

    def column(self, name: Name) -> Column:
        """The values of a question, measure or indicator."""
        return self.rule_column(self._pack.key_of(name.name))

    def rule_column(self, key: str) -> Column:
        """The values of a question, or of a rule by `sector.name`."""
        if key not in self._columns:
            if key in self._pack.measures:
                self._columns[key] = self._evaluator.column(self._pack.measures[key].tree)
            elif key in self._pack.indicators:
                self._columns[key] = self._evaluator.column(self._pack.indicators[key].tree)
            else:
                self._columns[key] = self._assessment.columns[key]
        return self._columns[key]

    def indicator(self, key: str) -> IndicatorSeverity:
        """An indicator's value and severity, its missing-data rule applied."""
        indicator = self._pack.indicators[key]
        value = self.rule_column(key)
        tests = [self._test(line, indicator, value) for line in indicator.lines]
        read = classify(indicator.lines, tests)
        classes = _with_policy(indicator, read)
        at = position(indicator.lines, value, classes, indicator.direction)
        at = np.where(value.known, at, classes.values)
        return IndicatorSeverity(indicator, value, classes, at, read.known)

    def _kind(self, name: Name) -> Kind:
        return self._pack.kinds[self._pack.key_of(name.name)]

    def _test(self, line: Line, indicator: CompiledIndicator, value: Column) -> Column:
        match line.test:
            case Threshold() | Between():
                return holds(line.test, value)
            case Otherwise():
                # The rest of a known value; an unknown one has no class.
                return Column(value.known.astype(np.float64), value.known)
            case Options(options=options):
                all_options = indicator.kind.options if isinstance(indicator.kind, Choice) else ()
                indices = [float(all_options.index(option)) for option in options]
                caught = np.isin(value.values, indices) & value.known
                return Column(caught.astype(np.float64), value.known)
            case Condition() as condition:
                return self._condition(value, indicator, condition)

    def _condition(
        self, value: Column, indicator: CompiledIndicator, condition: Condition
    ) -> Column:
        def column_of(name: Name) -> Column:
            return value if name.name == "value" else self.column(name)

        def kind_of(name: Name) -> Kind:
            return indicator.kind if name.name == "value" else self._kind(name)

        return Evaluator(column_of, kind_of, len(self._assessment)).column(condition.tree)


def sector_severities(pack: CompiledPack, table: HouseholdTable) -> tuple[SectorSeverity, ...]:
    """Sector severities of every household, for each sector that has an indicator."""
    sectors = []
    for sector in pack.pack.sectors.values():
        indicators = tuple(
            table.indicator(key)
            for key, indicator in pack.indicators.items()
            if indicator.sector == sector.sector
        )
        if indicators:
            sectors.append(_worst_critical(pack, sector.sector, indicators))
    return tuple(sectors)


def _worst_critical(
    pack: CompiledPack, sector: str, indicators: tuple[IndicatorSeverity, ...]
) -> SectorSeverity:
    """The worst critical indicator decides; the others count up to the pack's cap.

    Source: REACH living standard gap (worst critical, capped non-critical), as the pack cites.
    """
    cap = float(pack.pack.severity.sector.non_critical_cap)
    critical = [one for one in indicators if one.indicator.rule.critical] or list(indicators)
    limited = [(one, float(WORST) if one in critical else cap) for one in indicators]
    known = np.logical_or.reduce([one.classes.known for one in critical])
    classes = np.maximum.reduce([np.minimum(one.classes.values, cap) for one, cap in limited])
    at = np.maximum.reduce([np.minimum(one.position, cap) for one, cap in limited])
    high = np.maximum.reduce(
        [
            np.where(one.classes.known, np.minimum(one.classes.values, cap), cap)
            for one, cap in limited
        ]
    )
    answered = np.mean([one.answered for one in critical], axis=0)
    return SectorSeverity(
        sector,
        Column(np.where(known, classes, 0.0), known),
        np.where(known, at, 0.0),
        np.maximum(classes, 1.0),
        high,
        answered,
        indicators,
    )


def _with_policy(indicator: CompiledIndicator, classes: Column) -> Column:
    policy = indicator.rule.missing
    if policy == MissingPolicy.UNKNOWN:
        return classes
    assumed = policy.assume if isinstance(policy, Assume) else WORST
    values = np.where(classes.known, classes.values, float(assumed))
    return Column(values, np.ones_like(classes.known))
