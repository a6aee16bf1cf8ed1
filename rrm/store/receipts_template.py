"""A table of waybill lines and payments to be filled in, as CSV or as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO

from rrm.intake.receipts import (
    HEADINGS,
    LINE_COLUMNS,
    PAYMENT_COLUMNS,
    Cells,
    Issued,
    blank_line_rows,
    blank_payment_rows,
)
from rrm.model.language import Message, msg
from rrm.model.receipt import Receipts
from rrm.store.csv_text import table_text

_ALL_COLUMNS = (
    *LINE_COLUMNS[:-1], "agent_id", "households_planned", "households_paid", "received_on",
)  # fmt: skip


def template_csv(issued: Issued, recorded: Receipts, language: str, *, whole: bool) -> str:
    """One table of lines and payments; waybills first.

    language: of the headings. whole: what is recorded too, filled in, and not only what is still
    to come. Text that a spreadsheet would run is guarded, as in every table of a run.
    """
    rows = [
        *blank_line_rows(issued, recorded, whole=whole),
        *blank_payment_rows(issued, recorded, whole=whole),
    ]
    return table_text(_headings(_ALL_COLUMNS, language), _cells(rows, _ALL_COLUMNS))


def template_workbook(issued: Issued, recorded: Receipts, language: str, *, whole: bool) -> bytes:
    """The same as a workbook of two sheets: real numbers, and text that is never a formula."""
    from xlsxwriter import Workbook

    target = BytesIO()
    start = issued.scenario.settings.start
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    workbook = Workbook(target, options)
    # The scenario's start, so that the same run gives the same bytes.
    workbook.set_properties({"created": datetime(start.year, start.month, start.day)})
    bold, day = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "@"})
    sheets: tuple[tuple[Message, Sequence[str], list[Cells]], ...] = (
        (msg("Waybills"), LINE_COLUMNS, list(blank_line_rows(issued, recorded, whole=whole))),
        (msg("Payments"), PAYMENT_COLUMNS, list(blank_payment_rows(issued, recorded, whole=whole))),
    )
    for title, columns, rows in sheets:
        page = workbook.add_worksheet(title.text(language))
        for at, heading in enumerate(_headings(columns, language)):
            page.write_string(0, at, heading, bold)
            page.set_column(at, at, _WIDTHS.get(columns[at], 11), day if at == 0 else None)
        for row, cells in enumerate(_cells(rows, columns), start=1):
            for at, value in enumerate(cells):
                if isinstance(value, int | float):
                    page.write_number(row, at, value)
                elif value not in (None, ""):
                    page.write_string(row, at, str(value))
        page.freeze_panes(1, 1)
    workbook.close()
    return target.getvalue()


_WIDTHS = {"waybill": 16, "site_id": 20, "site_name": 26, "item": 18, "received_on": 13,
           "households_planned": 18, "households_paid": 18}  # fmt: skip


def _headings(columns: Sequence[str], language: str) -> list[str]:
    return [HEADINGS[name].text(language) for name in columns]


def _cells(rows: Sequence[Cells], columns: Sequence[str]) -> Iterator[list[object]]:
    return ([row.get(name) for name in columns] for row in rows)
