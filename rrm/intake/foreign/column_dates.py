"""A column of dates, in the order that its cells prove or a person declares."""

from __future__ import annotations

from datetime import date

from rrm.intake.foreign.cell_dates import (
    Order,
    WrittenDate,
    compact_date,
    date_order,
    repairs_of,
    written_date,
)
from rrm.intake.foreign.cell_missing import is_code
from rrm.intake.foreign.column_cells import ColumnCells
from rrm.model.language import msg

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_FAR_DAYS = 3653
"""Ten years: a survey takes weeks, and a question of when somebody came seldom goes back more."""


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
    _settle(column, found, order or "dmy")


def _settle(column: ColumnCells, found: dict[str, WrittenDate], order: Order) -> None:
    days = {text: read for text, day in found.items() if (read := day.under(order)) is not None}
    never = [text for text, day in days.items() if not _FIRST_YEAR <= day.year <= _LAST_YEAR]
    if never:
        column.refuse(
            "RRM-I017",
            never,
            msg("a year in which nobody was interviewed"),
            msg("years from {low} to {high} are read", low=str(_FIRST_YEAR), high=str(_LAST_YEAR)),
            msg("Correct it in the file, or leave it empty if it is not known."),
        )
    for text, day in days.items():
        if text not in never:
            column.settle(text, day.isoformat(), *repairs_of(text, found[text], order))
    _doubt_far(column, {text: day for text, day in days.items() if text not in never})


def _doubt_far(column: ColumnCells, days: dict[str, date]) -> None:
    """Tells dates far from the one in the middle of all; there is no clock to hold them against."""
    counted = sorted(day for text, day in days.items() for _ in range(column.seen(text).count))
    if not counted:
        return
    middle = counted[len(counted) // 2]
    far = [text for text, day in days.items() if abs((day - middle).days) > _FAR_DAYS]
    if far:
        column.tell(
            "RRM-I016",
            far,
            msg("a date more than 10 years from the others"),
            msg("the date in the middle is {day}", day=middle.isoformat()),
            msg("The answers are kept; check them."),
            is_error=False,
        )


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
                "Declare `dates: serial` in the mapping, or add --dates serial to the command, if "
                "a spreadsheet counted the days from 1900; or format the column as a date and "
                "export it again."
            )
        case "against":
            texts = [text for text, day in found.items() if day.is_against(declared)]
            what = msg("a date that is none in the order declared")
            remedy = msg("Correct it, or declare another order.")
        case _:
            texts = [text for text, day in found.items() if day.is_undecided]
            what = msg("a date that may be day first or month first")
            remedy = msg(
                "Declare `dates: dmy` or `dates: mdy` for this column in the mapping, or add "
                "--dates dmy or --dates mdy to the command for all columns."
            )
    if not texts:
        return
    allowed = msg("a date that can be meant in one way only is needed")
    column.refuse("RRM-I073", texts, what, allowed, remedy)
    for text in texts:
        del found[text]
