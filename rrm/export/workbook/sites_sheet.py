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
            SheetColumn(msg("Site")),
            SheetColumn(msg("Group")),
            SheetColumn(msg("Item")),
            SheetColumn(msg("Unit")),
            SheetColumn(msg("Entitled to"), Kind.NUMBER),
            SheetColumn(msg("Delivered"), Kind.NUMBER),
            SheetColumn(msg("Missing"), Kind.NUMBER),
            SheetColumn(msg("Share that arrives"), Kind.SHARE),
            SheetColumn(msg("First arrival"), Kind.DATE),
            SheetColumn(msg("Last arrival"), Kind.DATE),
            SheetColumn(msg("Due"), Kind.DATE),
            SheetColumn(msg("Households"), Kind.NUMBER),
            SheetColumn(msg("People"), Kind.NUMBER),
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
        _share(line),
        settings.date_of(line.first_day) if line.first_day else None,
        settings.date_of(line.last_day) if line.last_day else None,
        settings.date_of(demand.due_day),
        demand.households,
        demand.people,
    )


def _share(line: Line) -> float:
    # What is not all does not round to all.
    return 1.0 if line.share >= 1 else min(0.9999, round_half_up(line.share, 4))
