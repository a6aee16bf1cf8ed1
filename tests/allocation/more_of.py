"""Cases with more of one means: one more vehicle of a fleet, a road opened, a tenth of the budget.

A case without a means at all is left as it is: where no team is listed nobody waits for one, and
where no budget is given none is kept to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from rrm.allocation import allocate
from rrm.allocation.attainable import attainable_value, due_in_reach
from rrm.allocation.programme import Case, lateness_factor, programme
from rrm.model.access import AccessTable
from rrm.model.plan import Plan, TierResult
from rrm.model.run import Options
from rrm.model.scenario import Tier
from tests.allocation.every_plan import evenness as evenness_of

LOWER_IS_BETTER = (Tier.SURVIVAL_WATER, Tier.COST)
ARITHMETIC = 2e-6
"""Share of a value by which two exact plans may differ: each later tier may take half of it."""


def planned(case: Case, gap: float = 0.0) -> Plan:
    """The optimiser's plan; variants are added by it."""
    due = tuple(demand for demand in case.demands if not demand.meets)
    road_km = dict(case.road_km)
    return allocate(case.scenario, case.pack, due, case.access, road_km, Options(gap=gap))


def yardsticks(case: Case) -> dict[str, float]:
    """By site, what access and the dates of stock allow it: what equity is a share of."""
    return attainable_value(programme(case))


def floor_yardsticks(case: Case) -> dict[str, float]:
    """By site, what it is due of all that can come: what floors are shares of."""
    return due_in_reach(programme(case))


def evenness(case: Case, plan: Plan) -> float:
    """How even a plan is, beside what it leaves the worst-off site."""
    p = programme(case)
    demands = {(*one.key, one.meets or one.item): one for one in case.demands}
    rows = [
        ((r.site_id, r.group, r.item, r.meets or r.item), r.day, r.quantity)
        for r in plan.deliveries
    ]
    rows += [
        ((r.site_id, r.group, r.item, r.item), r.day, float(r.households)) for r in plan.payments
    ]
    brought: dict[str, float] = defaultdict(float)
    for key, day, quantity in rows:
        demand = demands[key]
        brought[demand.site_id] += quantity * demand.weight * lateness_factor(case, demand, day)
    shares = [brought[site] / most for site, most in attainable_value(p).items()]
    return float(evenness_of(np.array([shares]))[0])


def worse(before: Plan, after: Plan, but: tuple[Tier, ...] = ()) -> TierResult | None:
    """The tier in which a plan is worse, those before it being alike; None where it is no worse.

    but: tiers at which the comparison ends, as the two plans are measured differently there.
    """
    if before.status == "infeasible":
        return None
    for was, now in zip(before.tiers, after.tiers, strict=True):
        if was.tier in but:
            return None
        sign = -1.0 if was.tier in LOWER_IS_BETTER else 1.0
        gain = sign * (now.best - was.best)
        if abs(gain) > ARITHMETIC * max(1.0, abs(was.best)):
            return None if gain > 0 else now
    return None


def _scenario(case: Case, **changes: object) -> Case:
    return replace(case, scenario=case.scenario.model_copy(update=changes))


def _rows(case: Case, table: str, column: str, more: Callable[[float], float]) -> Iterator[Case]:
    """One case for each row of a table that gives a figure, with more of it there."""
    rows = getattr(case.scenario, table)
    for at, row in enumerate(rows):
        had = getattr(row, column)
        if had is not None:
            richer = row.model_copy(update={column: more(had)})
            yield _scenario(case, **{table: (*rows[:at], richer, *rows[at + 1 :])})


def more_stock(case: Case) -> Iterator[Case]:
    return _rows(case, "stock", "quantity", lambda had: had + 2)


def more_on_its_way(case: Case) -> Iterator[Case]:
    return _rows(case, "pipeline", "quantity", lambda had: had + 1)


def stock_that_keeps(case: Case) -> Iterator[Case]:
    """Batches that expire kept for good."""
    stock = tuple(row.model_copy(update={"expires_on": None}) for row in case.scenario.stock)
    if stock != case.scenario.stock:
        yield _scenario(case, stock=stock)


def more_vehicles(case: Case) -> Iterator[Case]:
    return _rows(case, "vehicles", "count", lambda had: had + 1)


def larger_vehicles(case: Case) -> Iterator[Case]:
    yield from _rows(case, "vehicles", "payload_kg", lambda had: had + 10)
    yield from _rows(case, "vehicles", "volume_m3", lambda had: had + 1)


def longer_days(case: Case) -> Iterator[Case]:
    return _rows(case, "vehicles", "hours_per_day", lambda had: had + 2)


def more_teams(case: Case) -> Iterator[Case]:
    yield from _rows(case, "teams", "households_per_day", lambda had: had + 1)
    for at, team in enumerate(case.scenario.teams):
        another = team.model_copy(update={"team_id": f"more-{at}"})
        yield _scenario(case, teams=(*case.scenario.teams, another))


def more_handling(case: Case) -> Iterator[Case]:
    return _rows(case, "depots", "handling_capacity", lambda had: had + 10)


def more_liquidity(case: Case) -> Iterator[Case]:
    return _rows(case, "cash_agents", "liquidity_per_day", lambda had: had + 100)


def another_agent(case: Case) -> Iterator[Case]:
    for agent in case.scenario.cash_agents[:1]:
        other = agent.model_copy(update={"agent_id": "more"})
        yield _scenario(case, cash_agents=(*case.scenario.cash_agents, other))


def more_in_markets(case: Case) -> Iterator[Case]:
    return _rows(case, "markets", "capacity_per_week", lambda had: had + 100)


def more_water(case: Case) -> Iterator[Case]:
    return _rows(case, "water_sources", "m3_per_day", lambda had: had + 1)


def more_money(case: Case) -> Iterator[Case]:
    settings = case.scenario.settings
    if settings.budget is not None:
        for more in (20.0, 1000.0):
            larger = settings.budget.model_copy(update={"amount": settings.budget.amount + more})
            yield _scenario(case, settings=settings.model_copy(update={"budget": larger}))


def opened_roads(case: Case) -> Iterator[Case]:
    """Each place that is cut off on some day, reached on all of them; ways stay as long."""
    shut = {row.destination for row in case.access.rows if not row.open}
    for place in sorted(shut):
        rows = tuple(
            replace(row, open=True, reason_code="open", reason=None)
            if row.destination == place
            else row
            for row in case.access.rows
        )
        yield replace(case, access=AccessTable(rows))


MORE: dict[str, Callable[[Case], Iterator[Case]]] = {
    "stock": more_stock,
    "supplies on their way": more_on_its_way,
    "stock that keeps": stock_that_keeps,
    "vehicles": more_vehicles,
    "larger vehicles": larger_vehicles,
    "longer days": longer_days,
    "teams": more_teams,
    "handling": more_handling,
    "agents' cash": more_liquidity,
    "agents": another_agent,
    "markets": more_in_markets,
    "water": more_water,
    "money": more_money,
    "open roads": opened_roads,
}
"""Ways to have more, by name."""
