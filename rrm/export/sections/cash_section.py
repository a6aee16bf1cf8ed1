"""Cash: who is paid where, by which agent, on which days."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.export.facts import Facts
from rrm.export.quantity import money
from rrm.export.sections.plan_days import days_in_words
from rrm.export.table import Cell, Column, Name, Table
from rrm.model.labels import group_label
from rrm.model.language import Message, msg
from rrm.model.plan import Payment


@dataclass(frozen=True, slots=True)
class CashSection:
    """Payments by site, group and agent, with their total."""

    title: Message
    total: Message
    table: Table | None
    empty: Message


def cash_section(facts: Facts) -> CashSection:
    """Payments to one group through one agent, added up over the days."""
    payments = facts.run.plan.payments
    together: dict[tuple[str, str, str, str, str], list[Payment]] = {}
    for payment in payments:
        key = (payment.site_id, payment.group, payment.item, payment.agent_id, payment.currency)
        together.setdefault(key, []).append(payment)
    columns = (
        Column(msg("Site and group")),
        Column(msg("Days"), is_short=True),
        Column(msg("Households"), is_number=True),
        Column(msg("Paid out"), is_number=True),
        Column(msg("Agent's fee"), is_number=True),
        Column(msg("Agent at")),
    )
    rows = tuple(_row(together[key], facts) for key in sorted(together))
    return CashSection(
        title=msg("Cash"),
        total=_total(payments),
        table=Table(columns, rows) if rows else None,
        empty=msg("No cash is paid out."),
    )


def _total(payments: tuple[Payment, ...]) -> Message:
    by_currency: dict[str, float] = {}
    for payment in payments:
        by_currency[payment.currency] = by_currency.get(payment.currency, 0.0) + payment.amount
    return msg(
        "{households} transfers, {amounts} paid out.",
        households=sum(payment.households for payment in payments),
        amounts=tuple(money(by_currency[code], code) for code in sorted(by_currency)),
    )


def _row(payments: list[Payment], facts: Facts) -> tuple[Cell, ...]:
    first = payments[0]
    days = [payment.day for payment in payments]
    return (
        Name(facts.names.place(first.site_id), group_label(first.group)),
        days_in_words(min(days), max(days), facts),
        sum(payment.households for payment in payments),
        money(sum(payment.amount for payment in payments), first.currency),
        money(sum(payment.fee for payment in payments), first.currency),
        Name(facts.names.place(first.agent_id), Message("{agent}", (("agent", first.agent_id),))),
    )
