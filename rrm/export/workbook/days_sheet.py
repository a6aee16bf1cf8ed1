"""Everything that leaves or is paid, in the order of days."""

from __future__ import annotations

from datetime import date

from rrm.export.facts import Facts
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn, Value
from rrm.model.labels import group_label
from rrm.model.language import Message, Text, msg, put_into_words
from rrm.model.rounding import round_half_up
from rrm.model.rule_pack import ItemKind


def days_sheet(facts: Facts) -> Sheet:
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
            SheetColumn(msg("Quantity"), Kind.NUMBER),
            SheetColumn(msg("Unit")),
            SheetColumn(msg("Vehicle")),
            SheetColumn(msg("Trips"), Kind.NUMBER),
            SheetColumn(msg("What for")),
        ),
        rows=sorted([*_loads(facts), *_payments(facts)], key=_order),
        frozen_columns=2,
    )


def _order(row: tuple[Value, ...]) -> tuple[date, str, str]:
    leaves = row[0]
    assert isinstance(leaves, date)
    return leaves, put_into_words(row[2], "en"), put_into_words(row[3], "en")


def _loads(facts: Facts) -> list[tuple[Value, ...]]:
    together: dict[tuple[int, int, str, str, str, str, str], tuple[float, int]] = {}
    for loaded in facts.trips:
        for load in loaded.loads:
            key = (
                loaded.trip.day, load.arrival_day, load.origin, load.to, load.group, load.item,
                loaded.trip.vehicle_class,
            )  # fmt: skip
            quantity, trips = together.get(key, (0.0, 0))
            together[key] = (quantity + load.quantity, trips + 1)
    settings, names = facts.scenario.settings, facts.names
    rows: list[tuple[Value, ...]] = []
    for key in sorted(together):
        day, arrival, origin, to, group, item, vehicle_class = key
        quantity, trips = together[key]
        rows.append(
            (
                settings.date_of(day),
                settings.date_of(arrival),
                names.place(origin),
                names.place(to),
                group_label(group) if group else None,
                names.item(item),
                round_half_up(quantity, 3),
                names.unit(item),
                names.vehicle_class(vehicle_class),
                trips,
                _purpose(item, group, facts),
            )
        )
    return rows


def _payments(facts: Facts) -> list[tuple[Value, ...]]:
    settings, names = facts.scenario.settings, facts.names
    return [
        (
            settings.date_of(payment.day),
            settings.date_of(payment.day),
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
        for payment in facts.run.plan.payments
    ]


def _purpose(item: str, group: str, facts: Facts) -> Message | Text:
    if not group:
        return msg("transfer")
    return msg("water") if facts.names.kind(item) is ItemKind.WATER else msg("delivery")
