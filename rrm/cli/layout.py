"""Lines that fit a terminal of 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

WIDTH = 80


def heading(text: str) -> str:
    """A section's heading."""
    return text.upper()


def wrapped(text: str, indent: int = 0, hanging: int = 0) -> list[str]:
    """Text broken into lines; `hanging` is what the lines after the first are moved in by."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=True,
    )


def cut(text: str, width: int) -> str:
    """Text in exactly `width` columns, its end replaced by an ellipsis where it is longer."""
    if len(text) > width:
        text = text[: width - 1].rstrip() + "…"
    return text.ljust(width)


def table(
    header: Sequence[str], rows: Sequence[Sequence[str]], left: int = 1, gap: int = 1
) -> Iterator[str]:
    """Rows in columns; the first `left` columns to the left, numbers to the right.

    The first column gives way where the line would be wider than the terminal.
    """
    widths = [max(len(row[c]) for row in (header, *rows)) for c in range(len(header))]
    others = sum(widths[1:]) + gap * (len(widths) - 1)
    widths[0] = max(8, min(widths[0], WIDTH - others))
    for row in (header, *rows):
        cells = [
            cut(cell, width) if c < left else cell.rjust(width)
            for c, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield (" " * gap).join(cells).rstrip()
