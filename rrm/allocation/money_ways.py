"""Ways that money may take: from a payment agent to a site, below the pack's cap on risk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from heapq import heappop, heappush

from rrm.allocation.lanes import is_below
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Certainty, Closure, Mode, Route, Scenario
from rrm.model.season import is_within

_BY_ROAD = (Mode.ROAD, Mode.FERRY, Mode.BORDER)
Hop = tuple[str, str]


class MoneyWays:
    """Whether an agent may bring money to a site on a day.

    By the safest way by road, of links that are in season, need no escort, and are not closed for
    certain to everybody; reports that are not certain add to the risk, as for vehicles. Agents
    have no vehicle class: load limits, surfaces and closures to some classes are left out.
    """

    def __init__(self, scenario: Scenario, pack: RulePack) -> None:
        caps = pack.access.risk_cap
        self.cap = None if caps is None else caps.cash
        self._scenario, self._rules = scenario, pack.access
        self._agents = {agent.agent_id: agent.node for agent in scenario.cash_agents}
        self._sites = {site.site_id: site.node for site in scenario.sites}
        self._links = _links_by_hop(scenario.routes) if self.cap is not None else {}
        self._closures = [one for one in scenario.closures if not one.classes]
        self._roads: dict[object, Mapping[str, Mapping[str, float]]] = {}
        self._chances: dict[tuple[str, object], dict[str, float]] = {}

    def risk(self, agent_id: str, site_id: str, day: int) -> float:
        """Of the safest way on a day; 1 where there is none."""
        start = self._agents[agent_id]
        state = self._state(day)
        if (start, state) not in self._chances:
            if state not in self._roads:
                self._roads[state] = self._hops(day)
            self._chances[start, state] = _safest(self._roads[state], start)
        return 1.0 - self._chances[start, state].get(self._sites[site_id], 0.0)

    def may_go(self, agent_id: str, site_id: str, day: int) -> bool:
        """Whether that is no more than the cap; always where the pack has none."""
        return self.cap is None or is_below(self.risk(agent_id, site_id, day), self.cap)

    def _state(self, day: int) -> object:
        """What tells the roads of one day from those of another."""
        in_season = tuple(
            self._is_in_season(link, day)
            for links in self._links.values()
            for link in links
            if link.open_from is not None
        )
        return (tuple(at for at, one in enumerate(self._closures) if self._holds(one, day)),
                in_season)  # fmt: skip

    def _hops(self, day: int) -> Mapping[str, Mapping[str, float]]:
        """The chance that money comes through, by place and next place."""
        doubts = {str(certainty): risk for certainty, risk in self._rules.closure_risk.items()}
        safe: dict[Hop, float] = {}
        for hop, links in self._links.items():
            passed = [one for one in links if not one.escort and self._is_in_season(one, day)]
            safe[hop] = max(((1 - r.risk) * (1 - r.risk_per_km) ** r.km for r in passed), default=0)
        for closure in self._closures:
            if self._holds(closure, day):
                ends = (closure.from_node, closure.to_node)
                for hop in {ends, ends[::-1]} & safe.keys():
                    if closure.certainty is Certainty.CERTAIN:
                        safe[hop] = 0.0
                    else:
                        safe[hop] *= 1 - doubts.get(closure.certainty.value, 0.0)
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for (start, end), chance in safe.items():
            if chance > 0:
                found[start][end] = chance
        return found

    def _holds(self, closure: Closure, day: int) -> bool:
        when = self._scenario.settings.date_of(day)
        return (closure.start is None or closure.start <= when) and (
            closure.end is None or when <= closure.end
        )

    def _is_in_season(self, link: Route, day: int) -> bool:
        if link.open_from is None or link.open_to is None:
            return True
        return is_within(link.open_from, link.open_to, self._scenario.settings.date_of(day))


def _links_by_hop(routes: Iterable[Route]) -> dict[Hop, list[Route]]:
    found: dict[Hop, list[Route]] = defaultdict(list)
    for route in routes:
        if route.mode in _BY_ROAD:
            found[route.from_node, route.to_node].append(route)
            if route.bidirectional:
                found[route.to_node, route.from_node].append(route)
    return dict(found)


def _safest(roads: Mapping[str, Mapping[str, float]], start: str) -> dict[str, float]:
    """The chance that money comes through from a place to each other.

    Source: Dijkstra 1959, with chances that multiply for lengths that add.
    """
    found, queue = {start: 1.0}, [(-1.0, start)]
    while queue:
        minus, node = heappop(queue)
        if -minus < found[node]:
            continue
        for end, chance in roads.get(node, {}).items():
            there = -minus * chance
            if there > found.get(end, 0.0):
                found[end] = there
                heappush(queue, (-there, end))
    return found
