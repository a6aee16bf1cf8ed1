"""Who is left without what, why, and what would help."""

from __future__ import annotations

from rrm.export.facts import Facts
from rrm.export.sections.unmet_section import unmet_by_people
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn
from rrm.model.labels import group_label
from rrm.model.language import msg
from rrm.model.rounding import round_half_up


def unmet_sheet(facts: Facts) -> Sheet:
    """A row for each group and item that is short, most people first."""
    names = facts.names
    return Sheet(
        title=msg("Unmet"),
        columns=(
            SheetColumn(msg("Site"), width=26),
            SheetColumn(msg("Group"), width=18),
            SheetColumn(msg("Item"), width=24),
            SheetColumn(msg("Missing"), Kind.NUMBER, 12),
            SheetColumn(msg("Unit"), width=12),
            SheetColumn(msg("Households"), Kind.NUMBER, 12),
            SheetColumn(msg("People"), Kind.NUMBER, 12),
            SheetColumn(msg("Why"), width=52),
            SheetColumn(msg("What would help"), width=52),
            SheetColumn(msg("Reason code"), width=16),
        ),
        rows=[
            (
                names.place(line.site_id),
                group_label(line.group),
                names.item(line.item),
                round_half_up(line.quantity, 3),
                names.unit(line.item),
                line.households,
                line.people,
                line.reason,
                line.what_would_help,
                line.reason_code,
            )
            for line in unmet_by_people(facts.run.plan.unmet)
        ],
        frozen_columns=3,
    )
