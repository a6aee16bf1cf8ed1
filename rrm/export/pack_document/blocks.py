"""What a pack's document is made of, before it is HTML or Markdown.

A document is sections of blocks; a block holds lines; a line is pieces of text that know what
they are. Nothing here knows a rule, and nothing that knows rules knows a mark-up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rrm.model.language import Message, Text

Said = Message | Text | str | int | float
"""Words in any language, or a number."""


@dataclass(frozen=True, slots=True)
class Code:
    """Text as a pack has it: a formula, a key."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that the eye should find."""

    said: Said


@dataclass(frozen=True, slots=True)
class Soft:
    """Words that stand back: what was, where it is from."""

    said: Said


@dataclass(frozen=True, slots=True)
class Tag:
    """A short mark; kind: proposed, read, standard, critical, capped, changed."""

    said: Said
    kind: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a place in the document (`#…`) or to an address."""

    said: Said
    to: str


@dataclass(frozen=True, slots=True)
class Target:
    """A place that links lead to; nothing is shown."""

    anchor: str


@dataclass(frozen=True, slots=True)
class Grade:
    """A severity class 1..5 and what it means."""

    level: int
    label: Said


Piece = Said | Code | Strong | Soft | Tag | Link | Target | Grade
Line = tuple[Piece, ...]
Cell = tuple[Line, ...]
"""Lines below each other; none for an empty cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column.

    Numbers are set to the right, short ones kept on one line; a wide one gets what room there is.
    """

    heading: Said
    is_number: bool = False
    is_short: bool = False
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; on a narrow screen each row becomes a card.

    look: `` for all, `lines` for the severity lines of an indicator, `fill` for one to write in.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    look: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section, of level 3 or 4; anchor: what links lead to, if any do."""

    level: int
    line: Line
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; look: `` for all, `lead` for an introduction, `alarm` for what is not right."""

    line: Line
    look: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list, each item a line."""

    lines: tuple[Line, ...]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with what is to be said of them."""

    entries: tuple[tuple[Said, Cell], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """What belongs together and stays on one page where it fits; look: `` or `proposed`."""

    blocks: tuple[Block, ...]
    look: str = ""
    anchor: str = ""


Block = Table | Heading | Paragraph | Items | Facts | Card


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter; anchor: what the contents lead to. starts_a_page: on paper, to be handed out."""

    anchor: str
    title: Said
    blocks: tuple[Block, ...]
    starts_a_page: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """The whole: what stands above, then the chapters."""

    title: Said
    kicker: Said
    head: tuple[Block, ...]
    contents: Said
    sections: tuple[Section, ...]


def cell(*pieces: Piece) -> Cell:
    """A cell of one line; empty where there is nothing to say."""
    said = tuple(piece for piece in pieces if piece != "")
    return (said,) if said else ()


def lines(*several: Line | None) -> Cell:
    """A cell of several lines, those left out that are None or empty."""
    return tuple(line for line in several if line)


def joined(parts: Iterable[Line], between: str = ", ") -> Line:
    """Lines made one."""
    made: list[Piece] = []
    for part in parts:
        if made:
            made.append(between)
        made.extend(part)
    return tuple(made)
