"""Markdown as the tests of the documentation read it: sections, tables, links, commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
TUTORIALS = ROOT / "docs" / "tutorials"

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*$")
_FENCE = re.compile(r"^(```|~~~)")
_LINK = re.compile(r"\[[^\]\[]*\]\(([^)\s]+)\)")
_NAMED_BLOCK = re.compile(r"^`([^`\n]+)`:\n\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CALL = re.compile(r"\s*(?:\S*/)?(rrm\s.*)")
_SHELL_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it, up to the next heading of any level."""

    title: str
    text: str

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Cells of every table row but headers and rules, marks of code taken off."""
        lines = [line for line in self.text.splitlines() if line.startswith("|")]
        rules = {number for number, line in enumerate(lines) if set(line) <= set("|-: ")}
        headers = {number - 1 for number in rules}
        return tuple(
            tuple(cell.strip() for cell in line.strip("|").split("|"))
            for number, line in enumerate(lines)
            if number not in rules | headers
        )

    @property
    def names(self) -> tuple[str, ...]:
        """What stands as code in the first cell of each row, several where there are several."""
        return tuple(name for row in self.rows for name in re.findall(r"`([^`]+)`", row[0]))


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def sections(path: Path) -> tuple[Section, ...]:
    found: list[Section] = []
    title, lines, fenced = "", [], False
    for line in text_of(path).splitlines():
        fenced ^= bool(_FENCE.match(line))
        heading = None if fenced else _HEADING.match(line)
        if heading is None:
            lines.append(line)
            continue
        found.append(Section(title, "\n".join(lines)))
        title, lines = heading[2], []
    return (*found, Section(title, "\n".join(lines)))


def section(path: Path, title: str) -> Section:
    found = [one for one in sections(path) if one.title == title]
    assert found, f"{path.name} has no section “{title}”"
    return found[0]


def tables_after(path: Path, title: str) -> tuple[Section, ...]:
    """Each table of a section on its own, in order."""
    pieces = re.split(r"\n\s*\n", section(path, title).text)
    return tuple(Section(title, piece) for piece in pieces if piece.lstrip().startswith("|"))


def anchors(path: Path) -> set[str]:
    """What a link can point to within a file, as Markdown viewers make it from headings."""
    titles = [one.title for one in sections(path) if one.title]
    plain = (re.sub(r"[^\w\- ]", "", title.lower()) for title in titles)
    return {title.replace(" ", "-") for title in plain}


def markdown_files() -> tuple[Path, ...]:
    hidden = (path.relative_to(ROOT) for path in sorted(ROOT.rglob("*.md")))
    left_out = {"runs", "build", "dist", "node_modules"}
    return tuple(
        ROOT / path
        for path in hidden
        if not any(part.startswith(".") or part in left_out for part in path.parts)
    )


def links(path: Path) -> Iterator[str]:
    """Targets of links and images, code left out."""
    prose = re.sub(r"^(```|~~~).*?^\1", "", text_of(path), flags=re.MULTILINE | re.DOTALL)
    prose = re.sub(r"`[^`\n]*`(?!\])", "", prose)
    for match in _LINK.finditer(prose):
        yield match[1]


def named_blocks(path: Path) -> dict[str, str]:
    """Files that a page tells to write: a path as code, a colon, then a block."""
    return {match[1]: match[2] for match in _NAMED_BLOCK.finditer(text_of(path))}


def commands(path: Path) -> Iterator[str]:
    """Lines of shell blocks that call rrm, without the path of the environment before it."""
    for block in _SHELL_BLOCK.finditer(text_of(path)):
        for line in block[1].splitlines():
            called = _CALL.match(line.split(" #")[0])
            if called is not None:
                yield called[1]
