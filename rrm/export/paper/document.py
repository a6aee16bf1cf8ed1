"""A document on paper: pages that all say which plan they are of, and whether it is approved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from rrm.export.formats import Circle
from rrm.export.paper.lettering import Lettering, Line, Style, height_of
from rrm.export.paper.libraries import empty_pdf
from rrm.export.paper.pen import (
    MARGIN,
    MODULE_MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    QUIET_MODULES,
    WIDTH,
    Pen,
)
from rrm.export.paper.speech import Speech, Words
from rrm.export.paper.stamp_lines import stamp_lines
from rrm.export.published import Stamp
from rrm.model.language import Message, msg

TITLE = Style(14, is_bold=True)
NUMBER = Style(19, is_bold=True)
SMALL = Style(7.5)
FOOT = Style(5.8)
FOOT_BOLD = Style(5.8, is_bold=True)
DRAFT = Style(90, is_bold=True, grey=222)

TOP = MARGIN
GAP = 2.0
QR_MM = (21 + 2 * QUIET_MODULES) * MODULE_MM
"""Of a waybill number, whose code has 21 modules a side."""

QR_ABOVE = QUIET_MODULES * MODULE_MM
"""The quiet zone reaches above the first line, so that dark modules begin with it."""


class Paper:
    """A document under way. `pen` draws on the page begun last, `speech` puts into words."""

    def __init__(
        self,
        stamp: Stamp | None,
        languages: tuple[str, ...],
        title: Words,
        circle: Circle,
        role: Words = "",
    ) -> None:
        """The document without pages. title: as a reader's window shows it.

        role: what the one who approved is called, where the rule pack is at hand.
        Raises BadInput (RRM-X003) where the libraries of paper are not installed.
        """
        self._pdf = empty_pdf()
        self.speech = Speech(languages)
        self.lettering = Lettering(self._pdf)
        self.pen = Pen(self._pdf, self.lettering, is_right_to_left=self.speech.is_right_to_left)
        self._is_draft = stamp is None or stamp.is_draft
        self._foot = self._foot_lines(stamp_lines(stamp, circle, role))
        self._set_up(stamp, self.speech.in_a_row(title), languages)

    @property
    def bottom(self) -> float:
        """Where the foot of a page begins, which nothing else is drawn over."""
        return PAGE_HEIGHT - MARGIN + 3 - height_of(self._foot) - GAP

    def begin_page(self, page: int, of: int) -> None:
        """A new page with its foot. page, of: its place among those of this waybill or list."""
        self._pdf.add_page()
        if self._is_draft:
            self._say_draft()
        y = self.bottom + 1
        self.pen.rule(MARGIN, y, WIDTH)
        numbered = self.speech.in_a_row(msg("Page {page} of {pages}", page=page, pages=of))
        self.pen.words(numbered, MARGIN, y + 0.6, WIDTH, FOOT_BOLD, "end")
        self.pen.lines(self._foot, MARGIN, y + 0.6, WIDTH)

    def head(self, title: Words, number: str, below: tuple[str, ...], qr: bool = False) -> float:
        """The head of a page; returns where it ends.

        number: large, and as a QR code where one is wanted. below: lines in small letters.
        """
        room, lines = self._head_lines(title, number, below, qr)
        if qr and number:
            self.pen.qr(number, MARGIN + WIDTH - QR_MM, TOP - QR_ABOVE)
        y = self.pen.lines(lines, MARGIN, TOP, room)
        return (max(y, TOP - QR_ABOVE + QR_MM) if qr and number else y) + GAP

    def head_height(
        self, title: Words, number: str, below: tuple[str, ...], qr: bool = False
    ) -> float:
        """Where the head of such a page will end."""
        _, lines = self._head_lines(title, number, below, qr)
        y = TOP + height_of(lines)
        return (max(y, TOP - QR_ABOVE + QR_MM) if qr and number else y) + GAP

    def finished(self) -> bytes:
        """The document."""
        return bytes(self._pdf.output())

    def _head_lines(
        self, title: Words, number: str, below: tuple[str, ...], qr: bool
    ) -> tuple[float, tuple[Line, ...]]:
        """Room beside the QR code, and what stands in it."""
        room = WIDTH - QR_MM if qr and number else WIDTH
        break_up = self.lettering.lines
        lines = [line for text in self.speech.of(title) for line in break_up(text, room, TITLE)]
        if number:
            lines.append(Line(number, self.lettering.fitting(number, room, NUMBER)))
        lines += [line for text in below for line in break_up(text, room, SMALL)]
        return room, tuple(lines)

    def _set_up(self, stamp: Stamp | None, title: str, languages: tuple[str, ...]) -> None:
        self._pdf.set_auto_page_break(False)
        self._pdf.set_margin(0)
        self._pdf.c_margin = 0
        self._pdf.set_title(title)
        self._pdf.set_lang(languages[0])
        if stamp is not None:
            day = stamp.time_of_data
            self._pdf.set_creation_date(datetime(day.year, day.month, day.day, tzinfo=UTC))
            self._pdf.set_subject(stamp.run_id)

    def _foot_lines(self, lines: Iterable[tuple[bool, Message]]) -> tuple[Line, ...]:
        """The first is short, as the number of the page stands beside it."""
        found: list[Line] = []
        for is_bold, message in lines:
            style = FOOT_BOLD if is_bold else FOOT
            for text in self.speech.of(message):
                room = WIDTH - 40 if not found else WIDTH
                found += self.lettering.lines(text, room, style)
        return tuple(found)

    def _say_draft(self) -> None:
        text = self.lettering.shown(self.speech.in_a_row(msg("Draft")).upper())
        style = self.lettering.fitting(text, PAGE_WIDTH, DRAFT)
        self.pen.across(text, style, 52)
