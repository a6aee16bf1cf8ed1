"""What there is to plan with: stock and pipeline, teams, markets, the worth of a unit."""

from __future__ import annotations

from rrm.allocation.programme import Programme
from rrm.entitlements import nearest_market
from rrm.model.scenario import Market

DAYS_A_WEEK = 7


def week_of(day: int) -> int:
    """The week of a day of the scenario, from 0."""
    return (day - 1) // DAYS_A_WEEK


def agent_fees(p: Programme) -> dict[str, float]:
    """By agent, the fee as a share of what is paid."""
    return {agent.agent_id: agent.fee for agent in p.case.scenario.cash_agents}


def unit_value(p: Programme, j: int) -> float:
    """What a unit is worth, for cash what one household is paid, in the budget's currency."""
    return p.case.pack.catalogue[p.case.demands[j].item].unit_value


def supply_by(p: Programme, depot: str, item: str, day: int) -> float:
    """What a depot holds of an item, and is sure enough to have received, by a day."""
    scenario, counted = p.case.scenario, p.case.pack.entitlements.pipeline_counted
    held = sum(s.quantity for s in scenario.stock if (s.depot_id, s.item) == (depot, item))
    expected = sum(
        line.quantity
        for line in scenario.pipeline
        if (line.depot_id, line.item) == (depot, item)
        and line.certainty in counted
        and scenario.settings.day_of(line.arrives_on) <= day
    )
    return held + expected


def team_capacity(p: Programme, depot: str, day: int) -> float:
    """Households that a depot's teams can serve on a day."""
    return sum(
        team.households_per_day
        for team in p.case.scenario.teams
        if team.depot_id == depot
        and team.from_day <= day <= (team.to_day or p.case.scenario.settings.horizon_days)
    )


def market_of(p: Programme, j: int) -> Market | None:
    """The market where what a demand pays in cash is spent: the nearest in reach."""
    node = p.case.scenario.site_node(p.case.demands[j].site_id)
    reach = p.case.pack.modality.market_reach_km
    return nearest_market(p.case.scenario, p.case.road_km, node, reach)
