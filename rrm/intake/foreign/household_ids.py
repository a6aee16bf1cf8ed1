"""Pseudonyms of households: short, stable from one export to the next, and nobody's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rrm.intake.foreign.changes import Change
from rrm.intake.foreign.linked_tables import Cells, Frame
from rrm.intake.personal_columns import looks_personal
from rrm.intake.problem_list import ProblemList
from rrm.intake.wording import quoted
from rrm.model.language import Message, msg, msg_plural
from rrm.model.problem import Place, Problem

_SHORTEST = 8
_ID_COLUMNS = ("_uuid", "uuid", "meta/instanceID", "instanceID", "KEY", "_id", "_index", "index")
"""Columns by which collection tools tell interviews apart, the most lasting first."""

_CODE = re.compile(r"(?=.*[0-9])[A-Za-z0-9_.:/#-]{1,80}")
_OF_TOOL = re.compile(r"(?=.*[0-9])[A-Za-z0-9_.:/-]{1,80}|[0-9a-f-]{1,80}")
_UUID = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.IGNORECASE)
_LONG_RUN = re.compile(r"[0-9]{7}")
_ONLY_DIGITS = re.compile(r"[0-9.:/#_-]*")
_ROWS_NAMED = 5


def household_ids(
    frame: Frame,
    column: str | None,
    problems: ProblemList,
    changes: list[Change],
    has_rosters: bool = False,
) -> list[str]:
    """An id for each interview, of the column given, else of a collection tool's own.

    Long ids are shortened to what still tells all of them apart, at least 8 signs. Where a cell
    is no code - a name, a telephone - none of the column is kept: its different values are
    numbered in their order, h1, h2, …, which changes tells. The row's number stands in where
    there is no column, or the cell is empty.
    An id that stands twice is an interview sent twice, or a household asked twice: both rows are
    kept under the id, and problems tells them; with rosters the later one is called id-2, so that
    each row of a roster still leads to one interview.
    """
    cells = _column(frame, column)
    if cells is None:
        return [f"row-{number}" for number in frame.numbers]
    ids = [_plain(text) for text in cells.texts]
    problems.extend(_repeated(frame, cells))
    if all(_is_code(one, cells.name) for one in ids if one) and not looks_personal(cells.name):
        ids = _shortened(ids)
    else:
        ids = _numbered(ids)
        changes.append(_pseudonyms(frame, cells, ids))
    ids = [one or f"row-{number}" for one, number in zip(ids, frame.numbers, strict=True)]
    return _told_apart(ids) if has_rosters else ids


def _column(frame: Frame, column: str | None) -> Cells | None:
    """The column given, else the first of a tool's in which no cell is empty."""
    for name in (column,) if column else _ID_COLUMNS:
        found = frame.find(name)
        if found is None:
            continue
        cells = frame.columns[found]
        said = [bool(text.strip()) for text in cells.texts]
        if any(said) if column else all(said):
            return cells
    return None


def _is_code(text: str, column: str) -> bool:
    """Whether a text is a code and can be nobody's name or telephone."""
    if _UUID.fullmatch(text):
        return True
    if column.rpartition("/")[2] in {name.rpartition("/")[2] for name in _ID_COLUMNS}:
        return _OF_TOOL.fullmatch(text) is not None
    if _CODE.fullmatch(text) is None or _LONG_RUN.search(text):
        return False
    return not (_ONLY_DIGITS.fullmatch(text) and sum(map(str.isdigit, text)) >= _SHORTEST - 1)


def _numbered(ids: Sequence[str]) -> list[str]:
    number: dict[str, str] = {"": ""}
    for one in ids:
        number.setdefault(one, f"h{len(number)}")
    return [number[one] for one in ids]


def _shortened(ids: Sequence[str]) -> list[str]:
    different = set(ids)
    length = _SHORTEST
    while len({one[:length] for one in different}) < len(different):
        length += 1
    return [one[:length] for one in ids]


def _told_apart(ids: Sequence[str]) -> list[str]:
    taken = set(ids)
    seen: dict[str, int] = {}
    apart: list[str] = []
    for one in ids:
        seen[one] = seen.get(one, 0) + 1
        name = one if seen[one] == 1 else f"{one}-{seen[one]}"
        while name in taken and seen[one] > 1:
            seen[one] += 1
            name = f"{one}-{seen[one]}"
        apart.append(name)
    return apart


def _plain(text: str) -> str:
    plain = text.strip().removeprefix("uuid:")
    return plain[:-2] if plain.endswith(".0") else plain


def _repeated(frame: Frame, cells: Cells) -> Iterator[Problem]:
    """Interviews under one id, or sent under one uuid: those alike throughout, and the others."""
    columns = {one.name: one for one in (cells, *_submissions(frame))}
    same: dict[int, Cells] = {}
    other: dict[int, Cells] = {}
    for column in columns.values():
        first: dict[str, int] = {}
        for row, text in enumerate(column.texts):
            earlier = first.setdefault(_plain(text), row)
            if earlier != row and _plain(text) and row not in same and row not in other:
                (same if _are_alike(frame, earlier, row) else other)[row] = column
    yield from _told(frame, same, other)


def _submissions(frame: Frame) -> Iterator[Cells]:
    """Columns in which a collection tool gives each submission a text of its own."""
    for name in _ID_COLUMNS[:5]:
        found = frame.find(name)
        if found is not None:
            yield frame.columns[found]


def _told(frame: Frame, same: dict[int, Cells], other: dict[int, Cells]) -> Iterator[Problem]:
    if same:
        what = msg_plural(
            "{n} interview has the id and all the cells of an earlier one, in row {rows}",
            "{n} interviews have the id and all the cells of an earlier one, the first in rows"
            " {rows}",
            n=len(same),
            rows=_rows(frame, sorted(same)),
        )
        yield _counted_twice(frame, same, what)
    if other:
        what = msg_plural(
            "{n} interview has the id of an earlier one and other answers, in row {rows}",
            "{n} interviews have the id of an earlier one and other answers, the first in rows"
            " {rows}",
            n=len(other),
            rows=_rows(frame, sorted(other)),
        )
        yield _counted_twice(frame, other, what)


def _are_alike(frame: Frame, one: int, other: int) -> bool:
    """Whether two rows hold the same, the tool's own count of rows apart."""
    return all(
        cells.texts[one] == cells.texts[other]
        for name, cells in frame.columns.items()
        if name.rpartition("/")[2].lower() not in ("_index", "index", "_id")
    )


def _counted_twice(frame: Frame, rows: dict[int, Cells], what: Message) -> Problem:
    row = min(rows)
    return Problem(
        "RRM-I032",
        Place(frame.shown, row=frame.numbers[row], column=quoted(rows[row].name)),
        what,
        msg("each interview stands in the file once"),
        msg("All of them are counted; remove those that were sent or exported twice."),
        is_error=False,
    )


def _rows(frame: Frame, rows: Sequence[int]) -> str:
    numbers = [str(frame.numbers[row]) for row in rows[:_ROWS_NAMED]]
    return ", ".join(numbers) + (", …" if len(rows) > _ROWS_NAMED else "")


def _pseudonyms(frame: Frame, cells: Cells, ids: Sequence[str]) -> Change:
    n = sum(1 for one in ids if one)
    what = msg_plural(
        "{n} cell may hold a name or a telephone: its household is called by a number, h1",
        "{n} cells may hold names or telephones: their households are called by numbers, h1, h2, …",
        n=n,
    )
    return Change(Place(frame.shown, column=quoted(cells.name)), what, n)
