"""The workbook of a form: three sheets of plain text, laid out to be read and edited."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from rrm.export.printable import printable
from rrm.export.workbook.page_fit import row_height
from rrm.export.workbook.text_width import FONT, POINTS, lines_of
from rrm.export.xlsform.rows import Choice, FormRows, Settings, SurveyRow
from rrm.export.xlsform.tongues import Tongues

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# So that the same form gives the same bytes.
_CREATED = datetime(2000, 1, 1)
_A3 = 8
_CELL_SIDES = 14
_LONGEST_CELL = 32_767
_WIDE, _MIDDLE, _NARROW = 300, 200, 130
_PIXELS = {
    "label": _WIDE, "hint": _MIDDLE, "relevant": _MIDDLE, "constraint": _MIDDLE,
    "constraint_message": _WIDE, "type": _MIDDLE, "name": _MIDDLE, "required": 75,
    "form_title": _WIDE, "instance_name": _WIDE, "list_name": _MIDDLE,
}  # fmt: skip
_LOOK: dict[str, object] = {
    "font_name": FONT, "font_size": POINTS, "font_scheme": False, "text_wrap": True,
    "valign": "top", "num_format": "@", "bottom": 1, "bottom_color": "#CDD3D8", "right": 1,
    "right_color": "#CDD3D8",
}  # fmt: skip
_HEADER: dict[str, object] = {"bold": True, "bg_color": "#E8ECEF"}
_BY_TYPE: dict[str, dict[str, object]] = {
    "begin_group": {"bold": True, "bg_color": "#DCE6F1"},
    "end_group": {"bg_color": "#DCE6F1"},
    "begin_repeat": {"bold": True, "bg_color": "#E2EFDA"},
    "end_repeat": {"bg_color": "#E2EFDA"},
    "note": {"italic": True, "font_color": "#595959"},
}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column with its heading, the field it shows, and its cells from the first row down."""

    heading: str
    field: str
    cells: tuple[str, ...]


def form_bytes(rows: FormRows, tongues: Tongues) -> bytes:
    """The workbook as XLSX; every cell is text, whatever it begins with."""
    from xlsxwriter import Workbook

    target = BytesIO()
    workbook = Workbook(target, _OPTIONS)
    workbook.set_properties({"title": rows.settings.form_title[:255], "created": _CREATED})
    looks = [_BY_TYPE.get(row.type, {}) for row in rows.survey]
    _write(workbook, "survey", tuple(_columns(SurveyRow, rows.survey, tongues)), looks, frozen=2)
    choices = tuple(_columns(Choice, rows.choices, tongues))
    _write(workbook, "choices", choices, [{}] * len(rows.choices), frozen=2)
    settings = tuple(_columns(Settings, (rows.settings,), tongues))
    _write(workbook, "settings", settings, [{}], frozen=0)
    workbook.close()
    return target.getvalue()


def _columns(
    kind: type[SurveyRow | Choice | Settings],
    rows: Sequence[SurveyRow | Choice | Settings],
    tongues: Tongues,
) -> Iterator[_Column]:
    """The columns that have anything in them; words have one for each language."""
    for field in fields(kind):
        values = [getattr(row, field.name) for row in rows]
        if not any(values):
            continue
        if not any(isinstance(value, tuple) for value in values):
            yield _Column(field.name, field.name, tuple(values))
            continue
        for code in tongues.codes:
            cells = tuple(dict(value or ()).get(code, "") for value in values)
            yield _Column(f"{field.name}::{tongues.heading(code)}", field.name, cells)


def _write(
    workbook: Workbook,
    name: str,
    columns: tuple[_Column, ...],
    looks: Sequence[dict[str, object]],
    frozen: int,
) -> None:
    page = workbook.add_worksheet(name)
    formats: dict[str, Format] = {}

    def look(special: dict[str, object]) -> Format:
        return formats.setdefault(repr(special), workbook.add_format(_LOOK | special))

    widths = [_PIXELS.get(column.field, _NARROW) for column in columns]
    for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
        page.set_column_pixels(place, place, width, look({}))
        page.write_string(0, place, column.heading, look(_HEADER))
        for row, (cell, special) in enumerate(zip(column.cells, looks, strict=True), start=1):
            page.write_string(row, place, printable(cell)[:_LONGEST_CELL], look(special))
    _set_heights(page.set_row_pixels, columns, widths)
    page.freeze_panes(1, frozen)
    page.set_landscape()
    page.set_paper(_A3)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&L&A&R&P / &N")


def _set_heights(
    set_row: Callable[[int, int], object], columns: tuple[_Column, ...], widths: Sequence[int]
) -> None:
    """Rows as high as their words need: spreadsheets don't see to it when they open a file."""
    by_row = zip(*((column.heading, *column.cells) for column in columns), strict=True)
    for row, cells in enumerate(by_row):
        lines = max(
            lines_of(cell, width - _CELL_SIDES, bold=row == 0)
            for cell, width in zip(cells, widths, strict=True)
        )
        set_row(row, row_height(lines))
