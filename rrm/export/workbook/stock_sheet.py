"""Stock in each depot: what comes in, what leaves and what is left, day by day."""

from __future__ import annotations

from rrm.export.published import PublishedPlan, StockLine
from rrm.export.workbook.references import QUANTITY_DIGITS, column_letter
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn, Value
from rrm.model.language import Message, msg

_FIRST_QUANTITY = 4
"""Columns before the opening stock."""


def stock_sheet(plan: PublishedPlan) -> Sheet:
    """A row for each day on which anything of an item moves; what is left is a formula."""
    letters = [column_letter(_FIRST_QUANTITY + at) for at in range(6)]
    opening, arrives, moved_in, assembled, moved_out, leaves = letters
    closing = (
        f"=ROUND({opening}{{row}}+{arrives}{{row}}+{moved_in}{{row}}+{assembled}{{row}}"
        f"-{moved_out}{{row}}-{leaves}{{row}},{QUANTITY_DIGITS})"
    )
    return Sheet(
        title=msg("Stock"),
        columns=(
            SheetColumn(msg("Warehouse")),
            SheetColumn(msg("Item")),
            SheetColumn(msg("Unit")),
            SheetColumn(msg("Day"), Kind.DATE),
            _quantity(msg("Before"), msg("In stock at the beginning of the day.")),
            _quantity(msg("Supplies"), msg("Of the pipeline, as far as the plan counts on it.")),
            _quantity(
                msg("Moved in"), msg("From other depots, on the day from which it can be sent on.")
            ),
            _quantity(
                msg("Put together"), msg("Kits made of parts there; below 0 for parts used up.")
            ),
            _quantity(msg("Moved out"), msg("To other depots.")),
            _quantity(msg("Sent to sites"), None),
            SheetColumn(
                msg("Left"),
                Kind.NUMBER,
                formula=closing,
                note=msg("At the end of the day. What has expired is still counted."),
            ),
        ),
        rows=[_row(line, plan) for line in plan.stock],
        frozen_columns=4,
        block=(0, 1),
    )


def _quantity(heading: Message, note: Message | None) -> SheetColumn:
    return SheetColumn(heading, Kind.NUMBER, note=note)


def _row(line: StockLine, plan: PublishedPlan) -> tuple[Value, ...]:
    names = plan.names
    return (
        names.place(line.depot_id),
        names.item(line.item),
        names.unit(line.item),
        line.day,
        line.opening,
        line.arrives,
        line.moved_in,
        line.assembled,
        line.moved_out,
        line.leaves,
        line.closing,
    )
