"""A pack's document as Markdown, with the same content as the HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rrm.export.markup import words
from rrm.export.pack_document.blocks import (
    Block,
    Card,
    Cell,
    Code,
    Document,
    Facts,
    Grade,
    Heading,
    Items,
    Line,
    Link,
    Paragraph,
    Piece,
    Soft,
    Strong,
    Table,
    Tag,
    Target,
)
from rrm.model.language import msg

_MARKS = re.compile(r"([\\`*_{}\[\]<>|#~!])")
_AT_START = re.compile(r"^(\s*)([-+]|\d+[.)])(\s)")
_BACKTICKS = re.compile(r"`+")


def as_markdown(document: Document, language: str) -> bytes:
    """The document in one language: UTF-8, tables as GitHub writes them, no HTML but `<br>`.

    Marks that the pack's own words hold are escaped: packs are input.
    """
    writer = _Writer(language)
    text = "\n\n".join(writer.document(document)) + "\n"
    return text.encode("utf-8")


class _Writer:
    def __init__(self, language: str) -> None:
        self._language = language

    def document(self, document: Document) -> Iterator[str]:
        yield f"# {self._said(document.title)}"
        yield f"*{self._said(document.kicker)}*"
        yield from self._blocks(document.head)
        yield f"## {self._said(document.contents)}"
        yield "\n".join(
            f"{number}. {self._said(section.title)}"
            for number, section in enumerate(document.sections, start=1)
        )
        for number, section in enumerate(document.sections, start=1):
            yield f"## {number}. {self._said(section.title)}"
            yield from self._blocks(section.blocks)

    def _blocks(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        for block in blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                yield "#" * block.level + " " + self._line(block.line)
            case Paragraph():
                said = self._paragraph(self._line(block.line))
                yield f"> {said}" if block.look == "alarm" else said
            case Items():
                marks = (
                    f"{number}." if block.is_numbered else "-"
                    for number in range(1, len(block.lines) + 1)
                )
                items = zip(marks, block.lines, strict=True)
                yield "\n".join(f"{mark} {self._line(line)}" for mark, line in items)
            case Facts():
                yield "\n".join(
                    f"- **{self._said(msg('{heading}:', heading=what))}** {self._cell(said)}"
                    for what, said in block.entries
                )
            case Card():
                yield from self._blocks(block.blocks)
            case Table():
                yield self._table(block)

    def _table(self, table: Table) -> str:
        header = [self._said(column.heading) for column in table.columns]
        rule = ["--:" if column.is_number else "---" for column in table.columns]
        rows = [[self._cell(cell) for cell in row] for row in table.rows]
        return "\n".join(f"| {' | '.join(row)} |" for row in (header, rule, *rows))

    def _cell(self, cell: Cell) -> str:
        return "<br>".join(self._line(line) for line in cell)

    def _line(self, line: Line) -> str:
        return "".join(self._piece(piece) for piece in line)

    def _piece(self, piece: Piece) -> str:
        match piece:
            case Code(text=text):
                return _code(words(text, self._language))
            case Strong(said=said):
                return f"**{self._said(said)}**"
            case Tag(said=said, kind=kind):
                marked = f"**[{self._said(said)}]**" if kind == "proposed" else self._said(said)
                return marked if kind == "proposed" else f"[{marked}]"
            case Soft(said=said):
                return self._said(said)
            case Link(said=said, to=to):
                return self._said(said) if to.startswith("#") else f"<{_address(to)}>"
            case Target():
                return ""
            case Grade(level=level, label=label):
                return f"**{level}** {self._said(label)}"
            case _:
                return self._said(piece)

    def _said(self, said: object) -> str:
        """Words on one line, with every sign that Markdown would take for its own escaped."""
        text = " ".join(words(said, self._language).split(" "))
        return _MARKS.sub(r"\\\1", " ".join(text.splitlines()))

    def _paragraph(self, text: str) -> str:
        """A paragraph that no list or number at its start turns into something else."""
        return _AT_START.sub(lambda found: f"{found[1]}\\{found[2]}{found[3]}", text)


def _code(text: str) -> str:
    """Text as code, fenced by more backticks than it holds; a bar must not end a cell."""
    plain = " ".join(text.split()).replace("|", "\\|")
    longest = max((len(run) for run in _BACKTICKS.findall(plain)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{pad}{plain}{pad}{fence}" if plain else ""


def _address(url: str) -> str:
    return re.sub(r"[\s<>|]", lambda sign: f"%{ord(sign[0]):02X}", url)
