"""Cells of a stored run's tables as numbers, dates and words; what they don't hold is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from rrm.model.language import Message, Text, msg
from rrm.model.problem import Place, Problem
from rrm.model.run_files import LIST_SEPARATOR
from rrm.store.csv_text import unguarded
from rrm.store.reading import Row, StoredRun

_WHOLE = re.compile(r"-?[0-9]{1,15}")
_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,9})?")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?")
_Value = TypeVar("_Value")
_Code = TypeVar("_Code", bound=StrEnum)


def unreadable_file(stored: StoredRun, name: str) -> Problem:
    """The problem of a file of a run folder that doesn't hold what it must (RRM-T014)."""
    return Problem(
        "RRM-T014",
        Place(str(stored.folder / name)),
        msg("the file can't be read"),
        msg("a run folder holds all its files as they were written"),
        msg("Make the run again, or take the folder from where it was copied."),
    )


class UnreadableCell(Exception):  # noqa: N818 - it says what the cell is
    """A cell that doesn't hold what its column must."""

    def __init__(self, column: str, allowed: Message) -> None:
        self.column, self.allowed = column, allowed


class TypedRow:
    """A row's cells as numbers and words. Raises UnreadableCell."""

    def __init__(self, cells: Row) -> None:
        self._cells = cells

    def whole(self, column: str) -> int:
        """A whole number."""
        if not _WHOLE.fullmatch(self._cells[column]):
            raise UnreadableCell(column, msg("a whole number is needed"))
        return int(self._cells[column])

    def whole_or_none(self, column: str) -> int | None:
        """A whole number, or None where the cell is empty."""
        return self.whole(column) if self._cells[column] else None

    def date_or_none(self, column: str) -> date | None:
        """A date, or None where the cell is empty."""
        try:
            return date.fromisoformat(self._cells[column]) if self._cells[column] else None
        except ValueError:
            raise UnreadableCell(column, msg("a date is needed")) from None

    def date(self, column: str) -> date:
        """A date."""
        found = self.date_or_none(column)
        if found is None:
            raise UnreadableCell(column, msg("a date is needed"))
        return found

    def moment(self, column: str) -> str:
        """A local time as 2022-04-18T06:00, seconds at will."""
        written = self._cells[column]
        try:
            if _MOMENT.fullmatch(written):
                datetime.fromisoformat(written)
                return written
        except ValueError:
            pass
        raise UnreadableCell(column, msg("a local time is needed, such as 2022-04-18T06:00"))

    def yes_or_no(self, column: str) -> bool:
        """Whether it holds."""
        if self._cells[column] not in ("yes", "no"):
            raise UnreadableCell(column, msg("one of: {names}", names="yes, no"))
        return self._cells[column] == "yes"

    def listed(self, column: str) -> tuple[str, ...]:
        """Several codes; none where the cell is empty."""
        cell = self.text(column)
        return tuple(cell.split(LIST_SEPARATOR)) if cell else ()

    def one_of(self, column: str, codes: type[_Code]) -> _Code:
        """One of the codes of a column."""
        try:
            return codes(self.text(column))
        except ValueError:
            names = ", ".join(code.value for code in codes)
            raise UnreadableCell(column, msg("one of: {names}", names=names)) from None

    def number(self, column: str) -> float:
        """A finite number."""
        if not _NUMBER.fullmatch(self._cells[column]):
            raise UnreadableCell(column, msg("a finite number is needed"))
        return float(self._cells[column])

    def text(self, column: str) -> str:
        """Text as it was given."""
        return unguarded(self._cells[column])

    def said(self, column: str) -> Message:
        """A sentence that stands there in both languages."""
        versions = {"en": self.text(column), "fr": self.text(f"{column}_fr")}
        return Message("{said}", (("said", Text.of(versions)),))


class TypedCells:
    """The tables of a run, typed; problems are collected over all of them."""

    def __init__(self, stored: StoredRun) -> None:
        self._stored = stored
        self.problems: list[Problem] = []

    def rows(self, table: str, read: Callable[[TypedRow], _Value]) -> tuple[_Value, ...]:
        """A table's rows, without those that can't be read; they go to `problems`."""
        return tuple(self._read(table, read))

    def _read(self, table: str, read: Callable[[TypedRow], _Value]) -> Iterator[_Value]:
        for number, cells in enumerate(self._stored.tables[table], start=2):
            try:
                yield read(TypedRow(cells))
            except UnreadableCell as why:
                self.problems.append(self._problem(table, number, cells, why))

    def _problem(self, table: str, number: int, cells: Row, why: UnreadableCell) -> Problem:
        return Problem(
            "RRM-T015",
            Place(str(self._stored.folder / table), row=number, column=why.column),
            msg('found "{cell}"', cell=cells[why.column][:40]),
            why.allowed,
            msg("Make the run again, or take the folder from where it was copied."),
        )
