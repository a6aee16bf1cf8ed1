"""What could go where and when, looked up by destination and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rrm.allocation.lanes import Lane, LaneKind
from rrm.allocation.money_ways import MoneyWays
from rrm.allocation.programme import Case, last_day_of, lateness_factor
from rrm.allocation.variants import ways_to_meet
from rrm.entitlements import agents_in_reach, nearest_market
from rrm.model.demand import Demand
from rrm.model.rule_pack import Item, ItemKind
from rrm.model.scenario import Market

LanesByDay = Mapping[int, tuple[int, ...]]
"""Lanes by the day on which they arrive, days ascending."""
NO_LANES: LanesByDay = {}


@dataclass(frozen=True, slots=True)
class Openings:
    """Lanes and payment agents of a case, by demand.

    goods, water: lanes to a site. transfers: lanes by (depot, other depot), earliest arrival
    first. items, last_days, agents, markets: by demand; last_days is the last day on which help
    counts, agents and markets are those of cash, money_ways by which they may go where. variants:
    by demand, those that are other ways to meet it.
    """

    case: Case
    lanes: tuple[Lane, ...]
    goods: Mapping[str, LanesByDay]
    water: Mapping[str, LanesByDay]
    transfers: Mapping[tuple[str, str], tuple[int, ...]]
    items: tuple[Item, ...]
    last_days: tuple[int, ...]
    agents: tuple[tuple[str, ...], ...]
    markets: tuple[Market | None, ...]
    money_ways: MoneyWays
    variants: Mapping[int, tuple[int, ...]]

    def lanes_to(self, j: int) -> LanesByDay:
        """The lanes that can bring what demand j asks for."""
        table = self.water if self.items[j].kind == ItemKind.WATER else self.goods
        return table.get(self.case.demands[j].site_id, NO_LANES)


def openings(case: Case, lanes: tuple[Lane, ...]) -> Openings:
    """Sorts the lanes of a case; each demand finds its agents and its market."""
    nodes = {site.site_id: site.node for site in reversed(case.scenario.sites)}
    transfers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, lane in enumerate(lanes):
        if lane.kind == LaneKind.TRANSFER:
            transfers[lane.origin, lane.destination].append(at)
    return Openings(
        case,
        lanes,
        _by_destination(lanes, LaneKind.GOODS),
        _by_destination(lanes, LaneKind.WATER),
        {
            pair: tuple(sorted(found, key=lambda at: (lanes[at].arrival_day, at)))
            for pair, found in transfers.items()
        },
        tuple(case.pack.catalogue[demand.item] for demand in case.demands),
        tuple(_last_day(case, demand) for demand in case.demands),
        tuple(_agents(case, nodes, demand) for demand in case.demands),
        tuple(_market(case, nodes, demand) for demand in case.demands),
        MoneyWays(case.scenario, case.pack),
        ways_to_meet(case.demands),
    )


def _by_destination(lanes: Iterable[Lane], kind: LaneKind) -> dict[str, LanesByDay]:
    found: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, lane in enumerate(lanes):
        if lane.kind == kind:
            found[lane.destination][lane.arrival_day].append(at)
    return {
        destination: {day: tuple(by_day[day]) for day in sorted(by_day)}
        for destination, by_day in found.items()
    }


def _last_day(case: Case, demand: Demand) -> int:
    """The last day on which help counts: of water the due day, else while any weight is left.

    Nothing counts once it is lost.
    """
    day = last_day_of(case, demand)
    if case.kind(demand) == ItemKind.WATER:
        return day
    while day >= demand.from_day and lateness_factor(case, demand, day) <= 0:
        day -= 1
    return day


def _agents(case: Case, nodes: Mapping[str, str], demand: Demand) -> tuple[str, ...]:
    if case.kind(demand) != ItemKind.CASH:
        return ()
    reach = case.pack.modality.agent_reach_km
    return agents_in_reach(case.scenario, case.road_km, nodes[demand.site_id], reach)


def _market(case: Case, nodes: Mapping[str, str], demand: Demand) -> Market | None:
    if case.kind(demand) != ItemKind.CASH:
        return None
    reach = case.pack.modality.market_reach_km
    return nearest_market(case.scenario, case.road_km, nodes[demand.site_id], reach)
