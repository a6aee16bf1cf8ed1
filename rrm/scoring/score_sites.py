"""Assessments become need scores, with the traces behind them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rrm.model.form import Assessment
from rrm.model.needs import OVERALL, MeasureMean, Needs, NeedScore
from rrm.model.rounding import round_half_up
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Scenario, Site
from rrm.scoring.area import Area, AreaScorer
from rrm.scoring.compiled_pack import compile_pack
from rrm.scoring.household_severity import HouseholdTable, sector_severities
from rrm.scoring.resampling import ranks
from rrm.scoring.share_rule import people_in_need

Rows = NDArray[np.int64]


def score_sites(scenario: Scenario, pack: RulePack, assessment: Assessment, seed: int = 0) -> Needs:
    """Need scores of every site and group, by sector and overall.

    A site that nobody assessed is scored from the profile of its alert's shock, graded D.
    seed: of the resampling that gives rank intervals; nothing else depends on it.
    Raises BadInput where a rule of the pack doesn't compile.
    """
    compiled = compile_pack(pack)
    table = HouseholdTable(compiled, assessment)
    scorer = AreaScorer(scenario, pack, assessment, sector_severities(compiled, table), seed)
    rows = _rows_by_site(assessment, scenario.sites)
    areas = [scorer.area(site, rows[site.site_id, site.group]) for site in scenario.sites]
    measures = tuple(
        measure
        for site in scenario.sites
        for key in compiled.measures
        if (measure := _mean(site, key, table, assessment, rows[site.site_id, site.group]))
    )
    return Needs(
        _ranked(areas, pack), tuple(trace for area in areas for trace in area.traces), measures
    )


def _rows_by_site(assessment: Assessment, sites: Sequence[Site]) -> dict[tuple[str, str], Rows]:
    rows: dict[tuple[str, str], list[int]] = {(s.site_id, s.group.value): [] for s in sites}
    for row, key in enumerate(zip(assessment.site_ids, assessment.groups, strict=True)):
        rows[key].append(row)
    return {key: np.array(found, dtype=np.int64) for key, found in rows.items()}


def _ranked(areas: Sequence[Area], pack: RulePack) -> tuple[NeedScore, ...]:
    """Rows of needs.csv, site by site, overall first; ranks among the sites of a sector."""
    order = (OVERALL, *pack.sectors)
    places = {
        (area.site.site_id, area.site.group.value, sector): place
        for sector in order
        for area, place in _places(
            [area for area in areas if sector in area.severities], sector, pack
        )
    }
    return tuple(
        _row(area, sector, places[area.site.site_id, area.site.group.value, sector])
        for area in areas
        for sector in order
        if sector in area.severities
    )


def _places(
    areas: Sequence[Area], sector: str, pack: RulePack
) -> list[tuple[Area, tuple[int, int, int]]]:
    """Rank, and its low and high under resampling, of each area in a sector."""
    if not areas:
        return []
    rules = pack.severity.resampling
    people = np.array([area.site.people for area in areas], dtype=np.int64)
    scores = np.array([[area.severities[sector].score for area in areas]])
    drawn = np.stack([area.drawn[sector] for area in areas], axis=1)
    rank = ranks(scores, people)[0]
    around = ranks(np.vstack([drawn, scores]), people)
    low = np.quantile(around, rules.low, axis=0, method="lower")
    high = np.quantile(around, rules.high, axis=0, method="higher")
    return [
        (area, (int(rank[i]), int(min(low[i], rank[i])), int(max(high[i], rank[i]))))
        for i, area in enumerate(areas)
    ]


def _row(area: Area, sector: str, place: tuple[int, int, int]) -> NeedScore:
    site, severity = area.site, area.severities[sector]
    return NeedScore(
        site_id=site.site_id,
        group=site.group.value,
        sector=sector,
        households=site.households,
        people=site.people,
        severity=severity.severity,
        score=round_half_up(severity.score, 4),
        people_in_need=people_in_need(severity.in_need, site.people),
        answered_share=round_half_up(severity.answered, 6),
        confidence=area.confidence[sector],
        rank=place[0],
        rank_low=place[1],
        rank_high=place[2],
        severity_low=severity.severity_low,
        severity_high=severity.severity_high,
    )


def _mean(
    site: Site, key: str, table: HouseholdTable, assessment: Assessment, rows: Rows
) -> MeasureMean | None:
    """A measure's weighted mean at a site and group; None where nobody answered."""
    column = table.rule_column(key)
    known = column.known[rows]
    weights = assessment.weights[rows][known]
    if not weights.sum() > 0:
        return None
    mean = float(np.average(column.values[rows][known], weights=weights))
    name = key.split(".", maxsplit=1)[1]
    return MeasureMean(
        site.site_id, site.group.value, name, round_half_up(mean, 9), int(known.sum())
    )
