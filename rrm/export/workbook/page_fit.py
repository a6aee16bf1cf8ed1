"""What size a sheet's columns and rows must have so that no cell covers another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rrm.export.workbook.column_widths import Words, column_widths, sides_of
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn, Value
from rrm.export.workbook.text_width import lines_of

_LINE = 17
_ABOVE_AND_BELOW = 4
# A spreadsheet takes no row higher than this (409 points).
_HIGHEST_ROW = 545


@dataclass(frozen=True, slots=True)
class Fit:
    """Pixels: the width of each column, the height of the header and of each row in order."""

    columns: tuple[int, ...]
    header: int
    rows: tuple[int, ...]


def fit_to_page(sheet: Sheet, words: Words) -> Fit:
    """Columns that a legible page holds, and rows as high as the words in them."""
    widths = column_widths(sheet, words)
    headings = (
        lines_of(words(column.heading), width - sides_of(column), bold=True)
        for column, width in zip(sheet.columns, widths, strict=True)
    )
    return Fit(
        columns=widths,
        # A line more, for the buttons of the filter.
        header=row_height(1 + max(headings)),
        rows=tuple(_height(values, sheet.columns, widths, words) for values in sheet.rows),
    )


def row_height(lines: int) -> int:
    """Pixels of a row with so many lines, at most what a spreadsheet takes."""
    return min(_HIGHEST_ROW, lines * _LINE + _ABOVE_AND_BELOW)


def _height(
    values: Sequence[Value], columns: Sequence[SheetColumn], widths: Sequence[int], words: Words
) -> int:
    return row_height(
        max(
            lines_of(words(value), width - sides_of(column)) if column.kind is Kind.TEXT else 1
            for value, column, width in zip(values, columns, widths, strict=True)
        )
    )
