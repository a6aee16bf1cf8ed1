"""Numbers and dates as people write them on receipts, read where they can mean one thing only."""

from __future__ import annotations

import re
from datetime import date

from rrm.intake.personal_cells import reads_as_name, reads_as_telephone
from rrm.intake.remedy import date_remedy, number_remedy
from rrm.intake.validation import is_plain_number
from rrm.intake.wording import found, quoted
from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem

_DECIMAL_COMMA = re.compile(r"[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})|0,[0-9]{3}")
"""Three digits after a comma may be thousands as well, and are refused, save behind a nought."""
_DAY_AND_MONTH = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00)?)?")


def number(cell: str, place: Place) -> tuple[float | None, Problem | None]:
    """A quantity, or the problem that it is none (RRM-I014). A decimal comma is read as one."""
    text = cell.replace("\u202f", "").replace("\u00a0", "").strip()
    if _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    if is_plain_number(text) and abs(float(text)) <= 1e12:
        return float(text), None
    problem = Problem(
        "RRM-I014", place, shown(cell), msg("a number is needed"), number_remedy(text)
    )
    return None, problem


def whole_number(cell: str, place: Place) -> tuple[int | None, Problem | None]:
    """A whole number, or the problem that it is none (RRM-I014)."""
    value, problem = number(cell, place)
    if value is not None and value == int(value):
        return int(value), None
    refused = Problem(
        "RRM-I014",
        place,
        shown(cell),
        msg("a whole number is needed"),
        number_remedy(cell.strip(), is_whole=True),
    )
    return None, problem or refused


def day_written(
    cell: str, between: tuple[date, date], place: Place
) -> tuple[date | None, Problem | None]:
    """A date, or the problem that it is none (RRM-I017).

    18/04/2022 is read with day or month first, where only one of the two is a date within the
    days `between` which it must lie.
    """
    text = cell.strip()
    iso = _ISO.fullmatch(text)
    if iso is not None:
        read = _date(int(iso[1]), int(iso[2]), int(iso[3]))
        if read is not None:
            return read, None
    parts = _DAY_AND_MONTH.fullmatch(text)
    if parts is not None:
        first, second, year = int(parts[1]), int(parts[2]), int(parts[3])
        both = {_date(year, second, first), _date(year, first, second)} - {None}
        within = [day for day in both if day is not None and between[0] <= day <= between[1]]
        if len(within) == 1:
            return within[0], None
    problem = Problem(
        "RRM-I017",
        place,
        shown(cell),
        msg("a date written year-month-day is needed, such as {date}", date=f"{between[0]}"),
        date_remedy(text),
    )
    return None, problem


def shown(cell: str) -> Message:
    """What stands in a cell, unless it may tell who a person is."""
    if reads_as_telephone(cell) or reads_as_name(cell):
        return msg("found something that may tell who a person is")
    return found(quoted(cell.strip()))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
