"""Arithmetic and conditions of lowest and highest values, a pair of columns for each.

A condition is 1 where it holds for all that is possible, 0 where it holds for none, and from 0 to 1
where it is open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from rrm.rule_language import READ_OFF, TOLERANCE

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """Lowest and highest values, one of each a household; both included, either may be infinite."""

    low: Floats
    high: Floats

    def around(self, other: Bounds) -> Bounds:
        """What holds this and another."""
        return Bounds(np.minimum(self.low, other.low), np.maximum(self.high, other.high))

    def where(self, chosen: NDArray[np.bool_], other: Bounds) -> Bounds:
        """This where chosen, else the other."""
        return Bounds(
            np.where(chosen, self.low, other.low), np.where(chosen, self.high, other.high)
        )


def compared(sign: str, left: Bounds, right: Bounds) -> Bounds:
    """Whether left `sign` right holds for all, and for any, of what the two may be."""
    match sign:
        case "<":
            return _truth(left.high - right.low < -TOLERANCE, left.low - right.high < -TOLERANCE)
        case "<=":
            return _truth(left.high - right.low <= TOLERANCE, left.low - right.high <= TOLERANCE)
        case ">" | ">=":
            return compared("<" if sign == ">" else "<=", right, left)
        case "!=":
            return opposite(compared("=", left, right))
        case _:
            meet = (left.low - right.high <= TOLERANCE) & (right.low - left.high <= TOLERANCE)
            apart = np.maximum(left.high - right.low, right.high - left.low)
            return _truth(apart <= TOLERANCE, meet)


def _truth(surely: NDArray[np.bool_], maybe: NDArray[np.bool_]) -> Bounds:
    return Bounds(surely.astype(np.float64), maybe.astype(np.float64))


def opposite(part: Bounds) -> Bounds:
    """What a condition is not."""
    return Bounds(1.0 - part.high, 1.0 - part.low)


def all_of(parts: Sequence[Bounds]) -> Bounds:
    """The least of several; of conditions, whether all hold."""
    return _each_end(lambda ends: reduce(np.minimum, ends))(parts)


def any_of(parts: Sequence[Bounds]) -> Bounds:
    """The greatest of several; of conditions, whether any holds."""
    return _each_end(lambda ends: reduce(np.maximum, ends))(parts)


def is_between(value: Bounds, low: Bounds, high: Bounds) -> Bounds:
    """Whether a value is one of two ends or between them."""
    return all_of([compared(">=", value, low), compared("<=", value, high)])


def _sum(left: Bounds, right: Bounds) -> Bounds:
    return Bounds(left.low + right.low, left.high + right.high)


def _difference(left: Bounds, right: Bounds) -> Bounds:
    return Bounds(left.low - right.high, left.high - right.low)


def _product(left: Bounds, right: Bounds) -> Bounds:
    corners = [one * other for one in (left.low, left.high) for other in (right.low, right.high)]
    # 0 times anything is 0, as far as it goes.
    corners = [np.where(np.isnan(one), 0.0, one) for one in corners]
    return Bounds(reduce(np.minimum, corners), reduce(np.maximum, corners))


def _quotient(left: Bounds, right: Bounds) -> Bounds:
    """A division; anything where the divisor may be 0."""
    crosses = (right.low <= 0) & (right.high >= 0)
    corners = [one / other for one in (left.low, left.high) for other in (right.low, right.high)]
    corners = [np.where(np.isnan(one), 0.0, one) for one in corners]
    return Bounds(
        np.where(crosses, -np.inf, reduce(np.minimum, corners)),
        np.where(crosses, np.inf, reduce(np.maximum, corners)),
    )


ARITHMETIC: dict[str, Callable[[Bounds, Bounds], Bounds]] = {
    "+": _sum,
    "-": _difference,
    "*": _product,
    "/": _quotient,
}
Combine = Callable[[Sequence[Bounds]], Bounds]


def _each_end(rising: Callable[[Sequence[Floats]], Floats]) -> Combine:
    """What rises with each of its arguments: lowest of the lowest, highest of the highest."""
    return lambda parts: Bounds(
        rising([one.low for one in parts]), rising([one.high for one in parts])
    )


def _magnitude(parts: Sequence[Bounds]) -> Bounds:
    (part,) = parts
    low, high = np.abs(part.low), np.abs(part.high)
    crosses = (part.low <= 0) & (part.high >= 0)
    return Bounds(np.where(crosses, 0.0, np.minimum(low, high)), np.maximum(low, high))


def _half_up(numbers: Floats) -> Floats:
    return np.sign(numbers) * np.floor(np.abs(numbers) + 0.5 + TOLERANCE)


def _top_mean(ends: Sequence[Floats]) -> Floats:
    count, *numbers = ends
    highest = np.sort(np.stack(numbers), axis=0)[-int(count[0]) :] if count.size else numbers[0]
    return np.asarray(np.mean(highest, axis=0) if count.size else highest)


def _weighted_mean(ends: Sequence[Floats]) -> Floats:
    numbers, weights = ends[::2], ends[1::2]
    total = reduce(np.add, [one * weight for one, weight in zip(numbers, weights, strict=True)])
    return np.asarray(total / reduce(np.add, weights))


def _reached(ends: Sequence[Floats]) -> Floats:
    number, *limits = ends
    found = [(number >= limit - TOLERANCE).astype(np.float64) for limit in limits]
    return np.asarray(reduce(np.add, found))


def _read_off(parts: Sequence[Bounds]) -> Bounds:
    """The least and the greatest cell of a table that the rows and columns left open hold."""
    rows, columns, width, *cells = parts
    if not rows.low.size:
        return rows
    across = int(width.low[0])
    low, high = np.full_like(rows.low, np.inf), np.full_like(rows.low, -np.inf)
    for at, cell in enumerate(cells):
        row, column = divmod(at, across)
        may_be = (rows.low <= row) & (row <= rows.high)
        may_be &= (columns.low <= column) & (column <= columns.high)
        low = np.where(may_be, np.minimum(low, cell.low), low)
        high = np.where(may_be, np.maximum(high, cell.high), high)
    return Bounds(low, high)


FUNCTIONS: dict[str, Combine] = {
    "min": all_of,
    "max": any_of,
    "sum": _each_end(lambda ends: reduce(np.add, ends)),
    "mean": _each_end(lambda ends: reduce(np.add, ends) / len(ends)),
    "mean_of_worst": _each_end(_top_mean),
    "weighted_mean": _each_end(_weighted_mean),
    "abs": _magnitude,
    "round": _each_end(lambda ends: _half_up(ends[0])),
    "floor": _each_end(lambda ends: np.floor(ends[0] + TOLERANCE)),
    "ceil": _each_end(lambda ends: np.ceil(ends[0] - TOLERANCE)),
    "band": _each_end(_reached),
    "between": lambda parts: is_between(*parts),
    "count": _each_end(lambda ends: reduce(np.add, ends)),
    "count_known": _each_end(lambda ends: reduce(np.add, ends)),
    "any": any_of,
    "all": all_of,
    READ_OFF: _read_off,
}
"""Functions of bounds, as rrm.rule_language has them of values."""
