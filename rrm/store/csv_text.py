"""Values as the cells of a run folder's tables.

Whole numbers are plain; others have at most six decimals, rounded half up, and no trailing
zeros; yes and no; dates as 2022-04-18; lists joined; nothing is an empty cell.

Text stands as it was given, save two things. NUL, which no spreadsheet takes, is dropped. And a
spreadsheet would run a cell that starts with = + - @, a tab or a carriage return as a formula,
so such text gets an apostrophe in front, which spreadsheets do not show; numbers do not.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from math import isfinite

from rrm.model.rounding import round_half_up
from rrm.model.run_files import LIST_SEPARATOR

DECIMALS = 6
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_NEEDS_QUOTES = ('"', ",", "\n", "\r")
_BEYOND_DECIMALS = 1e15  # a float holds no more than sixteen digits


def table_text(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A whole table: the header row, then a line for each row."""
    lines = [columns, *rows]
    return "".join(",".join(_quoted(cell_text(cell)) for cell in line) + "\n" for line in lines)


def cell_text(value: object) -> str:
    """One value as its cell, before quoting."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return guarded(LIST_SEPARATOR.join(str(item) for item in value))
    return guarded(str(value))


def number_text(value: float) -> str:
    """The shortest decimal of at most six places, never with an exponent: 12, 0.5, 0.333333.

    What is no number at all stands as nan or inf, for the check to refuse.
    """
    if not isfinite(value):
        return str(float(value))
    rounded = float(value) if abs(value) >= _BEYOND_DECIMALS else round_half_up(value, DECIMALS)
    digits = format(Decimal(repr(rounded)), "f")
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return "0" if digits == "-0" else digits


def guarded(text: str) -> str:
    """Text that is safe to open in a spreadsheet and to write as UTF-8."""
    clean = text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return f"'{clean}" if clean.startswith(_FORMULA_STARTS) else clean


def unguarded(cell: str) -> str:
    """Text as it was given, from its cell: without the apostrophe that guards it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA_STARTS) else cell


def _quoted(cell: str) -> str:
    if not any(mark in cell for mark in _NEEDS_QUOTES):
        return cell
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'
