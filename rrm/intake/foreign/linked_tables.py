"""The tables of a file as a mapping sees them: interviews, and rosters whose rows lead to them.

A frame has a row an interview, or a row of a roster, and for each the cells of its own table and
of the tables beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from rrm.intake.foreign.source_tables import SourceTable

_TABLE_SEPARATORS = "/."


@dataclass(frozen=True, slots=True)
class Cells:
    """One column's cells with the rows that they stand in.

    name: the column as the file names it. shown: the table in messages.
    """

    name: str
    shown: str
    numbers: tuple[int, ...]
    texts: tuple[str, ...]

    def of(self, rows: Sequence[int]) -> Cells:
        """The cells at these positions only."""
        numbers = tuple(self.numbers[row] for row in rows)
        return replace(self, numbers=numbers, texts=tuple(self.texts[row] for row in rows))


@dataclass(frozen=True, slots=True)
class Frame:
    """A table with what stands beside it.

    households: for a roster, the position of each row's interview; None for the interviews.
    """

    shown: str
    numbers: tuple[int, ...]
    columns: dict[str, Cells]
    households: tuple[int, ...] | None = None
    _found: dict[str, str | None] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.numbers)

    def find(self, name: str) -> str | None:
        """The column that a mapping's name means, as the file names it; None where none is.

        Case and spaces don't count, nor do groups before the name: `wash/source` is `source`,
        unless `wash` is itself a column, whose option `source` would then be.
        """
        if name not in self._found:
            self._found[name] = _find(name, self.columns)
        return self._found[name]

    def cells(self, name: str) -> Cells:
        """A column by the name of a mapping; raises KeyError where there is none."""
        found = self.find(name)
        if found is None:
            raise KeyError(name)
        return self.columns[found]

    def of(self, rows: Sequence[int]) -> Frame:
        """Some of the rows, in that order."""
        columns = {name: cells.of(rows) for name, cells in self.columns.items()}
        numbers = tuple(self.numbers[row] for row in rows)
        households = self.households and tuple(self.households[row] for row in rows)
        return Frame(self.shown, numbers, columns, households)


def frame_of(table: SourceTable) -> Frame:
    """A table on its own; of columns of one name the first counts, those without a name don't."""
    columns: dict[str, Cells] = {}
    for name, texts in zip(table.header, table.columns, strict=True):
        if name and name not in columns:
            columns[name] = Cells(name, table.shown, table.numbers, texts)
    return Frame(table.shown, table.numbers, columns)


def table_named(pattern: str | None, tables: Sequence[SourceTable]) -> SourceTable | None:
    """The table of that name; `*` stands for any letters; the first table where none is given."""
    if pattern is None:
        return tables[0] if tables else None
    wanted = pattern.casefold()
    exact = (table for table in tables if table.name.casefold() == wanted)
    alike = (table for table in tables if fnmatchcase(table.name.casefold(), wanted))
    return next(exact, None) or next(alike, None)


@dataclass(frozen=True, slots=True)
class Links:
    """Where each row of one table leads in another.

    target: position there, -1 for none. lost: rows that lead nowhere, by row number.
    repeated: rows there whose key stands there before, by row number.
    """

    target: tuple[int, ...]
    lost: tuple[int, ...]
    repeated: tuple[int, ...]


def links(rows: Sequence[Cells], to: Sequence[Cells]) -> Links:
    """Rows led to by equal cells; the first of several with the same key is meant.

    rows: the linking columns here; to: those there, in the same order. Whole numbers are equal
    however they are written (1, 1.0); an empty key leads nowhere.
    """
    there: dict[tuple[str, ...], int] = {}
    repeated: list[int] = []
    for at, key in enumerate(_keys(to)):
        if any(key) and there.setdefault(key, at) != at:
            repeated.append(to[0].numbers[at])
    target = tuple(there.get(key, -1) for key in _keys(rows))
    numbers = rows[0].numbers
    lost = tuple(number for number, at in zip(numbers, target, strict=True) if at < 0)
    return Links(target, lost, tuple(repeated))


def with_beside(frame: Frame, beside: Frame, found: Links) -> Frame:
    """A frame with the columns of a table beside it, which has a row for a row of it.

    found: links from the rows beside to the frame's. A name that the frame has already stays its
    own.
    """
    back = [-1] * len(frame)
    for at, target in enumerate(found.target):
        if target >= 0 and back[target] < 0:
            back[target] = at
    columns = dict(frame.columns)
    for name, cells in beside.columns.items():
        if name not in columns:
            columns[name] = _brought_over(cells, back, frame.numbers)
    return replace(frame, columns=columns, _found={})


def _brought_over(cells: Cells, back: Sequence[int], own_numbers: Sequence[int]) -> Cells:
    numbers = tuple(
        own if at < 0 else cells.numbers[at] for at, own in zip(back, own_numbers, strict=True)
    )
    texts = tuple("" if at < 0 else cells.texts[at] for at in back)
    return replace(cells, numbers=numbers, texts=texts)


def _keys(columns: Sequence[Cells]) -> list[tuple[str, ...]]:
    return list(zip(*([_plain(text) for text in cells.texts] for cells in columns), strict=True))


def _plain(text: str) -> str:
    stripped = text.strip()
    return stripped[:-2] if re.fullmatch(r"[0-9]+\.0", stripped) else stripped


def _find(name: str, columns: dict[str, Cells]) -> str | None:
    if name in columns:
        return name
    wanted = _folded(name)
    same = [one for one in columns if _folded(one) == wanted]
    if len(same) == 1:
        return same[0]
    grouped = [one for one in columns if _is_in_group(one, wanted, columns)]
    return grouped[0] if len(grouped) == 1 and not same else None


def _is_in_group(column: str, wanted: str, columns: dict[str, Cells]) -> bool:
    folded = _folded(column)
    for sign in _TABLE_SEPARATORS:
        if folded.endswith(sign + wanted):
            group = folded[: -len(wanted) - 1]
            return not any(_folded(one) == group for one in columns)
    return False


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
