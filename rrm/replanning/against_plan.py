"""Plan against actual: what was planned, what left, what became of it, what is out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rrm.model.plan import Payment
from rrm.model.receipt import Receipts
from rrm.model.waybill import Waybill, Waybills
from rrm.replanning.fates import Fate, fates_of


@dataclass(frozen=True, slots=True)
class ItemTally:
    """One item, or one item at one place, in its unit.

    place: site or depot; blank where all are taken together. planned: in the whole plan.
    left: of that, what has been sent. out: sent, and nobody has said what became of it.
    missing: told of by a receipt that doesn't account for it.
    """

    item: str
    unit: str
    place: str
    planned: float
    left: float
    received: float
    damaged: float
    lost: float
    returned: float
    missing: float
    out: float

    @property
    def loss_rate(self) -> float | None:
        """Damaged, lost and missing, as a share of what receipts tell of; None where none do."""
        told = self.left - self.out
        return (self.damaged + self.lost + self.missing) / told if told > 0 else None

    @property
    def pipeline_rate(self) -> float | None:
        """The share of what was sent that is out; None where nothing was sent."""
        return self.out / self.left if self.left > 0 else None


@dataclass(frozen=True, slots=True)
class PaymentTally:
    """Households paid in cash. due: to be paid by now. untold: of those, not yet told of."""

    planned: int
    due: int
    paid: int
    untold: int


@dataclass(frozen=True, slots=True)
class AgainstPlan:
    """A plan with what came back of it, at the end of a day.

    items: over all sites together. sites: by site. moved: from depot to depot, by the one it goes
    to. told: waybills of which anything is told. out: those that have left and of which some line
    isn't. late: of those, the ones that were to arrive before that day.
    """

    day: int
    items: tuple[ItemTally, ...]
    moved: tuple[ItemTally, ...]
    sites: tuple[ItemTally, ...]
    payments: PaymentTally
    waybills: int
    told: int
    out: tuple[Waybill, ...]
    late: tuple[Waybill, ...]


def against_plan(
    waybills: Waybills, payments: Sequence[Payment], receipts: Receipts, day: int
) -> AgainstPlan:
    """The plan set beside what is known, at the end of a day of the scenario."""
    fates = tuple(fates_of(waybills, receipts, day + 1))
    to_sites = [fate for fate in fates if not fate.waybill.is_transfer]
    out = dict.fromkeys(fate.waybill.number for fate in fates if fate.is_out)
    out_now = tuple(waybills.by_number[number] for number in out)
    return AgainstPlan(
        day=day,
        items=_tallies(to_sites, by_place=False),
        moved=_tallies((fate for fate in fates if fate.waybill.is_transfer), by_place=True),
        sites=_tallies(to_sites, by_place=True),
        payments=_payments(payments, receipts, day),
        waybills=len(waybills.waybills),
        told=len({fate.waybill.number for fate in fates if fate.receipt is not None}),
        out=out_now,
        late=tuple(waybill for waybill in out_now if waybill.arrival_day < day),
    )


def _tallies(fates: Iterable[Fate], *, by_place: bool) -> tuple[ItemTally, ...]:
    together: dict[tuple[str, str, str], list[Fate]] = defaultdict(list)
    for fate in fates:
        place = fate.waybill.place if by_place else ""
        together[place, fate.line.item, fate.line.unit].append(fate)
    return tuple(
        ItemTally(
            item=item,
            unit=unit,
            place=place,
            planned=sum(fate.line.loaded for fate in some),
            left=sum(fate.line.loaded for fate in some if fate.has_left),
            received=sum(fate.received for fate in some),
            damaged=sum(fate.damaged for fate in some),
            lost=sum(fate.lost for fate in some),
            returned=sum(fate.returned for fate in some),
            missing=sum(fate.missing for fate in some),
            out=sum(fate.out for fate in some),
        )
        for (place, item, unit), some in sorted(together.items())
    )


def _payments(payments: Sequence[Payment], receipts: Receipts, day: int) -> PaymentTally:
    due = paid = untold = 0
    for payment in payments:
        key = (payment.day, payment.site_id, payment.group, payment.item, payment.agent_id)
        made = receipts.payment_of.get(key)
        if made is not None:
            paid += made.households
        elif payment.day <= day:
            untold += payment.households
        if made is not None or payment.day <= day:
            due += payment.households
    return PaymentTally(sum(payment.households for payment in payments), due, paid, untold)
