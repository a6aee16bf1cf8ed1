"""Lines that fit a terminal of 80 columns, whatever stands in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from rrm.cli.plain import harmless, plain

WIDTH = 80
ELLIPSIS = "…"

_NEVER_SPLIT = re.compile(r" (?=[%:;!?»])|(?<=«) |(?<=\d) (?=(?:h|km|kg|t|m²|m³)\b)")
"""Spaces that a line is never broken at: before %, a unit, and French punctuation."""
_NO_BREAK = "\N{NO-BREAK SPACE}"
_UNBROKEN_SPACES = _NO_BREAK + "\N{NARROW NO-BREAK SPACE}"


def heading(text: str) -> str:
    """A section's heading."""
    return text.upper()


def columns(text: str) -> int:
    """How many columns a text takes: wide signs two, accents on top of others none."""
    return sum(_columns_of(sign) for sign in text)


def _columns_of(sign: str) -> int:
    if sign.isascii():
        return 1
    if unicodedata.category(sign) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def cut(text: str, width: int) -> str:
    """Text in `width` columns at most, its end replaced by an ellipsis where it is longer."""
    text = plain(text)
    if columns(text) <= width:
        return text
    return _first(text, width - 1).rstrip() + ELLIPSIS


def left(text: str, width: int) -> str:
    """Text at the left of exactly `width` columns, cut where it is longer."""
    text = cut(text, width)
    return text + " " * (width - columns(text))


def right(text: str, width: int) -> str:
    """Text at the right of exactly `width` columns, cut where it is longer."""
    text = cut(text, width)
    return " " * (width - columns(text)) + text


def wrapped(text: str, indent: int = 0, hanging: int = 0, most: int | None = None) -> list[str]:
    """Text broken into lines of at most 80 columns; none where there is no text.

    hanging: what the lines after the first are moved in by. most: lines at most; the last of
    them then ends in an ellipsis where something was left out.
    """
    lines: list[str] = []
    line = " " * indent
    is_new = True
    for word in _words(text, WIDTH - indent - hanging):
        longer = line + word if is_new else f"{line} {word}"
        if not is_new and columns(longer) > WIDTH:
            lines.append(line)
            longer = " " * (indent + hanging) + word
        line, is_new = longer, False
    lines += [] if is_new else [line]
    if most is not None and len(lines) > most:
        lines = [*lines[: most - 1], f"{_whole_words(lines[most - 1], WIDTH - 2)} {ELLIPSIS}"]
    return [plain(one) for one in lines]


def table(
    header: Sequence[str], rows: Sequence[Sequence[str]], left_columns: int = 1, gap: int = 1
) -> Iterator[str]:
    """Rows in columns; the first `left_columns` to the left, numbers to the right.

    The first column gives way where the line would be wider than the terminal.
    """
    widths = [max(columns(plain(row[c])) for row in (header, *rows)) for c in range(len(header))]
    others = sum(widths[1:]) + gap * (len(widths) - 1)
    widths[0] = max(8, min(widths[0], WIDTH - others))
    for row in (header, *rows):
        cells = [
            left(cell, width) if c < left_columns else right(cell, width)
            for c, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield (" " * gap).join(cells).rstrip()


def _words(text: str, width: int) -> Iterator[str]:
    """What a line is made of; a word that is longer than a line is broken."""
    glued = _NEVER_SPLIT.sub(_NO_BREAK, text)
    signs = (sign if sign in _UNBROKEN_SPACES else harmless(sign) for sign in glued)
    for word in "".join(signs).split(" "):
        rest = word
        while columns(rest) > width:
            head = _first(rest, width)
            yield head
            rest = rest[len(head) :]
        if rest:
            yield rest


def _whole_words(line: str, width: int) -> str:
    """As many words of a line as fit; the beginning of one that fills it alone."""
    if columns(line) <= width:
        return line
    kept = _first(line, width + 1)
    at_a_blank = kept.rpartition(" ")[0]
    return at_a_blank if at_a_blank.strip() else _first(line, width)


def _first(text: str, width: int) -> str:
    """As much of the beginning of a text as fits."""
    taken = 0
    for at, sign in enumerate(text):
        taken += _columns_of(sign)
        if taken > width:
            return text[:at]
    return text
