"""What is left of the means when some journeys are decided."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from rrm.allocation.scale.arrays import Floats, Whole
from rrm.allocation.scale.goods import Goods
from rrm.allocation.scale.means_rows import MeansRows

_HAIR = 1e-6


@dataclass(slots=True)
class LeftOver:
    """Rows with what decided journeys took of them.

    rows: what is left by row; of shelves what comes in less what leaves, by day.
    """

    means: MeansRows
    rows: Floats = field(init=False)
    _stock: Floats | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """All is there at first."""
        self.rows = self.means.high.copy()

    def take(self, rows: Whole, values: Floats) -> None:
        """Takes what a journey needs; no row may stand twice in it."""
        self.rows[rows] -= values
        self._stock = None

    def allows(self, rows: Whole, values: Floats) -> bool:
        """Whether so much is left, on shelves until the end."""
        shelves = self.means.shelves()
        on_shelf = (rows >= shelves.start) & (rows < shelves.stop)
        if np.any(values[~on_shelf] > self.rows[rows[~on_shelf]] + _HAIR):
            return False
        stock = self.stock().reshape(-1)
        for row, value in zip(rows[on_shelf].tolist(), values[on_shelf].tolist(), strict=True):
            if value > 0 and stock[row - shelves.start] < value - _HAIR:
                return False
        return True

    def stock(self) -> Floats:
        """Depots x items x days: what could leave on a day and not be missed later."""
        if self._stock is None:
            means = self.means
            flows = self.rows[means.shelves()].reshape(means.depots, means.items, means.days)
            held = np.cumsum(flows, axis=2)
            self._stock = np.minimum.accumulate(held[:, :, ::-1], axis=2)[:, :, ::-1]
        return self._stock

    def teams(self) -> Floats:
        """Depots x days: households."""
        return np.maximum(0.0, self.rows[self.means.teams()]).reshape(-1, self.means.days)

    def vehicles(self) -> Floats:
        """Fleets x days."""
        return self.rows[self.means.vehicles()].reshape(-1, self.means.days)

    def units(self, goods: Goods) -> Floats:
        """By demand, units that are still due."""
        takes = np.where(goods.takes > 0, goods.takes, np.inf)
        return np.maximum(0.0, self.rows[goods.need] / takes)
