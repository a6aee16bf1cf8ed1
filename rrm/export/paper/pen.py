"""Drawing on a page in millimetres from its upper corner, on the side that reading begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from rrm.export.paper.lettering import (
    FAMILY,
    MM_A_POINT,
    Lettering,
    Line,
    Style,
    needs_shaping,
    stretches,
)
from rrm.export.paper.libraries import qr_modules

if TYPE_CHECKING:
    from fpdf import FPDF

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
MARGIN = 10.0
WIDTH = PAGE_WIDTH - 2 * MARGIN

THIN, THICK = 0.15, 0.4
_ABOVE_BASELINE = 0.95
"""Of the size of letters: what is kept for them above the line that they stand on."""

MODULE_MM = 0.9
QUIET_MODULES = 4

Align = Literal["start", "centre", "end"]


class Pen:
    """Draws words, rules and boxes.

    x: from the left, or from the right where a paper is read so.
    """

    def __init__(self, pdf: FPDF, lettering: Lettering, *, is_right_to_left: bool) -> None:
        self._pdf = pdf
        self.lettering = lettering
        self._turned = is_right_to_left

    def words(
        self, text: str, x: float, y: float, width: float, style: Style, align: Align = "start"
    ) -> None:
        """One line in a box of that width, its upper edge at y."""
        shown = self.lettering.shown(text)
        if not shown:
            return
        wide = self.lettering.width(shown, style)
        shift = {"start": 0.0, "centre": (width - wide) / 2, "end": width - wide}[align]
        left = self._left(x + shift, wide)
        self._pdf.set_font(FAMILY, "B" if style.is_bold else "", style.points)
        self._pdf.set_text_color(style.grey)
        if needs_shaping(shown):
            self._shaped(shown, left, y, style)
            return
        self._pdf.text(left, y + style.points * MM_A_POINT * _ABOVE_BASELINE, shown)

    def lines(
        self, lines: Sequence[Line], x: float, y: float, width: float, align: Align = "start"
    ) -> float:
        """Lines one below the other; returns where they end."""
        for line in lines:
            self.words(line.text, x, y, width, line.style, align)
            y += line.style.line_mm
        return y

    def across(self, text: str, style: Style, degrees: float) -> None:
        """One line through the middle of the page, slanting."""
        middle_x, middle_y = PAGE_WIDTH / 2, PAGE_HEIGHT / 2
        with self._pdf.rotation(degrees, middle_x, middle_y):
            self.words(text, 0, middle_y - style.line_mm / 2, PAGE_WIDTH, style, "centre")

    def rule(self, x: float, y: float, width: float, line: float = THIN) -> None:
        """A line from one side to the other."""
        self._pdf.set_line_width(line)
        left = self._left(x, width)
        self._pdf.line(left, y, left + width, y)

    def upright(self, x: float, y: float, height: float, line: float = THIN) -> None:
        """A line downwards."""
        self._pdf.set_line_width(line)
        left = self._left(x, 0)
        self._pdf.line(left, y, left, y + height)

    def frame(self, x: float, y: float, width: float, height: float, line: float = THIN) -> None:
        """An empty box."""
        self._pdf.set_line_width(line)
        self._pdf.rect(self._left(x, width), y, width, height)

    def shade(self, x: float, y: float, width: float, height: float, grey: int = 232) -> None:
        """A grey ground that black letters are read on, also from a poor printer."""
        self._pdf.set_fill_color(grey)
        self._pdf.rect(self._left(x, width), y, width, height, style="F")

    def qr(self, signs: str, x: float, y: float) -> float:
        """A QR code with its quiet zone; returns its width, which is its height."""
        rows = qr_modules(signs)
        wide = (len(rows) + 2 * QUIET_MODULES) * MODULE_MM
        left, top = self._left(x, wide) + QUIET_MODULES * MODULE_MM, y + QUIET_MODULES * MODULE_MM
        self._pdf.set_fill_color(0)
        for down, row in enumerate(rows):
            for start, end in _dark_runs(row):
                self._pdf.rect(
                    left + start * MODULE_MM, top + down * MODULE_MM,
                    (end - start) * MODULE_MM, MODULE_MM, style="F",
                )  # fmt: skip
        return wide

    def _shaped(self, text: str, left: float, y: float, style: Style) -> None:
        """A line whose letters join or turn round, which takes longer to draw."""
        size = style.points * MM_A_POINT
        for part in stretches(text):
            wide = self.lettering.stretch_width(part, style)
            self._pdf.set_text_shaping(True)
            self._pdf.set_xy(left, y + (_ABOVE_BASELINE - 0.8) * size)
            self._pdf.cell(h=size, text=part)
            self._pdf.set_text_shaping(False)
            left += wide

    def _left(self, x: float, width: float) -> float:
        return PAGE_WIDTH - x - width if self._turned else x


def _dark_runs(row: Sequence[int]) -> list[tuple[int, int]]:
    """Where dark modules begin and end, those beside each other as one."""
    runs: list[tuple[int, int]] = []
    for at, is_dark in enumerate(row):
        if not is_dark:
            continue
        if runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs
