"""One table of a scenario: rows of texts become rows of the model, each knowing its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Generic, TypeVar, get_origin

from rrm.intake.csv_records import Record
from rrm.intake.problem_list import ProblemList
from rrm.intake.slot import Slot, slot_below, slot_of_model
from rrm.intake.source_tree import Tree
from rrm.intake.table_header import Columns, Header, read_header
from rrm.intake.validation import validated
from rrm.intake.wording import quoted
from rrm.model.frozen import Frozen
from rrm.model.language import msg, msg_plural
from rrm.model.problem import Place, Problem

REMOVE = "remove"
_NODE = "node"
_NOT_IN_AN_ID = re.compile(r"[^\w.-]")
_YES = {"yes", "oui", "true", "1"}
_TRUTHS = {"oui": "yes", "non": "no", "vrai": "yes", "faux": "no"}

# A table with more faulty rows is wrong as a whole: the rest is not looked into, its ids kept.
_MAX_FAULTY_ROWS = 1_000

RowT_co = TypeVar("RowT_co", bound=Frozen, covariant=True)


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table's name, its row model, and the fields that tell a row from the others.

    is_snapped: a row with a position may leave its node open.
    """

    name: str
    model: type[Frozen]
    key: tuple[str, ...]
    is_snapped: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Column names in the order of the model."""
        return slot_of_model(self.model).names

    @property
    def required(self) -> tuple[str, ...]:
        """Columns that a table can't do without."""
        fields = self.model.model_fields.items()
        needed = tuple(field.alias or name for name, field in fields if field.is_required())
        return tuple(name for name in needed if not (self.is_snapped and name == _NODE))

    def column_of(self, name: str) -> str:
        """The column of a field."""
        return self.model.model_fields[name].alias or name

    @property
    def key_columns(self) -> tuple[str, ...]:
        """The columns of the key."""
        return tuple(self.column_of(name) for name in self.key)


@dataclass(frozen=True, slots=True)
class Placed(Generic[RowT_co]):
    """A row and where it stands: in a table, or for a lock in scenario.yaml.

    is_open: its node is left open; until one is found, the position stands in its place.
    """

    value: RowT_co
    place: Place
    is_open: bool = False

    def at(self, column: str) -> Place:
        """The place of one of its cells."""
        return self.place if self.place.row is None else self.place._replace(column=column)

    def key(self, spec: TableSpec) -> tuple[str, ...]:
        """What tells it from the other rows, as text."""
        return tuple(_key_text(getattr(self.value, name)) for name in spec.key)


@dataclass(frozen=True, slots=True)
class Removal:
    """A row that takes an inherited one away; a key column left empty stands for all."""

    key: tuple[str, ...]
    place: Place

    def matches(self, key: tuple[str, ...]) -> bool:
        """Whether it speaks of the row with that key."""
        return all(wanted in ("", given) for wanted, given in zip(self.key, key, strict=True))


@dataclass(frozen=True, slots=True)
class TableRows:
    """What one folder says in one table.

    rejected: the cells of rows that have problems, so that ids in them still count as known.
    """

    rows: tuple[Placed[Frozen], ...] = ()
    removals: tuple[Removal, ...] = ()
    rejected: tuple[dict[str, str], ...] = field(default=())


def read_table(
    spec: TableSpec, records: Iterator[Record], shown: str, problems: ProblemList
) -> TableRows:
    """The rows of a table; what is wrong in it goes to `problems`, all of it."""
    columns = Columns((*spec.columns, REMOVE), spec.required)
    header, rest = read_header(records, columns, shown, problems)
    if header is None:
        return TableRows()
    reader = _Reader(spec, header, shown, problems)
    for row, cells in rest:
        reader.take(row, cells)
    return TableRows(tuple(reader.rows.values()), tuple(reader.removals), tuple(reader.rejected))


def row_width_problem(header: Header, row: int, cells: list[str], shown: str) -> Problem | None:
    """The problem of a row with more or fewer cells than the header, blanks at its end apart."""
    count = len(cells)
    while count > header.width and not cells[count - 1].strip():
        count -= 1
    if count == header.width:
        return None
    what = msg_plural("{n} cell", "{n} cells", n=count)
    remedy = msg("Quote cells that hold the separator, or remove what is too much.")
    if count < header.width:
        remedy = msg("Add the missing cells; empty ones count.")
    return Problem(
        "RRM-I024",
        Place(shown, row=row),
        what,
        msg("the header has {n} columns, each row needs as many cells", n=header.width),
        remedy,
    )


class _Reader:
    def __init__(self, spec: TableSpec, header: Header, shown: str, problems: ProblemList) -> None:
        self._spec = spec
        self._header = header
        self._shown = shown
        self._problems = problems
        slots = {column: _slot(spec, column) for column in spec.columns}
        self._lists = {column for column, slot in slots.items() if _is_list(slot)}
        self._truths = {column for column, slot in slots.items() if slot.is_of(bool)}
        self._lacking = set(spec.required) - set(header.names)
        self.rows: dict[tuple[str, ...], Placed[Frozen]] = {}
        self.removals: list[Removal] = []
        self.rejected: list[dict[str, str]] = []

    def take(self, row: int, cells: list[str]) -> None:
        problem = row_width_problem(self._header, row, cells, self._shown)
        if problem is not None:
            self._problems.add(problem)
        pairs = zip(self._header.columns, cells, strict=False)
        given = {column: cell.strip() for column, cell in pairs if column and cell.strip()}
        if not given:
            return
        if self._is_removal(given.pop(REMOVE, ""), row):
            self._remove(row, given)
        else:
            self._add(row, given)

    def _is_removal(self, cell: str, row: int) -> bool:
        if cell and cell.casefold() not in (*_YES, "no", "non", "false", "0"):
            self._problems.add(
                Problem(
                    "RRM-I018",
                    Place(self._shown, row=row, column=REMOVE),
                    msg('found "{value}"', value=quoted(cell)),
                    msg("yes or no is needed"),
                    msg("Write yes, or leave the cell empty."),
                )
            )
        return cell.casefold() in _YES

    def _remove(self, row: int, given: dict[str, str]) -> None:
        key = tuple(
            " ".join(_split(given.get(column, "")))
            if column in self._lists
            else given.get(column, "")
            for column in self._spec.key_columns
        )
        self.removals.append(Removal(key, Place(self._shown, row=row)))

    def _add(self, row: int, given: dict[str, str]) -> None:
        if len(self.rejected) >= _MAX_FAULTY_ROWS:
            self.rejected.append(given)
            return
        tree: dict[str, Tree] = {
            column: self._prepared(column, cell) for column, cell in given.items()
        }
        is_open = self._spec.is_snapped and _NODE not in given and {"lat", "lon"} <= given.keys()
        if is_open:
            tree[_NODE] = _position_as_node(given["lat"], given["lon"])
        value, problems = validated(self._spec.model, tree, lambda path: self._place(row, path))
        if value is None:
            self._problems.extend(self._as_cells(problems))
            self.rejected.append(given)
            return
        placed = Placed(value, Place(self._shown, row=row), is_open)
        key = placed.key(self._spec)
        if key in self.rows:
            self._problems.add(stands_twice(self._spec, placed, self.rows[key]))
            return
        self.rows[key] = placed

    def _prepared(self, column: str, cell: str) -> Tree:
        if column in self._lists:
            parts: list[Tree] = list(_split(cell))
            return parts
        return _TRUTHS.get(cell.casefold(), cell) if column in self._truths else cell

    def _place(self, row: int, path: tuple[str | int, ...]) -> Place:
        return Place(self._shown, row=row, column=str(path[0]) if path else None)

    def _as_cells(self, problems: list[Problem]) -> Iterator[Problem]:
        """Missing keys are empty cells here, and told once where the whole column is missing."""
        for problem in problems:
            if problem.code != "RRM-I012":
                yield problem
            elif problem.place.column not in self._lacking:
                yield replace(
                    problem, found=msg("the cell is empty"), remedy=msg("Fill in the cell.")
                )


def stands_twice(spec: TableSpec, row: Placed[Frozen], first: Placed[Frozen]) -> Problem:
    """The problem of a row that has the key of another."""
    return Problem(
        "RRM-I032",
        row.at(spec.key_columns[0]),
        msg("{key} stands twice", key=quoted(" ".join(part for part in row.key(spec) if part))),
        msg(
            "a row is told by {columns}, once; it stands first in row {row}",
            columns=", ".join(spec.key_columns),
            row=str(first.place.row),
        ),
        msg("Keep one of the two rows, or correct the one that is meant otherwise."),
    )


def _position_as_node(lat: str, lon: str) -> str:
    return " ".join(("near", *(_NOT_IN_AN_ID.sub("", text)[:30] for text in (lat, lon))))


def _slot(spec: TableSpec, column: str) -> Slot:
    return slot_below(slot_of_model(spec.model), column) or Slot(str)


def _is_list(slot: Slot) -> bool:
    return get_origin(slot.kind) is tuple


def _split(cell: str) -> list[str]:
    return [part for part in re.split(r"[;|\s]+", cell) if part]


def _key_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return " ".join(str(part) for part in value)
    return str(value)
