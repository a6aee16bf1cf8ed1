"""Which cells of a decision table households stand in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rrm.model.form import Column
from rrm.model.language import Message, msg_plural
from rrm.model.rule_pack import GROUP, HOUSEHOLD, SITE
from rrm.rule_language import Evaluator, Expression, Name
from rrm.scoring.compiled_pack import CompiledIndicator, CompiledRules
from rrm.scoring.compiled_table import CompiledTable
from rrm.scoring.rule_table import is_of_rows_alone
from rrm.scoring.table_words import cell_in_words, joined

CELLS_TOLD = 2
Rows = NDArray[np.int64]
ColumnAt = Callable[[str], Column]
"""The values of a question or rule by its key, as each household sees them."""


@dataclass(frozen=True, slots=True)
class CellHit:
    """A cell and how many households stand in it; row, column: -1 where it is not known."""

    row: int
    column: int
    households: int


def cells_hit(
    pack: CompiledRules, indicator: CompiledIndicator, column_at: ColumnAt, rows: Rows
) -> list[CellHit]:
    """The cells in which these households stand, those of most households first.

    None of an indicator without a table of classes, of one of members or key informants, whose
    rows are not the households, and where rows or columns sort what is summed up.
    """
    table = indicator.table
    if table is None or not indicator.rule.reads_classes or not rows.size:
        return []
    axes = (table.rows.at, table.columns.at)
    if indicator.rule.level not in (HOUSEHOLD, GROUP, SITE) or not is_of_rows_alone(*axes):
        return []
    places = np.stack([_places(pack, indicator, column_at, rows, at) for at in axes], axis=1)
    cells, counts = np.unique(places, axis=0, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    return [CellHit(int(cells[at, 0]), int(cells[at, 1]), int(counts[at])) for at in order]


def cells_most_hit(
    pack: CompiledRules, column_at: ColumnAt, indicator: CompiledIndicator, rows: Rows
) -> Message | None:
    """The cells in which most of these households stand, in words; None where there are none."""
    hits = cells_hit(pack, indicator, column_at, rows)
    if indicator.table is None or not hits:
        return None
    said = [_counted(pack, indicator.table, one) for one in hits[:CELLS_TOLD]]
    if len(hits) > CELLS_TOLD:
        said.append(more_cells(len(hits) - CELLS_TOLD))
    return joined(said)


def _counted(pack: CompiledRules, table: CompiledTable, hit: CellHit) -> Message:
    cell = cell_in_words(pack, table, hit.row, hit.column)
    return Message("{cell} ({n})", (("cell", cell), ("n", hit.households)))


def more_cells(n: int) -> Message:
    """The cells that are not told one by one."""
    return msg_plural("{n} more cell", "{n} more cells", n=n)


def _places(
    pack: CompiledRules,
    indicator: CompiledIndicator,
    column_at: ColumnAt,
    rows: Rows,
    at: Expression,
) -> Rows:
    def column_of(name: Name) -> Column:
        column = column_at(name.key)
        return Column(column.values[rows], column.known[rows])

    evaluator = Evaluator(
        column_of,
        lambda name: pack.kinds[name.key],
        rows.size,
        unanswered=indicator.rule.unanswered,
    )
    column = evaluator.column(at)
    return np.where(column.known, column.values, -1.0).astype(np.int64)
