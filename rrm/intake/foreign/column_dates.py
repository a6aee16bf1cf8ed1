"""A column of dates, in the order that its cells prove or a person declares."""

from __future__ import annotations

from rrm.intake.foreign.cell_dates import (
    WrittenDate,
    compact_date,
    date_order,
    repairs_of,
    written_date,
)
from rrm.intake.foreign.cell_missing import is_code
from rrm.intake.foreign.column_cells import ColumnCells
from rrm.model.language import msg


def read_dates(column: ColumnCells) -> None:
    """Settles the cells that hold dates; refuses those that could be two days."""
    declared = column.reading.dates
    found: dict[str, WrittenDate] = {}
    for text in column.open:
        if is_code(text.strip()):
            continue
        day = compact_date(text) if declared == "ymd" else None
        day = day or written_date(text)
        if day is not None:
            found[text] = day
    _refuse(column, found, "short")
    if declared != "serial":
        _refuse(column, found, "serial")
    order = declared or date_order(found.values())
    if order is None or order in ("ymd", "serial"):
        _refuse(column, found, "undecided")
    elif declared is not None:
        _refuse(column, found, "against", declared)
    for text, day in found.items():
        read = day.under(order or "dmy")
        if read is not None:
            column.settle(text, read.isoformat(), *repairs_of(text, day, order or "dmy"))


def _refuse(
    column: ColumnCells, found: dict[str, WrittenDate], why: str, declared: str | None = None
) -> None:
    """Takes the dates that can't be read for that reason out of those found, and tells them."""
    match why:
        case "short":
            texts = [text for text, day in found.items() if day.has_short_year]
            what = msg("a year of two digits")
            remedy = msg("Write years with four digits; format the column anew before exporting.")
        case "serial":
            texts = [text for text, day in found.items() if day.is_serial]
            what = msg("a bare number where a date is due")
            remedy = msg(
                "Declare `dates: serial` if a spreadsheet counted the days from 1900, or format "
                "the column as a date and export it again."
            )
        case "against":
            texts = [text for text, day in found.items() if day.is_against(declared)]
            what = msg("a date that is none in the order declared")
            remedy = msg("Correct it, or declare another order.")
        case _:
            texts = [text for text, day in found.items() if day.is_undecided]
            what = msg("a date that may be day first or month first")
            remedy = msg("Declare `dates: dmy` or `dates: mdy` for this column.")
    if not texts:
        return
    allowed = msg("a date that can be meant in one way only is needed")
    column.refuse("RRM-I073", texts, what, allowed, remedy)
    for text in texts:
        del found[text]
