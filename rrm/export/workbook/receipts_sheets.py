"""Waybills and payments to be filled in, which `rrm receive` reads from this very workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rrm.export.published import PublishedPlan, Stamp
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn, Value
from rrm.intake.receipts import (
    HEADINGS,
    LINE_COLUMNS,
    PAYMENT_COLUMNS,
    Cells,
    Issued,
    blank_line_rows,
    blank_payment_rows,
)
from rrm.model.language import LANGUAGES, Message, Text, msg
from rrm.model.receipt import Receipts
from rrm.model.waybill import waybills_of


def receipts_sheets(plan: PublishedPlan, stamp: Stamp) -> tuple[Sheet, Sheet]:
    """Lines of waybills, and payments: the columns of the template, nothing filled in yet.

    They have no totals, as a row is read as a receipt.
    """
    run = plan.facts.run
    issued = Issued(
        waybills_of(stamp.run_id, run.plan), run.plan.payments, plan.facts.scenario, plan.facts.pack
    )
    lines = blank_line_rows(issued, Receipts(), whole=False)
    payments = blank_payment_rows(issued, Receipts(), whole=False)
    return (
        _sheet(msg("Waybills"), LINE_COLUMNS, lines),
        _sheet(msg("Payments"), PAYMENT_COLUMNS, payments),
    )


_NUMBERS = frozenset(
    {
        "day", "loaded", "received", "damaged", "lost", "returned", "households_planned",
        "households_paid",
    }
)  # fmt: skip
_NARROWEST = {"received": 10, "damaged": 10, "lost": 10, "returned": 10, "received_on": 14}
"""Characters: room to write."""
_NOTES: dict[str, Message] = {
    "day": msg("Day of the plan, 1 is the first. It is not to be changed."),
    "loaded": msg("As planned; what stayed in the depot is written as returned."),
    "received": msg("What arrived whole. A row that is left blank counts as not yet received."),
    "damaged": msg("What arrived and can’t be handed out."),
    "lost": msg("What left the depot and neither arrived nor came back."),
    "returned": msg("What came back to the depot or never left it."),
    "households_paid": msg("Households that the agent has paid of those planned."),
    "received_on": msg("The day on which it arrived or was paid, as a date."),
}


def _sheet(title: Message, columns: Sequence[str], rows: Iterable[Cells]) -> Sheet:
    return Sheet(
        title=title,
        columns=tuple(_column(name) for name in columns),
        rows=[tuple(_value(cells.get(name)) for name in columns) for cells in rows],
        frozen_columns=1,
        block=(0,),
    )


def _column(name: str) -> SheetColumn:
    heading = HEADINGS[name]
    kind = Kind.NUMBER if name in _NUMBERS else Kind.TEXT
    return SheetColumn(
        Text.of({code: heading.text(code) for code in LANGUAGES}),
        Kind.DATE if name == "received_on" else kind,
        narrowest=_NARROWEST.get(name, 0),
        note=_NOTES.get(name),
    )


def _value(cell: object) -> Value:
    return cell if isinstance(cell, str | int | float) else None
