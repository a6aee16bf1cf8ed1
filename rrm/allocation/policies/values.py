"""Decisions as values of the programme's variables, and what they are worth in each tier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from rrm.allocation.assembly import least_made, leaving_by
from rrm.allocation.attainable import least_share
from rrm.allocation.choice import Choice
from rrm.allocation.constraints import need_terms
from rrm.allocation.dealt_plan import batch_values
from rrm.allocation.objectives import objective
from rrm.allocation.programme import Place, Programme, place_of
from rrm.allocation.solver import Values, Variable
from rrm.allocation.stability import change_values
from rrm.model.scenario import Tier

PlanValues = dict[Variable, float]
"""A value for each of a programme's variables."""


def values_of(p: Programme, choice: Choice) -> PlanValues:
    """A value for each of the programme's variables.

    What follows from the decisions - households served, survival water missing, the least share -
    is set to the best that they allow.
    """
    values = dict.fromkeys(p.variables, 0.0)
    for at in (*choice.loads, *choice.moves):
        values[p.trips[at]] = float(choice.trips(at))
        values[p.vehicles[at]] = float(choice.vehicles(p, at))
    for at, trips in choice.loads.items():
        for trip in trips:
            for j, quantity in trip.items():
                values[p.loads[at, j]] += quantity
    for at, moved in choice.moves.items():
        for load in moved:
            for item, quantity in load.items():
                values[p.moves[at, item]] += quantity
    for key, households in choice.payments.items():
        values[p.payments[key]] = float(households)
    for shelf, units in least_made(p, leaving_by(p, values)).items():
        values[p.made[shelf]] = units
    values |= batch_values(p, values)
    _fill_in_served(p, values)
    _fill_in_shortfalls(p, choice, values)
    values[p.worst] = _least_share(p, values)
    return values | change_values(p, values)


def start_of(p: Programme, values: Mapping[Variable, float]) -> Values:
    """A plan as the solver takes one to start from; the solver must have been built from `p`."""
    start = np.zeros(len(p.problem.variables()))
    for variable, value in values.items():
        start[variable.index] = value
    return start


def tier_values(p: Programme, values: Mapping[Variable, float]) -> dict[Tier, float]:
    """What a plan is worth in each tier, whatever the scenario's priorities; see objective."""
    return {
        tier: float(sum(weight * values[v] for v, weight in objective(p, tier).terms.items()))
        for tier in Tier
    }


def _fill_in_served(p: Programme, values: PlanValues) -> None:
    shares: dict[tuple[Place, tuple[str, str, str]], float] = defaultdict(float)
    for (at, j), load in p.loads.items():
        demand = p.case.demands[j]
        place = place_of(p.lanes[at], demand)
        if values[load] > 0 and place in p.served:
            shares[place, demand.need] += values[load] * demand.households / demand.quantity
    for (place, _), share in shares.items():
        values[p.served[place]] = max(values[p.served[place]], share)


def _fill_in_shortfalls(p: Programme, choice: Choice, values: PlanValues) -> None:
    brought = choice.delivered(p.lanes)
    for (j, day), shortfall in p.shortfalls.items():
        missing = p.case.demands[j].survival_quantity - brought.get((j, day), 0.0)
        values[shortfall] = max(0.0, missing)


def _least_share(p: Programme, values: PlanValues) -> float:
    brought: dict[str, float] = defaultdict(float)
    for variable, value, j in need_terms(p):
        brought[p.case.demands[j].site_id] += value * values[variable]
    return float(least_share(p, brought))
