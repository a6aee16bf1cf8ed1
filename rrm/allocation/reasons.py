"""Why a demand isn't met in full: the first means that stands in its way, with figures.

The order is structural: is there a way at all, then stock (for water the yield of its source),
vehicles, teams, money; for cash the agents, money, markets. Each is read off what the plan leaves
free, so that a reason is never given where one more unit could still have been brought. Where none
of these binds, the unit was given up within the tolerance that the priorities allow each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from rrm.allocation.choice import smallest_unit
from rrm.allocation.lanes import LaneKind
from rrm.allocation.means import market_of, supply_by, unit_value
from rrm.allocation.programme import Programme, lateness_factor
from rrm.allocation.reason import Reason
from rrm.allocation.reasons_along import given_in_part, kept_alike, no_chlorine, nothing_holds_it
from rrm.allocation.reasons_limits import expired, limited, money_limited
from rrm.allocation.usage import TOLERANCE, Usage
from rrm.allocation.variants import can_be_had, ways_to_meet
from rrm.model.access import Access
from rrm.model.demand import Demand
from rrm.model.language import Message, Text, msg
from rrm.model.rule_pack import Item, ItemKind
from rrm.model.scenario import Tier

_CLOSED_ORDER = (
    "no_escort", "closed", "season", "load_limit", "no_surface", "too_long", "unconnected",
)  # fmt: skip
"""Access reasons, from the one most easily lifted to the one least."""


def reason_for(p: Programme, usage: Usage, j: int, short_days: tuple[int, ...]) -> Reason:
    """Why demand j is short. short_days: for water, the days on which it is."""
    match p.case.kind(p.case.demands[j]):
        case ItemKind.CASH:
            return _cash_reason(p, usage, j)
        case ItemKind.WATER:
            return _water_reason(p, usage, j, short_days)
        case _:
            return given_in_part(p, usage, j) or _reason_of_any_way(p, usage, j)


def _reason_of_any_way(p: Programme, usage: Usage, j: int) -> Reason:
    """Why what is due lacks; where it is out of stock, why its variants don't come instead."""
    reason = _goods_reason(p, usage, j)
    for k in ways_to_meet(p.case.demands).get(j, ()) if reason.code == "out_of_stock" else ():
        other = _goods_reason(p, usage, k)
        if other.code != "out_of_stock":
            return other
    return reason


def _goods_reason(p: Programme, usage: Usage, j: int) -> Reason:
    demand = p.case.demands[j]
    last = p.case.scenario.settings.horizon_days
    depots = [depot.depot_id for depot in p.case.scenario.depots]
    held = [
        name
        for name in p.case.pack.catalogue
        if any(supply_by(p, depot, name, last) > 0 for depot in depots)
    ]
    if demand.item not in can_be_had(p.case.pack, held):
        return _never_held(p, demand)
    lanes = _lanes(p, j)
    if not lanes:
        rows = _goods_rows(p, demand)
        return limited(p, demand, rows) or _no_way(p, demand, rows)
    item = p.case.pack.catalogue[demand.item]
    unit = smallest_unit(item)

    def has_stock(at: int) -> bool:
        lane = p.lanes[at]
        return usage.stock_left(lane.origin, demand.item, lane.day) >= unit - TOLERANCE

    def keeps(at: int) -> bool:
        lane = p.lanes[at]
        left = usage.batches.units(lane.origin, demand.item, lane.day, lane.arrival_day)
        return left >= unit - TOLERANCE

    return _first_that_binds(
        lanes,
        (
            (lambda at: _counts(p, demand, at), lambda _: _too_late(demand)),
            (has_stock, lambda tried: _out_of_stock(p, demand, tried)),
            (keeps, lambda _: expired(p, demand)),
            (lambda at: usage.cost_of_one_more(at, item) is not None, partial(_no_vehicle, p)),
            (lambda at: usage.has_team(at, j, unit), partial(_no_team, p)),
            (lambda _: usage.alike.room(j) >= unit - TOLERANCE, lambda _: kept_alike(p)),
            (lambda at: _is_paid_for(usage, at, item), partial(_no_budget, p, usage)),
        ),
        partial(_given_up, p),
    )


def _water_reason(p: Programme, usage: Usage, j: int, short_days: tuple[int, ...]) -> Reason:
    demand = p.case.demands[j]
    item = p.case.pack.catalogue[demand.item]
    lanes = [at for at in _lanes(p, j) if p.lanes[at].day in short_days]
    if not lanes:
        if not any(lane.kind == LaneKind.WATER for lane in p.lanes):
            return Reason(
                "no_tanker",
                msg("No tanker can work anywhere in this plan"),
                msg("A tanker within a day's turnaround, or repair of a local water point."),
            )
        rows = _water_rows(p, demand)
        return limited(p, demand, rows) or _no_way(p, demand, rows)

    def has_yield(at: int) -> bool:
        return usage.yield_left(p.lanes[at].origin, p.lanes[at].day) > TOLERANCE

    return _first_that_binds(
        lanes,
        (
            (has_yield, partial(_no_yield, p)),
            (
                lambda at: usage.along.room(j, p.lanes[at].day) > TOLERANCE,
                lambda tried: nothing_holds_it(p, usage, j, [p.lanes[at].day for at in tried]),
            ),
            (
                lambda at: usage.along.chlorinated(at, j) > TOLERANCE,
                lambda tried: no_chlorine(p, _tankers_at(p, tried), j),
            ),
            (lambda _: usage.alike.room(j) > TOLERANCE, lambda _: kept_alike(p)),
            (lambda at: usage.cost_of_one_more(at, item) is not None, partial(_no_vehicle, p)),
            (lambda at: _is_paid_for(usage, at, item), partial(_no_budget, p, usage)),
        ),
        partial(_given_up, p),
    )


def _cash_reason(p: Programme, usage: Usage, j: int) -> Reason:
    demand = p.case.demands[j]
    value = unit_value(p, j)
    slots = [(agent, day) for k, agent, day in p.payments if k == j]
    agents = sorted({agent for agent, _ in slots})
    if not slots:
        return money_limited(p, demand) or Reason(
            "no_agent",
            msg("No payment agent serves this place"),
            msg("A payment agent in reach, or help in kind."),
        )
    slots = [slot for slot in slots if lateness_factor(p.case, demand, slot[1]) > 0]
    if not slots:
        return _too_late(demand)
    if all(usage.liquidity_left(agent, day) < value for agent, day in slots):
        places = tuple(dict.fromkeys(_place(p, agent) for agent in agents))
        return Reason(
            "no_liquidity",
            msg(
                "The payment agents in reach ({agents}) pay out all they hold each day",
                agents=places,
            ),
            msg(
                "More liquidity for {agents}.",
                agents=tuple(msg("the payment agent at {place}", place=one) for one in places),
            ),
        )
    if usage.alike.room(j) < 1 - TOLERANCE:
        return kept_alike(p)
    if usage.budget_left < value:
        return _no_budget(p, usage, [])
    market = market_of(p, j)
    payable = [day for agent, day in slots if usage.liquidity_left(agent, day) >= value]
    if market is not None and all(usage.market_left(market, day) < value for day in payable):
        place = _node_name(p, market.node)
        return Reason(
            "market_capacity",
            msg("The market at {place} takes in no more transfers a week", place=place),
            msg("Help in kind, or support to traders at {place}.", place=place),
        )
    return _given_up(p, [])


Test = tuple[Callable[[int], bool], Callable[[list[int]], Reason]]
"""Whether a lane has any of a means left, and the reason where no lane tried has."""


def _first_that_binds(
    lanes: list[int], tests: Iterable[Test], otherwise: Callable[[list[int]], Reason]
) -> Reason:
    """The first means of which no lane that passed all tests before has any left."""
    tried = lanes
    for has_any, reason in tests:
        passing = [at for at in tried if has_any(at)]
        if not passing:
            return reason(tried)
        tried = passing
    return otherwise(tried)


def _tankers_at(p: Programme, tried: list[int]) -> tuple[str, ...]:
    vehicles = p.case.scenario.vehicles
    return tuple(
        _place(p, depot) for depot in sorted({vehicles[p.lanes[at].fleet].depot_id for at in tried})
    )


def _counts(p: Programme, demand: Demand, at: int) -> bool:
    return lateness_factor(p.case, demand, p.lanes[at].arrival_day) > 0


def _is_paid_for(usage: Usage, at: int, item: Item) -> bool:
    cost = usage.cost_of_one_more(at, item)
    return cost is not None and cost <= usage.budget_left + TOLERANCE


def _lanes(p: Programme, j: int) -> list[int]:
    return p.lanes_for.get(j, [])


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
            msg("No trip fits within the days of the plan"),
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
    reason = row.reason if row.reason is not None else Message("")
    return Reason("no_access", reason, _opening(row.reason_code))


def _opening(reason_code: str) -> Message:
    match reason_code:
        case "no_escort":
            return msg("A convoy, on a day when the load is ready.")
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
        msg("No depot holds or expects any: {item}", item=item),
        msg("An order or a loan of {item}.", item=item),
    )


def _out_of_stock(p: Programme, demand: Demand, tried: list[int]) -> Reason:
    """Every depot that can reach the place has sent all it had in time."""
    item, lanes = p.case.pack.catalogue[demand.item], [p.lanes[at] for at in tried]
    depots = sorted({lane.origin for lane in lanes})
    last = p.case.scenario.settings.horizon_days
    held = sum(supply_by(p, depot, demand.item, last) for depot in depots)
    return Reason(
        "out_of_stock",
        msg(
            "Stock-out ({item}): the {held} {unit} that {depots} hold or expect are all on their"
            " way, or come too late",
            item=Text.of(item.label),
            held=held,
            unit=Text.of(item.unit_label or item.unit),
            depots=tuple(_place(p, depot) for depot in depots),
        ),
        msg(
            "More stock at {depot}: {item}.",
            item=Text.of(item.label),
            depot=_place(p, min(lanes, key=lambda lane: (lane.hours, lane.origin)).origin),
        ),
    )


def _no_vehicle(p: Programme, tried: list[int]) -> Reason:
    lanes = [p.lanes[at] for at in tried]
    classes = sorted({p.case.scenario.vehicles[lane.fleet].vehicle_class for lane in lanes})
    labels = tuple(Text.of(p.case.pack.access.classes[name].label) for name in classes)
    first = min(lane.day for lane in lanes)
    return Reason(
        "no_vehicle",
        msg(
            "Every vehicle that can go there ({vehicles}) is on another trip on each day from"
            " day {day} on",
            vehicles=labels,
            day=first,
        ),
        msg("One more vehicle of: {vehicles}.", vehicles=labels),
    )


def _no_team(p: Programme, tried: list[int]) -> Reason:
    depots = tuple(_place(p, depot) for depot in sorted({p.lanes[at].origin for at in tried}))
    return Reason(
        "no_team",
        msg("The distribution teams of {depots} are busy on each day", depots=depots),
        msg("One more distribution team at {depots}.", depots=depots),
    )


def _no_yield(p: Programme, tried: list[int]) -> Reason:
    sources = tuple(_place(p, source) for source in sorted({p.lanes[at].origin for at in tried}))
    return Reason(
        "source_yield",
        msg("The water points in reach (at {sources}) give no more water a day", sources=sources),
        msg("A further water point, or longer pumping hours at {sources}.", sources=sources),
    )


def _no_budget(p: Programme, usage: Usage, tried: list[int]) -> Reason:
    budget = p.case.scenario.settings.budget
    spent = Reason(
        "no_budget",
        msg(
            "The budget is spent: {left} {currency} are left",
            left=usage.budget_left,
            currency=budget.currency if budget else "",
        ),
        msg("A larger budget."),
    )
    return _dearer_for_doubts(p, tried, spent)


def _given_up(p: Programme, tried: list[int]) -> Reason:
    """One more unit could be brought: it was given up within the tolerance, or the gap."""
    priorities = p.case.scenario.settings.priorities
    tolerance = sum(tier.tolerance for tier in priorities if tier.tier == Tier.NEEDS_MET)
    given_up = Reason(
        "within_tolerance",
        msg(
            "One more could be brought: it was left out within the {share} % of need met that"
            " later priorities (the worst-off site, cost) may give up, or within the plan's gap",
            share=100 * tolerance,
        ),
        msg("A lock in its favour, or a smaller tolerance in scenario.yaml."),
    )
    return _dearer_for_doubts(p, tried, given_up)


def _dearer_for_doubts(p: Programme, tried: list[int], reason: Reason) -> Reason:
    """Where money decides and every way is in doubt, the reports that make its trips dearer."""
    rows = [row for at in tried if (row := _row_of(p, at)) is not None]
    if not rows or not all(row.doubt > 0 for row in rows):
        return reason
    surest = min(rows, key=lambda row: row.doubt)
    return Reason(
        reason.code,
        msg(
            "{reason}; the chance of driving in vain makes each trip there dearer. {doubts}",
            reason=reason.reason, doubts=surest.reason or Message(""),
        ),
        msg("{help} Or word that the way is open.", help=reason.what_would_help),
    )  # fmt: skip


def _row_of(p: Programme, at: int) -> Access | None:
    lane = p.lanes[at]
    by_class = p.case.scenario.vehicles[lane.fleet].vehicle_class
    return p.case.access.on(lane.origin, lane.destination, by_class, lane.day)


def _too_late(demand: Demand) -> Reason:
    return Reason(
        "too_late",
        msg("It could only arrive when it no longer counts (due on day {day})", day=demand.due_day),
        msg("Stock or vehicles nearer to the place."),
    )


def _node_of(p: Programme, origin: str) -> str:
    places = {d.depot_id: d.node for d in p.case.scenario.depots}
    places.update({s.source_id: s.node for s in p.case.scenario.water_sources})
    places.update({a.agent_id: a.node for a in p.case.scenario.cash_agents})
    return places.get(origin, origin)


def _place(p: Programme, origin: str) -> str:
    """A depot by its name, a water source or agent by the name of the place where it stands."""
    depot = next((d.name for d in p.case.scenario.depots if d.depot_id == origin), None)
    return depot or _node_name(p, _node_of(p, origin))


def _node_name(p: Programme, node: str) -> str:
    return next((place.name for place in p.case.scenario.locations if place.node_id == node), node)
