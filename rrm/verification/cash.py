"""Cash: paid by agents who have it, where they can go, in amounts that markets can take up."""

from __future__ import annotations

from rrm.model.language import msg
from rrm.model.scenario import CashAgent
from rrm.model.verdict import Check
from rrm.verification.replay import Replay
from rrm.verification.tally import Tally
from rrm.verification.tolerance import agree, exceeds

DAYS_A_WEEK = 7


def amounts_as_catalogued(replay: Replay) -> Check:
    """A payment is its households times the transfer to one; its fee is the agent's share of it."""
    tally = Tally("amounts_as_catalogued", msg("Payments and fees are what households add up to"))
    agents = _agents(replay)
    for paid in replay.run.payments:
        amount = paid.households * replay.run.item(paid.item).unit_value
        fee = paid.amount * agents[paid.agent_id].fee
        tally.see(
            agree(paid.amount, amount) and agree(paid.fee, fee),
            msg(
                "{site}, day {day}: {amount} and a fee of {fee} for {households} households, "
                "{needed} and {needed_fee} by the catalogue and the agent",
                site=paid.site_id, day=paid.day, amount=paid.amount, fee=paid.fee,
                households=paid.households, needed=amount, needed_fee=fee,
            ),
        )  # fmt: skip
    return tally.check()


def currencies_agree(replay: Replay) -> Check:
    """A payment is in the currency of its item, its agent and the budget."""
    tally = Tally("currencies_agree", msg("Payments are in the currency of agent and budget"))
    agents, budget = _agents(replay), replay.run.scenario.settings.budget
    for paid in replay.run.payments:
        expected = {agents[paid.agent_id].currency, replay.run.item(paid.item).currency}
        expected |= {budget.currency} if budget is not None else set()
        tally.see(
            expected - {""} <= {paid.currency},
            msg(
                "{site}, day {day}: paid in {currency}, {agent} and the budget hold {expected}",
                site=paid.site_id, day=paid.day, currency=paid.currency, agent=paid.agent_id,
                expected=sorted(expected - {""}),
            ),
        )  # fmt: skip
    return tally.check()


def liquidity_kept(replay: Replay) -> Check:
    """No agent pays out more on a day than it has."""
    tally = Tally("liquidity_kept", msg("No agent pays out more than it has in a day"))
    agents = _agents(replay)
    paid_out: dict[tuple[str, int], float] = {}
    for paid in replay.run.payments:
        key = (paid.agent_id, paid.day)
        paid_out[key] = paid_out.get(key, 0.0) + paid.amount
    for (agent_id, day), amount in sorted(paid_out.items()):
        limit = agents[agent_id].liquidity_per_day
        tally.see(
            not exceeds(amount, limit),
            msg(
                "{agent}, day {day}: {amount} paid out, it has {limit} a day",
                agent=agent_id, day=day, amount=amount, limit=limit,
            ),
        )  # fmt: skip
    return tally.check()


def agents_in_reach(replay: Replay) -> Check:
    """An agent pays only at sites within the pack's reach of it by road."""
    tally = Tally("agents_in_reach", msg("Agents pay only where they can go"))
    agents, limit = _agents(replay), replay.run.pack.modality.agent_reach_km
    for paid in replay.run.payments:
        reached = replay.network.kilometres_from(agents[paid.agent_id].node, limit)
        tally.see(
            replay.site_node(paid.site_id) in reached,
            msg(
                "{site}, day {day}: {agent} pays there, further than the {limit} km it can go",
                site=paid.site_id, day=paid.day, agent=paid.agent_id, limit=limit,
            ),
        )  # fmt: skip
    return tally.check()


def markets_take_up(replay: Replay) -> Check:
    """What is paid near a market in a week (days 1-7, 8-14 …) is no more than it can take up.

    A site's market is the nearest one by road within the pack's reach; of equals, the first by
    the name of its node.
    """
    tally = Tally("markets_take_up", msg("No market is asked to take up more than it can"))
    spent: dict[tuple[int, int], float] = {}
    for paid in replay.run.payments:
        at = _nearest_market(replay, paid.site_id)
        if at is not None:
            week = (paid.day - 1) // DAYS_A_WEEK + 1
            spent[at, week] = spent.get((at, week), 0.0) + paid.amount
    for (at, week), amount in sorted(spent.items()):
        market = replay.run.scenario.markets[at]
        if market.capacity_per_week is not None:
            tally.see(
                not exceeds(amount, market.capacity_per_week),
                msg(
                    "market {market}, week {week}: {amount} paid near it, it can take up {limit}",
                    market=market.node, week=week, amount=amount, limit=market.capacity_per_week,
                ),
            )  # fmt: skip
    return tally.check()


def _agents(replay: Replay) -> dict[str, CashAgent]:
    return {agent.agent_id: agent for agent in replay.run.scenario.cash_agents}


def _nearest_market(replay: Replay, site_id: str) -> int | None:
    limit, site = replay.run.pack.modality.market_reach_km, replay.site_node(site_id)
    near = [
        (reached[site], market.node, at)
        for at, market in enumerate(replay.run.scenario.markets)
        if site in (reached := replay.network.kilometres_from(market.node, limit))
    ]
    return min(near)[2] if near else None
