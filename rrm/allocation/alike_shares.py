"""How much more a group may be brought before the others must have more too."""

from __future__ import annotations

import math
from collections import defaultdict

from rrm.allocation.alike import Circle, circle_of, circles, in_reach, rivals
from rrm.allocation.programme import Case


class AlikeShares:
    """The share of its need that each group has had, where the pack compares groups."""

    def __init__(self, case: Case) -> None:
        parity = case.pack.entitlements.group_parity
        self._compared = circles(case)
        self._at_most = 0.0 if parity is None else parity.at_most
        self._rivals = {at: rivals(at, self._compared) for at in self._compared}
        self._demands = case.demands
        reached = in_reach(case) if self._compared else ()
        self._circles: list[Circle | None] = [None] * len(case.demands)
        for j, is_reached in enumerate(reached):
            at = circle_of(case, case.demands[j])
            if is_reached and case.demands[j].weight > 0 and self._rivals.get(at):
                self._circles[j] = at
        self._had: dict[Circle, float] = defaultdict(float)

    @property
    def holds_back(self) -> bool:
        """Whether any group could have to wait for another."""
        return any(at is not None for at in self._circles)

    def room(self, j: int) -> float:
        """Units of demand j that its group may have before another is left too far behind."""
        at = self._circles[j]
        if at is None:
            return math.inf
        mine = self._compared[at]
        least = min(
            self._had[other] + self._at_most + max(mine.one, self._compared[other].one)
            for other in self._rivals[at]
        )
        return (least - self._had[at]) * mine.due / self._demands[j].weight

    def bring(self, j: int, units: float) -> None:
        """Counts what is brought."""
        at = self._circles[j]
        if at is not None:
            self._had[at] += units * self._demands[j].weight / self._compared[at].due
