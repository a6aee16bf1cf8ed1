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
    widest = 2 * max((radius for _, _, radius in discs), default=0.0) + _GAP
    for _ in range(_ROUNDS):
        moved = False
        for i, j in _side_by_side(centres, widest):
            moved = _push(centres, i, j, discs[i][2] + discs[j][2] + _GAP) or moved
        if not moved:
            break
    return tuple(centres)


def _side_by_side(centres: Sequence[tuple[float, float]], widest: float) -> list[tuple[int, int]]:
    """Pairs that could touch: no further apart from left to right than the widest do."""
    order = sorted(range(len(centres)), key=lambda i: (centres[i][0], i))
    pairs = []
    for place, i in enumerate(order):
        for j in order[place + 1 :]:
            if centres[j][0] - centres[i][0] > widest:
                break
            pairs.append((min(i, j), max(i, j)))
    return pairs


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
