"""Rounding, in the one way that published indices use: half up."""

import math
from decimal import ROUND_HALF_UP, Decimal

_WHOLE_FROM = 2.0**52
"""A float of this size or more is a whole number anyhow."""


def round_half_up(value: float, digits: int = 0) -> float:
    """Round to `digits` decimals, halves away from zero.

    Python's own round() sends halves to the even neighbour and so misclassifies ties.
    Source: WFP CARI, indices computed with SPSS RND (half up).
    """
    if not math.isfinite(value) or (digits >= 0 and abs(value) >= _WHOLE_FROM):
        return value
    # repr() is the shortest decimal that reads back as the same float, so 2.675 is a tie
    # here although its binary value lies just below one.
    step = Decimal(1).scaleb(-digits)
    return float(Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP))


def whole(value: float) -> int:
    """Round half up to a whole number of people, households or kits."""
    nearest = round(value)
    # Away from a half all ways of rounding agree, and this one is quick.
    return nearest if abs(value - nearest) < 0.49 else int(round_half_up(value))
