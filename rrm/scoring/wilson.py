"""How far a share may lie from the one that was asked: the interval of a sample."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray


def wilson_interval(share: float, interviews: float, level: float) -> tuple[float, float]:
    """The shares among all households that a sample of them allows, 0..1; 0 to 1 of no sample.

    interviews: as many as the sample is worth, see effective_interviews. level: how often such
    an interval holds the true share, e.g. 0.9.
    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference,
    1927; never outside 0..1, and of some width also where nobody or everybody is in need.
    """
    if interviews <= 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + level) / 2)
    spread = z * z / interviews
    middle = (share + spread / 2) / (1 + spread)
    half = math.sqrt(spread * share * (1 - share) + spread * spread / 4) / (1 + spread)
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def effective_interviews(weights: NDArray[np.float64]) -> float:
    """How many interviews of equal weight tell as much; weights: of those that count.

    Source: L. Kish, Survey sampling, 1965: the squared sum of weights by the sum of squares.
    """
    total = float(weights.sum())
    return total * total / float(weights @ weights) if total > 0 else 0.0
