"""A figure in two runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

NOTICED = 1e-4
"""What is smaller is the solver's: a plan is solved to about 1e-6."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before and after, in one unit."""

    before: float
    after: float

    @property
    def by(self) -> float:
        """How much more it is after; negative where it is less."""
        return self.after - self.before

    @property
    def is_one(self) -> bool:
        """Whether it differs by more than a solver's rounding."""
        return abs(self.by) > NOTICED * max(1.0, abs(self.before) / 1000, abs(self.after) / 1000)


def total(changes: Iterable[Change]) -> Change:
    """Several figures as one."""
    found = tuple(changes)
    return Change(sum(one.before for one in found), sum(one.after for one in found))
