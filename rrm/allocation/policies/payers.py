"""Payment agents and markets: what could still be paid out, and taken up, by when."""

from __future__ import annotations

import math
from collections import defaultdict

from rrm.allocation.means import week_of
from rrm.allocation.policies.purse import Purse
from rrm.allocation.programme import Case
from rrm.model.scenario import Market


class Payers:
    """Liquidity by agent and day, capacity by market and week, fees; paid from the purse."""

    def __init__(self, case: Case, purse: Purse) -> None:
        self._purse = purse
        self._agents = {agent.agent_id: agent for agent in case.scenario.cash_agents}
        self._paid: dict[tuple[str, int], float] = defaultdict(float)
        self._traded: dict[tuple[str, int], float] = defaultdict(float)
        self.payments: dict[tuple[int, str, int], int] = {}

    def transfers(self, agent_id: str, market: Market | None, day: int, value: float) -> float:
        """Transfers of a value that an agent could still pay on a day."""
        if value <= 0:
            return math.inf
        agent = self._agents[agent_id]
        amount = agent.liquidity_per_day - self._paid[agent_id, day]
        if market is not None and market.capacity_per_week is not None:
            traded = self._traded[market.node, week_of(day)]
            amount = min(amount, market.capacity_per_week - traded)
        return min(amount, self._purse.left / (1.0 + agent.fee)) / value

    def pay(
        self, j: int, agent_id: str, market: Market | None, day: int, value: float, households: int
    ) -> None:
        """Pays households of demand j."""
        amount = households * value
        self._paid[agent_id, day] += amount
        if market is not None:
            self._traded[market.node, week_of(day)] += amount
        self._purse.pay(amount * (1.0 + self._agents[agent_id].fee))
        key = (j, agent_id, day)
        self.payments[key] = self.payments.get(key, 0) + households

    def most(self, agent_ids: tuple[str, ...], days: int, value: float) -> float:
        """Transfers of a value that agents hold in so many days, were the budget theirs alone."""
        if value <= 0:
            return math.inf
        agents = [self._agents[agent_id] for agent_id in agent_ids]
        held = sum(agent.liquidity_per_day for agent in agents) * days
        fee = min((agent.fee for agent in agents), default=0.0)
        return min(held, self._purse.left / (1.0 + fee)) / value
