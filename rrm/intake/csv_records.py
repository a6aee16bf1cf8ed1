"""CSV as rows of cells, whatever spreadsheet it comes from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from rrm.intake.input_folder import checked_utf8
from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem

MAX_CELL = 10_000
MAX_ROWS = 1_000_000
MAX_COLUMNS = 2_000
_SEPARATORS = (",", ";", "\t")

Record = tuple[int, list[str]]
"""A row's number as a spreadsheet shows it, and its cells."""


def csv_records(data: bytes, shown: str, separator: str | None = None) -> Iterator[Record]:
    """Rows of a CSV file in UTF-8, blank rows left out but counted.

    separator: where it isn't given, it is the comma, semicolon or tab that the first row has most
    of. Raises BadInput at the row where quotation marks don't match, a cell or the table is too
    large.
    """
    checked_utf8(data, shown)
    lines = _CountedLines(data)
    sign = separator or separator_of(data)
    reader = csv.reader(lines, delimiter=sign, strict=True, skipinitialspace=True)
    row = 0
    try:
        for row, cells in enumerate(reader, 1):
            if lines.length > MAX_CELL:
                _check_cells(cells, shown, row)
            lines.length = 0
            if row > MAX_ROWS + 1:
                raise BadInput([too_many_rows(shown)])
            if any(cells):
                yield row, cells
    except csv.Error:
        raise BadInput([_unmatched(shown, row + 1)]) from None


class _CountedLines:
    """The lines of the text; length: characters taken since it was last set to 0."""

    def __init__(self, data: bytes) -> None:
        self._lines = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
        self.length = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.length += len(line)
        return line


def separator_of(data: bytes) -> str:
    """The comma, semicolon or tab that the first row has most of, outside quotation marks."""
    first = next((line for line in data[:1_000_000].splitlines() if line.strip(b" ,;\t")), b"")
    unquoted = b"".join(first.split(b'"')[::2]).decode("utf-8", "replace")
    return max(_SEPARATORS, key=unquoted.count)


def _check_cells(cells: list[str], shown: str, row: int) -> None:
    if len(cells) > MAX_COLUMNS:
        raise BadInput([too_many_columns(shown, row)])
    for column, cell in enumerate(cells, 1):
        if len(cell) > MAX_CELL:
            raise BadInput([_too_long(shown, row, column, len(cell))])


def _too_long(shown: str, row: int, column: int, length: int) -> Problem:
    return Problem(
        "RRM-I026",
        Place(shown, row=row, column=column),
        msg("a cell of {n} characters", n=length),
        msg("at most {n} characters are read", n=MAX_CELL),
        msg("Shorten it; a quotation mark may be missing."),
    )


def _unmatched(shown: str, row: int) -> Problem:
    return Problem(
        "RRM-I027",
        Place(shown, row=row),
        msg("quotation marks don't match from here on"),
        msg('a cell that holds quotation marks is quoted, the marks doubled: "5"" pipe"'),
        msg("Look for a cell that begins with a quotation mark and does not end with one."),
    )


def too_many_rows(shown: str) -> Problem:
    """The problem of a table beyond what is read."""
    return Problem(
        "RRM-I025",
        Place(shown),
        msg("more than {n} rows", n=MAX_ROWS),
        msg("at most {n} rows are read", n=MAX_ROWS),
        msg("Split the table, or remove what does not belong in it."),
    )


def too_many_columns(shown: str, row: int) -> Problem:
    """The problem of a row wider than what is read."""
    what: Message = msg("more than {n} columns", n=MAX_COLUMNS)
    return Problem(
        "RRM-I025",
        Place(shown, row=row),
        what,
        msg("at most {n} columns are read", n=MAX_COLUMNS),
        msg("Remove the columns that don't belong in the table."),
    )
