"""A table: rows as high as their words, rules between, heads again on each page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rrm.export.paper.lettering import Lettering, Line, Style, height_of
from rrm.export.paper.pages import on_pages
from rrm.export.paper.pen import MARGIN, THICK, WIDTH, Align, Pen

HEAD = Style(6.5, is_bold=True)
CELL = Style(8.5)
BOLD = Style(8.5, is_bold=True)
NOTE = Style(6.5)
PAD_X, PAD_Y = 1.0, 0.9
MOST_LINES = 36
"""Of a cell: more would leave a page no room for what is signed."""

MOST_HEAD_LINES = 8
SMALLEST_HEAD = 4.8


@dataclass(frozen=True, slots=True)
class Cell:
    """Words in a cell. texts: each begins a line, as languages do. notes: smaller, below."""

    texts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column. heading: in each language. width: millimetres, all of them WIDTH together."""

    heading: tuple[str, ...]
    width: float
    align: Align = "start"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells. A band has one cell, over all columns, and heads the rows that follow."""

    cells: tuple[Cell, ...]
    is_band: bool = False
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class _LaidRow:
    """A row broken into lines: those of each cell."""

    row: Row
    cells: tuple[tuple[Line, ...], ...]
    height: float


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A table whose rows are broken into lines and have their height."""

    columns: tuple[Column, ...]
    heads: tuple[tuple[Line, ...], ...]
    rows: tuple[_LaidRow, ...]
    head_height: float = field(default=0.0)

    def pages(self, first: float, later: float, tail: float) -> tuple[range, ...]:
        """Which rows stand on which page, its head taken off what there is; see `on_pages`."""
        return on_pages(
            [one.height for one in self.rows],
            first - self.head_height,
            later - self.head_height,
            tail,
            self._stays_with_next(),
        )

    def draw(self, pen: Pen, rows: range, y: float) -> float:
        """The head and some rows; returns where they end."""
        top = y
        pen.shade(MARGIN, y, WIDTH, self.head_height)
        pen.rule(MARGIN, y, WIDTH, THICK)
        self._cells(pen, self.heads, y)
        y += self.head_height
        pen.rule(MARGIN, y, WIDTH, THICK)
        stretches: list[tuple[float, float]] = [(top, y)]
        for one in self.rows[rows.start : rows.stop]:
            if one.row.is_band:
                pen.lines(one.cells[0], MARGIN + PAD_X, y + PAD_Y, WIDTH - 2 * PAD_X)
            else:
                self._cells(pen, one.cells, y)
                stretches.append((y, y + one.height))
            y += one.height
            pen.rule(MARGIN, y, WIDTH, THICK if one.row.is_sum else 0.15)
        pen.upright(MARGIN, top, y - top, THICK)
        pen.upright(MARGIN + WIDTH, top, y - top, THICK)
        self._uprights(pen, stretches)
        pen.rule(MARGIN, y, WIDTH, THICK)
        return y

    def _stays_with_next(self) -> list[bool]:
        """A band with what it heads, the last line with the sum."""
        after = [one.row.is_sum for one in self.rows[1:]]
        return [
            one.row.is_band or is_last
            for one, is_last in zip(self.rows, [*after, False], strict=True)
        ]

    def _cells(self, pen: Pen, cells: Sequence[tuple[Line, ...]], y: float) -> None:
        x = MARGIN
        for column, lines in zip(self.columns, cells, strict=True):
            pen.lines(lines, x + PAD_X, y + PAD_Y, column.width - 2 * PAD_X, column.align)
            x += column.width

    def _uprights(self, pen: Pen, stretches: list[tuple[float, float]]) -> None:
        """Rules between columns, one for each stretch that no band interrupts."""
        for start, end in _joined(stretches):
            x = MARGIN
            for column in self.columns[:-1]:
                x += column.width
                pen.upright(x, start, end - start)


def lay_out(
    lettering: Lettering, columns: tuple[Column, ...], rows: Iterable[Row], row_mm: float
) -> LaidTable:
    """A table broken into lines. row_mm: least height of a row, for who writes in it by hand."""
    heads = tuple(_heading(lettering, column) for column in columns)
    return LaidTable(
        columns,
        heads,
        tuple(_laid(lettering, columns, row, row_mm) for row in rows),
        max(height_of(lines) for lines in heads) + 2 * PAD_Y,
    )


def _laid(lettering: Lettering, columns: tuple[Column, ...], row: Row, row_mm: float) -> _LaidRow:
    widths = (WIDTH,) if row.is_band else tuple(column.width for column in columns)
    aligns = ("start",) if row.is_band else tuple(column.align for column in columns)
    cells = tuple(
        _figure(lettering, cell, width) if align == "end" else _words(lettering, cell, width)
        for cell, width, align in zip(row.cells, widths, aligns, strict=True)
    )
    least = 0.0 if row.is_band else row_mm
    return _LaidRow(row, cells, max(least, *(height_of(cell) + 2 * PAD_Y for cell in cells)))


def _heading(lettering: Lettering, column: Column) -> tuple[Line, ...]:
    """A heading, in letters small enough that its longest word is not cut."""
    within = column.width - 2 * PAD_X
    longest = max(
        (word for text in column.heading for word in lettering.shown(text).split(" ")),
        key=lambda word: lettering.width(word, HEAD),
        default="",
    )
    style = lettering.fitting(longest, within, HEAD, least=SMALLEST_HEAD)
    found = [line for text in column.heading for line in lettering.lines(text, within, style)]
    return _at_most(found, MOST_HEAD_LINES)


def _words(lettering: Lettering, cell: Cell, width: float) -> tuple[Line, ...]:
    within = width - 2 * PAD_X
    style = BOLD if cell.is_bold else CELL
    found = [line for text in cell.texts for line in lettering.lines(text, within, style)]
    found += [line for note in cell.notes for line in lettering.lines(note, within, NOTE)]
    return _at_most(found, MOST_LINES)


def _figure(lettering: Lettering, cell: Cell, width: float) -> tuple[Line, ...]:
    """A figure, which is never broken: it is set smaller instead."""
    within = width - 2 * PAD_X
    style = BOLD if cell.is_bold else CELL
    return tuple(Line(text, lettering.fitting(text, within, style)) for text in cell.texts if text)


def _at_most(lines: list[Line], most: int) -> tuple[Line, ...]:
    if len(lines) > most:
        lines = [*lines[: most - 1], Line("…", lines[most - 1].style)]
    return tuple(lines)


def _joined(stretches: list[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for start, end in stretches:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
