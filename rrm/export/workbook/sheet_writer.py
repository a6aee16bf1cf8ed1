"""Writes sheets with xlsxwriter: real numbers and dates, and text that stays text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from rrm.export.printable import plain_order, printable
from rrm.export.workbook.column_widths import WHOLE_FROM
from rrm.export.workbook.page_fit import Fit, fit_to_page, row_height
from rrm.export.workbook.references import Placed, column_letter
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn, Value, sum_of_column
from rrm.export.workbook.text_width import FONT, POINTS
from rrm.model.language import Message, msg, put_into_words

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_LONGEST_CELL = 32_767
# Beyond this, spreadsheets show a cell of the text format as a row of hashes.
_LONGEST_TEXT_FORMAT = 255
_LONGEST_SHEET_NAME = 31
_NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_SUM_OF_VISIBLE = 109
_LONGEST_PAGE_EDGE = 255
_LONGEST_IN_PAGE_EDGE = 110
_LONGEST_STANDING = 70
_A4 = 9
_LINE_COLOUR = "#CDD3D8"
# Room for three or four lines; the author is not shown before the words.
_NOTE: dict[str, object] = {
    "author": "", "width": 260, "height": 96, "font_name": FONT, "font_size": POINTS - 1,
}  # fmt: skip

DEFAULT_FORMAT: dict[str, object] = {
    # Without a scheme of the theme, which would bring its own font.
    "font_name": FONT, "font_size": POINTS, "font_scheme": False,
}  # fmt: skip
"""How a workbook's cells look unless they say otherwise."""


@dataclass(frozen=True, slots=True)
class PageEdges:
    """What stands on each printed page: what plan it is of, how far it may be used, from what."""

    title: Value
    standing: Message
    made_from: tuple[Message, ...]


class SheetWriter:
    """Writes sheets of one workbook in one language.

    workbook: an xlsxwriter Workbook. edges: what stands at the top and foot of each printed page.
    """

    def __init__(self, workbook: Workbook, language: str, edges: PageEdges) -> None:
        self._workbook = workbook
        self._language = language
        self._edges = edges
        self._is_right_to_left = is_right_to_left(language)
        self._formats: dict[tuple[tuple[str, str], ...], Format] = {}
        self._names: set[str] = set()

    def add(self, sheet: Sheet) -> Placed:
        """Adds a sheet with its table, and returns it under the name that it got."""
        page = self.add_empty(sheet.title)
        fit = fit_to_page(sheet, self.words)
        self._header(page, sheet.columns, fit)
        above: tuple[Value, ...] | None = None
        for row, (values, height) in enumerate(zip(sheet.rows, fit.rows, strict=True), start=1):
            page.set_row_pixels(row, height)
            block = tuple(values[place] for place in sheet.block)
            begins = above is not None and block != above
            above = block
            for place, (value, column) in enumerate(zip(values, sheet.columns, strict=True)):
                if column.formula and isinstance(value, int | float):
                    self.computed(page, row, place, column.formula, value, begins=begins)
                else:
                    self.cell(page, row, place, value, column.kind, begins=begins)
        self._totals(page, sheet)
        page.freeze_panes(1, sheet.frozen_columns)
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
        self.set_up_print(page, repeat_header=True)
        return Placed(sheet, str(page.get_name()))

    def add_empty(self, title: Message) -> Worksheet:
        """Adds a sheet with nothing on it yet."""
        page = self._workbook.add_worksheet(self._free_name(self.words(title)))
        if self._is_right_to_left:
            page.right_to_left()
        return page

    def words(self, value: Value) -> str:
        """A value as text of the workbook's language, cut to what a cell can hold."""
        words = plain_order(printable(put_into_words(value, self._language)))
        return words.replace("\r\n", "\n").replace("\r", "\n")[:_LONGEST_CELL]

    def cell(
        self,
        page: Worksheet,
        row: int,
        column: int,
        value: Value,
        kind: Kind,
        *,
        flush: bool = False,
        begins: bool = False,
    ) -> None:
        """Writes one value with its type; text is never read as a formula, number or link.

        flush: whether it stands at the very left, also a number. begins: whether a block of rows
        begins here.
        """
        if value is None or value == "":
            page.write_blank(row, column, None, self.style(kind, flush=flush, begins=begins))
        elif isinstance(value, date):
            moment = value if isinstance(value, datetime) else datetime(*value.timetuple()[:3])
            page.write_datetime(row, column, moment, self.style(kind, flush=flush, begins=begins))
        elif isinstance(value, int | float) and kind is not Kind.TEXT:
            style = self.style(kind, is_whole(value), flush=flush, begins=begins)
            page.write_number(row, column, value, style)
        else:
            self.text(page, row, column, value, flush=flush, begins=begins)

    def computed(
        self,
        page: Worksheet,
        row: int,
        column: int,
        formula: str,
        value: float,
        *,
        flush: bool = False,
        begins: bool = False,
    ) -> None:
        """Writes a formula of ours with the value that it gives. formula: `{row}` for its row."""
        style = self.style(Kind.NUMBER, is_whole(value), flush=flush, begins=begins)
        page.write_formula(row, column, formula.replace("{row}", str(row + 1)), style, value)

    def text(
        self,
        page: Worksheet,
        row: int,
        column: int,
        value: Value,
        *,
        bold: bool = False,
        flush: bool = False,
        begins: bool = False,
    ) -> None:
        """Writes words as text, also when someone edits the cell later."""
        words = self.words(value)
        look = self.style(_kind_of_text(words), bold=bold, flush=flush, begins=begins)
        page.write_string(row, column, words, look)

    def heading(
        self, page: Worksheet, row: int, column: int, value: Value, kind: Kind, flush: bool = False
    ) -> None:
        """Writes what a column is called, set as its values are."""
        align = _LOOKS[kind]["align"]
        placed = {"align": align, "indent": int(align == "left" and not flush)}
        look = _IN_HEADER | placed
        page.write_string(row, column, self.words(value), self._format(look))

    def style(
        self,
        kind: Kind,
        whole: bool = True,
        bold: bool = False,
        is_total: bool = False,
        flush: bool = False,
        begins: bool = False,
    ) -> Format:
        """The cell format of a kind of value."""
        look = _IN_CELLS | _LOOKS[kind]
        if kind is Kind.NUMBER and not whole:
            look |= _WITH_DECIMALS
        if is_total:
            look |= _IN_TOTALS
        if begins:
            look |= _BEGINS
        if flush:
            look |= _FLUSH | ({"num_format": _DATE} if kind is Kind.DATE else {})
        return self._format(look | {"bold": bold or is_total})

    def set_up_print(
        self, page: Worksheet, repeat_header: bool = False, on_one_page: bool = False
    ) -> None:
        """A4 on its side, one page wide, with the heading above and page numbers below."""
        page.set_default_row(row_height(1) * 0.75)
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.75)
        page.fit_to_pages(1, 1 if on_one_page else 0)
        title, standing = self.words(self._edges.title), self.words(self._edges.standing)
        standing = _within(standing, _LONGEST_STANDING)
        page.set_header(_page_edge((title,), f"{standing} · &A"))
        page.set_footer(_page_edge([self.words(one) for one in self._edges.made_from], "&P / &N"))
        if repeat_header:
            page.repeat_rows(0)

    def _header(self, page: Worksheet, columns: tuple[SheetColumn, ...], fit: Fit) -> None:
        page.set_row_pixels(0, fit.header)
        for place, column in enumerate(columns):
            page.set_column_pixels(place, place, fit.columns[place])
            self.heading(page, 0, place, column.heading, column.kind)
            if column.note is not None:
                page.write_comment(0, place, self.words(column.note), _NOTE)

    def _format(self, look: dict[str, object]) -> Format:
        key = tuple(sorted((name, str(value)) for name, value in look.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(DEFAULT_FORMAT | look)
        return self._formats[key]

    def _totals(self, page: Worksheet, sheet: Sheet) -> None:
        with_total = [place for place, column in enumerate(sheet.columns) if column.has_total]
        if not with_total or not sheet.rows:
            return
        row = len(sheet.rows) + 1
        style = self.style(Kind.TEXT, is_total=True)
        for place in range(len(sheet.columns)):
            page.write_blank(row, place, None, style)
        page.write_string(row, 0, self.words(msg("Total of the rows shown")), style)
        for place in with_total:
            value = sum_of_column(sheet.rows, place)
            letter = column_letter(place)
            page.write_formula(
                row, place, f"=SUBTOTAL({_SUM_OF_VISIBLE},{letter}2:{letter}{row})",
                self.style(Kind.NUMBER, is_whole(value), is_total=True), value,
            )  # fmt: skip

    def _free_name(self, wanted: str) -> str:
        name = " ".join(wanted.translate(_NOT_IN_SHEET_NAMES).split())[:_LONGEST_SHEET_NAME].strip()
        name = name or "Sheet"
        number = 2
        free = name
        while free.casefold() in self._names:
            free = f"{name[: _LONGEST_SHEET_NAME - 4].strip()} {number}"
            number += 1
        self._names.add(free.casefold())
        return free


_IN_CELLS: dict[str, object] = {
    "valign": "vcenter", "bottom": 1, "bottom_color": _LINE_COLOUR,
}  # fmt: skip
_IN_HEADER: dict[str, object] = {
    "bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8ECEF",
}  # fmt: skip
# Its words may run into the empty cells beside them.
_IN_TOTALS: dict[str, object] = {"top": 1, "text_wrap": False}
_BEGINS: dict[str, object] = {"top": 1, "top_color": "#5B6770"}
# Text and dates stand off from what is left of them, by an indent or the room of an M: numbers
# lose an indent when LibreOffice prints at a smaller scale.
_OFF: dict[str, object] = {"align": "left", "indent": 1}
_FLUSH: dict[str, object] = {"align": "left", "indent": 0}
_DATE = "dd/mm/yyyy"
_LOOKS: dict[Kind, dict[str, object]] = {
    Kind.TEXT: {"text_wrap": True, "num_format": "@"} | _OFF,
    Kind.LONG_TEXT: {"text_wrap": True, "quote_prefix": True} | _OFF,
    Kind.NUMBER: {"num_format": "#,##0", "align": "right"},
    Kind.SEVERITY: {"num_format": "0", "align": "center"},
    # What is not all never reads 100 %.
    Kind.SHARE: {"num_format": "[<0.995]0%;[<1]0.00%;0%", "align": "right"},
    Kind.DATE: {"num_format": f"_M{_DATE}", "align": "left"},
    Kind.MOMENT: {"num_format": "_Mdd/mm hh:mm", "align": "left"},
}
_WITH_DECIMALS: dict[str, object] = {"num_format": f"[>={WHOLE_FROM}]#,##0;#,##0.00"}


def _kind_of_text(words: str) -> Kind:
    return Kind.TEXT if len(words) <= _LONGEST_TEXT_FORMAT else Kind.LONG_TEXT


def is_whole(value: float) -> bool:
    """Whether a number is shown without decimals."""
    return float(value).is_integer()


def is_right_to_left(language: str) -> bool:
    """Whether a language is written from the right."""
    from babel import Locale

    return str(Locale.parse(language, sep="-").text_direction) == "rtl"


def _page_edge(left: Sequence[str], right: str) -> str:
    """Lines at the left and one at the right; more than 255 characters are refused there."""
    font = f'&{POINTS - 1}&"{FONT},Regular"'
    room = _LONGEST_PAGE_EDGE - 2 * len(f"&L{font}") - len(right) - len(left)
    shares = [min(_LONGEST_IN_PAGE_EDGE, room // len(left)) if left else 0 for _ in left]
    lines = [_within(line, share) for line, share in zip(left, shares, strict=True)]
    return "&L" + font + "\n".join(lines) + f"&R{font}{right}"


def _within(text: str, room: int) -> str:
    """Words on one line, cut to the room that there is; an ampersand starts no code."""
    kept = ""
    # A no-break space stays one.
    for sign in re.sub(r"[ \t\r\n]+", " ", text):
        written = "&&" if sign == "&" else sign
        if len(kept) + len(written) > room:
            return kept
        kept += written
    return kept
