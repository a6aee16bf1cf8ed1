"""What is wrong with an input, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from rrm.model.language import Message, msg


class Place(NamedTuple):
    """Where in the input: a file, and what is known of row, line and column.

    row: row of a table as a spreadsheet shows it (the header is row 1).
    line: line of a text file such as YAML, from 1.
    column: a column's name in a table, or a position (from 1) in a line.
    """

    file: str
    row: int | None = None
    line: int | None = None
    column: str | int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault or doubt in an input.

    code: stable, e.g. RRM-I014; a letter for the room it comes from, see docs/reference.
    is_error: an error stops the run; a warning is reported and the value kept.
    """

    code: str
    place: Place
    found: Message
    allowed: Message
    remedy: Message
    is_error: bool = True

    def text(self, language: str = "en") -> str:
        """One line: what, where, found, allowed, do."""
        sentence = msg(
            "{found}; {allowed}. {remedy}",
            found=self.found,
            allowed=self.allowed,
            remedy=self.remedy,
        )
        line = msg(
            "{code} {where}: {problem}",
            code=self.code,
            where=_where(self.place, language),
            problem=sentence,
        )
        return line.text(language)

    def as_json(self, language: str = "en") -> dict[str, object]:
        """The same as fields, for `--json`."""
        return {
            "code": self.code,
            "level": "error" if self.is_error else "warning",
            "file": self.place.file,
            "row": self.place.row,
            "line": self.place.line,
            "column": self.place.column,
            "found": self.found.text(language),
            "allowed": self.allowed.text(language),
            "do": self.remedy.text(language),
        }


class BadInput(Exception):  # noqa: N818 - it names what is wrong, not a failure of ours
    """An input that can't be used; carries every problem found in it, warnings too."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.text() for problem in self.problems))


def raise_errors(problems: Iterable[Problem]) -> None:
    """Raises BadInput with all problems when at least one of them is an error."""
    found = tuple(problems)
    if any(problem.is_error for problem in found):
        raise BadInput(found)


def _where(place: Place, language: str) -> str:
    if place.line is not None:
        position = place.file + f":{place.line}"
        return position + (f":{place.column}" if place.column is not None else "")
    if place.row is not None and place.column is not None:
        where = msg(
            "{file} row {row}, {column}", file=place.file, row=str(place.row), column=place.column
        )
    elif place.row is not None:
        where = msg("{file} row {row}", file=place.file, row=str(place.row))
    elif place.column is not None:
        where = msg("{file}, column {column}", file=place.file, column=place.column)
    else:
        return place.file
    return where.text(language)
