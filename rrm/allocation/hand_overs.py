"""The hand-overs of a programme, held against those of the plan in force.

symbol   here      meaning                                                        unit
b[i]     before    what the plan in force hands over at hand-over i, 0 for others item's unit
v[i]     brought   what is handed over: Σ loads and payments of i                 item's unit
d[i]     differs   |v[i] - b[i]| of those in force                                item's unit
z[i]     changed   1 where hand-over i is not as it was; only with a limit        0 or 1
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rrm.allocation.solver import Problem, Variable, real_variable, whole_variable
from rrm.model.demand import Demand
from rrm.model.hand_over import HandOver

Need = tuple[str, str, str]
"""Site, group, item handed over."""


@dataclass(frozen=True, slots=True)
class HeldAgainst:
    """The variables; see the table at the top of the module.

    people: for whom a unit is, by site, group and item; none for what nobody is due any more.
    most: what a hand-over could be at most, where changed has a variable for it.
    """

    before: Mapping[HandOver, float]
    brought: Mapping[HandOver, Sequence[Variable]]
    people: Mapping[Need, float]
    differs: Mapping[HandOver, Variable]
    changed: Mapping[HandOver, Variable] = field(default_factory=dict)
    most: Mapping[HandOver, float] = field(default_factory=dict)

    @property
    def variables(self) -> tuple[Variable, ...]:
        """Those that are its own."""
        return (*self.differs.values(), *self.changed.values())

    def people_of(self, hand_over: HandOver) -> float:
        """People for whom a unit of a hand-over is."""
        return self.people.get(hand_over[1:], 0.0)


def people_by_unit(demands: Iterable[Demand]) -> dict[Need, float]:
    """People for whom a unit is, by what is handed over; of water, a unit on each day.

    What may be handed over for two demands counts as what is due itself, else as for the first.
    """
    found: dict[Need, float] = {}
    for demand in sorted(demands, key=lambda one: bool(one.meets)):
        found.setdefault(demand.key, demand.people / demand.quantity)
    return found


def held_against(
    problem: Problem,
    before: Mapping[HandOver, float],
    sent: Iterable[tuple[HandOver, Variable, float]],
    demands: Iterable[Demand],
    *,
    with_changed: bool,
) -> HeldAgainst:
    """The variables of a programme whose loads and payments are given.

    sent: hand-over, load or payment, and the most that all of it could be. with_changed: whether
    changes are counted, which takes whole numbers.
    """
    brought: dict[HandOver, list[Variable]] = defaultdict(list)
    most: dict[HandOver, float] = {}
    for hand_over, variable, limit in sent:
        brought[hand_over].append(variable)
        most[hand_over] = max(most.get(hand_over, 0.0), limit)
    differs = {
        one: real_variable(problem, f"d_{number}") for number, one in enumerate(sorted(before))
    }
    every = sorted(before.keys() | brought.keys()) if with_changed else ()
    changed = {one: whole_variable(problem, f"z_{at}", 1.0) for at, one in enumerate(every)}
    return HeldAgainst(before, brought, people_by_unit(demands), differs, changed, most)
