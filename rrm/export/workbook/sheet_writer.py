"""Writes sheets with xlsxwriter: real numbers and dates, and text that stays text."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from rrm.export.printable import printable
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn, Value, sum_of_column
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
_A4 = 9


class SheetWriter:
    """Writes sheets of one workbook in one language.

    workbook: an xlsxwriter Workbook. heading: what stands at the top of each printed page.
    """

    def __init__(self, workbook: Workbook, language: str, heading: str) -> None:
        self._workbook = workbook
        self._language = language
        self._heading = heading
        self._formats: dict[tuple[str, ...], Format] = {}
        self._names: set[str] = set()

    def add(self, sheet: Sheet) -> str:
        """Adds a sheet with its table, and returns the name it got."""
        page = self.add_empty(sheet.title)
        self._header(page, sheet.columns)
        for row, values in enumerate(sheet.rows, start=1):
            for column, value in enumerate(values):
                self.cell(page, row, column, value, sheet.columns[column].kind)
        self._totals(page, sheet)
        page.freeze_panes(1, sheet.frozen_columns)
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
        self.set_up_print(page, repeat_header=True)
        return str(page.get_name())

    def add_empty(self, title: Message) -> Worksheet:
        """Adds a sheet with nothing on it yet."""
        return self._workbook.add_worksheet(self._free_name(self.words(title)))

    def words(self, value: Value) -> str:
        """A value as text of the workbook's language, cut to what a cell can hold."""
        return printable(put_into_words(value, self._language))[:_LONGEST_CELL]

    def cell(self, page: Worksheet, row: int, column: int, value: Value, kind: Kind) -> None:
        """Writes one value with its type; text is never read as a formula, number or link."""
        if value is None or value == "":
            page.write_blank(row, column, None, self.style(kind))
        elif isinstance(value, date):
            moment = value if isinstance(value, datetime) else datetime(*value.timetuple()[:3])
            page.write_datetime(row, column, moment, self.style(kind))
        elif isinstance(value, int | float) and kind is not Kind.TEXT:
            page.write_number(row, column, value, self.style(kind, _is_whole(value)))
        else:
            self.text(page, row, column, value)

    def text(
        self, page: Worksheet, row: int, column: int, value: Value, bold: bool = False
    ) -> None:
        """Writes words as text, also when someone edits the cell later."""
        words = self.words(value)
        page.write_string(row, column, words, self.style(_kind_of_text(words), bold=bold))

    def style(
        self, kind: Kind, whole: bool = True, bold: bool = False, top: bool = False
    ) -> Format:
        """The cell format of a kind of value."""
        key = (kind.value, str(whole), str(bold), str(top))
        if key not in self._formats:
            look: dict[str, object] = {"valign": "top", "bold": bold, "font_name": "Arial",
                                       "font_size": 10}  # fmt: skip
            look |= _LOOKS[kind] if kind is not Kind.NUMBER or whole else _WITH_DECIMALS
            if top:
                look["top"] = 1
            self._formats[key] = self._workbook.add_format(look)
        return self._formats[key]

    def set_up_print(self, page: Worksheet, repeat_header: bool) -> None:
        """A4 on its side, one page wide, with the heading above and page numbers below."""
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.set_header("&L" + _for_page_edge(self._heading) + "&R&A")
        page.set_footer("&L" + _for_page_edge(self.words(msg("Draft"))) + "&R&P / &N")
        if repeat_header:
            page.repeat_rows(0)

    def _header(self, page: Worksheet, columns: tuple[SheetColumn, ...]) -> None:
        look = self._workbook.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 2,
             "bg_color": "#E8ECEF", "font_name": "Arial", "font_size": 10}
        )  # fmt: skip
        for place, column in enumerate(columns):
            page.set_column(place, place, column.width)
            page.write_string(0, place, self.words(column.heading), look)

    def _totals(self, page: Worksheet, sheet: Sheet) -> None:
        with_total = [place for place, column in enumerate(sheet.columns) if column.has_total]
        if not with_total or not sheet.rows:
            return
        row = len(sheet.rows) + 1
        for place in range(len(sheet.columns)):
            page.write_blank(row, place, None, self.style(Kind.TEXT, bold=True, top=True))
        label = self.words(msg("Total of the rows shown"))
        page.write_string(row, 0, label, self.style(Kind.TEXT, bold=True, top=True))
        for place in with_total:
            value = sum_of_column(sheet.rows, place)
            letter = column_letter(place)
            page.write_formula(
                row, place, f"=SUBTOTAL({_SUM_OF_VISIBLE},{letter}2:{letter}{row})",
                self.style(Kind.NUMBER, _is_whole(value), bold=True, top=True), value,
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


_LOOKS: dict[Kind, dict[str, object]] = {
    Kind.TEXT: {"text_wrap": True, "num_format": "@"},
    Kind.LONG_TEXT: {"text_wrap": True, "quote_prefix": True},
    Kind.NUMBER: {"num_format": "#,##0"},
    Kind.SHARE: {"num_format": "0%"},
    Kind.DATE: {"num_format": "dd/mm/yyyy", "align": "left"},
    Kind.MOMENT: {"num_format": "dd/mm/yyyy hh:mm", "align": "left"},
}
_WITH_DECIMALS: dict[str, object] = {"num_format": "#,##0.00"}


def column_letter(place: int) -> str:
    """A column's letters, A for the first."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _kind_of_text(words: str) -> Kind:
    return Kind.TEXT if len(words) <= _LONGEST_TEXT_FORMAT else Kind.LONG_TEXT


def _is_whole(value: float) -> bool:
    return float(value).is_integer()


def _for_page_edge(text: str) -> str:
    # An ampersand starts a code there, and a header of more than 255 characters is refused.
    return text.replace("&", "&&")[:200]
