"""Stock moved between warehouses."""

from __future__ import annotations

from rrm.export.facts import Facts
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn
from rrm.model.language import msg
from rrm.model.rounding import round_half_up


def transfers_sheet(facts: Facts) -> Sheet:
    """A row for each item of each transfer."""
    settings, names = facts.scenario.settings, facts.names
    return Sheet(
        title=msg("Transfers"),
        columns=(
            SheetColumn(msg("Leaves"), Kind.DATE),
            SheetColumn(msg("Can be sent on from"), Kind.DATE),
            SheetColumn(msg("From")),
            SheetColumn(msg("To")),
            SheetColumn(msg("Item")),
            SheetColumn(msg("Quantity"), Kind.NUMBER),
            SheetColumn(msg("Unit")),
            SheetColumn(msg("Vehicle")),
            SheetColumn(msg("Trip")),
        ),
        rows=[
            (
                settings.date_of(t.day),
                settings.date_of(t.ready_day),
                names.place(t.from_depot),
                names.place(t.to_depot),
                names.item(t.item),
                round_half_up(t.quantity, 3),
                names.unit(t.item),
                names.vehicle_class(t.vehicle_class),
                t.trip_id,
            )
            for t in facts.run.plan.transfers
        ],
    )
