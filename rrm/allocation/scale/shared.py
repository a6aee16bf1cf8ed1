"""What parts share: rows of one name in several of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from rrm.allocation.scale.arrays import Arrays, Floats
from rrm.allocation.scale.matrix import NO_LANE, PartMatrix
from rrm.allocation.solver import RowName

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SplitPart:
    """A part with rows of its own, and what its columns take of the shared rows.

    own: its rows. takes: shared rows x columns.
    """

    matrix: PartMatrix
    own: Arrays
    takes: sparse.csc_matrix

    def columns_of(self, lanes: set[int]) -> Whole:
        """Columns of these lanes, and those that belong to none."""
        wanted = np.isin(self.matrix.lane, sorted(lanes | {NO_LANE}))
        return np.flatnonzero(wanted)

    def lanes_in(self, x: Floats, columns: Whole | None = None) -> set[int]:
        """Lanes of which something is used."""
        lanes = self.matrix.lane if columns is None else self.matrix.lane[columns]
        return set(lanes[x > 1e-6].tolist()) - {NO_LANE}


@dataclass(frozen=True, slots=True)
class Shared:
    """The shared rows: low <= Σ over parts of takes x <= high, by name.

    sizes: of each row its largest coefficient, to bring rows of money and of trucks to one size.
    """

    names: tuple[RowName, ...]
    low: Floats
    high: Floats
    sizes: Floats
    parts: tuple[SplitPart, ...]

    def worth(self, prices: Floats) -> float:
        """What all means are worth at their prices; endless sides have none."""
        limits = np.where(prices >= 0, self.high, self.low)
        return float(prices[prices != 0] @ limits[prices != 0])

    def allowed(self, prices: Floats) -> Floats:
        """Prices of the sign that a row's sides allow: none for a side without a limit."""
        most = np.where(np.isfinite(self.high), np.inf, 0.0)
        least = np.where(np.isfinite(self.low), -np.inf, 0.0)
        return np.clip(prices, least, most)


def share(matrices: Sequence[PartMatrix]) -> Shared:
    """Tells rows of one part from those of several; the last part's rows all count as shared."""
    seen = Counter(name for matrix in matrices for name in set(matrix.names))
    last = set(matrices[-1].names)
    names = sorted((name for name, n in seen.items() if n > 1 or name in last), key=repr)
    number = {name: at for at, name in enumerate(names)}
    low, high = np.full(len(names), -np.inf), np.full(len(names), np.inf)
    parts = []
    for matrix in matrices:
        common = [at for at, name in enumerate(matrix.names) if name in number]
        own = [at for at, name in enumerate(matrix.names) if name not in number]
        where = np.array([number[matrix.names[at]] for at in common], dtype=np.int64)
        low[where], high[where] = matrix.low[common], matrix.high[common]
        found = matrix.rows[common].tocoo()
        takes = sparse.csc_matrix(
            (found.data, (where[found.row], found.col)), shape=(len(names), len(matrix.keys))
        )
        kept = Arrays(
            matrix.rows[own], matrix.low[own], matrix.high[own], matrix.upper, matrix.whole
        )
        parts.append(SplitPart(matrix, kept, takes))
    return Shared(tuple(names), low, high, _sizes(parts, len(names)), tuple(parts))


def joined(shared: Shared, columns: Sequence[Whole]) -> Arrays:
    """One programme of some columns of each part; its shared rows come last, all of them."""
    own, low, high = [], [], []
    for part, chosen in zip(shared.parts, columns, strict=True):
        rows = part.own.rows[:, chosen]
        used = np.diff(rows.indptr) > 0
        own.append(rows[used])
        low.append(part.own.low[used])
        high.append(part.own.high[used])
    takes = sparse.hstack(
        [part.takes[:, chosen] for part, chosen in zip(shared.parts, columns, strict=True)],
        format="csr",
    )
    rows = sparse.vstack(
        [sparse.block_diag(own, format="csr"), sparse.diags(1.0 / shared.sizes) @ takes],
        format="csr",
    )
    matrices = [part.matrix for part in shared.parts]
    picked = list(zip(matrices, columns, strict=True))
    return Arrays(
        rows,
        np.concatenate([*low, shared.low / shared.sizes]),
        np.concatenate([*high, shared.high / shared.sizes]),
        np.concatenate([one.upper[chosen] for one, chosen in picked]),
        np.concatenate([one.whole[chosen] for one, chosen in picked]),
    )


def _sizes(parts: Sequence[SplitPart], rows: int) -> Floats:
    sizes = np.zeros(rows)
    for part in parts:
        if part.takes.nnz:
            largest = abs(part.takes).max(axis=1).toarray().ravel()
            sizes = np.maximum(sizes, largest)
    return np.where(sizes > 0, sizes, 1.0)
