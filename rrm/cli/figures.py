"""Figures for the terminal, with no more digits than they deserve."""

from __future__ import annotations

import math

from rrm.model.language import Message, msg
from rrm.model.rounding import round_half_up, whole

MILLION = 1_000_000


def quantity(value: float) -> float:
    """One decimal below a hundred, whole above; what is there never reads nothing."""
    rounded = round_half_up(value, 1 if abs(value) < 100 else 0)
    return rounded if rounded or not value else math.copysign(0.1, value)


def percent(share: float, digits: int = 0) -> Message:
    """A share 0..1; what is not all never reads 100 %, and what is not nothing never 0 %."""
    value, step = round_half_up(100 * share, digits), 10.0**-digits
    if value >= 100 and share < 1 - 1e-9:
        value = 100 - step
    if value <= 0 and share > 1e-9:
        value = step
    return msg("{n} %", n=value)


def at_least_percent(share: float) -> Message:
    """A share that must not be overstated, rounded down to a tenth of a per cent."""
    return msg("{n} %", n=math.floor(round_half_up(1000 * share, 6)) / 10)


def at_most_percent(share: float) -> Message:
    """A share that must not be understated, rounded up to a tenth of a per cent."""
    return msg("{n} %", n=math.ceil(round_half_up(1000 * share, 6)) / 10)


def money(amount: float, currency: str) -> Message:
    """An amount, in millions where it has them."""
    if abs(amount) < MILLION:
        return msg("{n} {currency}", n=whole(amount), currency=currency)
    millions = round_half_up(amount / MILLION, 1)
    return msg("{n} million {currency}", n=millions, currency=currency)
