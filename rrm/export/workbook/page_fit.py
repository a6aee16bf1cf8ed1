"""Column widths and row heights: legible on a page, and no cell covers another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn, Value, sum_of_column
from rrm.export.workbook.text_width import (
    lines_of,
    narrowest_in_two_lines,
    text_width,
    widest_word,
)

PAGE_PIXELS = 1045
"""Between the margins of A4 on its side, at full size."""

LEAST_SCALE = 0.75
"""Of ten points this leaves seven and a half on paper; words wrap rather than go below."""

CELL_SIDES = 10
INDENT = 11
"""What a text or date stands off from what is left of it."""

WHOLE_FROM = 100
"""Numbers are shown without decimals from here on."""

_LINE = 17
_ABOVE_AND_BELOW = 4
# A spreadsheet takes no row higher than this (409 points).
_HIGHEST_ROW = 545
_CHARACTER = 7
# A longer word is broken where the column ends.
_LONGEST_WHOLE_WORD = 120
_STEP = 7

Words = Callable[[Value], str]


@dataclass(frozen=True, slots=True)
class Fit:
    """Pixels: the width of each column, the height of the header and of each row in order."""

    columns: tuple[int, ...]
    header: int
    rows: tuple[int, ...]


def fit_to_page(sheet: Sheet, words: Words) -> Fit:
    """Columns as wide as what they hold, text narrower where the page has no room for it."""
    widths = _narrowed([_span(sheet, place, words) for place in range(len(sheet.columns))])
    headings = (
        lines_of(words(column.heading), width - _sides(column), bold=True)
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


def _span(sheet: Sheet, place: int, words: Words) -> tuple[int, int]:
    """The width that a column wants, and the least that it can do with."""
    column = sheet.columns[place]
    shown = {_shown(values[place], words) for values in sheet.rows}
    if column.has_total:
        shown.add(_shown(sum_of_column(sheet.rows, place), words))
    heading = words(column.heading)
    in_two_lines = narrowest_in_two_lines(heading, bold=True) + _sides(column)
    in_words = max(widest_word(heading, bold=True) + _sides(column), column.narrowest * _CHARACTER)
    # As in a total, which is bold.
    whole = max((text_width(text, column.has_total) for text in shown), default=0) + _sides(column)
    if column.kind is Kind.TEXT:
        word = max((widest_word(text) for text in shown), default=0) + _sides(column)
        least = max(in_words, min(word, _LONGEST_WHOLE_WORD))
        whole = min(whole, column.widest * _CHARACTER)
    else:
        least = max(in_words, whole)
    return int(max(least, whole, in_two_lines)) + 1, int(least) + 1


def _narrowed(spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Widths for all columns: the widest that can are narrowed until the page is legible."""
    widths = [wanted for wanted, _ in spans]
    while sum(widths) > PAGE_PIXELS / LEAST_SCALE:
        can = [place for place, (_, least) in enumerate(spans) if widths[place] > least]
        if not can:
            break
        widest = max(can, key=lambda place: widths[place])
        widths[widest] = max(spans[widest][1], widths[widest] - _STEP)
    return tuple(widths)


def _height(
    values: Sequence[Value], columns: Sequence[SheetColumn], widths: Sequence[int], words: Words
) -> int:
    return row_height(
        max(
            lines_of(words(value), width - _sides(column)) if column.kind is Kind.TEXT else 1
            for value, column, width in zip(values, columns, widths, strict=True)
        )
    )


def _sides(column: SheetColumn) -> int:
    return CELL_SIDES + (INDENT if column.kind in (Kind.TEXT, Kind.DATE, Kind.MOMENT) else 0)


def _shown(value: Value, words: Words) -> str:
    """A value about as long as the spreadsheet shows it."""
    match value:
        case None:
            return ""
        case datetime():
            return "00/00 00:00"
        case date():
            return "00/00/0000"
        case int() | float():
            whole = abs(value) >= WHOLE_FROM or float(value).is_integer()
            return f"{value:,.0f}" if whole else f"{value:,.2f}"
        case _:
            return words(value)
