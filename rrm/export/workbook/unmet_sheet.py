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
            SheetColumn(msg("Site")),
            SheetColumn(msg("Group")),
            SheetColumn(msg("Item")),
            SheetColumn(msg("Missing"), Kind.NUMBER),
            SheetColumn(msg("Unit")),
            SheetColumn(msg("Households"), Kind.NUMBER),
            SheetColumn(msg("People"), Kind.NUMBER),
            SheetColumn(msg("Why"), widest=90),
            SheetColumn(msg("What would help"), widest=60),
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
            )
            for line in unmet_by_people(facts.run.plan.unmet)
        ],
        frozen_columns=3,
    )
