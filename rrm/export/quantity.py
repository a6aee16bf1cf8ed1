"""Figures with their unit, as a reader wants them: no more decimals than they deserve."""

from __future__ import annotations

import math

from rrm.model.language import Message, msg
from rrm.model.rounding import round_half_up, whole


def with_decimal(value: float) -> float:
    """A quantity with one decimal below a hundred, whole above."""
    return round_half_up(value, 1 if abs(value) < 100 else 0)


def percent(share: float, digits: int = 0) -> Message:
    """A share 0..1 in per cent; what is not all never reads 100 %, nor what is not nothing 0 %."""
    value = round_half_up(share * 100, digits)
    step = 10.0**-digits
    if value >= 100 and share < 1 - 1e-9:
        value = 100 - step
    if value <= 0 and share > 1e-9:
        value = step
    return msg("{number}\N{NO-BREAK SPACE}%", number=value)


def at_most_percent(share: float) -> Message:
    """A share that must not be understated, rounded up to a tenth of a per cent."""
    return msg("{number}\N{NO-BREAK SPACE}%", number=math.ceil(round_half_up(share * 1000, 6)) / 10)


def money(amount: float, currency: str) -> Message:
    """An amount without decimals."""
    return msg("{amount}\N{NO-BREAK SPACE}{currency}", amount=whole(amount), currency=currency)


def amount_of(quantity: float, unit: object) -> Message:
    """A quantity with its unit."""
    return msg("{quantity}\N{NO-BREAK SPACE}{unit}", quantity=with_decimal(quantity), unit=unit)
