"""Column widths: as wide as what the column holds, or as the page has room for."""

from __future__ import annotations

from collections import Counter
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

WHOLE_FROM = 100
"""Numbers are shown without decimals from here on."""

_CELL_SIDES = 10
# What a text or date stands off from what is left of it.
_INDENT = 11
_CHARACTER = 7
# Where there is room, the words of two headings don't touch.
_BETWEEN = 8
# A longer word is broken where the column ends.
_LONGEST_WHOLE_WORD = 140
_STEP = 7
# Enough to see what narrowing a column costs.
_TEXTS_WEIGHED = 200

Words = Callable[[Value], str]


@dataclass(frozen=True, slots=True)
class _Wish:
    """Pixels that a column wants and the least that it can do with; texts: those that may wrap."""

    wanted: int
    least: int
    sides: int
    texts: Counter[str]

    def lines(self, width: int) -> int:
        """Lines in all rows together, at a width."""
        return sum(
            count * lines_of(text, width - self.sides)
            for text, count in self.texts.most_common(_TEXTS_WEIGHED)
        )


def column_widths(sheet: Sheet, words: Words) -> tuple[int, ...]:
    """Pixels of each column; together no more than a legible page holds, if that can be."""
    return _narrowed([_wish(sheet, place, words) for place in range(len(sheet.columns))])


def sides_of(column: SheetColumn) -> int:
    """Pixels of a column that its words can't use."""
    return _CELL_SIDES + (_INDENT if column.kind in (Kind.TEXT, Kind.DATE, Kind.MOMENT) else 0)


def _wish(sheet: Sheet, place: int, words: Words) -> _Wish:
    column = sheet.columns[place]
    shown = Counter(_shown(values[place], words) for values in sheet.rows)
    if column.has_total:
        shown[_shown(sum_of_column(sheet.rows, place), words)] += 1
    heading, sides = words(column.heading), sides_of(column)
    # A total is bold.
    whole = max((text_width(text, bold=column.has_total) for text in shown), default=0) + sides
    least = max(widest_word(heading, bold=True) + sides, column.narrowest * _CHARACTER)
    if column.kind is Kind.TEXT:
        word = max((widest_word(text) for text in shown), default=0) + sides
        least = max(least, min(word, _LONGEST_WHOLE_WORD))
        whole = min(whole, column.widest * _CHARACTER)
    else:
        least = max(least, whole)
    wanted = max(least, whole, narrowest_in_two_lines(heading, bold=True) + sides + _BETWEEN)
    texts = shown if column.kind is Kind.TEXT else Counter[str]()
    return _Wish(int(wanted) + 1, int(least) + 1, sides, texts)


def _narrowed(wishes: Sequence[_Wish]) -> tuple[int, ...]:
    """Widths for all columns: step by step that one is narrowed which costs fewest lines."""
    widths = [wish.wanted for wish in wishes]
    costs: dict[int, int] = {}
    while sum(widths) > PAGE_PIXELS / LEAST_SCALE:
        for place, wish in enumerate(wishes):
            if place not in costs and widths[place] > wish.least:
                narrower = max(wish.least, widths[place] - _STEP)
                costs[place] = wish.lines(narrower) - wish.lines(widths[place])
        if not costs:
            break
        chosen = min(costs, key=lambda place: (costs[place], -widths[place], place))
        widths[chosen] = max(wishes[chosen].least, widths[chosen] - _STEP)
        del costs[chosen]
    return tuple(widths)


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
