"""Where the rows of a scenario stand in its files, so that a doubt raised later can point there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rrm.model.problem import Place


@dataclass(frozen=True, slots=True)
class RowPlaces:
    """The place of each row, by table, in the order in which the table's rows are held.

    A scenario that extends another has rows from the files of both.
    """

    tables: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)

    def at(self, table: str, row: int, column: str | None = None) -> Place:
        """The place of a cell, or of the row; row counts from 0.

        Where nothing is known of it, as of rows that were made and not read, the table's file.
        """
        known = self.tables.get(table, ())
        if row >= len(known):
            return Place(f"{table}.csv", column=column)
        place = known[row]
        return place if place.row is None else place._replace(column=column)
