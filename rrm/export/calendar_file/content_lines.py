"""Lines of a calendar as RFC 5545 §3.1 has them: escaped, folded, ended by CR and LF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

OCTETS = 75
"""Longest line, its end not counted (RFC 5545 §3.1)."""

_LINE_END = re.compile("\r\n|\r|\n|\u2028|\u2029")


def escaped(text: str) -> str:
    """Text as a value (§3.3.11): line ends, commas, semicolons, backslashes mean nothing."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return _LINE_END.sub(r"\\n", text)


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, cut between letters; each goes on with a space."""
    pieces, piece, octets = [], "", 0
    for letter in line:
        width = len(letter.encode("utf-8"))
        if octets + width > OCTETS:
            pieces.append(piece)
            piece, octets = " ", 1
        piece, octets = piece + letter, octets + width
    return "\r\n".join((*pieces, piece))


def calendar_bytes(lines: Iterable[tuple[str, str]]) -> bytes:
    """Properties, name and finished value, as a file."""
    return "".join(f"{folded(f'{name}:{value}')}\r\n" for name, value in lines).encode("utf-8")


def block(name: str, lines: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Properties between the BEGIN and END of a component."""
    yield "BEGIN", name
    yield from lines
    yield "END", name
