"""Risk caps: no load and no money travels over a way that the pack calls too dangerous."""

from __future__ import annotations

from heapq import heappop, heappush
from math import prod

from rrm.model.language import msg
from rrm.model.scenario import Certainty, Mode, Route
from rrm.model.verdict import Check
from rrm.verification.network import Hop, Network
from rrm.verification.replay import Purpose, Replay
from rrm.verification.tally import Tally
from rrm.verification.tolerance import exceeds

BY_ROAD = (Mode.ROAD, Mode.FERRY, Mode.BORDER)
RISK_GRAIN = 1e-6
"""Risks are filed with six decimals."""


def loads_below_the_cap(replay: Replay) -> Check:
    """The links of a trip's way out, loaded, are together no riskier than the pack's cap."""
    tally = Tally("loads_below_the_cap", msg("No load goes over a way that is too dangerous"))
    cap = replay.run.pack.access.risk_cap
    if cap is None:
        return tally.check()
    for journey in replay.journeys:
        limit = cap.water if journey.purpose is Purpose.WATER else cap.goods
        if journey.way is None or limit is None:
            continue
        trip = journey.trip
        risk = replay.network.measured(journey.out(), trip.vehicle_class, trip.day).risk
        tally.see(
            not exceeds(risk, limit, RISK_GRAIN),
            msg(
                "trip {trip} to {stop}: a risk of {risk}, the pack allows {limit}",
                trip=trip.trip_id, stop=journey.destination, risk=risk, limit=limit,
            ),
        )  # fmt: skip
    return tally.check()


def money_below_the_cap(replay: Replay) -> Check:
    """From the agent to the site there is a way by road, open that day, below the cap for cash.

    The safest way counts, of links that are in season, need no escort and are not closed for
    certain to everybody; reports that are not certain add to the risk, as for vehicles.
    """
    tally = Tally("money_below_the_cap", msg("No money goes over a way that is too dangerous"))
    cap = replay.run.pack.access.risk_cap
    if cap is None or cap.cash is None:
        return tally.check()
    nodes = {agent.agent_id: agent.node for agent in replay.run.scenario.cash_agents}
    ways = SafestWays(replay.network)
    for paid in replay.run.payments:
        risk = ways.risk(nodes[paid.agent_id], replay.site_node(paid.site_id), paid.day)
        tally.see(
            not exceeds(risk, cap.cash, RISK_GRAIN),
            msg(
                "{site}, day {day}: {agent} pays there over a way with a risk of {risk}, the "
                "pack allows {limit} with money",
                site=paid.site_id, day=paid.day, agent=paid.agent_id, risk=risk, limit=cap.cash,
            ),
        )  # fmt: skip
    return tally.check()


class SafestWays:
    """By road, for whoever carries money: no vehicle class, no convoy."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._onward: dict[str, list[Hop]] = {}
        for hop in network.links:
            self._onward.setdefault(hop[0], []).append(hop)
        self._known: dict[tuple[str, int], dict[str, float]] = {}

    def risk(self, start: str, end: str, day: int) -> float:
        """Of the safest way on a day; 1 where there is none."""
        if (start, day) not in self._known:
            self._known[start, day] = self._chances(start, day)
        return 1.0 - self._known[start, day].get(end, 0.0)

    def _chances(self, start: str, day: int) -> dict[str, float]:
        """That money comes through to each place. Source: Dijkstra 1959, with chances for km."""
        found, queue = {start: 1.0}, [(-1.0, start)]
        while queue:
            lost, node = heappop(queue)
            if -lost < found[node]:
                continue
            for hop in self._onward.get(node, ()):
                there = -lost * self._chance(hop, day)
                if there > found.get(hop[1], 0.0):
                    found[hop[1]] = there
                    heappush(queue, (-there, hop[1]))
        return found

    def _chance(self, hop: Hop, day: int) -> float:
        """On one hop, by its safest link; 0 where nobody passes."""
        reports = self._network.closures_to_all(hop, day)
        if any(one.certainty is Certainty.CERTAIN for one in reports):
            return 0.0
        risks = {str(name): risk for name, risk in self._network.pack.access.closure_risk.items()}
        links = [link for link in self._network.links[hop] if self._is_taken(link, day)]
        best = max(((1 - r.risk) * (1 - r.risk_per_km) ** r.km for r in links), default=0.0)
        return float(best * prod(1 - risks.get(one.certainty.value, 0.0) for one in reports))

    def _is_taken(self, link: Route, day: int) -> bool:
        in_season = self._network.dates.is_in_season(link, day)
        return link.mode in BY_ROAD and in_season and not link.escort
