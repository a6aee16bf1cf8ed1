"""What each group gets of each item, against what it is entitled to."""

from __future__ import annotations

from rrm.export.published import NeedLine, PublishedPlan
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn, Value
from rrm.model.labels import group_label
from rrm.model.language import msg
from rrm.model.rounding import round_half_up


def sites_sheet(plan: PublishedPlan) -> Sheet:
    """A row for each demand, in the order of the demands."""
    return Sheet(
        title=msg("By site"),
        columns=(
            SheetColumn(msg("Site")),
            SheetColumn(msg("Group")),
            SheetColumn(msg("Item"), key="item"),
            SheetColumn(msg("Unit")),
            SheetColumn(
                msg("Entitled to"),
                Kind.NUMBER,
                key="needed",
                note=msg("Households for cash; for water m³ over all its days."),
            ),
            SheetColumn(
                msg("Delivered"),
                Kind.NUMBER,
                key="delivered",
                note=msg("What is handed over counts for; items that stand in are counted here."),
            ),
            SheetColumn(
                msg("Missing"),
                Kind.NUMBER,
                key="missing",
                note=msg("What the plan says does not come; the sheet Unmet tells why."),
            ),
            SheetColumn(msg("Share that arrives"), Kind.SHARE),
            SheetColumn(msg("First arrival"), Kind.DATE),
            SheetColumn(msg("Last arrival"), Kind.DATE),
            SheetColumn(msg("Due"), Kind.DATE),
            SheetColumn(msg("Households"), Kind.NUMBER, note=msg("For whom it is.")),
            SheetColumn(msg("People"), Kind.NUMBER),
        ),
        rows=[_row(line, plan) for line in plan.needs],
        frozen_columns=3,
    )


def _row(line: NeedLine, plan: PublishedPlan) -> tuple[Value, ...]:
    names = plan.names
    return (
        names.place(line.site_id),
        group_label(line.group),
        names.item(line.item),
        names.unit(line.item),
        line.needed,
        line.delivered,
        line.unmet,
        share_that_arrives(line),
        line.first,
        line.last,
        line.due,
        line.households,
        line.people,
    )


def share_that_arrives(line: NeedLine) -> float:
    """Of what is due, the share that comes, 0..1; what is not all does not round to all."""
    if line.needed <= 0:
        return 1.0
    share = line.delivered / line.needed
    return 1.0 if share >= 1 else min(0.9999, round_half_up(share, 4))
