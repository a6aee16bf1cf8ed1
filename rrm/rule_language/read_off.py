"""Reading a cell off a table: a lookup by row and column, some of which may not be known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rrm.rule_language.values import Floats, Values

READ_OFF = "read off"
"""The function of tables; no rule can call it, as no name has a space.

Its arguments: the row, the column, how many columns there are, then the cells row by row.
"""


def read_off(values: Sequence[Values]) -> Values:
    """The cell where row and column meet, numbered from 0.

    Where one of the two is not known, the cell is known as long as all that it could be are the
    same.
    """
    rows, columns, width, *cells = values
    across = int(width.numbers)
    table = np.array([float(one.numbers) for one in cells]).reshape(-1, across)
    if rows.known is None and columns.known is None:
        return Values(table[_whole(rows.numbers), _whole(columns.numbers)])
    wider = _with_unknowns(table)
    row = _whole(rows.numbers if rows.known is None else np.where(rows.known, rows.numbers, -1))
    column = _whole(
        columns.numbers if columns.known is None else np.where(columns.known, columns.numbers, -1)
    )
    found = wider[row, column]
    known = ~np.isnan(found)
    return Values(np.where(known, found, 0.0), known)


def _whole(numbers: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    return numbers.astype(np.intp)


def _with_unknowns(table: Floats) -> Floats:
    """The table with a last row and column for what is not known: a cell where all are alike."""
    columns = np.append(table, _alike(table, 1)[:, None], axis=1)
    below = np.append(_alike(table, 0), _alike(table.reshape(1, -1), 1))
    return np.append(columns, below[None, :], axis=0)


def _alike(table: Floats, axis: int) -> Floats:
    """The value along an axis where all are the same, else NaN."""
    lowest, highest = table.min(axis=axis), table.max(axis=axis)
    return np.where(lowest == highest, lowest, np.nan)
