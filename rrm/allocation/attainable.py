"""What sites are measured by: for equity what could reach them at best, for a floor what is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from rrm.allocation.programme import Programme, last_day_of, lateness_factor
from rrm.allocation.solver import Variable
from rrm.model.rule_pack import ItemKind


def attainable_value(p: Programme) -> dict[str, float]:
    """By site, the value of all its demands met as early as any open way allows.

    Means are not counted, only access: goods that any depot holds or expects from the first day
    that a lane arrives, water on each day that a tanker can come, cash from the first day that an
    agent can pay. Of several ways to meet a demand the best counts. A site that nothing can reach
    is left out, so that it doesn't hold all others at nothing.
    """
    days: dict[int, set[int]] = defaultdict(set)
    for at, j in p.loads:
        days[j].add(p.lanes[at].arrival_day)
    for j, _, day in p.payments:
        days[j].add(day)
    best: dict[tuple[str, str, str], float] = {}
    for j, demand in enumerate(p.case.demands):
        if not days[j]:
            continue
        if p.case.kind(demand) == ItemKind.WATER:
            value = demand.weight * demand.quantity * len(days[j])
        else:
            factor = lateness_factor(p.case, demand, min(days[j]))
            value = demand.weight * demand.quantity * factor
        best[demand.need] = max(best.get(demand.need, 0.0), value)
    values: dict[str, float] = defaultdict(float)
    for (site_id, _, _), value in best.items():
        values[site_id] += value
    return {site_id: value for site_id, value in values.items() if value > 0}


def due_in_reach(p: Programme) -> dict[str, float]:
    """By site, the people of all its needs for which there is a way at all: the floor's yardstick.

    People count once for each need. It grows with none of the means, nor with roads that stay open
    for longer: only what can come to a site for the first time comes under its floor.
    """
    found: dict[str, float] = defaultdict(float)
    for j in sorted(p.in_reach):
        demand = p.case.demands[j]
        if not demand.meets:
            found[demand.site_id] += demand.people
    return {site_id: people for site_id, people in found.items() if people > 0}


def floor_terms(p: Programme) -> Iterator[tuple[Variable, float, int]]:
    """(variable, people that a unit serves, demand); of water over all its days, late or not."""
    due = {demand.key: demand.quantity for demand in p.case.demands if not demand.meets}
    sent = [(load, j) for (_, j), load in p.loads.items()]
    sent += [(paid, j) for (j, _, _), paid in p.payments.items()]
    for variable, j in sent:
        demand = p.case.demands[j]
        all_of_it = due[demand.need] * _days_due(p, j)
        yield variable, demand.people * demand.counts / all_of_it, j


def _days_due(p: Programme, j: int) -> int:
    """Days on which a demand's quantity is due: each of water's, else once."""
    demand = p.case.demands[j]
    if p.case.kind(demand) != ItemKind.WATER:
        return 1
    return max(1, last_day_of(p.case, demand) - demand.from_day + 1)


def least_share(p: Programme, brought: Mapping[str, float]) -> float:
    """The least share of what is attainable that any site gets, 0..1.

    brought: value by site, in the weights of the demands.
    """
    shares = [brought.get(site, 0.0) / most for site, most in attainable_value(p).items()]
    return min([1.0, *shares])
