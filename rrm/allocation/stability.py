"""Least change: how far a plan departs from the one in force, and how far it may.

Symbols as in hand_overs.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rrm.allocation.hand_overs import HeldAgainst
from rrm.allocation.programme import Case, Programme
from rrm.allocation.solver import Row, Variable
from rrm.model.hand_over import NOTICED, HandOver, hand_overs
from rrm.model.plan import Delivery, Payment
from rrm.model.scenario import Priority, Tier

HAIR = 1e-6
"""Below this two quantities are the same to the solver."""


def priorities_of(case: Case) -> tuple[Priority, ...]:
    """The scenario's priorities; least change is the last, unless the scenario places it.

    Where no plan is in force there is nothing to change, and the priority is left out.
    """
    stated = case.scenario.settings.priorities
    if case.in_force is None:
        return tuple(one for one in stated if one.tier != Tier.STABILITY)
    if any(one.tier == Tier.STABILITY for one in stated):
        return stated
    return (*stated, Priority(tier=Tier.STABILITY))


def changes_measured(p: Programme) -> Iterator[Row]:
    """How much more or less is handed over than by the plan in force.

    v[i] - d[i]  <=  b[i]  <=  v[i] + d[i]
    """
    if p.held is None:
        return
    for hand_over, differs in p.held.differs.items():
        before, brought = p.held.before[hand_over], _brought(p.held, hand_over)
        yield Row(("more", *hand_over), [*brought, (differs, -1.0)], at_most=before)
        yield Row(("less", *hand_over), [*brought, (differs, 1.0)], at_least=before)


def changes_limited(p: Programme) -> Iterator[Row]:
    """No more hand-overs change than the scenario lets a plan that is made again.

    b[i] (1 - z[i])  <=  v[i]  <=  b[i] + (most[i] - b[i]) z[i],   Σ z[i]  <=  most changes
    """
    if p.held is None or not p.held.changed:
        return
    for hand_over, changed in p.held.changed.items():
        before, brought = p.held.before.get(hand_over, 0.0), _brought(p.held, hand_over)
        more = max(0.0, p.held.most.get(hand_over, 0.0) - before)
        yield Row(("no more", *hand_over), [*brought, (changed, -more)], at_most=before)
        if before > 0:
            yield Row(("no less", *hand_over), [*brought, (changed, before)], at_least=before)
    most = p.case.scenario.settings.most_changes
    if most is not None:
        terms = [(changed, 1.0) for changed in p.held.changed.values()]
        yield Row(("changes",), terms, at_most=float(most))


def change_terms(p: Programme) -> dict[Variable, float]:
    """People times hand-overs that are not as they were: Σ people[i] d[i], and v[i] of new ones."""
    found: dict[Variable, float] = defaultdict(float)
    if p.held is not None:
        for hand_over, differs in p.held.differs.items():
            found[differs] += p.held.people_of(hand_over)
        for hand_over, variables in p.held.brought.items():
            if hand_over not in p.held.before:
                for variable in variables:
                    found[variable] += p.held.people_of(hand_over)
    return {variable: people for variable, people in found.items() if people}


def change_values(p: Programme, values: Mapping[Variable, float]) -> dict[Variable, float]:
    """What differs and what has changed, as they follow from what is brought."""
    found = differs_values(p, values)
    if p.held is not None:
        for hand_over, changed in p.held.changed.items():
            found[changed] = float(_apart(p.held, hand_over, values) > HAIR)
    return found


def differs_values(p: Programme, values: Mapping[Variable, float]) -> dict[Variable, float]:
    """What differs from the plan in force, as it follows from what is brought."""
    if p.held is None:
        return {}
    return {
        differs: _apart(p.held, hand_over, values) for hand_over, differs in p.held.differs.items()
    }


def changed_hand_overs(
    p: Programme, deliveries: Iterable[Delivery], payments: Iterable[Payment]
) -> dict[HandOver, float]:
    """What a plan's rows hand over more or less than the plan in force, where it can be noticed."""
    before, after = p.case.in_force or {}, hand_overs(deliveries, payments)
    apart = {
        one: abs(after.get(one, 0.0) - before.get(one, 0.0))
        for one in sorted(before.keys() | after.keys())
    }
    return {one: size for one, size in apart.items() if size > NOTICED}


def size_of_changes(
    p: Programme, deliveries: Iterable[Delivery], payments: Iterable[Payment]
) -> float:
    """What the tier is worth by a plan's rows; see change_terms."""
    if p.held is None:
        return 0.0
    changed = changed_hand_overs(p, deliveries, payments)
    return sum(p.held.people_of(one) * size for one, size in changed.items())


def _brought(held: HeldAgainst, hand_over: HandOver) -> list[tuple[Variable, float]]:
    return [(variable, 1.0) for variable in held.brought.get(hand_over, ())]


def _apart(held: HeldAgainst, hand_over: HandOver, values: Mapping[Variable, float]) -> float:
    brought = sum(values[variable] for variable in held.brought.get(hand_over, ()))
    return abs(brought - held.before.get(hand_over, 0.0))
