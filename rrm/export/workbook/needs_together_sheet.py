"""Needs of the whole scenario and of whole sites, a row a sector."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.export.facts import Facts
from rrm.export.published import PublishedPlan
from rrm.export.sections.needs_section import sectors_scored
from rrm.export.sections.needs_together import sites_together, whole_scenario
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn, Value
from rrm.model.language import Message, Text, msg
from rrm.model.needs import OVERALL, NeedScore
from rrm.model.rounding import round_half_up


def needs_together_sheet(plan: PublishedPlan) -> Sheet:
    """The whole scenario first, then sites with all their groups as one, worst first.

    No column has a total: neither groups and their sites nor sectors may be summed. Protected
    sectors are left out, as a sum would give away the small counts that are hidden.
    """
    return Sheet(
        title=msg("Needs together"),
        columns=(
            SheetColumn(msg("Site")),
            SheetColumn(
                msg("Sector"),
                note=msg(
                    "Protection stands on the sheet Needs alone, where small counts are hidden."
                ),
            ),
            SheetColumn(msg("Severity"), Kind.SEVERITY),
            SheetColumn(msg("Households"), Kind.NUMBER),
            SheetColumn(msg("People"), Kind.NUMBER),
            SheetColumn(msg("In need"), Kind.NUMBER),
            SheetColumn(msg("Score of 100"), Kind.NUMBER),
            SheetColumn(msg("Rank"), Kind.NUMBER),
            SheetColumn(msg("Rank between")),
            SheetColumn(msg("Confidence")),
        ),
        rows=list(_rows(plan)),
        frozen_columns=2,
        block=(0,),
    )


def _rows(plan: PublishedPlan) -> Iterator[tuple[Value, ...]]:
    facts = plan.facts
    hidden = {one.sector for line in plan.sites for one in line.sectors if one.severity is None}
    sectors = (OVERALL, *(code for code in sectors_scored(facts) if code not in hidden))
    whole = whole_scenario(facts)
    for sector in sectors:
        if (score := whole.get(sector)) is not None:
            yield _row(msg("Whole scenario"), score, facts, is_ranked=False)
    found = {(one.site_id, one.sector): one for one in facts.run.needs.together}
    for site in sites_together(facts):
        for sector in sectors:
            if (score := found.get((site.site_id, sector))) is not None:
                yield _row(facts.names.place(site.site_id), score, facts, is_ranked=True)


def _row(
    place: str | Message, score: NeedScore, facts: Facts, is_ranked: bool
) -> tuple[Value, ...]:
    return (
        place,
        _sector(score.sector, facts),
        score.severity,
        score.households,
        score.people,
        score.people_in_need,
        round_half_up(score.score, 2),
        score.rank if is_ranked else None,
        f"{score.rank_low}–{score.rank_high}" if is_ranked else None,
        score.confidence,
    )


def _sector(sector: str, facts: Facts) -> Message | Text:
    if sector == OVERALL:
        return msg("Overall (not the sum of the sectors)")
    return facts.names.sector(sector)
