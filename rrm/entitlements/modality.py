"""Cash, in kind, or both: what markets, agents, people and key informants allow at a site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rrm.model.demand import ModalityChoice
from rrm.model.language import Message, Text, msg
from rrm.model.needs import Needs
from rrm.model.rounding import round_half_up
from rrm.model.rule_pack import KeyInformantsOnCash, Measure, Modality, RulePack
from rrm.model.scenario import Functioning, Market, Scenario, Site

RoadKm = Mapping[tuple[str, str], float]
"""Distance by road from node to node, km; a pair not given is not connected."""

_MORE_CAREFUL = (Modality.KIND, Modality.MIXED, Modality.CASH)
"""Modalities from the one that asks least of markets."""

_Decision = tuple[Modality, Message]


def choose_modality(
    scenario: Scenario, pack: RulePack, needs: Needs, road_km: RoadKm, site: Site
) -> ModalityChoice:
    """How a group at a site can be helped.

    Without a working market, or without an agent in reach, help is in kind, as it is where
    fewer households than the pack asks accept cash, or nobody asked them. A partial market
    makes it mixed: goods in kind, the rest in cash. What key informants say can only make it more
    careful than that.
    Source: the pack's modality rules (CRS and IFRC cash feasibility factors).
    """
    decision = _by_market_agent_and_acceptance(scenario, pack, needs, road_km, site)
    said = _by_key_informants(pack, needs, site)
    if said is not None and _MORE_CAREFUL.index(said[0]) < _MORE_CAREFUL.index(decision[0]):
        decision = said
    return ModalityChoice(site.site_id, site.group.value, decision[0].value, decision[1])


def _by_market_agent_and_acceptance(
    scenario: Scenario, pack: RulePack, needs: Needs, road_km: RoadKm, site: Site
) -> _Decision:
    rules = pack.modality
    market = nearest_market(scenario, road_km, site.node, rules.market_reach_km)
    if market is None or market.functioning == Functioning.CLOSED:
        return Modality.KIND, msg("no working market within {km} km", km=rules.market_reach_km)
    if not agents_in_reach(scenario, road_km, site.node, rules.agent_reach_km):
        return Modality.KIND, msg("no payment agent within {km} km", km=rules.agent_reach_km)
    accepted = needs.measure(site.site_id, site.group, rules.accepted)
    if accepted is None:
        return rules.if_unknown, msg("nobody has asked yet whether cash is accepted")
    if accepted < rules.accepted_at_least:
        return Modality.KIND, msg(
            "{share} % of households accept cash, {needed} % are needed",
            share=100 * accepted,
            needed=100 * rules.accepted_at_least,
        )
    if market.functioning == Functioning.PARTIAL:
        return Modality.MIXED, msg("the market at {node} works in part",
                                   node=_place_name(scenario, market.node))  # fmt: skip
    return Modality.CASH, msg("market and agent in reach, {share} % accept cash",
                              share=100 * accepted)  # fmt: skip


def _place_name(scenario: Scenario, node: str) -> str:
    """A node by the name of its place; one that nobody named stands for itself."""
    names = (one.name for one in scenario.locations if one.node_id == node)
    return next(names, "") or node


def _by_key_informants(pack: RulePack, needs: Needs, site: Site) -> _Decision | None:
    """The most that key informants leave, with what they say; None where they bar nothing."""
    rules = pack.modality.feasible
    if rules is None:
        return None
    feasible = needs.measure(site.site_id, site.group, rules.measure)
    if feasible is None or feasible >= rules.cash_from:
        return None
    modality = Modality.MIXED if feasible >= rules.mixed_from else Modality.KIND
    said = tuple(_said_against_cash(rules, pack, needs, site))
    if said:
        return modality, msg("key informants say {said}", said=said)
    return modality, msg(
        "key informants see {share} % of cash as feasible, {needed} % are needed",
        share=100 * feasible,
        needed=100 * (rules.cash_from if modality == Modality.MIXED else rules.mixed_from),
    )


def _said_against_cash(
    rules: KeyInformantsOnCash, pack: RulePack, needs: Needs, site: Site
) -> Iterator[Message]:
    """Each thing that some of them say against cash, what most say first."""
    # One walk over the measures for all factors; most sites never come here.
    said = {
        one.measure: one.mean
        for one in needs.measures
        if (one.site_id, one.group) == (site.site_id, site.group)
    }
    shares = [(said[factor], factor) for factor in rules.factors if said.get(factor, 0) > 0]
    for share, factor in sorted(shares, key=lambda one: -one[0]):
        label = Text.of(_measure(pack, factor).label)
        yield msg("“{label}” ({share} %)", label=label, share=round_half_up(100 * share))


def _measure(pack: RulePack, name: str) -> Measure:
    return next(s.measures[name] for s in pack.sectors.values() if name in s.measures)


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
