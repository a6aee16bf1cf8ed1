"""Cash, in kind, or both: what markets, agents and people allow at a site."""

from __future__ import annotations

from collections.abc import Mapping

from rrm.model.demand import ModalityChoice
from rrm.model.language import Message, msg
from rrm.model.needs import Needs
from rrm.model.rule_pack import Modality, RulePack
from rrm.model.scenario import Functioning, Market, Scenario, Site

RoadKm = Mapping[tuple[str, str], float]
"""Distance by road from node to node, km; a pair not given is not connected."""


def choose_modality(
    scenario: Scenario, pack: RulePack, needs: Needs, road_km: RoadKm, site: Site
) -> ModalityChoice:
    """How a group at a site can be helped.

    Without a working market, or without an agent in reach, help is in kind, as it is where
    fewer households than the pack asks accept cash, or nobody asked them. A partial market
    makes it mixed: goods in kind, the rest in cash.
    Source: the pack's modality rules (CRS and IFRC cash feasibility factors).
    """
    rules = pack.modality
    market = nearest_market(scenario, road_km, site.node, rules.market_reach_km)
    if market is None or market.functioning == Functioning.CLOSED:
        return _choice(
            site, Modality.KIND, msg("no working market within {km} km", km=rules.market_reach_km)
        )
    if not agents_in_reach(scenario, road_km, site.node, rules.agent_reach_km):
        return _choice(
            site, Modality.KIND, msg("no payment agent within {km} km", km=rules.agent_reach_km)
        )
    accepted = needs.measure(site.site_id, site.group, rules.accepted)
    if accepted is None:
        return _choice(site, rules.if_unknown, msg("nobody has asked yet whether cash is accepted"))
    if accepted < rules.accepted_at_least:
        return _choice(
            site,
            Modality.KIND,
            msg(
                "{share} % of households accept cash, {needed} % are needed",
                share=100 * accepted,
                needed=100 * rules.accepted_at_least,
            ),
        )
    if market.functioning == Functioning.PARTIAL:
        return _choice(
            site, Modality.MIXED, msg("the market at {node} works in part", node=market.node)
        )
    return _choice(
        site,
        Modality.CASH,
        msg("market and agent in reach, {share} % accept cash", share=100 * accepted),
    )


def nearest_market(
    scenario: Scenario, road_km: RoadKm, node: str, reach_km: float
) -> Market | None:
    """The market closest by road, none beyond reach; equal distances go by node name."""
    within = [
        (distance, market.node, market)
        for market in scenario.markets
        if (distance := road_km.get((market.node, node), float("inf"))) <= reach_km
    ]
    return min(within, key=lambda one: one[:2])[2] if within else None


def agents_in_reach(
    scenario: Scenario, road_km: RoadKm, node: str, reach_km: float
) -> tuple[str, ...]:
    """Agents with any liquidity that can serve a node, in the order of their table."""
    return tuple(
        agent.agent_id
        for agent in scenario.cash_agents
        if agent.liquidity_per_day > 0 and road_km.get((agent.node, node), float("inf")) <= reach_km
    )


def _choice(site: Site, modality: Modality, reason: Message) -> ModalityChoice:
    return ModalityChoice(site.site_id, site.group.value, modality.value, reason)
