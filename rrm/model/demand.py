"""What people are entitled to, and what regular programmes must take over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rrm.model.language import Message


@dataclass(frozen=True, slots=True)
class Demand:
    """One row of demands.csv: what a group at a site is to receive.

    quantity: in the item's unit over the whole window; of water, m3 on each day of it.
    survival_quantity: the part of a day's water below which lives are at risk, m3 a day.
    from_day, due_day: days of the scenario, both included.
    weight: what one unit counts when it arrives on from_day; falls with lateness.
    households, people: whom it is for.
    """

    site_id: str
    group: str
    entitlement: str
    item: str
    unit: str
    quantity: float
    survival_quantity: float
    from_day: int
    due_day: int
    weight: float
    households: int
    people: int
    reason: Message

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells a demand from the others: site, group, item."""
        return (self.site_id, self.group, self.item)


@dataclass(frozen=True, slots=True)
class Referral:
    """One row of referrals.csv: a case for a regular programme."""

    site_id: str
    group: str
    programme: str
    caseload: int
    unit: str
    urgency: int
    reason: Message
    due_on: date


@dataclass(frozen=True, slots=True)
class ModalityChoice:
    """How a group at a site is helped, and what decided it."""

    site_id: str
    group: str
    modality: str
    reason: Message


@dataclass(frozen=True, slots=True)
class Entitled:
    """All demands, the modality behind them, and the referrals."""

    demands: tuple[Demand, ...]
    modalities: tuple[ModalityChoice, ...]
    referrals: tuple[Referral, ...]
