"""Whole journeys, decided a few at a time from the best divisible plan of what is left.

Those that the divisible plan sends as a whole, or nearly, are decided; loads that no longer fit
what is left are given up for new ones that do, at new prices; and so on, until nothing is left that
is worth a journey (diving with column generation: Sadykov and others 2019).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from rrm.allocation.scale.arrays import Floats, Growing, Whole
from rrm.allocation.scale.best_loads import prices_of
from rrm.allocation.scale.journeys import Journey
from rrm.allocation.scale.left_over import LeftOver
from rrm.allocation.scale.pool import Pool, Width

SHARE = 0.1
"""Of the journeys that are still open, decided at a time."""
AT_LEAST = 6
AS_GOOD_AS_WHOLE = 0.95
TOO_LITTLE = 0.4
"""Part of a journey below which none is decided, once a few are."""
BEGUN_WITH = 10_000
"""Journeys to begin with; the programme is solved dozens of times, and finds more as it goes."""
WIDTH = Width(4, 2)
LOOKS = 2
"""Times that new journeys are looked for between decisions."""


@dataclass(frozen=True, slots=True)
class Decided:
    """Journeys, one for each vehicle sent, and what the last plan pays, by payment."""

    journeys: tuple[Journey, ...]
    paid: Floats


@dataclass(slots=True)
class _Dive:
    """A programme whose decided journeys are held."""

    pool: Pool
    left: LeftOver
    programme: Growing
    held: Floats
    is_open: np.ndarray
    decided: list[Journey] = field(default_factory=list)

    def look(self, x: Floats, prices: Floats) -> bool:
        """New journeys that fit what is left; whether there are any."""
        stock = self.left.stock() + self._on_its_way(x)
        fresh = self.pool.grow(prices_of(self.left.means, prices), self.left, stock, WIDTH)
        self.programme.add(fresh)
        self.held = np.append(self.held, np.zeros(fresh.count))
        self.is_open = np.append(self.is_open, np.ones(fresh.count, dtype=bool))
        return fresh.count > 0

    def decide(self, x: Floats) -> int:
        """Holds the journeys that come nearest to being whole; how many."""
        first = self.pool.others
        rest = np.maximum(0.0, x[first:] - self.held[first:])
        wholes = np.floor(rest + 1e-6)
        parts = np.where(rest - wholes > 1e-6, rest - wholes, 0.0)
        turns = [(1.0, at) for at in np.flatnonzero(wholes) for _ in range(int(wholes[at]))]
        turns += [(float(parts[at]), at) for at in np.flatnonzero(parts)]
        turns.sort(key=lambda turn: (-turn[0], turn[1]))
        wanted = max(AT_LEAST, SHARE * float(rest.sum()))
        done = 0
        for part, at in turns:
            is_enough = done >= wanted and part < AS_GOOD_AS_WHOLE
            if is_enough or (part < TOO_LITTLE and done >= AT_LEAST):
                break
            done += self._hold(first + int(at))
        return done

    def close(self) -> None:
        """No more of journeys that don't fit what is left."""
        closing = [at for at in self._open() if not self.left.allows(*self._takes(at))]
        self.is_open[closing] = False
        columns = np.flatnonzero(~self.is_open | (self.held > 0))
        most = np.where(self.is_open[columns], self.pool.columns.most[columns], self.held[columns])
        self.programme.limit(columns, self.held[columns], np.maximum(most, self.held[columns]))

    def _open(self) -> Whole:
        found = np.flatnonzero(self.is_open)
        return found[found >= self.pool.others]

    def _hold(self, column: int) -> int:
        rows, values = self._takes(column)
        if not self.left.allows(rows, values):
            return 0
        self.left.take(rows, values)
        self.held[column] += 1
        self.decided.append(self.pool.journeys[column - self.pool.others])
        return 1

    def _takes(self, column: int) -> tuple[Whole, Floats]:
        entries = self.pool.columns.entries
        span = slice(entries.indptr[column], entries.indptr[column + 1])
        return entries.indices[span], entries.data[span]

    def _on_its_way(self, x: Floats) -> Floats:
        """Depots x items x days: stock that the divisible plan moves in, not yet decided."""
        means = self.left.means
        rest = np.maximum(0.0, x - self.held)
        rest[: self.pool.others] = 0.0
        shelves = self.pool.columns.entries[means.shelves()]
        comes = -(shelves.minimum(0) @ rest).reshape(means.depots, means.items, means.days)
        return np.cumsum(comes, axis=2)


def whole_journeys(pool: Pool, prices: Floats, seconds: Callable[[], float]) -> Decided:
    """Whole journeys that keep all means.

    prices: by row, those at which the pool was filled.
    """
    means = pool.network.rows
    pool.keep_foremost(prices, BEGUN_WITH)
    programme = Growing(means.low, means.high, means.size)
    programme.add(pool.columns)
    dive = _Dive(
        pool, LeftOver(means), programme,
        np.zeros(pool.columns.count), np.ones(pool.columns.count, dtype=bool),
    )  # fmt: skip
    found = programme.best(seconds(), "corner")
    paid = np.zeros(pool.others)
    while found.x is not None:
        for _ in range(LOOKS):
            if seconds() > 1 and dive.look(found.x, found.prices):
                again = programme.best(seconds())
                found = again if again.x is not None else found
        if found.x is None or found.x.size != pool.columns.count:
            break
        paid = found.x[: pool.others]
        if dive.decide(found.x) == 0 or seconds() < 1:
            break
        dive.close()
        found = programme.best(seconds())
    return Decided(tuple(dive.decided), paid)
