"""Marks that lie on top of each other, moved apart just enough to be told from each other."""

from __future__ import annotations

import math
from collections.abc import Sequence

Disc = tuple[float, float, float]
"""x, y and radius."""

_ROUNDS = 60
_GAP = 2.0


def spread(discs: Sequence[Disc]) -> tuple[tuple[float, float], ...]:
    """Centres that keep discs from covering each other, as near to their places as may be.

    Discs in one spot leave it in different directions, always the same for the same input.
    """
    centres = [(x, y) for x, y, _ in discs]
    for _ in range(_ROUNDS):
        moved = False
        for i in range(len(discs)):
            for j in range(i + 1, len(discs)):
                apart = discs[i][2] + discs[j][2] + _GAP
                moved = _push(centres, i, j, apart) or moved
        if not moved:
            break
    return tuple(centres)


def _push(centres: list[tuple[float, float]], i: int, j: int, apart: float) -> bool:
    (xi, yi), (xj, yj) = centres[i], centres[j]
    dx, dy = xj - xi, yj - yi
    distance = math.hypot(dx, dy)
    if distance >= apart - 1e-6:
        return False
    if distance < 1e-9:
        dx, dy = math.cos(2.4 * (i + j)), math.sin(2.4 * (i + j))
        distance, short = 1.0, apart
    else:
        short = apart - distance
    step_x, step_y = dx / distance * short / 2, dy / distance * short / 2
    centres[i] = (xi - step_x, yi - step_y)
    centres[j] = (xj + step_x, yj + step_y)
    return True
