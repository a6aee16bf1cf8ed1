"""Why a demand isn't met in full: the first means that stands in its way, with figures.

The order is structural: is there a way at all, then stock, vehicles, teams, source yield,
agents, markets, money. Each is read off what the plan leaves free, so that a reason is never
given where one more unit could still have been brought. What is left when none of these binds
went to people whose need counts for more, or within the tolerance of the priorities.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rrm.allocation.constraints import supply_by, transfer_value
from rrm.allocation.lanes import Lane, LaneKind
from rrm.allocation.programme import Programme
from rrm.allocation.usage import TOLERANCE, Usage
from rrm.entitlements import nearest_market
from rrm.model.access import Access
from rrm.model.demand import Demand
from rrm.model.language import Message, Text, msg
from rrm.model.rule_pack import ItemKind
from rrm.model.scenario import Market


@dataclass(frozen=True, slots=True)
class Reason:
    """A code, the reason in words, and what would help."""

    code: str
    reason: Message
    what_would_help: Message


_CLOSED_ORDER = ("closed", "season", "load_limit", "no_surface", "too_long", "unconnected")
"""Access reasons, from the one most easily lifted to the one least."""


def reason_for(p: Programme, usage: Usage, j: int, short_days: tuple[int, ...]) -> Reason:
    """Why demand j is short. short_days: for water, the days on which it is."""
    match p.case.kind(p.case.demands[j]):
        case ItemKind.CASH:
            return _cash_reason(p, usage, j)
        case ItemKind.WATER:
            return _water_reason(p, usage, j, short_days)
        case _:
            return _goods_reason(p, usage, j)


def _goods_reason(p: Programme, usage: Usage, j: int) -> Reason:
    demand = p.case.demands[j]
    last = p.case.scenario.settings.horizon_days
    depots = [depot.depot_id for depot in p.case.scenario.depots]
    if sum(supply_by(p, depot, demand.item, last) for depot in depots) <= 0:
        return _never_held(p, demand)
    lanes = _lanes(p, j)
    if not lanes:
        return _no_way(p, demand, _goods_rows(p, demand))
    unit = 1.0 if p.case.pack.catalogue[demand.item].whole else 1e-3
    stocked = [
        lane
        for lane in lanes
        if usage.stock_left(lane.origin, demand.item, lane.day) >= unit - TOLERANCE
    ]
    if not stocked:
        return _out_of_stock(p, usage, demand, lanes)
    household = unit * demand.households / demand.quantity
    return _first_that_binds(
        (
            (usage.has_vehicle, stocked, _no_vehicle(p, demand, stocked)),
            (
                lambda lane: (
                    usage.team_left(lane.origin, lane.arrival_day) >= household - TOLERANCE
                ),
                stocked,
                _no_team(p, stocked),
            ),
            (
                lambda lane: usage.budget_left >= lane.trip_cost + lane.vehicle_cost,
                stocked,
                _no_budget(p, usage),
            ),
        ),
        _outranked(p, demand),
    )


def _water_reason(p: Programme, usage: Usage, j: int, short_days: tuple[int, ...]) -> Reason:
    demand = p.case.demands[j]
    lanes = [lane for lane in _lanes(p, j) if lane.day in short_days]
    if not lanes:
        if not any(p.lanes[at].kind == LaneKind.WATER for at, _ in p.loads):
            return Reason(
                "no_tanker",
                msg("no tanker can work anywhere in this plan"),
                msg("A tanker within a day's turnaround, or repair of a local water point."),
            )
        return _no_way(p, demand, _water_rows(p, demand))
    return _first_that_binds(
        (
            (
                lambda lane: usage.yield_left(lane.origin, lane.day) > TOLERANCE,
                lanes,
                _no_yield(lanes),
            ),
            (usage.has_vehicle, lanes, _no_vehicle(p, demand, lanes)),
            (
                lambda lane: usage.budget_left >= lane.trip_cost + lane.vehicle_cost,
                lanes,
                _no_budget(p, usage),
            ),
        ),
        _outranked(p, demand),
    )


def _cash_reason(p: Programme, usage: Usage, j: int) -> Reason:
    demand = p.case.demands[j]
    value = transfer_value(p, j)
    slots = [(agent, day) for k, agent, day in p.payments if k == j]
    agents = sorted({agent for agent, _ in slots})
    if not slots:
        return Reason(
            "no_agent",
            msg("no payment agent serves this place"),
            msg("A payment agent in reach, or help in kind."),
        )
    if all(usage.liquidity_left(agent, day) < value for agent, day in slots):
        return Reason(
            "no_liquidity",
            msg("the agents in reach ({agents}) pay out all they hold each day", agents=agents),
            msg("More liquidity for {agents}.", agents=agents),
        )
    if usage.budget_left < value:
        return _no_budget(p, usage)
    market = _market(p, demand)
    if market is not None and market.capacity_per_week is not None:
        return Reason(
            "market_capacity",
            msg("the market at {node} takes in no more transfers a week", node=market.node),
            msg("Help in kind, or support to traders at {node}.", node=market.node),
        )
    return _outranked(p, demand)


def _first_that_binds(
    tests: tuple[tuple[Callable[[Lane], bool], list[Lane], Reason], ...], otherwise: Reason
) -> Reason:
    """The first means of which no lane that passed all tests before has any left."""
    passing: list[Lane] | None = None
    for has_any, lanes, reason in tests:
        passing = [lane for lane in (lanes if passing is None else passing) if has_any(lane)]
        if not passing:
            return reason
    return otherwise


def _lanes(p: Programme, j: int) -> list[Lane]:
    return [p.lanes[at] for at, k in p.loads if k == j]


def _goods_rows(p: Programme, demand: Demand) -> list[Access]:
    depots = {depot.depot_id for depot in p.case.scenario.depots}
    return [row for row in p.case.access.to(demand.site_id) if row.origin in depots]


def _water_rows(p: Programme, demand: Demand) -> list[Access]:
    sources = {source.source_id for source in p.case.scenario.water_sources}
    return [row for row in p.case.access.to(demand.site_id) if row.origin in sources]


def _no_way(p: Programme, demand: Demand, rows: list[Access]) -> Reason:
    """No lane at all: the access table's own reason, from the nearest origin."""
    closed = [row for row in rows if not row.open and row.reason is not None]
    if not closed:
        return Reason(
            "no_access",
            msg("no trip fits within the days of the plan"),
            msg("A longer horizon, or stock nearer to the place."),
        )
    node = p.case.scenario.site_node(demand.site_id)
    row = min(
        closed,
        key=lambda row: (
            _CLOSED_ORDER.index(row.reason_code),
            p.case.road_km.get((_node_of(p, row.origin), node), float("inf")),
            row.period_start,
            row.vehicle_class,
        ),
    )
    label = Text.of(p.case.pack.access.classes[row.vehicle_class].label)
    return Reason(
        "no_access",
        msg(
            "no open way for any vehicle; from {origin} by {vehicle}: {why}",
            origin=_place(p, row.origin),
            vehicle=label,
            why=row.reason,
        ),
        _opening(row.reason_code),
    )


def _opening(reason_code: str) -> Message:
    match reason_code:
        case "closed":
            return msg("Reopening of the road, or a negotiated passage.")
        case "season":
            return msg("The season, or another way in.")
        case "load_limit":
            return msg("Lighter vehicles.")
        case "no_surface":
            return msg("Vehicles that the surface carries.")
        case "too_long":
            return msg("Stock or water nearer to the place, or more days away from base.")
        case _:
            return msg("A link by road, river or air that the map lacks.")


def _never_held(p: Programme, demand: Demand) -> Reason:
    item = Text.of(p.case.pack.catalogue[demand.item].label)
    return Reason(
        "out_of_stock",
        msg("no depot holds or expects any: {item}", item=item),
        msg("An order or a loan of {item}.", item=item),
    )


def _out_of_stock(p: Programme, usage: Usage, demand: Demand, lanes: list[Lane]) -> Reason:
    """Every depot that can reach the place has sent all it had in time."""
    item = p.case.pack.catalogue[demand.item]
    depots = sorted({lane.origin for lane in lanes})
    last = p.case.scenario.settings.horizon_days
    held = sum(supply_by(p, depot, demand.item, last) for depot in depots)
    return Reason(
        "out_of_stock",
        msg(
            "stock-out: the {held} {item} that {depots} hold or expect are all on their way,"
            " or come too late",
            held=held,
            item=Text.of(item.label),
            depots=tuple(_place(p, depot) for depot in depots),
        ),
        msg(
            "More {item} at {depot}.",
            item=Text.of(item.label),
            depot=_place(p, min(lanes, key=lambda lane: (lane.hours, lane.origin)).origin),
        ),
    )


def _no_vehicle(p: Programme, demand: Demand, lanes: list[Lane]) -> Reason:
    classes = sorted({p.case.scenario.vehicles[lane.fleet].vehicle_class for lane in lanes})
    labels = tuple(Text.of(p.case.pack.access.classes[name].label) for name in classes)
    first = min(lane.day for lane in lanes)
    return Reason(
        "no_vehicle",
        msg(
            "every vehicle that can go there ({vehicles}) is on another trip on each day from"
            " day {day} on",
            vehicles=labels,
            day=first,
        ),
        msg("One more vehicle of: {vehicles}.", vehicles=labels),
    )


def _no_team(p: Programme, lanes: list[Lane]) -> Reason:
    depots = tuple(_place(p, depot) for depot in sorted({lane.origin for lane in lanes}))
    return Reason(
        "no_team",
        msg("the distribution teams of {depots} are busy on each day", depots=depots),
        msg("One more distribution team at {depots}.", depots=depots),
    )


def _no_yield(lanes: list[Lane]) -> Reason:
    sources = sorted({lane.origin for lane in lanes})
    return Reason(
        "source_yield",
        msg("the sources in reach ({sources}) give no more water a day", sources=sources),
        msg("A further source, or longer pumping hours at {sources}.", sources=sources),
    )


def _no_budget(p: Programme, usage: Usage) -> Reason:
    budget = p.case.scenario.settings.budget
    return Reason(
        "no_budget",
        msg(
            "the budget is spent: {left} {currency} are left",
            left=usage.budget_left,
            currency=budget.currency if budget else "",
        ),
        msg("A larger budget."),
    )


def _outranked(p: Programme, demand: Demand) -> Reason:
    return Reason(
        "lower_priority",
        msg("the means went to people whose need counts for more"),
        msg("More of the means that this place shares with others, or a lock in its favour."),
    )


def _market(p: Programme, demand: Demand) -> Market | None:
    node = p.case.scenario.site_node(demand.site_id)
    return nearest_market(
        p.case.scenario, p.case.road_km, node, p.case.pack.modality.market_reach_km
    )


def _node_of(p: Programme, origin: str) -> str:
    places = {d.depot_id: d.node for d in p.case.scenario.depots}
    places.update({s.source_id: s.node for s in p.case.scenario.water_sources})
    return places.get(origin, origin)


def _place(p: Programme, depot_id: str) -> str:
    return next((d.name for d in p.case.scenario.depots if d.depot_id == depot_id), depot_id)
