"""Which batches a plan's units are of, once it is known what leaves where and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from rrm.allocation.batch_flows import (
    BatchFlows,
    Leaving,
    Means,
    Moving,
    Terms,
    batch_flows,
    batch_rows,
)
from rrm.allocation.solver import Limits, TierSolver, Values, Variable, new_problem, real_variable

DEALING = Limits(gap=0.0, nodes=5_000, seconds=30.0, seed=0)
"""When to stop looking for a way to deal batches out in whole units."""
NOISE = 1e-6
Portions = tuple[tuple[int, float], ...]
"""Units by the last day of their batch, what expires first in front."""


@dataclass(frozen=True, slots=True)
class Dealt:
    """By what leaves, the batches that it is taken of; made: by depot, item and day."""

    leaving: Mapping[Leaving, Portions] = field(default_factory=dict)
    moving: Mapping[Moving, Portions] = field(default_factory=dict)
    made: Mapping[tuple[str, str, int], float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Soonest:
    """What is handed out is taken of what expires soonest."""

    terms: dict[Variable, float]
    maximise: bool = False


def deal_out(
    means: Means,
    leaving: Mapping[Leaving, float],
    moving: Mapping[Moving, float],
    whole: frozenset[str],
) -> Dealt | None:
    """The batches of all that leaves, what expires first handed out first; None if none suffice.

    leaving, moving: of the items of `means`. whole: items that come in whole units.
    """
    if not leaving and not moving:
        return Dealt()
    problem = new_problem()
    one = real_variable(problem, "one", 1.0)
    one.lowBound = 1.0
    flows = batch_flows(problem, means, leaving, list(moving), whole)
    asked: dict[Leaving, Terms] = {key: [(one, units)] for key, units in leaving.items()}
    sent: dict[Moving, Terms] = {key: [(one, units)] for key, units in moving.items()}
    days = {key.day for key in leaving} | {other.day for other in moving}
    for number, row in enumerate(batch_rows(means, flows, asked, sent, sorted(days))):
        problem.addConstraint(row.constraint(), f"c{number}")
    goal = _Soonest({variable: float(last) for (_, last), variable in flows.drawn.items()})
    solution = TierSolver(problem, DEALING).solve(goal, None, DEALING.seconds)
    return None if solution.values is None else _dealt(flows, solution.values)


def _dealt(flows: BatchFlows, values: Values) -> Dealt:
    drawn: dict[Leaving, list[tuple[int, float]]] = defaultdict(list)
    for (key, last), variable in flows.drawn.items():
        if (units := _units(values, variable)) > 0:
            drawn[key].append((last, units))
    moved: dict[Moving, list[tuple[int, float]]] = defaultdict(list)
    for (other, last), variable in flows.moved.items():
        if (units := _units(values, variable)) > 0:
            moved[other].append((last, units))
    return Dealt(
        {key: tuple(found) for key, found in drawn.items()},
        {other: tuple(found) for other, found in moved.items()},
        {key: _units(values, variable) for key, variable in flows.made.items()},
    )


def _units(values: Values, variable: Variable) -> float:
    return round(float(values[variable.index]), 6)
