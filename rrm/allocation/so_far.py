"""Where a solve stands: told while it goes on, and what is left of it where it is stopped."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rrm.allocation.solver import Seen, Values, Variable
from rrm.model.scenario import Priority, Tier

if TYPE_CHECKING:
    from rrm.allocation.lexicographic import TierOutcome
    from rrm.allocation.objectives import Objective

SECONDS_BETWEEN = 0.2
"""Between two tellings of a bound; a better plan is told at once."""


@dataclass(frozen=True, slots=True)
class SoFar:
    """Where a solve stands.

    done: the tiers solved. priority: the one under way. value: of its best plan, or of the best
    one with loads that are not whole yet; not a number where there is none. bound: proven limit
    of it. values: a plan that keeps every law, by the programme's variables in their order; None
    where there is no other than was told before.
    """

    done: tuple[TierOutcome, ...]
    priority: Priority
    unit: str
    maximise: bool
    value: float
    bound: float
    values: Values | None

    @property
    def tier(self) -> Tier:
        """The tier under way."""
        return self.priority.tier


class Watcher:
    """Listens to a solve, and tells where it stands.

    order: the programme's variables. completed: a plan with what follows from its decisions.
    """

    def __init__(
        self,
        order: tuple[Variable, ...],
        completed: Callable[[Values], Values],
        tell: Callable[[SoFar], None],
    ) -> None:
        self._order, self._completed, self._tell = order, completed, tell
        self._done: tuple[TierOutcome, ...] = ()
        self._priority: Priority | None = None
        self._goal: Objective | None = None
        self._value = self._shown = math.nan
        self._bound = math.inf
        self._told_at = -math.inf

    def begin(
        self,
        priority: Priority,
        goal: Objective,
        done: tuple[TierOutcome, ...],
        start: Values | None,
    ) -> None:
        """A tier begins, from a plan if there is one."""
        self._priority, self._goal, self._done = priority, goal, done
        self._bound = math.inf if goal.maximise else -math.inf
        self._value = math.nan if start is None else _value(goal.terms, start)
        self._shown = self._value
        self._say(start)

    def rest(self) -> None:
        """What is looked for now is no tier: nothing is told until the next begins."""
        self._goal = None

    def see(self, seen: Seen) -> None:
        """What the solver has come to."""
        if self._goal is None or self._priority is None:
            return
        if seen.bound is not None:
            tighter = min if self._goal.maximise else max
            self._bound = tighter(self._bound, seen.bound)
        if self._is_better(seen.value, self._shown):
            self._shown = seen.value
        if seen.values is not None:
            value = _value(self._goal.terms, seen.values)
            if self._is_better(value, self._value):
                self._value = value
                self._say(self._completed(seen.values))
                return
        if time.monotonic() - self._told_at >= SECONDS_BETWEEN:
            self._say(None)

    def _is_better(self, value: float, than: float) -> bool:
        if not math.isfinite(value) or self._goal is None:
            return False
        if math.isnan(than):
            return True
        return value > than if self._goal.maximise else value < than

    def _say(self, values: Values | None) -> None:
        if self._goal is None or self._priority is None:
            return
        self._told_at = time.monotonic()
        ordered = None if values is None else values[[one.index for one in self._order]]
        shown = self._shown if values is None else self._value
        self._tell(
            SoFar(
                self._done, self._priority, self._goal.unit, self._goal.maximise, shown,
                self._bound, ordered,
            )
        )  # fmt: skip


def _value(terms: Mapping[Variable, float], values: Values) -> float:
    return float(sum(weight * values[variable.index] for variable, weight in terms.items()))
