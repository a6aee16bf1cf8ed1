"""Everything that leaves or is paid, in the order of days."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from rrm.export.published import PublishedPlan, WaybillSheet, exact_sum
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn, Value
from rrm.model.labels import group_label
from rrm.model.language import Message, msg, put_into_words

_Load = tuple[date, date, str, str, str, str, str, Message]
"""Leaves, arrives, from, to, group, item, vehicle class, what for."""


def days_sheet(plan: PublishedPlan) -> Sheet:
    """A row for each item that vehicles of one class bring to one group on one day."""
    return Sheet(
        title=msg("Plan by day"),
        columns=(
            SheetColumn(msg("Leaves"), Kind.DATE),
            SheetColumn(msg("Arrives"), Kind.DATE),
            SheetColumn(msg("From")),
            SheetColumn(msg("To")),
            SheetColumn(msg("Group")),
            SheetColumn(msg("Item")),
            SheetColumn(
                msg("Quantity"),
                Kind.NUMBER,
                note=msg("Of all trips of the row together, in the unit beside it."),
            ),
            SheetColumn(msg("Unit")),
            SheetColumn(msg("Vehicle")),
            SheetColumn(
                msg("Trips"),
                Kind.NUMBER,
                note=msg("Trips that carry it; a trip with several items stands in several rows."),
            ),
            SheetColumn(msg("What for")),
        ),
        rows=sorted([*_loads(plan), *_payments(plan)], key=_order),
        frozen_columns=2,
        block=(0,),
    )


def _order(row: tuple[Value, ...]) -> tuple[date, str, str]:
    leaves = row[0]
    assert isinstance(leaves, date)
    return leaves, put_into_words(row[2], "en"), put_into_words(row[3], "en")


def _loads(plan: PublishedPlan) -> list[tuple[Value, ...]]:
    together: dict[_Load, list[float]] = defaultdict(list)
    for sheet in plan.waybills:
        for line in sheet.lines:
            key = (
                sheet.leaves.date(), sheet.arrives, sheet.origin, sheet.place, line.group,
                line.item, sheet.vehicle_class, _purpose(sheet),
            )  # fmt: skip
            together[key].append(line.quantity)
    names = plan.names
    rows: list[tuple[Value, ...]] = []
    for key in sorted(together, key=lambda key: key[:-1]):
        leaves, arrives, origin, to, group, item, vehicle_class, purpose = key
        rows.append(
            (
                leaves,
                arrives,
                names.place(origin),
                names.place(to),
                group_label(group) if group else None,
                names.item(item),
                exact_sum(together[key]),
                names.unit(item),
                names.vehicle_class(vehicle_class),
                len(together[key]),
                purpose,
            )
        )
    return rows


def _payments(plan: PublishedPlan) -> list[tuple[Value, ...]]:
    names = plan.names
    return [
        (
            payment.day,
            payment.day,
            names.place(payment.agent_id),
            names.place(payment.site_id),
            group_label(payment.group),
            names.item(payment.item),
            payment.households,
            names.unit(payment.item),
            None,
            None,
            msg("payment"),
        )
        for payment in plan.payments
    ]


def _purpose(sheet: WaybillSheet) -> Message:
    if sheet.is_transfer:
        return msg("transfer")
    return msg("water") if sheet.is_water else msg("delivery")
