"""Which counts are hidden in several tables at once, so that no table gives away another's."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rrm.export.small_cells import Cell, Shown, hidden_cells

Key = tuple[str, str]
"""Row and column; "" is the key of a sum."""

Tables = Mapping[str, Sequence[Cell]]
"""Counts of the same rows and columns, by what is counted."""


@dataclass(frozen=True, slots=True)
class Hiding:
    """Cells that are hidden: by subject, whatever of it is counted, and in all subjects."""

    by_subject: Mapping[str, frozenset[Key]]
    everywhere: frozenset[Key]
    minimum: int

    def shown(self, subject: str, key: Key, count: int) -> Shown:
        """A count, unless it is hidden."""
        is_hidden = key in self.by_subject[subject] or key in self.everywhere
        return Shown(None, "with another", self.minimum) if is_hidden else Shown(
            count, None, self.minimum
        )  # fmt: skip


def hidden_together(
    subjects: Mapping[str, Tables], minimum: int, also: Collection[Key] = ()
) -> Hiding:
    """The cells to hide of all subjects.

    What is hidden of one thing that is counted is hidden of all of its subject, sums too, as people
    tell of households. Between subjects that holds of the cells, as whoever is given a kit is in
    the count of households. also: cells that are hidden for another reason.
    Hiding more never makes a range narrower, so it is gone over until nothing is added.
    """
    everywhere = frozenset(also)
    by_subject: dict[str, frozenset[Key]] = dict.fromkeys(subjects, frozenset())
    while True:
        found = {
            name: frozenset(
                key
                for cells in tables.values()
                for key in hidden_cells(cells, minimum, sorted(by_subject[name] | everywhere))
            )
            for name, tables in subjects.items()
        }
        cells_of_all = everywhere | {
            key for keys in found.values() for key in keys if "" not in key
        }
        if found == by_subject and cells_of_all == everywhere:
            return Hiding(by_subject, everywhere, minimum)
        by_subject, everywhere = found, cells_of_all
