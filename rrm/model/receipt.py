"""What came back from the road: what arrived of a waybill, and whom an agent really paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

LineKey = tuple[str, str, str]
"""Waybill number, item, group."""

PaymentKey = tuple[int, str, str, str, str]
"""Planned day, site, group, item, agent."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A line of a waybill as it came back, in the item's unit.

    waybill: the number as printed. group: blank for stock that was moved.
    received: in good order. damaged: arrived and of no use. lost: on the way. returned: came
    back to where it was loaded. received_on: the day at the stop.
    """

    waybill: str
    item: str
    group: str
    received: float
    damaged: float
    lost: float
    returned: float
    received_on: date

    @property
    def key(self) -> LineKey:
        """The line of a waybill that it speaks of."""
        return (self.waybill, self.item, self.group)

    @property
    def accounted(self) -> float:
        """How much of the load it tells the fate of."""
        return self.received + self.damaged + self.lost + self.returned


@dataclass(frozen=True, slots=True)
class PaymentReceipt:
    """A planned payment as it was made. day: the planned one; paid_on: when it really was."""

    day: int
    site_id: str
    group: str
    item: str
    agent_id: str
    households: int
    paid_on: date

    @property
    def key(self) -> PaymentKey:
        """The planned payment that it speaks of."""
        return (self.day, self.site_id, self.group, self.item, self.agent_id)


@dataclass(frozen=True)
class Receipts:
    """All that is known to have come back, each line of a waybill and each payment once."""

    lines: tuple[Receipt, ...] = ()
    payments: tuple[PaymentReceipt, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lines or self.payments)

    @property
    def latest(self) -> date | None:
        """The last day that anything is known of."""
        days = [one.received_on for one in self.lines] + [one.paid_on for one in self.payments]
        return max(days, default=None)

    @cached_property
    def line_of(self) -> Mapping[LineKey, Receipt]:
        """Each receipt under the line of the waybill that it speaks of."""
        return {one.key: one for one in self.lines}

    @cached_property
    def payment_of(self) -> Mapping[PaymentKey, PaymentReceipt]:
        """Each payment made under the planned one."""
        return {one.key: one for one in self.payments}

    def with_newer(self, newer: Receipts) -> Receipts:
        """With others added; of the same line or payment the newer one counts."""
        lines = {**self.line_of, **newer.line_of}
        payments = {**self.payment_of, **newer.payment_of}
        return Receipts(tuple(lines.values()), tuple(payments.values()))
