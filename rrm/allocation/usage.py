"""What a plan leaves free of each means: the ground on which unmet need is explained."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rrm.allocation.alike_shares import AlikeShares
from rrm.allocation.along_left import AlongLeft, along_left
from rrm.allocation.assembly import least_made
from rrm.allocation.batches_left import BatchesLeft, batches_left
from rrm.allocation.choice import Choice, smallest_unit
from rrm.allocation.lanes import LaneKind
from rrm.allocation.means import (
    agent_fees,
    market_of,
    supply_by,
    team_capacity,
    unit_value,
    week_of,
)
from rrm.allocation.programme import Place, Programme, place_of
from rrm.model.rule_pack import Item, ItemKind
from rrm.model.scenario import Market

TOLERANCE = 1e-6
Need = tuple[str, str, str]
"""Site, group and item of what is due."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What is spent, by what and when.

    vehicles: away, by (fleet, day). out: units gone less units moved in, by (depot, item, day).
    drawn: m³ by (source, day). shares: households by place and demand. served: households by
    (depot, day), at each place the largest over what is due there. paid: amount by (agent,
    day). traded: amount by (market node, week from 0). spent: transport, transfers and fees in all.
    given: units by demand. along, alike: what is left of what goes along with water, and what other
    groups leave. batches: what is left of what expires.
    """

    p: Programme
    choice: Choice
    vehicles: dict[tuple[int, int], int]
    out: dict[tuple[str, str, int], float]
    drawn: dict[tuple[str, int], float]
    shares: dict[Place, dict[Need, float]]
    served: dict[tuple[str, int], float]
    paid: dict[tuple[str, int], float]
    traded: dict[tuple[str, int], float]
    spent: float
    given: dict[int, float]
    along: AlongLeft
    alike: AlikeShares
    batches: BatchesLeft

    def cost_of_one_more(self, at: int, item: Item) -> float | None:
        """What one more unit on lane `at` would cost in transport; None where nothing has room.

        Nothing where a trip that goes has room, a round trip where a vehicle that goes has time
        for one, that and the vehicle's own cost where one is at home.
        """
        lane = self.p.lanes[at]
        unit = smallest_unit(item)
        if any(
            kg + unit * item.kg <= lane.payload_kg + TOLERANCE
            and m3 + unit * item.m3 <= lane.volume_m3 + TOLERANCE
            for kg, m3 in self._loaded(at)
        ):
            return 0.0
        if self.choice.trips(at) < self.choice.vehicles(self.p, at) * lane.trips_per_vehicle:
            return lane.trip_cost
        count = self.p.case.scenario.vehicles[lane.fleet].count
        days = range(lane.day, lane.day + lane.days)
        if all(self.vehicles.get((lane.fleet, day), 0) < count for day in days):
            return lane.trip_cost + lane.vehicle_cost
        return None

    def has_team(self, at: int, j: int, unit: float) -> bool:
        """Whether a depot's teams could hand out one more unit of demand j on lane `at`.

        A household that is served anyway takes no more of their time.
        """
        if not self.p.case.scenario.teams:
            return True
        lane, demand = self.p.lanes[at], self.p.case.demands[j]
        shares = self.shares.get(place_of(lane, demand), {})
        with_one_more = shares.get(demand.need, 0.0) + unit * demand.households / demand.quantity
        added = max(0.0, with_one_more - max(shares.values(), default=0.0))
        served = self.served.get((lane.origin, lane.arrival_day), 0.0)
        capacity = team_capacity(self.p, lane.origin, lane.arrival_day)
        return served + added <= capacity + TOLERANCE

    def _loaded(self, at: int) -> list[tuple[float, float]]:
        """kg and m3 on each trip of a lane."""
        catalogue, demands = self.p.case.pack.catalogue, self.p.case.demands
        return [
            (
                sum(q * catalogue[demands[j].item].kg for j, q in trip.items()),
                sum(q * catalogue[demands[j].item].m3 for j, q in trip.items()),
            )
            for trip in self.choice.loads.get(at, ())
        ]

    def stock_left(self, depot: str, item: str, day: int) -> float:
        """Units that could still leave a depot on a day without one being missed later.

        With those that could be put together from parts.
        """
        parts = self.p.case.pack.catalogue[item].made_of
        whole = [self._left_as_it_is(depot, part, day) / each for part, each in parts.items()]
        return self._left_as_it_is(depot, item, day) + max(0.0, min(whole, default=0.0))

    def _left_as_it_is(self, depot: str, item: str, day: int) -> float:
        horizon = self.p.case.scenario.settings.horizon_days
        return min(
            supply_by(self.p, depot, item, later)
            - sum(self.out.get((depot, item, d), 0.0) for d in range(1, later + 1))
            for later in range(day, horizon + 1)
        )

    def yield_left(self, source: str, day: int) -> float:
        """m³ that a source could still give on a day."""
        sources = self.p.case.scenario.water_sources
        given = next(s.m3_per_day for s in sources if s.source_id == source)
        return given - self.drawn.get((source, day), 0.0)

    def liquidity_left(self, agent: str, day: int) -> float:
        """What an agent could still pay out on a day."""
        agents = self.p.case.scenario.cash_agents
        held = next(a.liquidity_per_day for a in agents if a.agent_id == agent)
        return held - self.paid.get((agent, day), 0.0)

    def market_left(self, market: Market, day: int) -> float:
        """Transfers that a market could still take in during a day's week."""
        if market.capacity_per_week is None:
            return float("inf")
        return market.capacity_per_week - self.traded.get((market.node, week_of(day)), 0.0)

    @property
    def budget_left(self) -> float:
        """What is left of the budget; endless where there is none."""
        budget = self.p.case.scenario.settings.budget
        return float("inf") if budget is None else budget.amount - self.spent


def usage_of(p: Programme, choice: Choice) -> Usage:
    """What a choice spends of every means."""
    vehicles: dict[tuple[int, int], int] = defaultdict(int)
    spent = 0.0
    for at, lane in enumerate(p.lanes):
        away = choice.vehicles(p, at)
        if away:
            spent += choice.trips(at) * lane.trip_cost + away * lane.vehicle_cost
            for day in range(lane.day, lane.day + lane.days):
                vehicles[lane.fleet, day] += away
    spent += sum(
        p.lanes[at].handling_per_kg * quantity * p.case.pack.catalogue[item].kg
        for at, loads in choice.moves.items()
        for load in loads
        for item, quantity in load.items()
    )
    fees = agent_fees(p)
    paid: dict[tuple[str, int], float] = defaultdict(float)
    traded: dict[tuple[str, int], float] = defaultdict(float)
    for (j, agent, day), households in choice.payments.items():
        amount = households * unit_value(p, j)
        paid[agent, day] += amount
        market = market_of(p, j)
        if market is not None:
            traded[market.node, week_of(day)] += amount
        spent += amount * (1.0 + fees[agent])
    shares = _shares(p, choice)
    return Usage(
        p,
        choice,
        dict(vehicles),
        _out(p, choice),
        _drawn(p, choice),
        shares,
        _served(shares),
        dict(paid),
        dict(traded),
        spent,
        *_given(p, choice),
        batches_left(p, choice),
    )


def _given(p: Programme, choice: Choice) -> tuple[dict[int, float], AlongLeft, AlikeShares]:
    """Units by demand, all days together, and what they leave of what depends on them."""
    given: dict[int, float] = defaultdict(float)
    for (j, _), quantity in choice.delivered(p.lanes).items():
        given[j] += quantity
    alike = AlikeShares(p.case)
    for j, quantity in given.items():
        alike.bring(j, quantity)
    return dict(given), along_left(p, choice), alike


def _out(p: Programme, choice: Choice) -> dict[tuple[str, str, int], float]:
    out: dict[tuple[str, str, int], float] = defaultdict(float)
    for at, trips in choice.loads.items():
        lane = p.lanes[at]
        if lane.kind == LaneKind.GOODS:
            for trip in trips:
                for j, quantity in trip.items():
                    out[lane.origin, p.case.demands[j].item, lane.day] += quantity
    for at, moved in choice.moves.items():
        lane = p.lanes[at]
        for load in moved:
            for item, quantity in load.items():
                out[lane.origin, item, lane.day] += quantity
                out[lane.destination, item, lane.ready_day] -= quantity
    return _with_parts(p, out)


def _with_parts(
    p: Programme, out: dict[tuple[str, str, int], float]
) -> dict[tuple[str, str, int], float]:
    """What leaves, where units are put together: their parts."""
    leaving: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
    for (depot, item, day), units in out.items():
        leaving[depot, item][day] = units
    found: dict[tuple[str, str, int], float] = defaultdict(float, out)
    for (depot, item, day), units in least_made(p, leaving).items():
        found[depot, item, day] -= units
        for part, each in p.case.pack.catalogue[item].made_of.items():
            found[depot, part, day] += units * each
    return dict(found)


def _drawn(p: Programme, choice: Choice) -> dict[tuple[str, int], float]:
    drawn: dict[tuple[str, int], float] = defaultdict(float)
    for at, trips in choice.loads.items():
        lane = p.lanes[at]
        if lane.kind == LaneKind.WATER:
            drawn[lane.origin, lane.day] += sum(sum(trip.values()) for trip in trips)
    return dict(drawn)


def _shares(p: Programme, choice: Choice) -> dict[Place, dict[Need, float]]:
    """Households that each demand's items serve, by depot, site, group and day."""
    shares: dict[Place, dict[Need, float]] = defaultdict(dict)
    for at, trips in choice.loads.items():
        lane = p.lanes[at]
        for trip in trips:
            for j, quantity in trip.items():
                demand = p.case.demands[j]
                if p.case.kind(demand) == ItemKind.GOODS:
                    place = place_of(lane, demand)
                    share = quantity * demand.households / demand.quantity
                    shares[place][demand.need] = shares[place].get(demand.need, 0.0) + share
    return dict(shares)


def _served(shares: dict[Place, dict[Need, float]]) -> dict[tuple[str, int], float]:
    served: dict[tuple[str, int], float] = defaultdict(float)
    for (depot, _, _, day), by_demand in shares.items():
        served[depot, day] += max(by_demand.values())
    return dict(served)
