"""Boxes above and below a table: what is printed under a label, what is filled in by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rrm.export.paper.lettering import Lettering, Line, Style, height_of
from rrm.export.paper.pen import MARGIN, WIDTH, Pen

LABEL = Style(6.5)
VALUE = Style(9, is_bold=True)
SIGNED = Style(7.5, is_bold=True)
PAD_X, PAD_Y = 1.2, 0.8
BLANK_MM = 6.5
"""Room for a line by hand."""


@dataclass(frozen=True, slots=True)
class Field:
    """A box: label and value in each language; without a value it is filled in by hand.

    share: of the width of its row.
    """

    label: tuple[str, ...]
    value: tuple[str, ...] = ()
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class _LaidField:
    label: tuple[Line, ...]
    value: tuple[Line, ...]
    width: float

    @property
    def height(self) -> float:
        return height_of(self.label) + (height_of(self.value) or BLANK_MM) + 2 * PAD_Y


@dataclass(frozen=True, slots=True)
class LaidFields:
    """Rows of boxes with their height."""

    rows: tuple[tuple[_LaidField, ...], ...]

    @property
    def height(self) -> float:
        """Millimetres that all rows take."""
        return sum(_row_height(row) for row in self.rows)

    def draw(self, pen: Pen, y: float) -> float:
        """The boxes; returns where they end."""
        for row in self.rows:
            x, high = MARGIN, _row_height(row)
            for one in row:
                pen.frame(x, y, one.width, high)
                within = one.width - 2 * PAD_X
                below = pen.lines(one.label, x + PAD_X, y + PAD_Y, within)
                pen.lines(one.value, x + PAD_X, below, within)
                x += one.width
            y += high
        return y


def lay_out_fields(lettering: Lettering, rows: Sequence[Sequence[Field]]) -> LaidFields:
    """Boxes broken into lines, each row over the whole width."""
    return LaidFields(tuple(tuple(_laid_row(lettering, row)) for row in rows))


def _laid_row(lettering: Lettering, row: Sequence[Field]) -> list[_LaidField]:
    shares = sum(one.share for one in row)
    return [
        _LaidField(
            _broken(lettering, one.label, WIDTH * one.share / shares, LABEL),
            _broken(lettering, one.value, WIDTH * one.share / shares, VALUE),
            WIDTH * one.share / shares,
        )
        for one in row
    ]


def _broken(
    lettering: Lettering, texts: tuple[str, ...], width: float, style: Style
) -> tuple[Line, ...]:
    return tuple(line for text in texts for line in lettering.lines(text, width - 2 * PAD_X, style))


def _row_height(row: tuple[_LaidField, ...]) -> float:
    return max(one.height for one in row)


@dataclass(frozen=True, slots=True)
class LaidSignatures:
    """Blocks to sign in, side by side, each with a line for name, date and signature."""

    heads: tuple[tuple[Line, ...], ...]
    lines: tuple[tuple[tuple[Line, ...], float], ...]

    @property
    def height(self) -> float:
        """Millimetres that the blocks take."""
        return self._head_height + sum(high for _, high in self.lines)

    @property
    def _head_height(self) -> float:
        return max(height_of(head) for head in self.heads) + 2 * PAD_Y

    def draw(self, pen: Pen, y: float) -> float:
        """The blocks; returns where they end."""
        width = WIDTH / len(self.heads)
        for place, head in enumerate(self.heads):
            x = MARGIN + place * width
            pen.shade(x, y, width, self._head_height)
            pen.frame(x, y, width, self.height)
            pen.lines(head, x + PAD_X, y + PAD_Y, width - 2 * PAD_X)
            down = y + self._head_height
            for label, high in self.lines:
                pen.rule(x, down, width)
                pen.lines(label, x + PAD_X, down + PAD_Y, width - 2 * PAD_X)
                down += high
        return y + self.height


def lay_out_signatures(
    lettering: Lettering,
    who: Sequence[tuple[str, ...]],
    asked: Sequence[tuple[tuple[str, ...], float]],
) -> LaidSignatures:
    """Blocks. who: signs, in each language; asked: what of each, with millimetres to write in."""
    width = WIDTH / len(who)
    return LaidSignatures(
        tuple(_broken(lettering, one, width, SIGNED) for one in who),
        tuple(
            (lines, height_of(lines) + high)
            for lines, high in (
                (_broken(lettering, label, width, LABEL), high) for label, high in asked
            )
        ),
    )
