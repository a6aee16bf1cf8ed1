"""What the cells of a run folder's tables may hold, and how they are read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from rrm.model.language import Message, msg
from rrm.model.run_files import LIST_SEPARATOR

_WHOLE = re.compile(r"-?[0-9]{1,15}")
_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,9})?")


class Unreadable(Exception):  # noqa: N818 - it says what the cell is
    """A cell that does not hold what its column must; `allowed` says what that is."""

    def __init__(self, allowed: Message) -> None:
        self.allowed = allowed


def whole(cell: str) -> int:
    """A whole number, in digits."""
    if not _WHOLE.fullmatch(cell):
        raise Unreadable(msg("a whole number is needed"))
    return int(cell)


def whole_or_none(cell: str) -> int | None:
    """A whole number, or nothing."""
    return whole(cell) if cell else None


def number(cell: str) -> float:
    """A finite number with a decimal point, no exponent and no separators."""
    if not _NUMBER.fullmatch(cell):
        raise Unreadable(msg("a finite number is needed"))
    return float(cell)


def yes_no(cell: str) -> bool:
    """`yes` or `no`."""
    if cell not in ("yes", "no"):
        raise Unreadable(msg("yes or no is needed"))
    return cell == "yes"


def moment(cell: str) -> datetime:
    """A local time, 2022-04-18T06:00."""
    try:
        read = datetime.fromisoformat(cell)
    except ValueError:
        read = None
    if read is None or read.tzinfo is not None or "T" not in cell:
        raise Unreadable(msg("a local date and time is needed, such as 2022-04-18T06:00"))
    return read


def day_of_year(cell: str) -> date:
    """A calendar day, 2022-04-18."""
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise Unreadable(msg("a date is needed, such as 2022-04-18")) from None


def day_or_none(cell: str) -> date | None:
    """A calendar day, or nothing."""
    return day_of_year(cell) if cell else None


def listed(cell: str) -> tuple[str, ...]:
    """A list; an empty cell is a list of nothing."""
    return tuple(cell.split(LIST_SEPARATOR)) if cell else ()


def text(cell: str) -> str:
    """Words or an id, as they stand."""
    return cell


_READERS: dict[Callable[[str], object], tuple[str, ...]] = {
    whole: (
        "households", "people", "severity", "severity_low", "severity_high", "people_in_need",
        "people_in_need_low", "people_in_need_high",
        "rank", "rank_low", "rank_high", "from_day", "due_day", "period_start", "period_end",
        "day", "arrival_day", "handling_days", "caseload", "urgency",
    ),
    whole_or_none: ("last_day",),
    number: (
        "score", "answered_share", "quantity", "weight", "survival_quantity", "hours",
        "hours_back", "km", "km_back", "cost", "risk", "load_kg", "load_m3", "amount", "fee",
        "counts_as", "doubt", "extra_cost", "day_starts", "day_hours",
    ),
    yes_no: ("open", "escorted"),
    moment: ("depart", "return"),
    day_of_year: ("due_on",),
    day_or_none: ("expires_on",),
    listed: ("path", "path_back", "stops"),
}  # fmt: skip
_BY_COLUMN = {column: reader for reader, columns in _READERS.items() for column in columns}


def reader_of(column: str) -> Callable[[str], object]:
    """How the cells of a column are read; a column means the same in every table."""
    return _BY_COLUMN.get(column, text)
