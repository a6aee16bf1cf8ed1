"""What could reach a site at best, were it the only one: the yardstick of equity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from rrm.allocation.programme import Programme, lateness_factor
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


def least_share(p: Programme, brought: Mapping[str, float]) -> float:
    """The least share of what is attainable that any site gets, 0..1.

    brought: value by site, in the weights of the demands.
    """
    shares = [brought.get(site, 0.0) / most for site, most in attainable_value(p).items()]
    return min([1.0, *shares])
