"""Distributions: what people are told that they will get, where and when."""

from __future__ import annotations

from rrm.export.published import PublishedPlan
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn
from rrm.model.labels import group_label
from rrm.model.language import msg


def distributions_sheet(plan: PublishedPlan) -> Sheet:
    """A row for each item that a group gets on a day; cash by agent."""
    names = plan.names
    return Sheet(
        title=msg("Distributions"),
        columns=(
            SheetColumn(msg("Day"), Kind.DATE),
            SheetColumn(msg("Site")),
            SheetColumn(msg("Group")),
            SheetColumn(msg("Item")),
            SheetColumn(
                msg("Households"),
                Kind.NUMBER,
                note=msg(
                    "Households whose full share is complete with it; for cash those paid, for"
                    " water all of the group. Not to be added up over items."
                ),
            ),
            SheetColumn(msg("Quantity"), Kind.NUMBER),
            SheetColumn(msg("Unit")),
            SheetColumn(msg("Agent at")),
            *(
                (
                    SheetColumn(
                        msg("Numbers"), widest=34, note=msg("Of the waybills that it comes under.")
                    ),
                )
                if plan.stamp
                else ()
            ),
        ),
        rows=[
            (
                one.day,
                names.place(one.site_id),
                group_label(one.group),
                names.item(one.item),
                one.households,
                one.quantity,
                names.unit(one.item),
                names.place(one.agent_id) if one.agent_id else None,
                *((", ".join(one.waybills),) if plan.stamp else ()),
            )
            for one in plan.distributions
        ],
        frozen_columns=2,
        block=(0,),
    )
