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
            SheetColumn(msg("Rank"), Kind.NUMBER, 7),
            SheetColumn(msg("Site"), width=26),
            SheetColumn(msg("Group"), width=18),
            SheetColumn(msg("Overall"), Kind.NUMBER, 9),
            *(SheetColumn(facts.names.sector(code), Kind.NUMBER, 11) for code in sectors),
            SheetColumn(msg("Households"), Kind.NUMBER, 12, has_total=True),
            SheetColumn(msg("People"), Kind.NUMBER, 12, has_total=True),
            SheetColumn(msg("In need"), Kind.NUMBER, 12, has_total=True),
            SheetColumn(msg("Score of 100"), Kind.NUMBER, 9),
            SheetColumn(msg("Confidence"), width=11),
            SheetColumn(msg("Answered"), Kind.SHARE, 10),
            SheetColumn(msg("Rank, lowest"), Kind.NUMBER, 9),
            SheetColumn(msg("Rank, highest"), Kind.NUMBER, 9),
            SheetColumn(msg("Site code"), width=18),
        ),
        rows=[_row(score, sectors, facts) for score in facts.ranked],
        frozen_columns=3,
    )


def _row(score: NeedScore, sectors: tuple[str, ...], facts: Facts) -> tuple[Value, ...]:
    found = (facts.by_sector.get((score.site_id, score.group, code)) for code in sectors)
    return (
        score.rank,
        facts.names.place(score.site_id),
        group_label(score.group),
        score.severity,
        *(sector.severity if sector else None for sector in found),
        score.households,
        score.people,
        score.people_in_need,
        round_half_up(score.score, 2),
        score.confidence,
        score.answered_share,
        score.rank_low,
        score.rank_high,
        score.site_id,
    )
