"""The cash schedule: what each agent pays out, where and on which day."""

from __future__ import annotations

from rrm.export.published import PublishedPlan
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn
from rrm.model.labels import group_label
from rrm.model.language import msg


def cash_sheet(plan: PublishedPlan) -> Sheet:
    """A row for each payment, by agent and day; amounts add up where they are in one currency."""
    names = plan.names
    payments = sorted(plan.payments, key=lambda one: one.agent_id)
    adds_up = len({payment.currency for payment in payments}) <= 1
    return Sheet(
        title=msg("Cash"),
        columns=(
            SheetColumn(
                msg("Agent at"),
                note=msg("Filter one agent: the last row adds up what the agent pays out."),
            ),
            SheetColumn(msg("Agent's id")),
            SheetColumn(msg("Day"), Kind.DATE),
            SheetColumn(msg("Site")),
            SheetColumn(msg("Group")),
            SheetColumn(msg("Item")),
            SheetColumn(msg("Households"), Kind.NUMBER, has_total=True, key="households"),
            SheetColumn(
                msg("Paid out"),
                Kind.NUMBER,
                has_total=adds_up,
                key="amount",
                note=msg("To households, without the agent’s fee."),
            ),
            SheetColumn(msg("Agent's fee"), Kind.NUMBER, has_total=adds_up, key="fee"),
            SheetColumn(msg("Currency")),
        ),
        rows=[
            (
                names.place(payment.agent_id),
                payment.agent_id,
                payment.day,
                names.place(payment.site_id),
                group_label(payment.group),
                names.item(payment.item),
                payment.households,
                payment.amount,
                payment.fee,
                payment.currency,
            )
            for payment in payments
        ],
        frozen_columns=3,
        block=(1,),
    )
