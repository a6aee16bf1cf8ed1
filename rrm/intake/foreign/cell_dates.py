"""Dates as people and spreadsheets write them, in the order that their whole column proves.

"25/04/2022" can only be day, month, year; it decides for "05/04/2022" in the same column. Where no
day above 12 decides, the column is refused until a person declares the order. Years of two digits
are refused, and so are a spreadsheet's counts of days unless declared: one system of counting
begins in 1900, another in 1904, and any number would do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from rrm.intake.foreign.changes import Repair

Order = Literal["ymd", "dmy", "mdy", "serial"]

_CLOCK = r"(?:[T ]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?:\s?[AaPp][Mm])?"
_TIME = _CLOCK + r"(?:\s?(?:Z|UTC|GMT|[+-][0-9]{2}:?(?:[0-9]{2})?))?)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}})({_TIME})")
_YEAR_LAST = re.compile(rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2([0-9]{{4}})({_TIME})")
_SHORT_YEAR = re.compile(
    rf"[0-9]{{1,2}}([-/.])(?:[0-9]{{1,2}}|[^\W\d_]{{3,10}}\.?)\1[0-9]{{2}}{_TIME}"
)
_DAY_AND_WORD = re.compile(
    rf"([0-9]{{1,2}})(?:er|st|nd|rd|th)?[-/. ]+([^\W\d_]{{3,10}})\.?[-/. ]+([0-9]{{4}})({_TIME})"
)
_WORD_AND_DAY = re.compile(
    rf"([^\W\d_]{{3,10}})\.? ([0-9]{{1,2}})(?:st|nd|rd|th)?,? ([0-9]{{4}})({_TIME})"
)
_SERIAL = re.compile(r"([1-9][0-9]{4})(?:[.,][0-9]+)?")
_SERIAL_START = date(1899, 12, 30)
"""Day 0 of the 1900 system from 1 March 1900 on, its 29 February 1900 counted as a day.
Source: ECMA-376 part 1, 18.17.4.1, date conversion for serial values."""

_MONTHS = {
    "jan": 1, "feb": 2, "fev": 2, "mar": 3, "apr": 4, "avr": 4, "may": 5, "mai": 5, "jun": 6,
    "jul": 7, "juil": 7, "aug": 8, "aou": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "janvier", "fevrier", "mars", "avril", "mai", "juin",
    "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """One cell's day under each order that is possible, the years being of four digits.

    repairs: what was tidied whatever the order is. is_serial: a bare number that a spreadsheet
    may have counted from 1900; has_short_year: a year of two digits.
    """

    dmy: date | None = None
    mdy: date | None = None
    repairs: tuple[Repair, ...] = ()
    is_serial: bool = False
    has_short_year: bool = False

    @property
    def is_undecided(self) -> bool:
        """Whether both orders give a day, and not the same one."""
        return self.dmy is not None and self.mdy is not None and self.dmy != self.mdy

    def is_against(self, order: str | None) -> bool:
        """Whether only the other order of day and month gives a day."""
        only = self.mdy if order == "dmy" else self.dmy
        return only is not None and (self.dmy is None or self.mdy is None)

    def under(self, order: Order) -> date | None:
        """The day in that order, else in the only one that is possible."""
        first, second = (self.mdy, self.dmy) if order == "mdy" else (self.dmy, self.mdy)
        return first if first is not None else second


def written_date(text: str) -> WrittenDate | None:
    """The day that a cell may hold; None where it holds none in any reading."""
    cell = text.strip()
    if found := _YEAR_FIRST.fullmatch(cell):
        is_iso = found[2] == "-" and len(found[3]) == len(found[4]) == 2
        signs = () if is_iso else (Repair.DATE_SIGNS,)
        return _certain(_day(found[1], found[3], found[4]), signs, found[5])
    if found := _YEAR_LAST.fullmatch(cell):
        dmy = _day(found[4], found[3], found[1])
        mdy = _day(found[4], found[1], found[3])
        if dmy is None and mdy is None:
            return None
        return WrittenDate(dmy, mdy, _time_left_out(found[5]))
    if found := _DAY_AND_WORD.fullmatch(cell):
        return _in_words(found[3], found[2], found[1], found[4])
    if found := _WORD_AND_DAY.fullmatch(cell):
        return _in_words(found[3], found[1], found[2], found[4])
    if found := _SERIAL.fullmatch(cell):
        day = _SERIAL_START + timedelta(days=int(found[1]))
        return WrittenDate(day, day, (Repair.SERIAL_DAY,), is_serial=True)
    if _SHORT_YEAR.fullmatch(cell):
        return WrittenDate(has_short_year=True)
    return None


def compact_date(text: str) -> WrittenDate | None:
    """Eight digits as year, month and day: read so only where the order is declared."""
    cell = text.strip()
    if not re.fullmatch("[0-9]{8}", cell):
        return None
    return _certain(_day(cell[:4], cell[4:6], cell[6:]), (Repair.DATE_SIGNS,), "")


def date_order(dates: Iterable[WrittenDate]) -> Order | None:
    """The order that a column's dates prove; None where some stay undecided.

    Some day above 12 in one order, and none in the other, decides for the column.
    """
    seen = list(dates)
    if not any(one.is_undecided for one in seen):
        return "dmy"
    day_first = any(one.mdy is None and one.dmy is not None for one in seen)
    month_first = any(one.dmy is None and one.mdy is not None for one in seen)
    if day_first == month_first:
        return None
    return "dmy" if day_first else "mdy"


def repairs_of(written: str, read: WrittenDate, order: Order) -> tuple[Repair, ...]:
    """What it took to read a date in that order."""
    if not _YEAR_LAST.fullmatch(written.strip()):
        return read.repairs
    day_first = order != "mdy" if read.dmy is not None and read.mdy is not None else bool(read.dmy)
    return (Repair.DAY_FIRST if day_first else Repair.MONTH_FIRST, *read.repairs)


def _certain(day: date | None, repairs: tuple[Repair, ...], time: str) -> WrittenDate | None:
    if day is None:
        return None
    return WrittenDate(day, day, (*repairs, *_time_left_out(time)))


def _in_words(year: str, word: str, day: str, time: str) -> WrittenDate | None:
    month = _month(word)
    if month is None:
        return None
    return _certain(_day(year, str(month), day), (Repair.DATE_IN_WORDS,), time)


def _month(word: str) -> int | None:
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().casefold()
    if plain in _MONTHS:
        return _MONTHS[plain]
    if plain in _MONTH_NAMES:
        return _MONTH_NAMES.index(plain) % 12 + 1
    return None


def _time_left_out(time: str) -> tuple[Repair, ...]:
    """A time of midnight is what programs add to a day; any other is told."""
    return (Repair.TIME_OF_DAY,) if re.search("[1-9]", re.split("[Z+-]", time)[0]) else ()


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
