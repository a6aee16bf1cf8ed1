"""The spaces of a pack's rules, each small enough to look at every case of it, or none."""

from __future__ import annotations

import numpy as np

from rrm.rule_language import Numeric
from rrm.scoring.compiled_pack import CompiledPack
from rrm.scoring.lint.decision_space import DecisionSpace, decision_space
from rrm.scoring.lint.every_case import every_case
from rrm.scoring.value_range import ValueRanges
from rrm.scoring.whole_values import is_whole

MOST_CASES = 200_000
"""Cases of one rule that are looked at; with more nothing is claimed about it."""
_MOST_VALUES = 64
"""Different values of a rule that make a level of a table each."""
_Closed = dict[str, tuple[float, ...] | None]


class Spaces:
    """The spaces of a pack's rules, each made once.

    A rule that is made of options alone, such as a hunger scale, varies by itself with the values
    that it takes, so that it has an order where its options have none. Where there would still be
    too many cases, further rules vary by themselves, as few as it takes.
    """

    def __init__(self, pack: CompiledPack) -> None:
        self.pack, self.ranges = pack, ValueRanges(pack)
        self._spaces: dict[str, DecisionSpace] = {}
        self._outputs: dict[str, tuple[float, ...] | None] = {}
        self._of_options: dict[str, bool] = {}

    def of(self, key: str) -> DecisionSpace:
        """The space of a rule; it may have too many cases, see `is_small`."""
        if key not in self._spaces:
            self._spaces[key] = self._made(key)
        return self._spaces[key]

    def is_small(self, key: str) -> bool:
        """Whether every case of a rule is looked at."""
        return self.of(key).cases <= MOST_CASES

    def answers_of(self, key: str) -> DecisionSpace:
        """The space in which a rule's numbers vary as they are answered; far too large to fill."""
        return decision_space(self.pack, self.ranges, key, {}, to_the_answers=True)

    def outputs(self, key: str) -> tuple[float, ...] | None:
        """The values that a rule can take, rising; None where they are many or not known."""
        if key not in self._outputs:
            self._outputs[key] = self._found_outputs(key)
        return self._outputs[key]

    def _made(self, key: str) -> DecisionSpace:
        closed: _Closed = {}
        space = self._space(key, closed)
        for rule in sorted(space.read - {key}):
            if self._is_of_options(rule):
                closed[rule] = self.outputs(rule)
        space = self._space(key, closed)
        while space.cases > MOST_CASES:
            smaller = [
                one
                for rule in sorted(space.read - {key})
                if (one := self._space(key, {**closed, rule: self.outputs(rule)})).cases
                < space.cases
            ]
            if not smaller:
                break
            # As few as it takes: the largest that is small enough, else the smallest.
            enough = [one for one in smaller if one.cases <= MOST_CASES]
            space = max(enough, key=_cases) if enough else min(smaller, key=_cases)
            closed = dict(space.closed)
        return space

    def _space(self, key: str, closed: _Closed) -> DecisionSpace:
        return decision_space(self.pack, self.ranges, key, closed)

    def _is_of_options(self, key: str) -> bool:
        """Whether a number is chosen by options and conditions alone, not by other such numbers."""
        if key not in self._of_options:
            space = self._space(key, {})
            is_number = isinstance(self.pack.kinds[key], Numeric)
            has_order = any(one.is_ordered for one in space.quantities)
            self._of_options[key] = (
                is_number
                and not has_order
                and not any(self._is_of_options(one) for one in sorted(space.read - {key}))
            )
        return self._of_options[key]

    def _found_outputs(self, key: str) -> tuple[float, ...] | None:
        rule = self.pack.rule(key)
        space = self.of(key)
        if space.is_stepped and space.cases <= MOST_CASES:
            value = every_case(space).value()
            found = np.unique(value.values[value.known])
            return tuple(map(float, found)) if 0 < found.size <= _MOST_VALUES else None
        low, high = self.ranges.of_key(key).ends
        if is_whole(rule.tree, self.pack, rule.rule.level) and high - low < _MOST_VALUES:
            return tuple(map(float, range(int(low), int(high) + 1)))
        return None


def _cases(space: DecisionSpace) -> int:
    return space.cases
