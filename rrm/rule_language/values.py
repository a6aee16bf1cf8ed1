"""Values while an expression is worked out: lighter than a column where everything is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rrm.model.form import Column

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """Numbers, or yes and no as booleans, a value a row; a constant is one value for all.

    known: None where every row is known. What stands where a row isn't known means nothing.
    """

    values: NDArray[Any]
    known: Flags | None = None

    @property
    def numbers(self) -> Floats:
        """As numbers; yes is 1."""
        if self.values.dtype == np.bool_:
            return self.values.astype(np.float64)
        return self.values

    @property
    def flags(self) -> Flags:
        """As yes and no; what is not known is either."""
        return self.values if self.values.dtype == np.bool_ else self.values != 0

    @property
    def known_yes(self) -> Flags:
        """Rows that say yes for certain."""
        return self.flags if self.known is None else self.flags & self.known

    @property
    def known_no(self) -> Flags:
        """Rows that say no for certain."""
        return ~self.flags if self.known is None else ~self.flags & self.known


def finite(compute: Callable[[], Values]) -> Values:
    """What is computed, not known where it outgrows all numbers.

    Numpy tells of it as it computes, so that nobody need look at every value.
    """
    try:
        with np.errstate(over="raise", invalid="raise"):
            return compute()
    except FloatingPointError:
        with np.errstate(over="ignore", invalid="ignore"):
            return where_finite(compute())


def where_finite(values: Values) -> Values:
    """Values, not known where they are no finite number."""
    is_finite: Flags = np.isfinite(values.values)
    if is_finite.all():
        return values
    return Values(np.where(is_finite, values.values, 0.0), both(values.known, is_finite))


def constant(value: float) -> Values:
    """One value for all rows."""
    return Values(np.asarray(value, dtype=np.float64))


def values_of(column: Column) -> Values:
    """A column as values, its mask left out where it says nothing."""
    return Values(column.values, None if column.known.all() else column.known)


def column_of(values: Values, rows: int) -> Column:
    """Values as a column of so many rows, 0 where they are not known."""
    numbers = values.numbers
    if values.known is None:
        return Column(_filled(numbers, rows), np.ones(rows, dtype=np.bool_))
    known = np.array(np.broadcast_to(values.known, rows))
    return Column(np.where(known, numbers, 0.0), known)


def _filled(numbers: Floats, rows: int) -> Floats:
    return numbers if numbers.ndim else np.full(rows, float(numbers))


def both(left: Flags | None, right: Flags | None) -> Flags | None:
    """Where two are known."""
    if left is None:
        return right
    return left if right is None else left & right


def known_in_all(values: Iterable[Values]) -> Flags | None:
    """Where every one of several is known."""
    return reduce(both, (one.known for one in values), None)


def known_in_any(values: Iterable[Values]) -> Flags | None:
    """Where at least one of several is known."""
    known = [one.known for one in values]
    found: Flags | None = None
    for one in known:
        if one is None:
            return None
        found = one if found is None else found | one
    return found
