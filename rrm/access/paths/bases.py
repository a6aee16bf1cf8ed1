"""What a search has found for all places once some links are closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rrm.access.paths.closures import Closed
from rrm.access.paths.costs import Costs, Found, Patch, patched

_COPIED_AT_MOST = 1_000_000  # places in searches; more are better left where they are


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """What repairs start from; it may lag behind what is closed.

    known: in `row`, before `patches`, the later of which count. closed: links besides those
    that the search's pace shuts. Of the links closed by now it need only know those that some way
    had to avoid: ways told from it are looked at for the others.
    """

    known: Found
    row: int
    closed: Closed
    patches: tuple[Patch, ...] = ()

    def after(self, closed: Closed, patch: Patch) -> Basis:
        """Once more is closed."""
        patches = (*self.patches, patch) if len(patch.places) else self.patches
        return Basis(self.known, self.row, closed, patches)


def side_by_side(bases: Sequence[Basis]) -> list[list[int]]:
    """Which of them have what is known side by side, or little enough to be put there."""
    by_known: dict[int, list[int]] = {}
    for at, basis in enumerate(bases):
        by_known.setdefault(id(basis.known), []).append(at)
    rows = {(id(basis.known), basis.row) for basis in bases}
    if len(by_known) > 1 and len(rows) * bases[0].known.before.shape[1] <= _COPIED_AT_MOST:
        return [list(range(len(bases)))]
    return list(by_known.values())


def costs(bases: Sequence[Basis]) -> Costs:
    """What searches start from, put side by side."""
    known = bases[0].known
    rows = np.array([basis.row for basis in bases], dtype=np.int64)
    if any(basis.known is not known for basis in bases):
        kinds = {(id(basis.known), basis.row): basis for basis in bases}
        number = {key: at for at, key in enumerate(kinds)}
        known = Found(
            np.stack([basis.known.microseconds[basis.row] for basis in kinds.values()]),
            np.stack([basis.known.before[basis.row] for basis in kinds.values()]),
        )
        rows = np.array([number[id(basis.known), basis.row] for basis in bases], dtype=np.int64)
    return patched(known, rows, [basis.patches for basis in bases])
