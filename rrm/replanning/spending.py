"""What has been spent of the budget before a day."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.model.rounding import round_half_up
from rrm.replanning.course import Course, payment_key


@dataclass(frozen=True, slots=True)
class Spent:
    """In the budget's currency. transport: of trips that have left, to their end."""

    transport: float
    transfers: float
    fees: float

    @property
    def total(self) -> float:
        """All of it."""
        return self.transport + self.transfers + self.fees


def spent_before(course: Course, day: int) -> Spent:
    """What trips that left, and payments made, have cost.

    A payment costs what was really paid where a receipt tells it, and is else taken as planned.
    """
    transport = sum(
        trip.cost for trip, waybills in course.trips if course.has_left(trip, waybills, day)
    )
    transfers = fees = 0.0
    for payment in course.payments:
        made = course.receipts.payment_of.get(payment_key(payment))
        if made is None and payment.day >= day:
            continue
        share = 1.0 if made is None else made.households / payment.households
        transfers += payment.amount * share
        fees += payment.fee * share
    return Spent(round_half_up(transport, 2), round_half_up(transfers, 2), round_half_up(fees, 2))
