"""A sheet before it is written: columns that know what they hold, and rows of plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rrm.export.published import exact_sum
from rrm.model.language import Message, Text

Value = Message | Text | str | int | float | date | datetime | None


class Kind(StrEnum):
    """What a column holds, which decides its number format and its place in the cell."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    SEVERITY = "severity"
    SHARE = "share"
    DATE = "date"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: heading, and whether its sum means something.

    widest, narrowest: in characters. Text wraps beyond the one; the other is for what is
    written by hand. note: what the column holds, for whoever points at its heading. key: by which
    formulas of other sheets name it. formula: what its cells compute, `{row}` for their row; their
    values are what it gives.
    """

    heading: Message | Text
    kind: Kind = Kind.TEXT
    widest: int = 40
    has_total: bool = False
    narrowest: int = 0
    note: Message | None = None
    key: str = ""
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table on a sheet of its own; `frozen_columns` stay in view when it scrolls sideways.

    block: places of columns; rows that agree in them belong together, and a rule parts them.
    """

    title: Message
    columns: tuple[SheetColumn, ...]
    rows: Sequence[tuple[Value, ...]]
    frozen_columns: int = 1
    block: tuple[int, ...] = ()


def sum_of_column(rows: Sequence[tuple[Value, ...]], place: int) -> float:
    """Sum of the numbers in a column as they are printed, which its formula shows."""
    values = (row[place] for row in rows)
    return exact_sum(value for value in values if isinstance(value, int | float))
