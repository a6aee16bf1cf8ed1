"""Pseudonyms of households: short, stable from one export to the next, and nobody's name."""

from __future__ import annotations

from collections.abc import Sequence

from rrm.intake.foreign.linked_tables import Frame

_SHORTEST = 8
_ID_COLUMNS = ("_uuid", "uuid", "meta/instanceID", "instanceID", "KEY", "_id", "_index", "index")
"""Columns by which collection tools tell interviews apart, the most lasting first."""


def household_ids(frame: Frame, column: str | None) -> list[str]:
    """An id for each interview, of the column given, else of a collection tool's own.

    Long ids are shortened to what still tells all of them apart, at least 8 signs; the row's
    number stands in where there is no column, or where it repeats or leaves a cell empty.
    """
    for name in (column,) if column else _ID_COLUMNS:
        found = frame.find(name)
        if found is None:
            continue
        ids = [_plain(text) for text in frame.columns[found].texts]
        if all(ids) and len(set(ids)) == len(ids):
            return _shortened(ids)
    return [f"row-{number}" for number in frame.numbers]


def _shortened(ids: Sequence[str]) -> list[str]:
    length = _SHORTEST
    while len({one[:length] for one in ids}) < len(ids):
        length += 1
    return [one[:length] for one in ids]


def _plain(text: str) -> str:
    plain = text.strip().removeprefix("uuid:")
    return plain[:-2] if plain.endswith(".0") else plain
