"""Payments, one by one."""

from __future__ import annotations

from rrm.export.facts import Facts
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn
from rrm.model.labels import group_label
from rrm.model.language import msg
from rrm.model.rounding import round_half_up


def cash_sheet(facts: Facts) -> Sheet:
    """A row for each payment; amounts add up where they are in one currency."""
    settings, names, payments = facts.scenario.settings, facts.names, facts.run.plan.payments
    adds_up = len({payment.currency for payment in payments}) <= 1
    return Sheet(
        title=msg("Cash"),
        columns=(
            SheetColumn(msg("Day"), Kind.DATE),
            SheetColumn(msg("Site")),
            SheetColumn(msg("Group")),
            SheetColumn(msg("Item")),
            SheetColumn(msg("Agent at")),
            SheetColumn(msg("Agent's id")),
            SheetColumn(msg("Households"), Kind.NUMBER, has_total=True),
            SheetColumn(msg("Paid out"), Kind.NUMBER, has_total=adds_up),
            SheetColumn(msg("Agent's fee"), Kind.NUMBER, has_total=adds_up),
            SheetColumn(msg("Currency")),
        ),
        rows=[
            (
                settings.date_of(payment.day),
                names.place(payment.site_id),
                group_label(payment.group),
                names.item(payment.item),
                names.place(payment.agent_id),
                payment.agent_id,
                payment.households,
                round_half_up(payment.amount, 2),
                round_half_up(payment.fee, 2),
                payment.currency,
            )
            for payment in payments
        ],
    )
