"""Microseconds to every place of several searches, some changed since: shared, never copied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from rrm.access.link_arrays import Floats, Positions
from rrm.access.paths.arcs import Wholes

Cells = Positions
"""Places in searches: search x places + place."""


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """Places whose microseconds have changed, and what they are now."""

    places: Wholes
    microseconds: Floats


@dataclass(eq=False)
class Costs:
    """The microseconds by cell. known: [row, place]; row: of each search."""

    known: Floats
    row: Positions
    _number: Wholes | None = field(default=None, init=False)
    _changed: Floats = field(default_factory=lambda: np.empty(0), init=False)

    def __post_init__(self) -> None:
        self._shift = (self.row - np.arange(len(self.row))) * self.places

    @property
    def places(self) -> int:
        """Number of places."""
        return int(self.known.shape[1])

    @property
    def cells(self) -> int:
        """Number of cells."""
        return len(self.row) * self.places

    def at(self, cells: Cells, search: Positions | None = None) -> Floats:
        """Microseconds of cells. search: of each, where that is known already."""
        of = cells // self.places if search is None else search
        found: Floats = self.known.reshape(-1)[cells + self._shift[of]]
        if self._number is not None:
            number = self._number[cells]
            (changed,) = number.nonzero()
            found[changed] = self._changed[number[changed] - 1]
        return found

    def change(self, cells: Cells, microseconds: Floats) -> None:
        """Writes new values; the shared ones stay as they are."""
        if self._number is None:
            # Pages of zeros that are never written to take no memory.
            self._number = np.zeros(self.cells, dtype=np.int32)
        first = len(self._changed) + 1
        self._number[cells] = np.arange(first, first + len(cells), dtype=np.int32)
        self._changed = np.concatenate([self._changed, microseconds])

    def renew(self, searches: Positions, known: Floats) -> None:
        """All places of some searches get new values [search, place]."""
        self.row = self.row.copy()
        self.row[searches] = np.arange(len(searches)) + len(self.known)
        self.known = np.concatenate([self.known, known])
        if self._number is not None:
            self._number.reshape(len(self.row), -1)[searches] = 0
        self.__post_init__()


def patched(known: Floats, row: Positions, patches: Sequence[Sequence[Patch]]) -> Costs:
    """The costs of searches after their patches; of two for the same place the later counts."""
    costs = Costs(known, row)
    found = [(patch, search) for search, mine in enumerate(patches) for patch in mine]
    if found:
        cells = [patch.places + np.int64(search * costs.places) for patch, search in found]
        costs.change(np.concatenate(cells), np.concatenate([it.microseconds for it, _ in found]))
    return costs
