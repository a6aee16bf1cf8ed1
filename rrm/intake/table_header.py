"""The header of a table: which column stands where, by name or by HXL tag."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from rrm.intake.csv_records import Record
from rrm.intake.hxl_tags import column_of_tag, is_tag, tags_of
from rrm.intake.problem_list import ProblemList
from rrm.intake.wording import did_you_mean, listed, quoted
from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table by position; None where a position is not read.

    row: the row of the names, as a spreadsheet shows it.
    """

    columns: tuple[str | None, ...]
    row: int

    @property
    def width(self) -> int:
        """How many cells a row has."""
        return len(self.columns)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that are read, in their order."""
        return tuple(column for column in self.columns if column is not None)


@dataclass(frozen=True, slots=True)
class Columns:
    """What a table may and must have.

    resolve: the column that a normalised name stands for, where names alone don't tell.
    refuse: the problem of an unknown column, where another than the usual one is due.
    """

    known: tuple[str, ...]
    required: tuple[str, ...]
    resolve: Callable[[str], str | None] = lambda name: None
    refuse: Callable[[str, Place], Problem | None] = lambda name, place: None


def read_header(
    records: Iterator[Record], columns: Columns, shown: str, problems: ProblemList
) -> tuple[Header | None, Iterator[Record]]:
    """The header and the rows below it; None where the table has no header at all.

    A row of HXL tags serves as header, or below the names for those names that aren't known.
    problems: receives unknown, repeated, missing and unnamed columns.
    """
    first = next(records, None)
    if first is None:
        problems.add(_empty(shown, columns))
        return None, records
    row, names = first[0], _trimmed(first[1])
    tags, rest = _tag_row(names, records)
    by_name = {normalised(column): column for column in columns.known}
    found = [
        _resolved(name, tag, columns, by_name, Place(shown, row=row, column=quoted(name)), problems)
        for name, tag in zip(names, tags, strict=True)
    ]
    header = Header(tuple(_each_once(found, names, Place(shown, row=row), problems)), row)
    for column in columns.required:
        if column not in header.names:
            problems.add(_missing(column, Place(shown, row=row, column=column), columns))
    return header, rest


def normalised(name: str) -> str:
    """A column's name without regard to case, spaces, hyphens and byte-order marks."""
    return re.sub(r"[\s-]+", "_", name.replace("\ufeff", "").strip()).casefold()


def _trimmed(cells: list[str]) -> list[str]:
    names = [cell.replace("\ufeff", "").strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if names and names[0].startswith("#") and not any(is_tag(name) for name in names[1:] if name):
        # Some tools write a comment sign before the first name.
        names[0] = names[0].lstrip("# ")
    return names


def _tag_row(names: list[str], records: Iterator[Record]) -> tuple[list[str], Iterator[Record]]:
    """Tags by position, empty where there are none, and the rows below them."""
    if all(is_tag(name) for name in names if name):
        return names, records
    second = next(records, None)
    if second is None:
        return [""] * len(names), records
    cells = [cell.strip() for cell in second[1]]
    if all(is_tag(cell) for cell in cells if cell) and any(cells):
        return (cells + [""] * len(names))[: len(names)], records
    return [""] * len(names), chain([second], records)


def _resolved(
    name: str,
    tag: str,
    columns: Columns,
    by_name: Mapping[str, str],
    place: Place,
    problems: ProblemList,
) -> str | None:
    """The column meant; by_name: the known ones by their normalised names."""
    if not name and not tag:
        problems.add(_unnamed(place))
        return None
    plain = normalised(name)
    column = by_name.get(plain) or columns.resolve(plain)
    column = column or (column_of_tag(tag, columns.known) if tag else None)
    if column is None:
        problems.add(columns.refuse(name, place) or _unknown(name, place, columns))
    return column


def _each_once(
    found: Iterable[str | None], names: list[str], place: Place, problems: ProblemList
) -> Iterator[str | None]:
    seen: dict[str, str] = {}
    for column, name in zip(found, names, strict=True):
        if column is not None and column in seen:
            problems.add(
                Problem(
                    "RRM-I023",
                    Place(place.file, row=place.row, column=column),
                    msg('column "{name}" stands twice', name=quoted(name)),
                    msg("a column stands once"),
                    msg("Remove one of the two."),
                )
            )
            yield None
            continue
        if column is not None:
            seen[column] = name
        yield column


def _empty(shown: str, columns: Columns) -> Problem:
    return Problem(
        "RRM-I020",
        Place(shown),
        msg("the table is empty"),
        msg("the first row names the columns: {names}", names=listed(columns.required)),
        msg("Write the names of the columns, or remove the file."),
    )


def _unknown(name: str, place: Place, columns: Columns) -> Problem:
    proposals = tags_of(columns.known) if is_tag(name) else columns.known
    what: Message = msg('unknown column "{name}"', name=quoted(name))
    return Problem(
        "RRM-I021",
        place,
        what,
        msg("only known columns are read"),
        did_you_mean(name, proposals),
    )


def _missing(column: str, place: Place, columns: Columns) -> Problem:
    return Problem(
        "RRM-I022",
        place,
        msg('column "{name}" is missing', name=column),
        msg("these columns are needed: {names}", names=", ".join(columns.required)),
        msg('Add a column "{name}".', name=column),
    )


def _unnamed(place: Place) -> Problem:
    return Problem(
        "RRM-I021",
        place,
        msg("a column without a name"),
        msg("each column has a name in the first row"),
        msg("Name it, or remove the column."),
    )
