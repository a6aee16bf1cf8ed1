"""How far two figures may lie apart before a plan is said to be wrong.

Tables carry six decimals and a solver's arithmetic is not exact either. What is left open
here is far below anything that could be loaded, driven or paid.
"""

from math import ceil

RELATIVE = 1e-6
GRAIN = 1e-4
"""Of any unit: a tenth of a litre of a m3, a third of a second of an hour."""
KG_GRAIN = 0.05
"""Kilograms: a litre is one, and a tanker's load is a thousand times its m3."""
KM_GRAIN = 1e-3
"""Kilometres: trips are filed to the metre."""
CENT = 0.01
"""Money: costs are filed with two decimals."""


def exceeds(value: float, limit: float, grain: float = GRAIN) -> bool:
    """Whether a value passes a limit by more than rounding explains."""
    return value > limit + _room(limit, grain)


def agree(value: float, other: float, grain: float = GRAIN) -> bool:
    """Whether two figures are the same but for rounding."""
    return abs(value - other) <= _room(other, grain)


def whole_days(hours: float, hours_per_day: float) -> tuple[int, int]:
    """Working days that hours take, at least and at most, as rounding may decide either way."""
    least = ceil((hours - GRAIN) / hours_per_day)
    most = ceil((hours + GRAIN) / hours_per_day)
    return max(1, least), max(1, most)


def _room(size: float, grain: float) -> float:
    return max(grain, RELATIVE * abs(size))
