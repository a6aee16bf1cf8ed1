"""Needs by site and group, with the severity of every sector."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.export.published import PublishedPlan, SectorLine, SiteLine
from rrm.export.workbook.hidden_counts import count_or_sign
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn, Value
from rrm.model.labels import group_label
from rrm.model.language import msg
from rrm.model.needs import NeedScore
from rrm.model.rounding import round_half_up


def needs_sheet(plan: PublishedPlan) -> Sheet:
    """A row for each group at each site, worst first.

    Of a protected sector stands the number of people in need, hidden where they are few, and no
    severity.
    """
    scores = {(score.site_id, score.group): score for score in plan.facts.ranked}
    sectors = tuple(_sectors(plan))
    return Sheet(
        title=msg("Needs"),
        columns=(
            SheetColumn(msg("Rank"), Kind.NUMBER),
            SheetColumn(
                msg("Rank between"),
                note=msg("The rank if answers had been a little other than they were."),
            ),
            SheetColumn(msg("Site")),
            SheetColumn(msg("Group")),
            SheetColumn(
                msg("Overall"),
                Kind.SEVERITY,
                note=msg("Severity over all sectors, 1 (minimal) to 5 (catastrophic)."),
            ),
            *(_sector_column(plan, code, is_protected) for code, is_protected in sectors),
            SheetColumn(msg("Households"), Kind.NUMBER, has_total=True, key="households"),
            SheetColumn(msg("People"), Kind.NUMBER, has_total=True, key="people"),
            SheetColumn(
                msg("In need"),
                Kind.NUMBER,
                has_total=True,
                key="in_need",
                note=msg("People of households in severity 3 or worse, over all sectors."),
            ),
            SheetColumn(msg("In need, between")),
            SheetColumn(
                msg("Households reached"),
                Kind.NUMBER,
                has_total=True,
                key="reached",
                note=msg(
                    "Distinct households whose full share of goods or cash arrives, counted by"
                    " the item that reaches most of them."
                ),
            ),
            SheetColumn(
                msg("First help"),
                Kind.DATE,
                note=msg("First day on which anything is handed over, water included."),
            ),
            SheetColumn(msg("Score of 100"), Kind.NUMBER),
            SheetColumn(
                msg("Confidence"),
                note=msg("A: many households asked of late; D: nobody asked, only the alert."),
            ),
        ),
        rows=[_row(line, scores.get((line.site_id, line.group)), sectors, plan)
              for line in plan.sites],
        frozen_columns=4,
    )  # fmt: skip


def _sectors(plan: PublishedPlan) -> Iterator[tuple[str, bool]]:
    """Sectors that have a score, in the order of the pack, and whether they are protected."""
    found = {one.sector: one.severity is None for line in plan.sites for one in line.sectors}
    yield from ((code, found[code]) for code in plan.facts.pack.sectors if code in found)


def _sector_column(plan: PublishedPlan, code: str, is_protected: bool) -> SheetColumn:
    name = plan.names.sector(code)
    if not is_protected:
        return SheetColumn(name, Kind.SEVERITY)
    return SheetColumn(
        msg("{sector}, people in need", sector=name),
        Kind.NUMBER,
        note=msg("Protected: counts alone are told, and small ones are hidden."),
    )


def _row(
    line: SiteLine,
    score: NeedScore | None,
    sectors: tuple[tuple[str, bool], ...],
    plan: PublishedPlan,
) -> tuple[Value, ...]:
    found = {one.sector: one for one in line.sectors}
    return (
        line.rank or None,
        f"{score.rank_low}–{score.rank_high}" if score else None,
        plan.names.place(line.site_id),
        group_label(line.group),
        line.severity or None,
        *(_sector(found.get(code)) for code, _ in sectors),
        line.households,
        line.people,
        line.people_in_need,
        _between(score),
        line.households_reached,
        line.first_help,
        round_half_up(line.score, 2) if score else None,
        line.confidence or None,
    )


def _sector(line: SectorLine | None) -> Value:
    if line is None:
        return None
    return count_or_sign(line.people_in_need) if line.severity is None else line.severity


def _between(score: NeedScore | None) -> Value:
    if score is None:
        return None
    if score.answered_share == 0:
        return msg("nobody asked")
    return f"{score.people_in_need_low}–{score.people_in_need_high}"
