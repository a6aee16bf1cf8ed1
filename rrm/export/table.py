"""A table for the report, before it is HTML: headings and cells that know what they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rrm.export.names import PlaceName
from rrm.model.language import Message, Text


@dataclass(frozen=True, slots=True)
class Name:
    """A name that someone typed; kept apart from the direction of the text around it.

    note: a few words that stand below it.
    """

    text: PlaceName
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class Severity:
    """A severity class 1..5; `label` says what the class means."""

    level: int
    label: Text


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a whole, 0..1, drawn as a bar beside its words."""

    share: float
    words: Message


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Text as a file has it, the same in every language: a checksum, the lines of a rule."""

    text: str


Cell = Message | Text | Name | Severity | Verbatim | str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading; numbers are set to the right; short ones are kept on one line."""

    heading: Message | Text
    is_number: bool = False
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table. On a narrow screen its rows become cards, or it scrolls in its own box."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    scrolls: bool = False
