"""Letters on paper: which can be shown, how wide they are, where lines break."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rrm.export.printable import REPLACEMENT, plain_order, printable

if TYPE_CHECKING:
    from fpdf import FPDF
    from fpdf.fonts import TTFFont

FONTS = Path(__file__).parent.parent / "fonts"
FAMILY = "DejaVu"
MM_A_POINT = 25.4 / 72
LINE = 1.22
"""Height of a line as a multiple of the size of its letters."""

LONGEST = 1200
"""Letters of one text that are shown; no name that is let in is as long."""

_FROM_THE_RIGHT = frozenset({"R", "AL", "AN"})
_ORDER_MARKS = re.compile("[\u200e\u200f\u061c]")


@dataclass(frozen=True, slots=True)
class Style:
    """How letters look. points: their size; grey: 0 black to 255 white."""

    points: float
    is_bold: bool = False
    grey: int = 0

    @property
    def line_mm(self) -> float:
        """Height of a line."""
        return self.points * MM_A_POINT * LINE


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text that has been broken to a width."""

    text: str
    style: Style


def height_of(lines: tuple[Line, ...]) -> float:
    """Millimetres that lines take one below the other."""
    return sum(line.style.line_mm for line in lines)


def needs_shaping(text: str) -> bool:
    """Whether letters join or stand in another order than they are read, or marks sit on them."""
    return not text.isascii() and any(
        unicodedata.bidirectional(sign) in _FROM_THE_RIGHT or unicodedata.category(sign)[0] == "M"
        for sign in text
    )


def stretches(text: str) -> list[str]:
    """A line parted where the direction turns, to be drawn from left to right each by itself.

    One stretch where the line begins from the right. In a line that begins from the left, figures
    belong to the Arabic before them: drawn with the whole line, fpdf2 would set them behind it.
    """
    from fpdf.bidi import BidiParagraph
    from fpdf.enums import TextDirection

    paragraph = BidiParagraph(text)
    if paragraph.base_direction is TextDirection.RTL:
        return [text]
    parts: list[tuple[bool, str]] = []
    for one in paragraph.get_characters():
        is_turned = one.embedding_level > 0
        if parts and parts[-1][0] == is_turned:
            parts[-1] = (is_turned, parts[-1][1] + one.character)
        else:
            parts.append((is_turned, one.character))
    return [part for _, part in parts]


class Lettering:
    """The shipped fonts within a document: what they can show, and how wide."""

    def __init__(self, pdf: FPDF) -> None:
        pdf.add_font(FAMILY, "", FONTS / "DejaVuSans.ttf")
        pdf.add_font(FAMILY, "B", FONTS / "DejaVuSans-Bold.ttf")
        self._pdf = pdf
        self._fonts: dict[bool, TTFFont] = {}
        for is_bold in (False, True):
            pdf.set_font(FAMILY, "B" if is_bold else "", 10)
            self._fonts[is_bold] = pdf.current_font  # type: ignore[assignment]
        self._shown: dict[str, str] = {}
        self._broken: dict[tuple[str, float, Style], tuple[Line, ...]] = {}

    def shown(self, text: str) -> str:
        """A text on one line, as it is drawn: what can't be shown as the replacement sign."""
        found = self._shown.get(text)
        if found is None:
            found = self._shown[text] = self._prepared(text)
        return found

    def width(self, text: str, style: Style) -> float:
        """Millimetres that a text takes which has been prepared by `shown`."""
        if needs_shaping(text):
            return self._shaped_width(text, style)
        widths = self._fonts[style.is_bold].cw
        return sum(widths[ord(sign)] for sign in text) * style.points * MM_A_POINT / 1000

    def lines(self, text: str, width_mm: float, style: Style) -> tuple[Line, ...]:
        """A text broken into lines at its blanks, and within words that are wider than a line."""
        key = (text, width_mm, style)
        found = self._broken.get(key)
        if found is None:
            broken = self._break(self.shown(text), width_mm, style)
            found = self._broken[key] = tuple(Line(one, style) for one in broken)
        return found

    def fitting(self, text: str, width_mm: float, style: Style, least: float = 0.0) -> Style:
        """The style with letters small enough that a text stays on one line.

        least: points that letters always have.
        """
        wide = self.width(self.shown(text), style)
        points = style.points if wide <= width_mm else style.points * width_mm / wide
        return Style(max(points, least), style.is_bold, style.grey)

    def _prepared(self, text: str) -> str:
        plain = plain_order(printable(unicodedata.normalize("NFC", text)))
        if len(plain) > LONGEST:
            plain = f"{plain[: LONGEST - 1]}…"
        if not any(unicodedata.bidirectional(sign) in _FROM_THE_RIGHT for sign in plain):
            plain = _ORDER_MARKS.sub("", plain)
        on_one_line = re.sub(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029 ]+", " ", plain).strip(" ")
        known = self._fonts[False].cmap
        return "".join(
            sign if ord(sign) in known or sign == "\u061c" else REPLACEMENT for sign in on_one_line
        )

    def _shaped_width(self, text: str, style: Style) -> float:
        return sum(self.stretch_width(part, style) for part in stretches(text))

    def stretch_width(self, text: str, style: Style) -> float:
        """Millimetres that a stretch takes when its letters are joined."""
        self._pdf.set_font(FAMILY, "B" if style.is_bold else "", style.points)
        self._pdf.set_text_shaping(True)
        try:
            return float(self._pdf.get_string_width(text))
        finally:
            self._pdf.set_text_shaping(False)

    def _break(self, text: str, width_mm: float, style: Style) -> list[str]:
        lines: list[str] = []
        current = ""
        for word in text.split(" "):
            longer = f"{current} {word}" if current else word
            if self.width(longer, style) <= width_mm:
                current = longer
                continue
            if current:
                lines.append(current)
            *whole, current = self._parts(word, width_mm, style)
            lines += whole
        return [*lines, current] if current else lines

    def _parts(self, word: str, width_mm: float, style: Style) -> list[str]:
        """A word cut where it fills a line; marks stay with the letter that they sit on."""
        parts = [""]
        for sign in word:
            fits = self.width(parts[-1] + sign, style) <= width_mm
            if parts[-1] and not fits and unicodedata.category(sign)[0] != "M":
                parts.append("")
            parts[-1] += sign
        return parts
