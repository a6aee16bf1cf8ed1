"""A row of a table of receipts: its cells by column, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rrm.intake.foreign.source_tables import SourceTable
from rrm.intake.wording import quoted
from rrm.model.language import msg
from rrm.model.problem import Place, Problem


@dataclass(frozen=True, slots=True)
class Row:
    """cells: those that hold anything, trimmed. written: the column names as they stand there."""

    cells: Mapping[str, str]
    written: Mapping[str, str]
    shown: str
    number: int

    def cell(self, column: str) -> str:
        """What stands in a column, blank where nothing does."""
        return self.cells.get(column, "")

    def has_any(self, columns: tuple[str, ...]) -> bool:
        """Whether anything stands in one of these columns."""
        return any(column in self.cells for column in columns)

    def at(self, column: str) -> Place:
        """The place of a cell, under the name that stands over it."""
        name = self.written.get(column, column)
        return Place(self.shown, row=self.number, column=quoted(name))

    def lacks(self, column: str) -> Problem:
        """The problem of a cell that is needed and empty (RRM-I012)."""
        return Problem(
            "RRM-I012",
            self.at(column),
            msg("the cell is empty"),
            msg("a receipt says what became of the load, and on which day"),
            msg("Fill in the cell."),
        )


def rows_of(table: SourceTable, columns: Mapping[str, int]) -> Iterator[Row]:
    """The rows of a table that say anything. columns: where each stands."""
    written = {name: table.header[at] for name, at in columns.items()}
    for index, number in enumerate(table.numbers):
        cells = {name: _text(table.columns[at][index]) for name, at in columns.items()}
        yield Row({n: c for n, c in cells.items() if c}, written, table.shown, number)


def _text(cell: str) -> str:
    text = cell.strip()
    # A table of ours has an apostrophe before text that a spreadsheet would run.
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text
