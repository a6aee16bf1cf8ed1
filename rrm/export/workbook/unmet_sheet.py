"""Who is left without what, why, and what would help."""

from __future__ import annotations

from rrm.export.published import PublishedPlan
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn
from rrm.model.labels import group_label
from rrm.model.language import msg


def unmet_sheet(plan: PublishedPlan) -> Sheet:
    """A row for each group and item that is short, most people first."""
    names = plan.names
    lines = sorted(plan.unmet, key=lambda one: (-one.people, one.site_id, one.group, one.item))
    return Sheet(
        title=msg("Unmet"),
        columns=(
            SheetColumn(msg("Site")),
            SheetColumn(msg("Group")),
            SheetColumn(msg("Item")),
            SheetColumn(msg("Missing"), Kind.NUMBER),
            SheetColumn(msg("Unit")),
            SheetColumn(
                msg("Households"),
                Kind.NUMBER,
                note=msg("Left without this item; not to be added up over items."),
            ),
            SheetColumn(msg("People"), Kind.NUMBER),
            SheetColumn(msg("Why"), widest=90, note=msg("The first thing that stands in the way.")),
            SheetColumn(msg("What would help"), widest=60),
        ),
        rows=[
            (
                names.place(line.site_id),
                group_label(line.group),
                names.item(line.item),
                line.quantity,
                names.unit(line.item),
                line.households,
                line.people,
                line.reason,
                line.would_help,
            )
            for line in lines
        ],
        frozen_columns=3,
    )
