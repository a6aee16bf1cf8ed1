"""One site and group scored: its sectors, their overall, and what another draw would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rrm.model.form import Assessment
from rrm.model.needs import OVERALL, Trace
from rrm.model.rule_pack import AlertProfile, RulePack, SeverityRules
from rrm.model.scenario import Scenario, Site
from rrm.scoring.confidence import (
    ALERT_ONLY,
    are_mostly_households,
    confidence_grade,
    median_age_days,
)
from rrm.scoring.household_severity import SectorSeverity
from rrm.scoring.overall import combine, overall_class
from rrm.scoring.resampling import ONE_CLASS, drawn_scores, shifted_scores, stream_for
from rrm.scoring.share_rule import (
    CLASSES,
    AreaSeverity,
    area_class,
    class_shares,
    need_score,
    share_reaching,
)
from rrm.scoring.traces import alert_trace, overall_trace, sector_trace

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Area:
    """A site and group before ranking.

    severities, confidence, drawn: by sector, `overall` first. drawn: the score of each
    resampling, 0-100, one value a draw.
    """

    site: Site
    severities: dict[str, AreaSeverity]
    confidence: dict[str, str]
    traces: tuple[Trace, ...]
    drawn: dict[str, Floats]


@dataclass(frozen=True, slots=True)
class AreaScorer:
    """What every site is scored with.

    sectors: sector severities of all households of the assessment. seed: of the resampling.
    """

    scenario: Scenario
    pack: RulePack
    assessment: Assessment
    sectors: Sequence[SectorSeverity]
    seed: int

    def area(self, site: Site, rows: Rows) -> Area:
        """Scores one site and group; rows: its households, none where nobody assessed."""
        stream = stream_for(self.seed, site.site_id, site.group)
        found, traces, drawn = self._assessed(site, rows, stream)
        self._assume(site, found, traces, drawn, stream)
        order = [name for name in self.pack.sectors if name in found]
        overall = self._overall([found[name] for name in order], rows)
        samples = np.stack([drawn[name] for name in order], axis=1)
        classes = {name: found[name].severity for name in order}
        severities = {OVERALL: overall, **{name: found[name] for name in order}}
        return Area(
            site,
            severities,
            {name: self._grade(name, one.answered, rows) for name, one in severities.items()},
            (
                overall_trace(self.pack, site, overall.severity, classes),
                *(traces[name] for name in order),
            ),
            {OVERALL: combine(samples, tuple(order), self.pack.severity.overall), **drawn},
        )

    def _assessed(
        self, site: Site, rows: Rows, stream: np.random.Generator
    ) -> tuple[dict[str, AreaSeverity], dict[str, Trace], dict[str, Floats]]:
        asked = [sector for sector in self.sectors if sector.classes.known[rows].any()]
        if not asked:
            return {}, {}, {}
        weights = self.assessment.weights[rows]
        found = {s.sector: area_severity(self.pack.severity, s, rows, weights) for s in asked}
        traces = {
            s.sector: sector_trace(self.pack, site, found[s.sector], s, (rows, weights))
            for s in asked
        }
        positions = np.stack([sector.position[rows] for sector in asked], axis=1)
        samples = drawn_scores(positions, weights, self.pack.severity.resampling.draws, stream)
        return found, traces, {s.sector: samples[:, i] for i, s in enumerate(asked)}

    def _assume(
        self,
        site: Site,
        found: dict[str, AreaSeverity],
        traces: dict[str, Trace],
        drawn: dict[str, Floats],
        stream: np.random.Generator,
    ) -> None:
        """Fills in the sectors that nobody assessed, from the profile of the alert's shock."""
        shock, profile = self._profile(site)
        missing = [s for s in profile.severity if s in self.pack.sectors and s not in found]
        if not missing:
            return
        scores = np.array([ONE_CLASS * (profile.severity[name] - 1) for name in missing])
        samples = shifted_scores(scores, self.pack.severity.resampling.draws, stream)
        for column, name in enumerate(missing):
            found[name] = self._assumed_severity(name, profile, site)
            traces[name] = alert_trace(self.pack, site, name, profile, shock)
            drawn[name] = samples[:, column]

    def _profile(self, site: Site) -> tuple[str, AlertProfile]:
        """The alert's shock and its profile; the pack's default where no alert tells."""
        profiles = self.pack.triggers.profiles
        for alert in self.scenario.alerts:
            if alert.site_id == site.site_id and alert.shock in profiles:
                return alert.shock, profiles[alert.shock]
        default = self.pack.triggers.default_profile
        return default, profiles[default]

    def _assumed_severity(self, sector: str, profile: AlertProfile, site: Site) -> AreaSeverity:
        severity = profile.severity[sector]
        is_in_need = severity >= self.pack.severity.in_need_from
        return AreaSeverity(
            sector,
            tuple(float(number == severity) for number in CLASSES),
            severity,
            CLASSES[0],
            CLASSES[-1],
            ONE_CLASS * (severity - 1),
            profile.share_in_need.get(site.group, 1.0) if is_in_need else 0.0,
            0.0,
        )

    def _overall(self, found: Sequence[AreaSeverity], rows: Rows) -> AreaSeverity:
        """Sectors combined; people in need are those in need of anything, never a sum."""
        method = self.pack.severity.overall
        scores = np.array([[area.score for area in found]])
        return AreaSeverity(
            OVERALL,
            (),
            overall_class({area.sector: area.severity for area in found}, method),
            overall_class({area.sector: area.severity_low for area in found}, method),
            overall_class({area.sector: area.severity_high for area in found}, method),
            float(combine(scores, tuple(area.sector for area in found), method)[0]),
            max(self._in_any_need(rows), *(area.in_need for area in found)),
            float(np.mean([area.answered for area in found])),
        )

    def _in_any_need(self, rows: Rows) -> float:
        return share_in_any_need(
            self.pack.severity, self.sectors, rows, self.assessment.weights[rows]
        )

    def _grade(self, sector: str, answered_share: float, rows: Rows) -> str:
        """The grade that those who answered give; whoever did not must not raise it."""
        answers = [s.answered[rows] for s in self.sectors if sector in (OVERALL, s.sector)]
        if answered_share == 0 or not answers:
            return ALERT_ONLY
        picked = [int(row) for row in rows[np.maximum.reduce(answers) > 0]]
        dates = [self.assessment.interviewed_on[row] for row in picked]
        return confidence_grade(
            self.pack.severity,
            answered_share,
            len(picked),
            median_age_days(dates, self.scenario.settings.start),
            are_mostly_households([self.assessment.respondents[row] for row in picked]),
        )


def area_severity(
    rules: SeverityRules, sector: SectorSeverity, rows: Rows, weights: Floats
) -> AreaSeverity:
    """A sector at one site and group, from the households asked there.

    rows: the households; weights: theirs, in the same order.
    """
    known = sector.classes.known[rows]
    shares = class_shares(sector.classes.values[rows], weights)
    low = class_shares(np.where(known, sector.low[rows], 1.0), weights)
    high = class_shares(np.where(known, sector.high[rows], 5.0), weights)
    return AreaSeverity(
        sector.sector,
        shares,
        area_class(shares, rules.area_share),
        area_class(low, rules.area_share),
        area_class(high, rules.area_share),
        need_score(sector.position[rows], weights),
        share_reaching(shares, rules.in_need_from),
        float(np.average(sector.answered[rows], weights=weights)),
    )


def share_in_any_need(
    rules: SeverityRules, sectors: Sequence[SectorSeverity], rows: Rows, weights: Floats
) -> float:
    """Share of households whose worst known sector is in the in-need class or worse; 0 for none.

    rows: the households; weights: theirs, in the same order.
    """
    if rows.size == 0 or not sectors:
        return 0.0
    worst = np.maximum.reduce([sector.classes.values[rows] for sector in sectors])
    return share_reaching(class_shares(worst, weights), rules.in_need_from)
