"""What each group gets of each item, against what it is entitled to."""

from __future__ import annotations

from rrm.export.arrivals import Line
from rrm.export.facts import Facts
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn, Value
from rrm.model.labels import group_label
from rrm.model.language import msg
from rrm.model.rounding import round_half_up

ITEM_COLUMN = 2
UNIT_COLUMN = 3
NEEDED_COLUMN = 4
DELIVERED_COLUMN = 5
MISSING_COLUMN = 6
"""Places of the columns that the summary adds up by item."""


def sites_sheet(facts: Facts) -> Sheet:
    """A row for each demand, in the order of the demands."""
    return Sheet(
        title=msg("By site"),
        columns=(
            SheetColumn(msg("Site"), width=26),
            SheetColumn(msg("Group"), width=18),
            SheetColumn(msg("Item"), width=24),
            SheetColumn(msg("Unit"), width=12),
            SheetColumn(msg("Entitled to"), Kind.NUMBER, 12),
            SheetColumn(msg("Delivered"), Kind.NUMBER, 12),
            SheetColumn(msg("Missing"), Kind.NUMBER, 12),
            SheetColumn(msg("Share that arrives"), Kind.SHARE, 10),
            SheetColumn(msg("First arrival"), Kind.DATE, 12),
            SheetColumn(msg("Last arrival"), Kind.DATE, 12),
            SheetColumn(msg("Due"), Kind.DATE, 12),
            SheetColumn(msg("Households"), Kind.NUMBER, 12),
            SheetColumn(msg("People"), Kind.NUMBER, 12),
            SheetColumn(msg("Why entitled"), width=44),
            SheetColumn(msg("Site code"), width=18),
        ),
        rows=[_row(line, facts) for line in facts.lines],
        frozen_columns=3,
    )


def _row(line: Line, facts: Facts) -> tuple[Value, ...]:
    settings, names, demand = facts.scenario.settings, facts.names, line.demand
    return (
        names.place(demand.site_id),
        group_label(demand.group),
        names.item(demand.item),
        names.unit(demand.item),
        round_half_up(line.needed, 3),
        round_half_up(line.delivered, 3),
        round_half_up(max(0.0, line.needed - line.delivered), 3),
        round_half_up(line.share, 4),
        settings.date_of(line.first_day) if line.first_day else None,
        settings.date_of(line.last_day) if line.last_day else None,
        settings.date_of(demand.due_day),
        demand.households,
        demand.people,
        demand.reason,
        demand.site_id,
    )
