"""How finely figures are published, and the one way in which they are added up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from math import isfinite

from rrm.model.plan import Plan
from rrm.model.rounding import round_half_up

QUANTITY = 3
"""Decimals of a quantity: water to the litre, goods that are no whole units to a thousandth."""
KG = 1
M3 = 3
MONEY = 2
KM = 2
HOURS = 2

_STORED = 6
"""Decimals of the run folder's tables (their public contract)."""


def published(value: float, digits: int) -> float:
    """A figure as it is printed.

    Rounded first as the run folder stores it, so that a plan at hand and the same plan read back
    from its folder give the same, also where a figure lies next to a half.
    """
    return round_half_up(round_half_up(value, _STORED), digits)


def exact_sum(values: Iterable[float]) -> float:
    """The sum of figures as they are printed, as somebody with a pencil would find it.

    Floats added up drift: ten times 0.1 is less than one. What is no number makes the sum none.
    """
    figures = tuple(values)
    if not all(isfinite(figure) for figure in figures):
        return sum(figures)
    return float(sum((Decimal(repr(figure)) for figure in figures), Decimal(0)))


def published_rows(plan: Plan) -> Plan:
    """A plan whose rows are rounded as they are printed; everything is made from these."""
    return replace(
        plan,
        deliveries=tuple(
            replace(
                row,
                quantity=published(row.quantity, QUANTITY),
                counts_as=published(row.counted, QUANTITY),
                meets=row.meets if row.meets != row.item else "",
            )
            for row in plan.deliveries
        ),
        transfers=tuple(
            replace(row, quantity=published(row.quantity, QUANTITY)) for row in plan.transfers
        ),
        trips=tuple(
            replace(
                trip,
                km=published(trip.km, KM),
                hours=published(trip.hours, HOURS),
                load_kg=published(trip.load_kg, KG),
                load_m3=published(trip.load_m3, M3),
                cost=published(trip.cost, MONEY),
                risk=round_half_up(trip.risk, _STORED),
            )
            for trip in plan.trips
        ),
        payments=tuple(
            replace(row, amount=published(row.amount, MONEY), fee=published(row.fee, MONEY))
            for row in plan.payments
        ),
        unmet=tuple(replace(row, quantity=published(row.quantity, QUANTITY)) for row in plan.unmet),
    )
