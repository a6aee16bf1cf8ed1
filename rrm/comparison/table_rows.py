"""Which rows of a scenario's tables differ, each told by its key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rrm.model.scenario import Scenario
from rrm.scoring import Kind

Cells = Mapping[str, Any]
"""A row by column, values as JSON has them."""

KEYS: dict[str, tuple[str, ...]] = {
    "sites": ("site_id", "group"),
    "alerts": ("alert_id",),
    "assistance": ("site_id", "group", "entitlement"),
    "depots": ("depot_id",),
    "stock": ("depot_id", "item", "expires_on"),
    "pipeline": ("depot_id", "item", "arrives_on", "expires_on"),
    "vehicles": ("vehicle_class", "depot_id", "from_day"),
    "teams": ("team_id",),
    "water_sources": ("source_id",),
    "cash_agents": ("agent_id",),
    "markets": ("node",),
    "locations": ("node_id",),
    "routes": ("from", "to", "mode"),
    "closures": ("from", "to", "start", "classes"),
    "transhipments": ("node",),
    "locks": ("site_id", "item", "day"),
}
"""What tells the rows of a table apart, as in the scenario folder."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """A column of a row; None where the row, or its value, is not there."""

    column: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that two scenarios don't share, or share with a difference.

    key: the values that tell it from the other rows of its table.
    cells: what differs; of a row that only one of them has all that it says beside its key.
    """

    table: str
    kind: Kind
    key: tuple[str, ...]
    cells: tuple[CellChange, ...]


def row_changes(before: Scenario, after: Scenario) -> tuple[RowChange, ...]:
    """Rows added, removed and changed, table by table; where a row stands doesn't matter.

    Rows that share a key are matched in their order, equal ones first.
    """
    return tuple(
        change
        for table in KEYS
        for change in _of_table(table, _rows(before, table), _rows(after, table))
    )


def _rows(scenario: Scenario, table: str) -> list[dict[str, Any]]:
    return [row.model_dump(mode="json", by_alias=True) for row in getattr(scenario, table)]


def _of_table(table: str, before: Sequence[Cells], after: Sequence[Cells]) -> Iterator[RowChange]:
    old, new = _by_key(table, before), _by_key(table, after)
    for key in sorted({*old, *new}):
        left, right = old.get(key, []), new.get(key, [])
        gone = _without(left, right)
        come = _without(right, left)
        shared = min(len(gone), len(come))
        for one, other in zip(gone[:shared], come[:shared], strict=True):
            yield RowChange(table, Kind.CHANGED, key, tuple(_cells(table, one, other)))
        for one in gone[shared:]:
            yield RowChange(table, Kind.REMOVED, key, tuple(_cells(table, one, {})))
        for other in come[shared:]:
            yield RowChange(table, Kind.ADDED, key, tuple(_cells(table, {}, other)))


def _by_key(table: str, rows: Sequence[Cells]) -> dict[tuple[str, ...], list[Cells]]:
    found: dict[tuple[str, ...], list[Cells]] = {}
    for row in rows:
        found.setdefault(tuple(_written(row[column]) for column in KEYS[table]), []).append(row)
    return found


def _written(value: object) -> str:
    if value is None:
        return ""
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)


def _without(rows: Sequence[Cells], others: Sequence[Cells]) -> list[Cells]:
    """Rows that the others have not, each equal row standing for one."""
    left = list(others)
    found: list[Cells] = []
    for row in rows:
        if row in left:
            left.remove(row)
        else:
            found.append(row)
    return found


def _cells(table: str, before: Cells, after: Cells) -> Iterator[CellChange]:
    for column in dict.fromkeys((*before, *after)):
        old, new = before.get(column), after.get(column)
        if old == new or (column in KEYS[table] and not (before and after)):
            continue
        # Of a row that is there once, what it leaves open says nothing.
        if (before and after) or not _is_empty(old if before else new):
            yield CellChange(column, old, new)


def _is_empty(value: object) -> bool:
    return value is None or value in ("", [])
