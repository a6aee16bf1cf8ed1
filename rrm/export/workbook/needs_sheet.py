"""Needs by site and group, with the severity of every sector."""

from __future__ import annotations

from rrm.export.facts import Facts
from rrm.export.sections.needs_section import sectors_scored
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn, Value
from rrm.model.labels import group_label
from rrm.model.language import msg
from rrm.model.needs import NeedScore
from rrm.model.rounding import round_half_up


def needs_sheet(facts: Facts) -> Sheet:
    """A row for each group at each site, worst first."""
    sectors = sectors_scored(facts)
    return Sheet(
        title=msg("Needs"),
        columns=(
            SheetColumn(msg("Rank"), Kind.NUMBER),
            SheetColumn(msg("Rank between")),
            SheetColumn(msg("Site")),
            SheetColumn(msg("Group")),
            SheetColumn(msg("Overall"), Kind.SEVERITY),
            *(SheetColumn(facts.names.sector(code), Kind.SEVERITY) for code in sectors),
            SheetColumn(msg("Households"), Kind.NUMBER, has_total=True),
            SheetColumn(msg("People"), Kind.NUMBER, has_total=True),
            SheetColumn(msg("In need"), Kind.NUMBER, has_total=True),
            SheetColumn(msg("In need, between")),
            SheetColumn(msg("Score of 100"), Kind.NUMBER),
            SheetColumn(msg("Confidence")),
        ),
        rows=[_row(score, sectors, facts) for score in facts.ranked],
        frozen_columns=4,
    )


def _row(score: NeedScore, sectors: tuple[str, ...], facts: Facts) -> tuple[Value, ...]:
    found = (facts.by_sector.get((score.site_id, score.group, code)) for code in sectors)
    return (
        score.rank,
        f"{score.rank_low}–{score.rank_high}",
        facts.names.place(score.site_id),
        group_label(score.group),
        score.severity,
        *(sector.severity if sector else None for sector in found),
        score.households,
        score.people,
        score.people_in_need,
        msg("nobody asked")
        if score.answered_share == 0
        else f"{score.people_in_need_low}–{score.people_in_need_high}",
        round_half_up(score.score, 2),
        score.confidence,
    )
