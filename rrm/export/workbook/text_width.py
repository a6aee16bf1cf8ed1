"""How wide words are in the workbook's font, and into how many lines they break.

Spreadsheets do not fit a row to its words when they open a file: heights are given with it.
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache

FONT = "Arial"
POINTS = 10

_EM_PIXELS = POINTS * 96 / 72
# What a screen font takes beyond its design widths.
_MARGIN = 1.03
_BOLD = 1.08

_WIDTHS: dict[int, str] = {
    191: "'",
    222: "ijl‘’",
    260: "|",
    278: " !,./:;I[\\]ft\u00a0\u202f",
    333: "()-`r“”²³·{}",
    355: '"',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    556: "#$?L_0123456789abdeghnopqu«»–€",
    584: "+<=>~×±",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "WœŒ",
    1000: "—…",
    1015: "@",
}
"""Widths of Arial's signs in thousandths of its size. Source: Adobe's metrics of Helvetica,
which Arial shares."""

_THOUSANDTHS = {sign: width for width, signs in _WIDTHS.items() for sign in signs}
_OTHER = 667
_FULL = 1000


def text_width(text: str, bold: bool = False) -> float:
    """Pixels that a text takes in one line, rather too many than too few."""
    return sum(map(_word_width, text.split(" ")), text.count(" ") * _width(278)) * (
        _BOLD if bold else 1.0
    )


def widest_word(text: str, bold: bool = False) -> float:
    """Pixels of the longest word, which a column must have so as not to break it."""
    return max((text_width(word, bold) for word in _words(text)), default=0.0)


def narrowest_in_two_lines(text: str, bold: bool = False) -> float:
    """Pixels that a text needs if it may break once, where it does so best."""
    words = _words(text)
    breaks = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, max(2, len(words))))
    return min(max(text_width(line, bold) for line in lines) for lines in breaks)


def lines_of(text: str, width: float, bold: bool = False) -> int:
    """Lines that a text breaks into within so many pixels; a longer word is cut as it comes."""
    return max(1, sum(_lines(line, width, bold) for line in text.split("\n")))


def _words(text: str) -> list[str]:
    # A no-break space keeps two words one.
    return [word for word in re.split(r"[ \n\t]", text) if word]


def _lines(text: str, width: float, bold: bool) -> int:
    space = text_width(" ", bold)
    lines, used = 1, 0.0
    for word in text.split(" "):
        needed = text_width(word, bold)
        if used and used + space + needed > width:
            lines, used = lines + 1, 0.0
        over = max(0, math.ceil(needed / width) - 1) if width > 0 else 0
        lines += over
        used += needed - over * width + (space if used else 0.0)
    return lines


@lru_cache(maxsize=50_000)
def _word_width(word: str) -> float:
    return sum(map(_sign_width, word))


@lru_cache(maxsize=5_000)
def _sign_width(sign: str) -> float:
    base = unicodedata.normalize("NFD", sign)[0]
    if unicodedata.combining(base):
        return 0.0
    wide = unicodedata.east_asian_width(base) in ("W", "F")
    return _width(_THOUSANDTHS.get(base, _FULL if wide else _OTHER))


def _width(thousandths: int) -> float:
    return thousandths / 1000 * _EM_PIXELS * _MARGIN
