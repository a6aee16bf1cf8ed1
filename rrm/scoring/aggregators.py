"""Several classes or scores of one household into one: the worst, or a mean, of what is known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rrm.model.rule_pack import Rounding

Floats = NDArray[np.float64]
TOLERANCE = 1e-9


def mean_of_known(values: Sequence[Floats]) -> Floats:
    """The mean of those that are known; 0 stands for not known, and where none is."""
    total = np.add.reduce(values)
    count = np.add.reduce([value > 0 for value in values], dtype=np.int64)
    return np.asarray(total / np.maximum(count, 1))


def mean_of_worst_half(values: Sequence[Floats]) -> Floats:
    """The mean of the worst half of those that are known, the half rounded up: 2 of 3.

    0 stands for not known, and where none is.
    Source: JIAF 1.1, household severity where no critical indicator decides.
    """
    worst_first = -np.sort(-np.stack(values), axis=0)
    count = np.count_nonzero(worst_first, axis=0)
    half = np.maximum((count + 1) // 2, 1)
    total = np.cumsum(worst_first, axis=0)
    picked = np.take_along_axis(total, (half - 1)[np.newaxis], axis=0)[0]
    return np.asarray(picked / half)


def rounded_class(values: Floats, rounding: Rounding) -> Floats:
    """Means as classes; 0 stays 0."""
    match rounding:
        case Rounding.UP:
            return np.ceil(values - TOLERANCE)
        case Rounding.DOWN:
            return np.floor(values + TOLERANCE)
        case Rounding.HALF_UP:
            return np.floor(values + 0.5 + TOLERANCE)
