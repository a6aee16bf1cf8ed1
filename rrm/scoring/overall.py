"""From sectors to one overall severity and score, by the method that the pack names."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from rrm.model.rounding import whole
from rrm.model.rule_pack import OverallMethod


def overall_class(classes: Mapping[str, float], method: OverallMethod) -> int:
    """Overall class 1..5 of sector classes; raises ValueError when there are none."""
    values = np.array([list(classes.values())], dtype=np.float64)
    return whole(float(combine(values, tuple(classes), method, lowest=1.0)[0]))


def combine(
    values: NDArray[np.float64],
    sectors: tuple[str, ...],
    method: OverallMethod,
    lowest: float = 0.0,
) -> NDArray[np.float64]:
    """Combines sector values, one row a case and one column a sector, into one a row.

    lowest: the smallest value the scale has (1 for classes, 0 for scores).
    Of a method that gives each household a class first, the worst stands for all: so it combines
    one household's sectors, and the profiles of sectors that nobody assessed.
    max: the worst sector (MSNI). mean, weighted: arithmetic. geometric: INFORM's, on the scale
    moved to start at 1, so that a sector without need doesn't erase the others.
    """
    match method.method:
        case "max" | "share" | "jiaf":
            return np.asarray(values.max(axis=1))
        case "mean":
            return np.asarray(values.mean(axis=1))
        case "weighted":
            weights = np.array([method.weights.get(sector, 0.0) for sector in sectors])
            if weights.sum() <= 0:
                return np.asarray(values.mean(axis=1))
            return np.asarray(values @ weights / weights.sum())
        case "geometric":
            moved = values - lowest + 1.0
            return np.asarray(np.exp(np.log(moved).mean(axis=1)) - 1.0 + lowest)
