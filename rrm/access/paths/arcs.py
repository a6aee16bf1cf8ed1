"""The links as arcs that may be travelled, looked up from either end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rrm.access.link_arrays import Flags, Floats, LinkArrays, Positions

MICROSECONDS_AN_HOUR = 3_600_000_000
MILLIMETRES_A_KM = 1_000_000
EXACT = 2.0**53  # floats hold all whole numbers below it
AT_HAND = 40_000  # cells looked at together: with their arcs they stay in a processor's own memory

Wholes = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Arcs:
    """Arcs sorted by the place they lead to, followed by the same sorted by the place they leave.

    Both halves have `places` entries in `starts`: arcs of entry e are starts[e]..starts[e + 1].
    other: the place at the far end. link: which link it is.
    So a search outward finds what leads to a place at entry `place`, and what leaves it at entry
    `places + place`; a search homeward travels all arcs backward, and finds them swapped.
    """

    places: int
    starts: Positions
    other: Wholes
    link: Wholes
    millimetres: Floats
    risk: Floats
    two_way: Flags

    @cached_property
    def degree(self) -> Positions:
        """Arcs of each entry."""
        return np.diff(self.starts)

    @cached_property
    def half(self) -> int:
        """Number of arcs."""
        return len(self.link) // 2

    def onward(self, *, outward: bool) -> tuple[Positions, Wholes, Wholes]:
        """What leaves each place, for a search in that direction: starts, other ends, links."""
        if outward:
            starts = self.starts[self.places :] - self.half
            return starts, self.other[self.half :], self.link[self.half :]
        return self.starts[: self.places + 1], self.other[: self.half], self.link[: self.half]


def arcs(links: LinkArrays) -> Arcs:
    """The arcs of a network; a link from a place to itself leads nowhere and is left out."""
    kept = np.flatnonzero(links.tail != links.head)
    back = kept[links.two_way[kept]]
    tail = np.concatenate([links.tail[kept], links.head[back]])
    head = np.concatenate([links.head[kept], links.tail[back]])
    link = np.concatenate([kept, back])
    places = len(links.nodes)
    leading, leaving = (np.argsort(end, kind="stable") for end in (head, tail))
    counts = np.concatenate([np.bincount(end, minlength=places) for end in (head, tail)])
    return Arcs(
        places=places,
        starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        other=np.concatenate([tail[leading], head[leaving]]).astype(np.int32),
        link=np.concatenate([link[leading], link[leaving]]).astype(np.int32),
        millimetres=np.rint(links.km * MILLIMETRES_A_KM),
        risk=links.risk,
        two_way=links.two_way,
    )


def whole_microseconds(hours: Floats) -> Floats:
    """What a search adds up: whole microseconds of passage, at least one; inf where closed.

    Raises OverflowError where they could add up to more than a float tells apart.
    """
    found = np.maximum(1.0, np.rint(hours * MICROSECONDS_AN_HOUR))
    if found.sum(where=np.isfinite(found)) >= EXACT:
        raise OverflowError("hours of passage too long to be added up exactly")
    return found


def runs(first: Positions, count: Positions) -> tuple[Positions, Positions]:
    """Whose run each is, and positions: `count` from `first` on, one run behind the other."""
    at = np.repeat(np.arange(len(count)), count)
    before = np.cumsum(count) - count
    return at, np.arange(len(at)) + (first - before)[at]


def in_order(numbers: Positions | Wholes) -> Positions:
    """Indices that sort whole numbers from 0 to below 2^32; equal ones stay in their order.

    Sixteen bits at a time, which NumPy sorts without comparing.
    """
    order = np.argsort(numbers.astype(np.uint16), kind="stable")
    if len(numbers) and numbers.max() >= 1 << 16:
        high = (numbers >> 16).astype(np.uint16)
        order = order[np.argsort(high[order], kind="stable")]
    return order
