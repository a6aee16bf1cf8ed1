"""Stock that moves between warehouses."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.export.facts import Facts
from rrm.export.quantity import with_decimal
from rrm.export.table import Cell, Column, Name, Table
from rrm.model.language import Message, msg


@dataclass(frozen=True, slots=True)
class TransfersSection:
    """Transfers by day, or that there are none."""

    title: Message
    table: Table | None
    empty: Message


def transfers_section(facts: Facts) -> TransfersSection:
    """Transfers that go the same way on the same days, added up."""
    together: dict[tuple[int, int, str, str, str, str], float] = {}
    for t in facts.run.plan.transfers:
        key = (t.day, t.ready_day, t.from_depot, t.to_depot, t.item, t.vehicle_class)
        together[key] = together.get(key, 0.0) + t.quantity
    columns = (
        Column(msg("Leaves"), is_short=True),
        Column(msg("From")),
        Column(msg("To")),
        Column(msg("Item")),
        Column(msg("Quantity"), is_number=True),
        Column(msg("Vehicle")),
        Column(msg("Can be sent on from"), is_short=True),
    )
    rows = tuple(_row(key, together[key], facts) for key in sorted(together))
    return TransfersSection(
        title=msg("Between warehouses"),
        table=Table(columns, rows) if rows else None,
        empty=msg("No stock moves between warehouses."),
    )


def _row(
    key: tuple[int, int, str, str, str, str], quantity: float, facts: Facts
) -> tuple[Cell, ...]:
    day, ready_day, from_depot, to_depot, item, vehicle_class = key
    settings, names = facts.scenario.settings, facts.names
    return (
        settings.date_of(day),
        Name(names.place(from_depot)),
        Name(names.place(to_depot)),
        names.item(item),
        with_decimal(quantity),
        names.vehicle_class(vehicle_class),
        settings.date_of(ready_day),
    )
