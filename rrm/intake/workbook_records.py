"""Sheets of an XLSX workbook as rows of cells, read as text like a CSV file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from rrm.intake.csv_records import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Record, too_many_rows
from rrm.intake.input_folder import CONTROL_CHARACTER
from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MAX_UNPACKED = 400_000_000
_MAX_PARTS = 2_000
_FORMULA_ALONE = re.compile(
    rb'<c r="[A-Z]{1,3}([0-9]{1,7})"[^>]{0,200}>\s*<f(?:[^>]{0,300}/>|[^>]{0,300}>[^<]{0,9000}</f>)'
    rb"\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)
"""A cell of a sheet's part with a formula and no value. Source: ECMA-376 part 1, 18.3.1.4."""


class Workbook:
    """An XLSX file; formulas count as the value last computed for them."""

    def __init__(self, data: bytes, shown: str) -> None:
        """Raises BadInput where the file is no workbook, or unpacks to something enormous."""
        self._shown = shown
        self._data = data
        try:
            from openpyxl import load_workbook
        except ImportError:
            raise BadInput([_no_reader(shown)]) from None
        _check_archive(data, shown)
        try:
            self._book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        except Exception:
            # A damaged workbook surfaces as almost any error of the reader.
            raise BadInput([_damaged(shown)]) from None

    @property
    def sheets(self) -> tuple[str, ...]:
        """Names of the sheets in their order."""
        return tuple(self._book.sheetnames)

    def shown(self, sheet: str) -> str:
        """A sheet's name in messages: scenario.xlsx!sites."""
        return f"{self._shown}!{sheet}"

    def records(self, sheet: str) -> Iterator[Record]:
        """The rows of a sheet, blank ones left out but counted; raises BadInput as csv_records."""
        shown = self.shown(sheet)
        try:
            worksheet = self._book[sheet]
            worksheet.reset_dimensions()
            yield from _rows(worksheet, shown)
        except BadInput:
            raise
        except Exception:
            raise BadInput([_damaged(shown)]) from None

    def formulas_without_value(self, sheet: str) -> tuple[int, ...]:
        """The rows of cells with a formula for which the file holds no value, a row a cell."""
        path = getattr(self._book[sheet], "_worksheet_path", None)
        if path is None:
            return ()
        with zipfile.ZipFile(io.BytesIO(self._data)) as archive:
            content = archive.read(path)
        if b"<f" not in content:
            return ()
        return tuple(int(found[1]) for found in _FORMULA_ALONE.finditer(content))


def _rows(worksheet: Worksheet, shown: str) -> Iterator[Record]:
    width = 0
    for row, values in enumerate(worksheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), 1):
        if row > MAX_ROWS + 1:
            raise BadInput([too_many_rows(shown)])
        if not any(value is not None for value in values):
            continue
        # Rows come padded to the widest that is read; what is blank at the end is no cell.
        last = max(at for at, value in enumerate(values, 1) if value is not None)
        cells = [_text(value) for value in values[:last]]
        _check(cells, shown, row)
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        # The first row that says anything is the header: it tells how wide the table is.
        width = width or len(cells)
        cells.extend("" for _ in range(width - len(cells)))
        if any(cells):
            yield row, cells


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _check(cells: list[str], shown: str, row: int) -> None:
    for column, cell in enumerate(cells, 1):
        place = Place(shown, row=row, column=column)
        if len(cell) > MAX_CELL:
            raise BadInput(
                [
                    Problem(
                        "RRM-I026",
                        place,
                        msg("a cell of {n} characters", n=len(cell)),
                        msg("at most {n} characters are read", n=MAX_CELL),
                        msg("Shorten it."),
                    )
                ]
            )
        if CONTROL_CHARACTER.search(cell):
            raise BadInput(
                [
                    Problem(
                        "RRM-I004",
                        place,
                        msg("a control character within a cell"),
                        msg("cells hold letters, digits and signs"),
                        msg("Type the cell again."),
                    )
                ]
            )


def _check_archive(data: bytes, shown: str) -> None:
    """Refuses an archive that unpacks to more than it should, or declares XML entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > _MAX_UNPACKED or len(parts) > _MAX_PARTS:
                raise BadInput([_enormous(shown)])
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        if b"<!DOCTYPE" in file.read(1_000):
                            raise BadInput([_damaged(shown)])
    except BadInput:
        raise
    except Exception:
        raise BadInput([_damaged(shown)]) from None


def _problem(code: str, shown: str, what: Message, remedy: Message) -> Problem:
    return Problem(code, Place(shown), what, msg("an XLSX workbook is needed"), remedy)


def _damaged(shown: str) -> Problem:
    return _problem(
        "RRM-I030",
        shown,
        msg("this can't be read as a workbook"),
        msg("Save it again as .xlsx without a password, or save its sheets as CSV."),
    )


def _enormous(shown: str) -> Problem:
    return _problem(
        "RRM-I002",
        shown,
        msg("it unpacks to more than {n} MB", n=_MAX_UNPACKED // 1_000_000),
        msg("Save it again with the sheets of the scenario only."),
    )


def _no_reader(shown: str) -> Problem:
    return _problem(
        "RRM-I030",
        shown,
        msg("workbooks can't be read: openpyxl is not installed"),
        msg("Install openpyxl, or save the sheets as CSV files."),
    )
