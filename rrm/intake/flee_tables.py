"""FLEE's tables as rows of named cells, whatever their headers look like.

FLEE itself reads columns by position and takes a line that begins with `#` for a header. Its
published networks have headers without the sign, no header at all, column names twice, marks
of byte order within the line, blanks after commas and mixed line ends.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rrm.intake.input_folder import CONTROL_CHARACTER, InputFolder
from rrm.intake.problem_list import ProblemList
from rrm.intake.wording import found, quoted
from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem

LOCATIONS = (
    "name",
    "region",
    "country",
    "latitude",
    "longitude",
    "location_type",
    "conflict_date",
    "population",
)
ROUTES = ("name1", "name2", "distance", "forced_redirection")
CLOSURES = ("closure_type", "name1", "name2", "closure_start", "closure_end")
PERIOD = ("setting", "value")

_ALSO_CALLED = {
    "lat": "latitude",
    "gps_x": "latitude",
    "lon": "longitude",
    "long": "longitude",
    "gps_y": "longitude",
    "kind": "location_type",
    "pop": "population",
    "pop/cap": "population",
    "km": "distance",
}
_BYTE_ORDER_MARK = "\ufeff"
_BYTES = 20_000_000
_ROWS = 200_000
_CLOSURES = 2_000
_LINE = 100_000


@dataclass(frozen=True, slots=True)
class FleeRow:
    """One line of a table: cells by FLEE's column name, blank where there is none."""

    place: Place
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def at(self, column: str) -> Place:
        """The place of a cell."""
        return Place(self.place.file, row=self.place.row, column=column)


def read_flee_table(
    folder: InputFolder, path: Path, columns: tuple[str, ...], problems: ProblemList
) -> tuple[FleeRow, ...]:
    """All rows of a table; doubts are added to `problems`.

    columns: FLEE's names in FLEE's order. Raises BadInput for a file too large to be a network.
    """
    shown = folder.shown(path)
    lines = _lines(folder, path, problems)
    if not lines:
        problems.add(empty_table(shown))
        return ()
    limit = _CLOSURES if columns == CLOSURES else _ROWS
    if len(lines) > limit:
        raise BadInput([_too_many_rows(shown, limit)])
    _, first = lines[0]
    positions = {name: position for position, name in enumerate(columns)}
    if _is_header(first, columns):
        positions = _positions(_cells(first), columns, Place(shown, row=lines[0][0]), problems)
        lines = lines[1:]
    elif columns != PERIOD:
        problems.add(
            doubt(
                "RRM-I202",
                Place(shown, row=1),
                msg("there is no header"),
                msg("columns are then read in FLEE's order: {names}", names=columns),
                msg("Add a first line with the column names."),
            )
        )
    return tuple(_rows(lines, positions, shown))


def header_names(folder: InputFolder, path: Path, problems: ProblemList) -> tuple[str, ...]:
    """The column names of a table of days by places, the day's own left out."""
    lines = _lines(folder, path, problems)
    cells = [cell.lstrip("#").strip() for cell in _cells(lines[0][1])] if lines else []
    if "" in cells:
        problems.add(_unnamed(Place(folder.shown(path), row=lines[0][0]), cells.index("") + 1))
    return tuple(cell for cell in cells[1:] if cell and cell.casefold() != "name")


def empty_table(shown: str) -> Problem:
    """A table without a line."""
    return doubt(
        "RRM-I201",
        Place(shown),
        msg("the file is empty"),
        msg("a table is expected"),
        msg("Fill it, or delete it."),
    )


def _unnamed(place: Place, position: int) -> Problem:
    return doubt(
        "RRM-I222",
        place,
        msg("column {n} has no name", n=position),
        msg("each column has a name"),
        msg("Name it, or remove it; it is passed over."),
    )


def doubt(code: str, place: Place, found: Message, allowed: Message, remedy: Message) -> Problem:
    """A warning: reported, and read on."""
    return Problem(code, place, found, allowed, remedy, is_error=False)


def left_out(code: str, place: Place, text: str, allowed: Message) -> Problem:
    """A warning about a line that can't be used."""
    remedy = msg("Correct it; the line is left out.")
    return doubt(code, place, found(text), allowed, remedy)


def _lines(folder: InputFolder, path: Path, problems: ProblemList) -> list[tuple[int, str]]:
    """Lines that say something, with their numbers from 1."""
    text = _text(folder, path, problems)
    numbered = enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1)
    lines: list[tuple[int, str]] = []
    for number, line in numbered:
        place = Place(folder.shown(path), row=number)
        if _BYTE_ORDER_MARK in line:
            problems.add(
                doubt(
                    "RRM-I203",
                    place,
                    msg("a byte-order mark stands within the line"),
                    msg("it belongs at the very start of a file or nowhere"),
                    msg("Delete it; it is passed over."),
                )
            )
        if len(line) > _LINE:
            problems.add(
                doubt(
                    "RRM-I207",
                    place,
                    msg("the line is longer than {n} signs", n=_LINE),
                    msg("a line holds one place or link"),
                    msg("Check its quotation marks; the line is left out."),
                )
            )
            continue
        clean = line.replace(_BYTE_ORDER_MARK, "")
        if clean.strip(" ,\t"):
            lines.append((number, clean))
    return lines


def _text(folder: InputFolder, path: Path, problems: ProblemList) -> str:
    data = folder.read(path, _BYTES)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.add(
            doubt(
                "RRM-I204",
                Place(folder.shown(path), row=line),
                msg("the text is not UTF-8 here"),
                msg("files are plain text in UTF-8; this one is read as Western European"),
                msg("Save the file again as UTF-8, and check its accents."),
            )
        )
        return data.decode("cp1252", errors="replace")


def _is_header(line: str, columns: tuple[str, ...]) -> bool:
    if line.lstrip(' "\t').startswith("#"):
        return True
    return sum(_column_name(cell) in columns for cell in _cells(line)) > 1


def _positions(
    header: list[str], columns: tuple[str, ...], place: Place, problems: ProblemList
) -> dict[str, int]:
    """Where each column stands; one that the header doesn't name stands where FLEE has it."""
    found: dict[str, int] = {}
    for position, cell in enumerate(header):
        name = _column_name(cell)
        if name in found:
            meant = columns[position] if position < len(columns) else ""
            problems.add(
                doubt(
                    "RRM-I205",
                    place,
                    msg('the column "{name}" is there twice', name=quoted(name)),
                    msg("FLEE's order has {meant} here", meant=meant or msg("nothing")),
                    msg("Correct the header; the second is read by its position."),
                )
            )
        elif name in columns:
            found[name] = position
    taken = set(found.values())
    for position, name in enumerate(columns):
        if name not in found and position not in taken:
            found[name] = position
    return found


def _column_name(cell: str) -> str:
    name = cell.strip().lstrip("#").strip().casefold()
    return _ALSO_CALLED.get(name, name)


def _rows(
    lines: list[tuple[int, str]], positions: Mapping[str, int], shown: str
) -> Iterator[FleeRow]:
    for number, line in lines:
        if line.lstrip(' "\t').startswith("#"):
            continue
        cells = _cells(line)
        yield FleeRow(
            Place(shown, row=number),
            {name: cells[at] for name, at in positions.items() if at < len(cells)},
        )


def _cells(line: str) -> list[str]:
    # A line at a time: one stray quotation mark must not swallow the rest of the file.
    row = next(csv.reader([line], skipinitialspace=True))
    return [CONTROL_CHARACTER.sub(" ", cell).strip() for cell in row]


def _too_many_rows(shown: str, limit: int) -> Problem:
    return Problem(
        "RRM-I206",
        Place(shown),
        found=msg("the table has more than {n} rows", n=limit),
        allowed=msg("at most {n} rows are read", n=limit),
        remedy=msg("Cut the network to the area in question."),
    )
