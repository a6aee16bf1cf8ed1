"""What could reach a site at best, were it the only one: the yardstick of equity."""

from __future__ import annotations

from rrm.allocation.programme import Programme, lateness_factor
from rrm.model.rule_pack import ItemKind


def attainable_value(p: Programme) -> dict[str, float]:
    """By site, the value of all its demands met as early as any open way allows.

    Means are not counted, only access: goods that any depot holds or expects from the first day
    that a lane arrives, water on each day that a tanker can come, cash from the first day that an
    agent can pay. A site that nothing can reach is left out, so that it doesn't hold all others
    at nothing.
    """
    values: dict[str, float] = {}
    for j, demand in enumerate(p.case.demands):
        kind = p.case.kind(demand)
        days = sorted(
            {p.lanes[at].arrival_day for at, k in p.loads if k == j}
            | {day for k, _, day in p.payments if k == j}
        )
        if not days:
            continue
        if kind == ItemKind.WATER:
            value = demand.weight * demand.quantity * len(days)
        else:
            value = demand.weight * demand.quantity * lateness_factor(p.case, demand, days[0])
        values[demand.site_id] = values.get(demand.site_id, 0.0) + value
    return {site_id: value for site_id, value in values.items() if value > 0}
