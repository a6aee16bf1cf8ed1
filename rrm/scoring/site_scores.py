"""Assessments become need scores, with the traces behind them."""

from __future__ import annotations

from collections.abc import Sequence

from rrm.model.form import Assessment
from rrm.model.needs import OVERALL, Needs, NeedScore, Trace
from rrm.model.rounding import round_half_up
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Scenario
from rrm.scoring.area import Area, AreaScorer
from rrm.scoring.compiled_pack import CompiledPack, compile_pack
from rrm.scoring.household_severity import (
    OVER_INDICATORS,
    overall_severity,
    sector_severities,
    spoke_by_sector,
)
from rrm.scoring.measure_means import measure_means
from rrm.scoring.ranking import Rank, ranked
from rrm.scoring.rule_table import RuleTable
from rrm.scoring.share_rule import people_in_need
from rrm.scoring.threshold_shifts import shifted_by_place
from rrm.scoring.together import scores_together
from rrm.scoring.traces_on_demand import TracesOnDemand


def score_sites(scenario: Scenario, pack: RulePack, assessment: Assessment, seed: int = 0) -> Needs:
    """Need scores of every site and group, by sector and overall.

    A site that nobody assessed is scored from the profile of its alert's shock, graded D.
    seed: of the resampling that gives rank intervals; nothing else depends on it.
    Raises BadInput where a rule of the pack doesn't compile.
    """
    compiled = compile_pack(pack)
    table = RuleTable(compiled, assessment)
    keeps = pack.severity.overall.method in OVER_INDICATORS
    scorer = _scorer(scenario, compiled, table, seed, keeps)
    areas = [scorer.area(site) for site in scenario.sites]

    def traces() -> tuple[Trace, ...]:
        from rrm.scoring.area_traces import area_traces

        telling = scorer if keeps else _scorer(scenario, compiled, table, seed, True)
        return tuple(trace for area in areas for trace in area_traces(telling, area))

    return Needs(
        _rows(areas, pack),
        TracesOnDemand(traces),
        measure_means(compiled, table, scenario.sites),
        scores_together(areas, pack),
    )


def _scorer(
    scenario: Scenario, compiled: CompiledPack, table: RuleTable, seed: int, with_indicators: bool
) -> AreaScorer:
    sectors = sector_severities(compiled, table, with_indicators)
    overall = overall_severity(compiled, sectors, table.frames)
    scored = sectors if overall is None else (*sectors, overall)
    return AreaScorer(
        scenario,
        compiled.pack,
        table,
        sectors,
        overall,
        spoke_by_sector(sectors),
        shifted_by_place(scored, table.frames),
        seed,
    )


def _rows(areas: Sequence[Area], pack: RulePack) -> tuple[NeedScore, ...]:
    """Rows of needs.csv, site by site, overall first; ranks among the sites of a sector."""
    order = (OVERALL, *pack.sectors)
    ranks: dict[tuple[str, str, str], Rank] = {}
    for sector in order:
        among = [area for area in areas if sector in area.severities]
        found = ranked(among, sector, pack.severity.resampling)
        for area, rank in zip(among, found, strict=True):
            ranks[area.site.site_id, area.site.group.value, sector] = rank
    return tuple(
        _row(
            area,
            sector,
            ranks[area.site.site_id, area.site.group.value, sector],
            pack.severity.resampling.level,
        )
        for area in areas
        for sector in order
        if sector in area.severities
    )


def _row(area: Area, sector: str, rank: Rank, level: float) -> NeedScore:
    site, severity = area.site, area.severities[sector]
    fewest, most = area.people_in_need_interval(sector, level)
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
        rank=rank.rank,
        rank_low=rank.low,
        rank_high=rank.high,
        severity_low=severity.severity_low,
        severity_high=severity.severity_high,
        people_in_need_low=fewest,
        people_in_need_high=most,
    )
