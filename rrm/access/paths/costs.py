"""What several searches have found for every place, some of it changed since: never copied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from rrm.access.link_arrays import Floats, Positions
from rrm.access.paths.arcs import Wholes

Cells = Positions
"""Places in searches: search x places + place."""


class Found(NamedTuple):
    """Microseconds to every place [row, place], and the place before it on a fastest way.

    Origins, and places without a way, stand before themselves.
    """

    microseconds: Floats
    before: Wholes


class Patch(NamedTuple):
    """Places for which something else is found by now."""

    places: Wholes
    microseconds: Floats
    before: Wholes


@dataclass(eq=False)
class Costs:
    """What is found by cell. known: shared, not to be written to; row: of each search."""

    known: Found
    row: Positions
    _number: Wholes | None = field(default=None, init=False)
    _microseconds: Floats = field(default_factory=lambda: np.empty(0), init=False)
    _before: Wholes = field(default_factory=lambda: np.empty(0, dtype=np.int32), init=False)

    def __post_init__(self) -> None:
        self._shift = (self.row - np.arange(len(self.row))) * self.places

    @property
    def places(self) -> int:
        """Number of places."""
        return int(self.known.microseconds.shape[1])

    @property
    def cells(self) -> int:
        """Number of cells."""
        return len(self.row) * self.places

    def at(self, cells: Cells, search: Positions) -> Floats:
        """Microseconds of cells. search: of each."""
        found: Floats = self.known.microseconds.reshape(-1)[cells + self._shift[search]]
        if self._number is not None:
            number = self._number[cells]
            (changed,) = number.nonzero()
            found[changed] = self._microseconds[number[changed] - 1]
        return found

    def before(self, cells: Cells, search: Positions) -> Wholes:
        """Places before cells. search: of each."""
        found: Wholes = self.known.before.reshape(-1)[cells + self._shift[search]]
        if self._number is not None:
            number = self._number[cells]
            (changed,) = number.nonzero()
            found[changed] = self._before[number[changed] - 1]
        return found

    def change(self, cells: Cells, microseconds: Floats, before: Wholes) -> None:
        """Writes what is found by now; the shared arrays stay as they are."""
        if self._number is None:
            # Pages of zeros that are never written to take no memory.
            self._number = np.zeros(self.cells, dtype=np.int32)
        first = len(self._microseconds) + 1
        self._number[cells] = np.arange(first, first + len(cells), dtype=np.int32)
        self._microseconds = np.concatenate([self._microseconds, microseconds])
        self._before = np.concatenate([self._before, before])


def patched(known: Found, row: Positions, patches: Sequence[Sequence[Patch]]) -> Costs:
    """The costs of searches after their patches; of two for the same place the later counts."""
    costs = Costs(known, row)
    found = [(patch, search) for search, mine in enumerate(patches) for patch in mine]
    if found:
        cells = [patch.places + np.int64(search * costs.places) for patch, search in found]
        costs.change(
            np.concatenate(cells),
            np.concatenate([patch.microseconds for patch, _ in found]),
            np.concatenate([patch.before for patch, _ in found]),
        )
    return costs
