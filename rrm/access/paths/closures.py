"""Which links are closed in each of several cases, kept in little room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rrm.access.link_arrays import Flags, Positions
from rrm.access.paths.arcs import Wholes

Closed = frozenset[int]

_FEW = 4  # links that are found sooner by comparing each


@dataclass(frozen=True, eq=False)
class Closures:
    """The links closed in each case; cases of the same kind close the same.

    column: of each link, where it stands in `closed`; 0 for all that no case closes. A last one
    stands for no link, which is told as -1 and never closed.
    closed: [kind, column]. kind: of each case.
    """

    column: Wholes
    closed: Flags
    kind: Positions

    def holds(self, case: Positions, link: Wholes) -> Flags:
        """Whether a link is closed in a case, one beside the other."""
        found: Flags = self.closed[self.kind[case], self.column[link]]
        return found

    def among(self, link: Wholes) -> Positions:
        """Which of some links any case closes."""
        if self.closed.shape[1] > _FEW:
            return self._marks[link].nonzero()[0]
        is_closed = np.zeros(len(link), dtype=np.bool_)
        for one in self.column.nonzero()[0].tolist():
            is_closed |= link == one
        return is_closed.nonzero()[0]

    @cached_property
    def _marks(self) -> Flags:
        return self.column > 0


def closures(closed: Sequence[Closed], links: int) -> Closures:
    """What is closed, a case each. links: how many the network has."""
    kinds = {shut: at for at, shut in enumerate(dict.fromkeys(closed))}
    any_closed = np.array(sorted(frozenset().union(*kinds)), dtype=np.int64)
    column = np.zeros(links + 1, dtype=np.int32)
    column[any_closed] = np.arange(1, len(any_closed) + 1)
    found = np.zeros((len(kinds), len(any_closed) + 1), dtype=np.bool_)
    for shut, at in kinds.items():
        found[at, column[list(shut)]] = True
    return Closures(column, found, np.array([kinds[shut] for shut in closed], dtype=np.int64))
