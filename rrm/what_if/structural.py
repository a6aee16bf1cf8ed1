"""What stands in a site's way whatever the others give up: no road, no stock, no team, no money.

Read off access and means alone, before any plan: none of these sentences depends on a solver.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from rrm.entitlements import agents_in_reach
from rrm.model.access import Access
from rrm.model.demand import Demand
from rrm.model.language import Message, Text, msg
from rrm.model.rule_pack import Item, ItemKind
from rrm.what_if.outcome import due_in_all
from rrm.what_if.standing import Standing
from rrm.what_if.ways import Way, open_days, ways_to

CLASSES_TOLD = 3


@dataclass(frozen=True, slots=True)
class Structural:
    """A means that is lacking.

    is_whole: nothing of the item can be brought at all; else only a part of it is in the way.
    """

    code: str
    reason: Message
    is_whole: bool


def structural_reasons(standing: Standing, site_id: str, item: str) -> tuple[Structural, ...]:
    """Why an item can't be brought to a site in full, the reasons that stop all of it first.

    Empty where nothing but the other sites stands in the way, as far as this can tell.
    """
    demands = [one for one in standing.demands if (one.site_id, one.item) == (site_id, item)]
    if not demands:
        return ()
    found = list(_REASONS[standing.pack.catalogue[item].kind](standing, demands))
    found.sort(key=lambda one: not one.is_whole)
    return tuple(found)


def _goods(standing: Standing, demands: list[Demand]) -> Iterator[Structural]:
    site_id, item = demands[0].site_id, standing.pack.catalogue[demands[0].item]
    held = _supply(standing, demands[0].item)
    others = (*(it.item for it in item.variants), *item.made_of)
    has_others = any(_supply(standing, other) > 0 for other in others)
    if held <= 0 and not has_others:
        reason = msg("No depot holds or expects any: {item}", item=Text.of(item.label))
        yield Structural("out_of_stock", reason, True)
    ways = ways_to(standing, site_id, ItemKind.GOODS)
    horizon = standing.scenario.settings.horizon_days
    last = max(horizon if one.last_day is None else one.last_day for one in demands)
    window = (min(one.from_day for one in demands), min(last, horizon))
    yield from _by_road(standing, demands, ways, window)
    yield from _teams(standing, ways)
    yield from _trip_money(standing, ways)
    if not has_others:
        yield from _scarce(standing, demands, held, item)


def _water(standing: Standing, demands: list[Demand]) -> Iterator[Structural]:
    classes = standing.pack.access.classes
    if not any(source.m3_per_day > 0 for source in standing.scenario.water_sources):
        yield Structural("no_source", msg("No water point gives water for tankers"), True)
        return
    tankers = (
        one
        for one in standing.scenario.vehicles
        if one.count > 0 and classes[one.vehicle_class].carries == "water"
    )
    if next(tankers, None) is None:
        yield Structural("no_tanker", msg("There is no water tanker"), True)
        return
    ways = ways_to(standing, demands[0].site_id, ItemKind.WATER)
    window = (min(one.from_day for one in demands), max(one.due_day for one in demands))
    yield from _by_road(standing, demands, ways, window)
    yield from _trip_money(standing, ways)


def _cash(standing: Standing, demands: list[Demand]) -> Iterator[Structural]:
    scenario, item = standing.scenario, standing.pack.catalogue[demands[0].item]
    node = scenario.site_node(demands[0].site_id)
    reach = standing.pack.modality.agent_reach_km
    in_reach = agents_in_reach(scenario, standing.road_km, node, reach)
    agents = [one for one in scenario.cash_agents if one.agent_id in in_reach]
    if not agents:
        yield Structural("no_agent", msg("No payment agent serves this place"), True)
        return
    if all(agent.liquidity_per_day < item.unit_value for agent in agents):
        reason = msg("No payment agent in reach holds as much as one transfer in a day")
        yield Structural("no_liquidity", reason, True)
    budget = scenario.settings.budget
    cheapest = item.unit_value * (1 + min(agent.fee for agent in agents))
    if budget is not None and cheapest > budget.amount:
        yield _unpayable(msg("The cheapest transfer there"), cheapest, standing)


_REASONS = {ItemKind.GOODS: _goods, ItemKind.WATER: _water, ItemKind.CASH: _cash}


def _by_road(
    standing: Standing, demands: list[Demand], ways: tuple[Way, ...], window: tuple[int, int]
) -> Iterator[Structural]:
    """No way on any day of the window; or none before, or none after a day of it."""
    first, last = window
    place = standing.scenario.site_name(demands[0].site_id)
    if last < first:
        yield Structural("too_late", msg("The days on which it counts are over"), True)
        return
    days = open_days(ways, first, last)
    if not days:
        yield Structural("no_access", _never(standing, place, ways), True)
        return
    if min(days) > first:
        shut = _shut_on(ways, min(days) - 1)
        before = msg("No vehicle can set out for {place} before day {day}", place=place,
                     day=min(days))  # fmt: skip
        yield Structural("no_access", _because(before, shut), False)
    if max(days) < last:
        shut = _shut_on(ways, max(days) + 1)
        after = msg("No vehicle can set out for {place} after day {day}", place=place,
                    day=max(days))  # fmt: skip
        yield Structural("no_access", _because(after, shut), False)


def _never(standing: Standing, place: str, ways: tuple[Way, ...]) -> Message:
    """Why nobody gets there on any day, class by class."""
    by_class: dict[str, Message] = {}
    for way in sorted(ways, key=lambda way: (way.first_day, way.row.origin)):
        if way.shut.reason is not None:
            by_class.setdefault(way.vehicle.vehicle_class, way.shut.reason)
    never = msg("No vehicle can set out for {place} on any day", place=place)
    if not by_class:
        return never
    if len(set(by_class.values())) == 1:
        return msg("{what}: {why}", what=never, why=next(iter(by_class.values())))
    classes = standing.pack.access.classes
    told = tuple(
        msg("{vehicle}: {reason}", vehicle=Text.of(classes[name].label), reason=reason)
        for name, reason in list(by_class.items())[:CLASSES_TOLD]
    )
    return msg("{what}: {why}", what=never, why=told)


def _shut_on(ways: tuple[Way, ...], day: int) -> Access | None:
    """What closes the way on a day to the vehicle that goes there fastest when it may."""
    shut = [way for way in ways if way.first_day <= day <= way.last_day and not way.is_open]
    quickest = {
        (way.vehicle.depot_id, way.vehicle.vehicle_class): way.row.hours
        for way in sorted(ways, key=lambda way: -way.row.hours)
        if way.is_open
    }
    told = sorted(
        (way for way in shut if way.shut.reason is not None),
        key=lambda way: (
            quickest.get((way.vehicle.depot_id, way.vehicle.vehicle_class), inf),
            way.vehicle.depot_id,
            way.vehicle.vehicle_class,
        ),
    )
    return told[0].shut if told else None


def _because(what: Message, shut: Access | None) -> Message:
    if shut is None or shut.reason is None:
        return what
    return msg("{what}: {why}", what=what, why=shut.reason)


def _teams(standing: Standing, ways: tuple[Way, ...]) -> Iterator[Structural]:
    """Where teams are listed, only depots that have one hand anything out."""
    teams = standing.scenario.teams
    depots = sorted({way.row.origin for way in ways if way.is_open})
    if not teams or not depots:
        return
    if not any(one.depot_id in depots and one.households_per_day > 0 for one in teams):
        names = {depot.depot_id: depot.name for depot in standing.scenario.depots}
        reason = msg(
            "No distribution team works from any depot that can reach the place ({depots})",
            depots=tuple(names.get(depot, depot) for depot in depots),
        )
        yield Structural("no_team", reason, True)


def _trip_money(standing: Standing, ways: tuple[Way, ...]) -> Iterator[Structural]:
    budget = standing.scenario.settings.budget
    costs = [way.trip_cost for way in ways if way.is_open]
    if budget is not None and costs and min(costs) > budget.amount:
        yield _unpayable(msg("The cheapest trip there"), min(costs), standing)


def _unpayable(what: Message, cost: float, standing: Standing) -> Structural:
    budget = standing.scenario.settings.budget
    assert budget is not None
    reason = msg(
        "{what} costs {cost} {currency}; the whole budget is {amount} {currency}",
        what=what, cost=cost, amount=budget.amount, currency=budget.currency,
    )  # fmt: skip
    return Structural("no_budget", reason, True)


def _scarce(
    standing: Standing, demands: list[Demand], held: float, item: Item
) -> Iterator[Structural]:
    """Less than what is due here, or than what is due to all."""
    here = sum(due_in_all(one, item.kind) for one in demands)
    name = demands[0].item
    everywhere = sum(due_in_all(one, item.kind) for one in standing.demands if one.item == name)
    words = {"held": held, "unit": Text.of(item.unit_label or item.unit)}
    if 0 < held < here:
        reason = msg(
            "All depots together hold or expect {held} {unit}; {due} are due here alone",
            due=here, **words,
        )  # fmt: skip
        yield Structural("out_of_stock", reason, False)
    elif 0 < held < everywhere:
        reason = msg(
            "All depots together hold or expect {held} {unit} for {due} that are due to all"
            " sites: somebody has to go without",
            due=everywhere, **words,
        )  # fmt: skip
        yield Structural("out_of_stock", reason, False)


def _supply(standing: Standing, item: str) -> float:
    """What all depots hold, or are sure enough to have received by the last day."""
    scenario, counted = standing.scenario, standing.pack.entitlements.pipeline_counted
    held = sum(line.quantity for line in scenario.stock if line.item == item)
    return held + sum(
        line.quantity
        for line in scenario.pipeline
        if line.item == item
        and line.certainty in counted
        and scenario.settings.day_of(line.arrives_on) <= scenario.settings.horizon_days
    )
