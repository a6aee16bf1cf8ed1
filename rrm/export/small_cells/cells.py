"""A table of two ways with its sums, as arcs of a circulation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

SUM = ""
"""The key of a line's sum."""

Key = tuple[str, str]
"""Row and column."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A count by row and column; neither is called like a sum."""

    row: str
    column: str
    count: int


def counts_with_sums(cells: Sequence[Cell]) -> dict[Key, int]:
    """Counts by row and column, with the sums of rows, columns and all."""
    found: dict[Key, int] = defaultdict(int)
    for cell in cells:
        for key in (
            (cell.row, cell.column), (cell.row, SUM), (SUM, cell.column), (SUM, SUM),
        ):  # fmt: skip
            found[key] += cell.count
    return dict(found)


def lines_of(key: Key, counts: Mapping[Key, int]) -> Iterator[tuple[Key, ...]]:
    """The row and the column in which a cell stands, each with its sum."""
    row, column = key
    yield tuple(other for other in counts if other[0] == row)
    yield tuple(other for other in counts if other[1] == column)


def arc_of(key: Key) -> tuple[str, str]:
    """From which node to which a cell's count flows.

    From a row to a column what is counted there; into a row its sum, out of a column its own; and
    back from all columns to all rows the sum of everything. So what flows into a node flows out
    of it: each line adds up.
    """
    row, column = key
    if row == SUM and column == SUM:
        return "all columns", "all rows"
    if column == SUM:
        return "all rows", f"row {row}"
    if row == SUM:
        return f"column {column}", "all columns"
    return f"row {row}", f"column {column}"
