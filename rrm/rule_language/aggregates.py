"""One value from the rows below: counts, sums, shares, means and extremes of a household's members
or of a place's households.

A row counts where `among` says yes. One that may count, but whose value or `among` isn't known, is
open: by the rule's `unanswered` it makes the result unknown, is left out, or counts as 0 or no.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rrm.model.rule_pack import Unanswered
from rrm.rule_language.aggregate_kinds import UNWEIGHTED
from rrm.rule_language.functions import TOLERANCE
from rrm.rule_language.values import Flags, Floats, Values, where_finite


@dataclass(frozen=True, slots=True, eq=False)
class RowsBelow:
    """Which rows are summed up, and into what.

    owners: for each row, the position of what it belongs to; count: how many of those there are.
    weights: what a row counts; None where each counts 1.
    rows: positions of these rows among all of their frame; None where all of them are meant.
    known_empty: what has no rows and is known to have none, so that it counts 0.
    is_sample: rows that are not known are left out, whatever the rule says, as others speak for
    them. answered: the rows of which anything is known. times: how many rows alike a row stands
    for; None for itself alone.
    """

    owners: NDArray[np.int64]
    count: int
    weights: Floats | None
    rows: NDArray[np.int64] | None
    known_empty: Flags
    is_sample: bool
    answered: Callable[[], Flags]
    times: Floats | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Gathered:
    """The rows of an aggregate.

    counted: those that count and are known. open: see above. seen: those that say anything.
    """

    below: RowsBelow
    values: Values
    counted: Flags
    open: Flags
    seen: Flags

    def total(self, amounts: Floats | Flags) -> Floats:
        """Weighted sums of the rows that count."""
        weights = self.below.weights
        counting = self.counted.astype(np.float64) if weights is None else self.counted * weights
        return _summed(self.below, amounts * counting)

    @property
    def weight(self) -> Floats:
        """What the rows that count weigh together."""
        return self.total(np.ones(self.counted.shape))


def aggregate(
    function: str,
    below: RowsBelow,
    values: Values | None,
    among: Values | None,
    unanswered: Unanswered,
) -> Values:
    """An aggregate's value for each owner.

    values: of the rows below, None where rows as such are counted; among: which of them count,
    None for all. A sum that outgrows all numbers is not known.
    """
    if values is None:
        values = Values(np.ones(below.owners.size, dtype=np.bool_))
    if function in UNWEIGHTED:
        below = replace(below, weights=below.times)
    gathered = _gathered(below, values, among, unanswered)
    with np.errstate(over="ignore", invalid="ignore"):
        result, needs_rows = _AGGREGATES[function](gathered)
    known = _is_known(function, gathered, needs_rows, unanswered, result)
    return where_finite(Values(result, known))


def rows_asked(below: RowsBelow, among: Values | None) -> Values:
    """How many rows there are for each owner of which anything is known, or for which `among`
    holds, each counted once whatever its weight. Of nobody it is 0, and always known.
    """
    asked = below.answered() if among is None else _full(among.known_yes, below.owners.size)
    return Values(_summed(below, asked.astype(np.float64) * _or_one(below.times)))


def counted_rows(below: RowsBelow, values: Values | None, among: Values | None) -> Floats:
    """How many rows an aggregate is made of, for each owner, each counted once."""
    if values is None:
        values = Values(np.ones(below.owners.size, dtype=np.bool_))
    gathered = _gathered(below, values, among, Unanswered.KNOWN_ONLY)
    return _summed(below, gathered.counted.astype(np.float64))


def _gathered(
    below: RowsBelow, values: Values, among: Values | None, unanswered: Unanswered
) -> _Gathered:
    size = below.owners.size
    every: Flags = np.ones(size, dtype=np.bool_)
    known: Flags = every if values.known is None else _full(values.known, size)
    included = every if among is None else _full(among.known_yes, size)
    excluded = ~every if among is None else _full(among.known_no, size)
    if unanswered is Unanswered.ZERO and not below.is_sample:
        # What isn't known counts: a number as 0, a condition as no, and `among` as no.
        filled = np.where(known, _full(values.values, size), values.values.dtype.type(0))
        seen = known | excluded if among is None else known | excluded | included
        return _Gathered(below, Values(filled), included, ~every, seen)
    counted = included & known
    seen = counted | excluded
    return _Gathered(below, Values(_full(values.values, size)), counted, ~seen, seen)


def _full(values: NDArray[Any], size: int) -> NDArray[Any]:
    return np.broadcast_to(values, size)


def _is_known(
    function: str, gathered: _Gathered, needs_rows: Flags, unanswered: Unanswered, result: Floats
) -> Flags:
    below = gathered.below
    if unanswered is Unanswered.STRICT and not below.is_sample:
        undecided = _any(below, gathered.open)
        if function == "any_of":
            undecided &= ~result.astype(np.bool_)
        if function == "all_of":
            undecided &= result.astype(np.bool_)
        has_rows = _any(below, np.ones(below.owners.size, dtype=np.bool_))
        known = (has_rows | below.known_empty) & ~undecided
    else:
        known = _any(below, gathered.seen) | below.known_empty
    return known & needs_rows


def _summed(below: RowsBelow, amounts: Floats) -> Floats:
    found = np.bincount(below.owners, amounts, minlength=below.count)
    return np.asarray(found, dtype=np.float64)


def _or_one(times: Floats | None) -> Floats | float:
    return 1.0 if times is None else times


def _any(below: RowsBelow, flags: Flags) -> Flags:
    found = np.zeros(below.count, dtype=np.bool_)
    found[below.owners[flags]] = True
    return found


Aggregated = tuple[Floats, Flags]
"""The value for each owner, and which owners have enough rows for one at all."""


def _anyhow(gathered: _Gathered, values: Floats) -> Aggregated:
    return values, np.ones(gathered.below.count, dtype=np.bool_)


def _count(gathered: _Gathered) -> Aggregated:
    return _anyhow(gathered, gathered.total(gathered.values.flags))


def _sum(gathered: _Gathered) -> Aggregated:
    return _anyhow(gathered, gathered.total(gathered.values.numbers))


def _mean(gathered: _Gathered) -> Aggregated:
    weight = gathered.weight
    total = gathered.total(gathered.values.numbers)
    return total / np.where(weight > 0, weight, 1.0), weight > 0


def _any_of(gathered: _Gathered) -> Aggregated:
    flags = _any(gathered.below, gathered.values.flags & gathered.counted)
    return _anyhow(gathered, flags.astype(np.float64))


def _all_of(gathered: _Gathered) -> Aggregated:
    flags = ~_any(gathered.below, ~gathered.values.flags & gathered.counted)
    return _anyhow(gathered, flags.astype(np.float64))


def _extreme(pick: np.ufunc, start: float) -> Callable[[_Gathered], Aggregated]:
    def compute(gathered: _Gathered) -> Aggregated:
        below, counted = gathered.below, gathered.counted
        found = np.full(below.count, start)
        pick.at(found, below.owners[counted], gathered.values.numbers[counted])
        has_rows = _any(below, counted)
        return np.where(has_rows, found, 0.0), has_rows

    return compute


def _median(gathered: _Gathered) -> Aggregated:
    """The value at half the weight; the mean of two where the half falls between them."""
    below, counted = gathered.below, gathered.counted
    owners, numbers = below.owners[counted], gathered.values.numbers[counted]
    weights = np.ones(owners.size) if below.weights is None else below.weights[counted]
    heavy = weights > 0
    owners, numbers, weights = owners[heavy], numbers[heavy], weights[heavy]
    order = np.lexsort((numbers, owners))
    owners, numbers = owners[order], numbers[order]
    reached = np.cumsum(weights[order])
    has_rows = _any_at(below.count, owners)
    total = np.bincount(owners, weights[order], minlength=below.count)
    half = np.cumsum(total) - total / 2
    last = max(numbers.size - 1, 0)
    # Slack that grows with the sum, as its rounding does.
    slack = TOLERANCE * np.maximum(1.0, half)
    lower = np.minimum(np.searchsorted(reached, half - slack), last)
    upper = np.minimum(np.searchsorted(reached, half + slack, side="right"), last)
    if not numbers.size:
        return np.zeros(below.count), has_rows
    return np.where(has_rows, (numbers[lower] + numbers[upper]) / 2, 0.0), has_rows


def _any_at(count: int, owners: NDArray[np.int64]) -> Flags:
    return np.asarray(np.bincount(owners, minlength=count) > 0)


_AGGREGATES: dict[str, Callable[[_Gathered], Aggregated]] = {
    "count_of": _count,
    "sum_of": _sum,
    "unweighted_sum_of": _sum,
    "mean_of": _mean,
    "share_of": _mean,
    "median_of": _median,
    "min_of": _extreme(np.minimum, np.inf),
    "max_of": _extreme(np.maximum, -np.inf),
    "any_of": _any_of,
    "all_of": _all_of,
}
