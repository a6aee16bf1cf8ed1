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
            SheetColumn(msg("Leaves"), Kind.DATE, 12),
            SheetColumn(msg("Can be sent on from"), Kind.DATE, 14),
            SheetColumn(msg("From"), width=24),
            SheetColumn(msg("To"), width=24),
            SheetColumn(msg("Item"), width=24),
            SheetColumn(msg("Quantity"), Kind.NUMBER, 12),
            SheetColumn(msg("Unit"), width=12),
            SheetColumn(msg("Vehicle"), width=20),
            SheetColumn(msg("Trip"), width=10),
        ),
        rows=[
            (
                settings.date_of(t.day),
                settings.date_of(t.arrival_day),
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
