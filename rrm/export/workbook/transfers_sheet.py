"""Stock moved between warehouses."""

from __future__ import annotations

from rrm.export.published import PublishedPlan
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn
from rrm.model.language import msg


def transfers_sheet(plan: PublishedPlan) -> Sheet:
    """A row for each item of each transfer."""
    names = plan.names
    return Sheet(
        title=msg("Transfers"),
        columns=(
            SheetColumn(msg("Leaves"), Kind.DATE),
            SheetColumn(
                msg("Arrives"),
                Kind.DATE,
                note=msg("The sheet Stock tells from which day it can be sent on."),
            ),
            SheetColumn(msg("From")),
            SheetColumn(msg("To")),
            SheetColumn(msg("Item")),
            SheetColumn(msg("Quantity"), Kind.NUMBER),
            SheetColumn(msg("Unit")),
            SheetColumn(msg("Vehicle")),
            SheetColumn(msg("Trip")),
            *((SheetColumn(msg("Number"), note=msg("Of the waybill.")),) if plan.stamp else ()),
        ),
        rows=[
            (
                sheet.leaves.date(),
                sheet.arrives,
                names.place(sheet.origin),
                names.place(sheet.place),
                names.item(line.item),
                line.quantity,
                names.unit(line.item),
                names.vehicle_class(sheet.vehicle_class),
                sheet.trip_id,
                *((sheet.number,) if plan.stamp else ()),
            )
            for sheet in plan.waybills
            if sheet.is_transfer
            for line in sheet.lines
        ],
    )
