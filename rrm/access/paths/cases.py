"""Cases that close links: each of a ground, in which these are open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from rrm.access.link_arrays import Positions
from rrm.access.paths.answers import Crossings
from rrm.access.paths.arcs import runs
from rrm.access.paths.closures import Closed, Closures, closures


@dataclass(frozen=True, eq=False)
class Cases:
    """Cases, and what each closes of its ground.

    grounds: how many there are. ground: of each case, its index. closed: links of each case, also
    as `closures`.
    """

    grounds: int
    ground: Positions
    closed: tuple[Closed, ...]
    closures: Closures

    def __len__(self) -> int:
        return len(self.closed)

    def all(self, crossings: Crossings) -> Crossings:
        """Crossings on ways of grounds, told of each of their cases."""
        order, first = self._by_ground
        ground = crossings.search
        which, position = runs(first[ground], first[ground + 1] - first[ground])
        return replace(crossings.at(which), search=order[position])

    def closed_at(self, crossings: Crossings) -> Crossings:
        """Those crossings, told of cases, whose link the case closes."""
        return crossings.at(self.closures.holds(crossings.search, crossings.link).nonzero()[0])

    @cached_property
    def _by_ground(self) -> tuple[Positions, Positions]:
        """The cases in the order of their grounds, and where those of each begin."""
        order = np.argsort(self.ground, kind="stable")
        return order, np.searchsorted(self.ground[order], np.arange(self.grounds + 1))


def cases(grounds: int, asked: Sequence[tuple[int, Closed]], links: int) -> Cases:
    """Of each case the index of its ground, and the links that it closes.

    links: how many the network has.
    """
    ground = np.array([it for it, _ in asked], dtype=np.int64)
    closed = tuple(shut for _, shut in asked)
    return Cases(grounds, ground, closed, closures(closed, links))
