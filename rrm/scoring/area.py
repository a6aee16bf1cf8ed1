"""One site and group scored: its sectors, their overall, and what another draw would give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rrm.model.form import Column
from rrm.model.needs import OVERALL
from rrm.model.rule_pack import AlertProfile, RulePack, SeverityRules
from rrm.model.scenario import Scenario, Site
from rrm.scoring.confidence import (
    ALERT_ONLY,
    are_mostly_households,
    confidence_grade,
    median_age_days,
)
from rrm.scoring.frames import NO_ROWS, Frames, SiteGroup
from rrm.scoring.household_severity import SectorSeverity
from rrm.scoring.indicator_severity import WORST
from rrm.scoring.overall import combine, overall_class
from rrm.scoring.resampling import ONE_CLASS, drawn_scores, shifted_scores, stream_for
from rrm.scoring.rule_table import RuleTable
from rrm.scoring.share_rule import (
    CLASSES,
    AreaSeverity,
    area_class,
    class_shares,
    need_score,
    people_in_need,
    people_in_need_interval,
    share_reaching,
    with_each_sector,
)
from rrm.scoring.threshold_shifts import (
    overall_of_households_shifted,
    overall_shifted,
    shifted_assumed,
)
from rrm.scoring.wilson import effective_interviews

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Area:
    """A site and group before ranking.

    severities, confidence, drawn: by sector, `overall` first; a sector that is neither assessed
    nor assumed is in none of them. assumed: the sectors that nobody assessed, taken from the
    profile of the alert's shock. drawn: the score of each resampling,
    0-100, one value a draw. shifted: the score where thresholds move by a step, see
    threshold_shifts.
    """

    site: Site
    severities: dict[str, AreaSeverity]
    confidence: dict[str, str]
    assumed: tuple[str, ...]
    drawn: dict[str, Floats]
    shifted: dict[str, Floats]

    @property
    def people(self) -> int:
        """People of the group who live there."""
        return self.site.people

    def people_in_need_interval(self, sector: str, level: float) -> tuple[int, int]:
        """Fewest and most people in need, see there; of any need no fewer than of each alone.

        level: how often the interval holds the true number.
        """
        if sector != OVERALL:
            return people_in_need_interval(self.severities[sector], self.people, level)
        ends = {
            name: people_in_need_interval(one, self.people, level)
            for name, one in self.severities.items()
        }
        points = {
            name: people_in_need(one.in_need, self.people) for name, one in self.severities.items()
        }
        return with_each_sector(ends, points)


@dataclass(frozen=True, slots=True)
class AreaScorer:
    """What every site is scored with.

    table: the values of all rules. sectors: sector severities of all households of the assessment.
    households: their overall severities, None where the pack's method goes by sectors.
    spoke: by sector, `overall` too, the interviews that gave it something to go by.
    shifted: by sector, and `overall` where households have one, see shifted_by_place.
    seed: of the resampling.
    """

    scenario: Scenario
    pack: RulePack
    table: RuleTable
    sectors: Sequence[SectorSeverity]
    households: SectorSeverity | None
    spoke: Mapping[str, Flags]
    shifted: Mapping[str, Floats]
    seed: int

    @property
    def frames(self) -> Frames:
        """Who was asked where."""
        return self.table.frames

    def area(self, site: Site) -> Area:
        """Scores one site and group."""
        rows, weights = self.asked(site)
        stream = stream_for(self.seed, site.site_id, site.group)
        found, drawn = self._assessed(rows, weights, stream)
        assumed = self._assume(site, found, drawn, stream)
        order = [name for name in self.pack.sectors if name in found]
        overall = self._overall({name: found[name] for name in order}, assumed, rows, weights)
        unscored = self._unanswered(site, found)
        if unscored:
            # A survey of one sector is not one of all: what it never asked is not answered.
            answered = overall.answered * len(found) / (len(found) + len(unscored))
            overall = replace(overall, answered=answered)
        severities = {OVERALL: overall, **{name: found[name] for name in order}}
        return Area(
            site,
            severities,
            {name: self._grade(site, name, one.answered, rows) for name, one in severities.items()},
            assumed,
            {**drawn, OVERALL: self._overall_drawn(drawn, order, assumed)},
            self._shifted(site, {name: found[name] for name in order}, assumed),
        )

    def asked(self, site: Site) -> tuple[Rows, Floats]:
        """The interviews that count as households' of a site and group, and their weights."""
        rows = self.frames.households_by_place.get(_place(site), NO_ROWS)
        return rows, self.frames.assessment.weights[rows]

    def profile(self, site: Site) -> tuple[str, AlertProfile]:
        """The alert's shock and its profile; the pack's default where no alert tells."""
        triggers = self.pack.triggers
        shock = self._shock(site) or triggers.default_profile
        return shock, triggers.profiles[shock]

    def _shock(self, site: Site) -> str | None:
        """The shock that an alert of the site names; None where none names one of the pack's."""
        profiles = self.pack.triggers.profiles
        named = (one.shock for one in self.scenario.alerts if one.site_id == site.site_id)
        return next((shock for shock in named if shock in profiles), None)

    def _shifted(
        self, site: Site, found: Mapping[str, AreaSeverity], assumed: Sequence[str]
    ) -> dict[str, Floats]:
        place = self.frames.number_of.get(_place(site))
        by_sector = {
            name: shifted_assumed(area.score)
            if name in assumed or place is None
            else self.shifted[name][place]
            for name, area in found.items()
        }
        if place is not None and self.households is not None and len(assumed) < len(found):
            whole = self.shifted[OVERALL][place]
            return {OVERALL: overall_of_households_shifted(whole, self.order), **by_sector}
        scores = {name: area.score for name, area in found.items()}
        method = self.pack.severity.overall
        return {OVERALL: overall_shifted(scores, by_sector, self.order, method), **by_sector}

    @property
    def order(self) -> tuple[str, ...]:
        """The pack's sectors."""
        return tuple(self.pack.sectors)

    def _assessed(
        self, rows: Rows, weights: Floats, stream: np.random.Generator
    ) -> tuple[dict[str, AreaSeverity], dict[str, Floats]]:
        asked = [sector for sector in self.sectors if sector.classes.known[rows].any()]
        if not asked:
            return {}, {}
        found = {s.sector: area_severity(self.pack.severity, s, rows, weights) for s in asked}
        scored = asked if self.households is None else [*asked, self.households]
        positions = np.stack([sector.position[rows] for sector in scored], axis=1)
        samples = drawn_scores(positions, weights, self.pack.severity.resampling.draws, stream)
        return found, {s.sector: samples[:, i] for i, s in enumerate(scored)}

    def _assume(
        self,
        site: Site,
        found: dict[str, AreaSeverity],
        drawn: dict[str, Floats],
        stream: np.random.Generator,
    ) -> tuple[str, ...]:
        """Fills in the sectors that nobody assessed, from the profile of the alert's shock.

        Where some sectors were assessed and no alert names a shock, nothing speaks of the others:
        they stay without a score.
        """
        missing = self._unanswered(site, found)
        if not missing or (found and self._shock(site) is None):
            return ()
        _, profile = self.profile(site)
        scores = np.array([ONE_CLASS * (profile.severity[name] - 1) for name in missing])
        samples = shifted_scores(scores, self.pack.severity.resampling.draws, stream)
        for column, name in enumerate(missing):
            found[name] = self._assumed_severity(name, profile, site)
            drawn[name] = samples[:, column]
        return tuple(name for name in self.pack.sectors if name in missing)

    def _unanswered(self, site: Site, found: Mapping[str, AreaSeverity]) -> list[str]:
        """The sectors that the site's profile speaks of and nobody answered."""
        _, profile = self.profile(site)
        return [one for one in profile.severity if one in self.pack.sectors and one not in found]

    def _assumed_severity(self, sector: str, profile: AlertProfile, site: Site) -> AreaSeverity:
        severity = profile.severity[sector]
        is_in_need = severity >= self.pack.severity.in_need_from
        return AreaSeverity(
            sector,
            _all_in(severity),
            severity,
            CLASSES[0],
            CLASSES[-1],
            ONE_CLASS * (severity - 1),
            profile.share_in_need.get(site.group, 1.0) if is_in_need else 0.0,
            0.0,
            _all_in(CLASSES[0]),
            _all_in(CLASSES[-1]),
        )

    def _overall(
        self,
        found: Mapping[str, AreaSeverity],
        assumed: Sequence[str],
        rows: Rows,
        weights: Floats,
    ) -> AreaSeverity:
        """Sectors combined; people in need are those in need of anything, never a sum."""
        overall = overall_area(self.pack, found, assumed, self.households, (rows, weights))
        in_need = max(
            overall.in_need,
            share_in_any_need(self.pack.severity, self.sectors, rows, weights),
            *(area.in_need for area in found.values()),
        )
        known = np.logical_or.reduce([s.classes.known[rows] for s in self.sectors] or [rows < 0])
        interviews = 0.0 if assumed else effective_interviews(weights[known])
        return replace(overall, in_need=in_need, interviews=interviews)

    def _overall_drawn(
        self, drawn: Mapping[str, Floats], order: Sequence[str], assumed: Sequence[str]
    ) -> Floats:
        """The overall score of each resampling."""
        households = [drawn[OVERALL]] if OVERALL in drawn else []
        names = [*assumed] if households else [*order]
        samples = np.stack([*households, *(drawn[name] for name in names)], axis=1)
        method = self.pack.severity.overall
        return combine(samples, (*[OVERALL][: len(households)], *names), method)

    def _grade(self, site: Site, sector: str, answered_share: float, rows: Rows) -> str:
        """The grade that those who answered give; whoever did not must not raise it."""
        if answered_share == 0 or sector not in self.spoke:
            return ALERT_ONLY
        informants = self.frames.informants_by_place.get(_place(site), NO_ROWS)
        asked = np.union1d(rows, informants) if informants.size else rows
        picked = asked[self.spoke[sector][asked]]
        return confidence_grade(
            self.pack.severity,
            answered_share,
            picked.size,
            median_age_days(self.frames.days[picked], self.scenario.settings.start),
            are_mostly_households(self.frames.is_informant[picked]),
        )


def _all_in(severity: int) -> tuple[float, ...]:
    """Shares where every household is in one class."""
    return tuple(float(number == severity) for number in CLASSES)


def _place(site: Site) -> SiteGroup:
    return SiteGroup(site.site_id, site.group)


def area_severity(
    rules: SeverityRules, sector: SectorSeverity, rows: Rows, weights: Floats
) -> AreaSeverity:
    """A sector at one site and group, from the households asked there.

    rows: the households; weights: theirs, in the same order.
    """
    shares = class_shares(sector.classes.values[rows], weights)
    low = class_shares(sector.low[rows], weights)
    high = class_shares(sector.high[rows], weights)
    severity = area_class(shares, rules.area_share)
    # Households in which only some are known count in the bounds alone, and may pass the others.
    return AreaSeverity(
        sector.sector,
        shares,
        severity,
        min(severity, area_class(low, rules.area_share)),
        max(severity, area_class(high, rules.area_share)),
        need_score(sector.position[rows], weights),
        share_reaching(shares, rules.in_need_from),
        float(np.average(sector.answered[rows], weights=weights)),
        low,
        high,
        effective_interviews(weights[sector.classes.known[rows]]),
    )


def overall_area(
    pack: RulePack,
    found: Mapping[str, AreaSeverity],
    assumed: Sequence[str],
    households: SectorSeverity | None,
    asked: tuple[Rows, Floats],
) -> AreaSeverity:
    """All sectors of a site and group together, by the pack's method.

    found: its sectors; assumed: those of them that nobody assessed. households: the overall
    severities of households where the method goes by them; asked: those asked here, and their
    weights. A sector that is assumed is one more critical indicator of each household.
    """
    answered = float(np.mean([area.answered for area in found.values()]))
    rows, weights = asked
    if households is not None and households.classes.known[rows].any():
        least = max((found[name].severity for name in assumed), default=1)
        known = households.classes.known
        raised = replace(
            households,
            classes=Column(
                np.where(known, np.maximum(households.classes.values, least), 0.0), known
            ),
            position=np.where(known, np.maximum(households.position, least), 0.0),
            high=np.full(known.size, WORST) if assumed else households.high,
        )
        return replace(area_severity(pack.severity, raised, rows, weights), answered=answered)
    method = pack.severity.overall
    scores = np.array([[area.score for area in found.values()]])
    severity, low, high = (
        overall_class(dict(zip(found, classes, strict=True)), method)
        for classes in (
            [area.severity for area in found.values()],
            [area.severity_low for area in found.values()],
            [area.severity_high for area in found.values()],
        )
    )
    return AreaSeverity(
        OVERALL,
        _all_in(severity),
        severity,
        low,
        high,
        float(combine(scores, tuple(found), method)[0]),
        max(area.in_need for area in found.values()),
        answered,
        _all_in(low),
        _all_in(high),
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
