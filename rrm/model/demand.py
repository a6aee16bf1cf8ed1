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
    last_day: after it nothing is brought, as it would come too late to be of use; None where late
    help only counts less. It may lie before from_day, where the time was over at the start.
    meets: item of the demand that it is another way to meet, where it is no demand of its own;
    counts: what a unit of it then counts for, in units of that item.
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
    last_day: int | None = None
    meets: str = ""
    counts: float = 1.0

    @property
    def need(self) -> tuple[str, str, str]:
        """The demand that it meets: site, group, item; itself, unless it is a variant."""
        return (self.site_id, self.group, self.meets or self.item)

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
