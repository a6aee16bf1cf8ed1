"""Water by group and day against the survival line."""

from __future__ import annotations

from rrm.export.published import PublishedPlan
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn
from rrm.model.labels import group_label
from rrm.model.language import msg
from rrm.model.rounding import round_half_up


def water_sheet(plan: PublishedPlan) -> Sheet:
    """A row for each group and day of its water window, in m3."""
    facts, names = plan.facts, plan.names
    date_of = facts.scenario.settings.date_of
    return Sheet(
        title=msg("Water"),
        columns=(
            SheetColumn(msg("Day"), Kind.DATE),
            SheetColumn(msg("Site")),
            SheetColumn(msg("Group")),
            SheetColumn(msg("People"), Kind.NUMBER),
            SheetColumn(msg("Delivered, m³"), Kind.NUMBER, has_total=True),
            SheetColumn(msg("To survive, m³"), Kind.NUMBER, has_total=True),
            SheetColumn(msg("In full, m³"), Kind.NUMBER, has_total=True),
            SheetColumn(msg("At or above the survival line")),
        ),
        rows=[
            (
                date_of(day.day),
                names.place(window.line.demand.site_id),
                group_label(window.line.demand.group),
                window.line.demand.people,
                round_half_up(day.delivered, 3),
                round_half_up(day.survival, 3),
                round_half_up(day.full, 3),
                msg("yes") if day.reaches_survival else msg("no"),
            )
            for window in facts.water
            for day in window.days
        ],
        frozen_columns=3,
    )
