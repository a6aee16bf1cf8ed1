"""What each function computes, a column at a time: strictly, or of what is known alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

import numpy as np

from rrm.rule_language.read_off import READ_OFF, read_off
from rrm.rule_language.values import (
    Flags,
    Floats,
    Values,
    both,
    known_in_all,
    known_in_any,
)

TOLERANCE = 1e-9
"""Slack of comparisons, so that 0.1 + 0.2 reaches 0.3."""

Compute = Callable[[Sequence[Values]], Values]


def all_hold(values: Sequence[Values]) -> Values:
    """Three-valued and: no as soon as one says no."""
    known = known_in_all(values)
    flags = reduce(np.logical_and, (one.flags for one in values))
    if known is None:
        return Values(flags)
    says_no = reduce(np.logical_or, (one.known_no for one in values))
    return Values(flags & ~says_no, known | says_no)


def any_holds(values: Sequence[Values]) -> Values:
    """Three-valued or: yes as soon as one says yes."""
    known = known_in_all(values)
    says_yes = reduce(np.logical_or, (one.known_yes for one in values))
    return Values(says_yes, None if known is None else known | says_yes)


def quotient(left: Values, right: Values) -> Values:
    """A division; by zero it is unknown."""
    known = both(left.known, right.known)
    divisor = right.numbers
    is_some = divisor != 0
    if is_some.all():
        return Values(left.numbers / divisor, known)
    known = is_some if known is None else known & is_some
    return Values(left.numbers / np.where(is_some, divisor, 1.0), known)


def _each(compute: Callable[[Floats], Floats]) -> Compute:
    return lambda values: Values(compute(values[0].numbers), values[0].known)


def _strict(compute: Callable[[list[Floats]], Floats]) -> Compute:
    return lambda values: Values(compute([one.numbers for one in values]), known_in_all(values))


def _half_up(numbers: Floats) -> Floats:
    return np.sign(numbers) * np.floor(np.abs(numbers) + 0.5 + TOLERANCE)


def _sum(numbers: Sequence[Floats]) -> Floats:
    return np.asarray(reduce(np.add, numbers), dtype=np.float64)


def _mean(numbers: Sequence[Floats]) -> Floats:
    return _sum(numbers) / len(numbers)


def _least(numbers: Sequence[Floats]) -> Floats:
    return np.asarray(reduce(np.minimum, numbers), dtype=np.float64)


def _greatest(numbers: Sequence[Floats]) -> Floats:
    return np.asarray(reduce(np.maximum, numbers), dtype=np.float64)


def _tally(flags: Sequence[Flags]) -> Floats:
    # At most 300 words stand in an expression, so that 16 bits always hold the count.
    return np.asarray(reduce(np.add, (one.astype(np.int16) for one in flags)), dtype=np.float64)


def _if(values: Sequence[Values]) -> Values:
    condition, then, otherwise = values
    chosen = condition.flags
    dtype_is_truth = then.values.dtype == otherwise.values.dtype == np.bool_
    first, second = (
        (then.flags, otherwise.flags) if dtype_is_truth else (then.numbers, otherwise.numbers)
    )
    known = condition.known
    if then.known is not None or otherwise.known is not None:
        rows = np.broadcast_shapes(chosen.shape, first.shape, second.shape)
        picked = np.where(chosen, _mask(then, rows), _mask(otherwise, rows))
        known = both(known, picked)
    return Values(np.where(chosen, first, second), known)


def _mask(values: Values, shape: tuple[int, ...]) -> Flags:
    return np.ones(shape, dtype=np.bool_) if values.known is None else values.known


def _known(values: Sequence[Values]) -> Values:
    known = values[0].known
    return Values(np.ones(values[0].values.shape, dtype=np.bool_) if known is None else known)


def _known_or(values: Sequence[Values]) -> Values:
    first, second = values
    if first.known is None:
        return first
    are_truths = first.values.dtype == second.values.dtype == np.bool_
    one, other = (first.flags, second.flags) if are_truths else (first.numbers, second.numbers)
    return Values(np.where(first.known, one, other), known_in_any(values))


def _band(values: Sequence[Values]) -> Values:
    number, *limits = values
    reached = [number.numbers >= limit.numbers - TOLERANCE for limit in limits]
    return Values(_tally(reached), number.known)


def _between(values: Sequence[Values]) -> Values:
    number, low, high = (one.numbers for one in values)
    inside = (number >= low - TOLERANCE) & (number <= high + TOLERANCE)
    return Values(inside, known_in_all(values))


def _count(values: Sequence[Values]) -> Values:
    return Values(_tally([one.flags for one in values]), known_in_all(values))


def _count_known(values: Sequence[Values]) -> Values:
    return Values(_tally([one.known_yes for one in values]), known_in_any(values))


def _mean_of_worst(values: Sequence[Values]) -> Values:
    how_many, *rest = values
    numbers = _stacked([one.numbers for one in rest])
    return Values(_top_mean(numbers, int(how_many.numbers)), known_in_all(rest))


def _mean_of_worst_known(values: Sequence[Values]) -> Values:
    how_many, *rest = values
    numbers = _stacked([np.where(_mask(one, ()), one.numbers, -np.inf) for one in rest])
    return Values(_top_mean(numbers, int(how_many.numbers)), known_in_any(rest))


def _stacked(numbers: Sequence[Floats]) -> Floats:
    return np.stack(np.broadcast_arrays(*numbers))


def _top_mean(numbers: Floats, count: int) -> Floats:
    """The mean of the highest `count` of each row that are there; -inf is not there."""
    highest = np.sort(numbers, axis=0)[::-1][:count]
    is_there = highest > -np.inf
    total = np.where(is_there, highest, 0.0).sum(axis=0)
    return np.asarray(total / np.maximum(is_there.sum(axis=0), 1))


def _weighted_mean(values: Sequence[Values]) -> Values:
    numbers, weights = values[::2], [float(one.numbers) for one in values[1::2]]
    total = _sum([one.numbers * w for one, w in zip(numbers, weights, strict=True)])
    return Values(total / sum(weights), known_in_all(numbers))


def _weighted_mean_known(values: Sequence[Values]) -> Values:
    numbers, weights = values[::2], [float(one.numbers) for one in values[1::2]]
    pairs = list(zip(numbers, weights, strict=True))
    total = _sum([_or_zero(one) * weight for one, weight in pairs])
    weight = _sum([np.where(_mask(one, ()), weight, 0.0) for one, weight in pairs])
    return Values(total / np.where(weight > 0, weight, 1.0), known_in_any(numbers))


def _or_zero(values: Values) -> Floats:
    return values.numbers if values.known is None else np.where(values.known, values.numbers, 0.0)


def _of_known(reduction: Callable[[Sequence[Floats]], Floats], neutral: float) -> Compute:
    """A reduction over those that are known, for which `neutral` changes nothing."""

    def compute(values: Sequence[Values]) -> Values:
        numbers = [np.where(_mask(one, ()), one.numbers, neutral) for one in values]
        found, known = reduction(numbers), known_in_any(values)
        # Nothing but finite numbers, known or not, so that no later step has to mind.
        return Values(found if known is None else np.where(known, found, 0.0), known)

    return compute


def _mean_known(values: Sequence[Values]) -> Values:
    counted = _sum([_mask(one, ()).astype(np.float64) for one in values])
    total = _sum([_or_zero(one) for one in values])
    return Values(total / np.maximum(counted, 1.0), known_in_any(values))


def _any_known(values: Sequence[Values]) -> Values:
    says_yes = reduce(np.logical_or, (one.known_yes for one in values))
    return Values(says_yes, known_in_any(values))


def _all_known(values: Sequence[Values]) -> Values:
    says_no = reduce(np.logical_or, (one.known_no for one in values))
    return Values(~says_no, known_in_any(values))


STRICT: dict[str, Compute] = {
    "min": _strict(_least),
    "max": _strict(_greatest),
    "sum": _strict(_sum),
    "mean": _strict(_mean),
    "mean_of_worst": _mean_of_worst,
    "weighted_mean": _weighted_mean,
    "abs": _each(np.abs),
    "round": _each(_half_up),
    "floor": _each(lambda numbers: np.floor(numbers + TOLERANCE)),
    "ceil": _each(lambda numbers: np.ceil(numbers - TOLERANCE)),
    "band": _band,
    "between": _between,
    "if": _if,
    "known": _known,
    "known_or": _known_or,
    "count": _count,
    "count_known": _count_known,
    "any": any_holds,
    "all": all_hold,
    READ_OFF: read_off,
}
"""Functions of the values of one row; unknown as the reference says."""

KNOWN_ONLY: dict[str, Compute] = {
    **STRICT,
    "min": _of_known(_least, np.inf),
    "max": _of_known(_greatest, -np.inf),
    "sum": _of_known(_sum, 0.0),
    "mean": _mean_known,
    "mean_of_worst": _mean_of_worst_known,
    "weighted_mean": _weighted_mean_known,
    "count": _count_known,
    "any": _any_known,
    "all": _all_known,
}
"""The same where sums, means, counts and extremes take what is known."""
