"""The means and rules that locks and floors may collide with, in the words of the trade."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from rrm.model.language import Message, Text, msg
from rrm.model.rounding import round_half_up
from rrm.model.rule_pack import ItemKind
from rrm.model.scenario import Certainty, Closure, Group, Scenario
from rrm.what_if.conflict_claims import Asked
from rrm.what_if.standing import Standing


class MeansKind(StrEnum):
    """What kind of limit it is, from those that people set themselves to those of the land."""

    HOST_SHARE = "host_share"
    GROUP_PARITY = "group_parity"
    RISK_CAP = "risk_cap"
    WATER_STORAGE = "water_storage"
    MARKET = "market"
    BUDGET = "budget"
    AGENT = "agent"
    HANDLING = "handling"
    TEAMS = "teams"
    VEHICLES = "vehicles"
    WATER_SOURCE = "water_source"
    STOCK = "stock"
    CLOSURE = "closure"
    ENTITLEMENT = "entitlement"


@dataclass(frozen=True, slots=True)
class Means:
    """A limit that could be lifted.

    where: ids that tell it from others of its kind: a depot and item, two ends of a road, ….
    """

    kind: MeansKind
    where: tuple[str, ...]
    words: Message


def means_of(standing: Standing, asked: Asked) -> tuple[tuple[Means, ...], ...]:
    """Every means that something asked could need, kind by kind in the order of MeansKind."""
    need = _Need(standing, asked)
    found = [one for lister in _LISTERS for one in lister(need)]
    order = list(MeansKind)
    found.sort(key=lambda one: order.index(one.kind))
    return tuple(tuple(group) for _, group in groupby(found, key=lambda one: one.kind))


class _Need:
    """What is asked for: items by kind, and the names of places."""

    def __init__(self, standing: Standing, asked: Asked) -> None:
        self.standing = standing
        self.scenario: Scenario = standing.scenario
        self.last = standing.scenario.settings.horizon_days
        locked = [one.lock for one in asked.claims if one.lock is not None and one.asks_for_more]
        self.locked = tuple(dict.fromkeys((lock.site_id, lock.item) for lock in locked))
        floors = {one.site_id for one in asked.claims if one.is_floor}
        items = {item for _, item in self.locked}
        items |= {one.item for one in standing.demands if one.site_id in floors}
        self.items = tuple(name for name in standing.pack.catalogue if name in items)
        self.has_locks, self.has_floors = bool(locked), bool(floors)

    def of_kind(self, kind: ItemKind) -> tuple[str, ...]:
        """Items asked for that are of a kind."""
        return tuple(one for one in self.items if self.standing.pack.catalogue[one].kind is kind)

    def label(self, item: str) -> Text:
        """What an item is called."""
        return Text.of(self.standing.pack.catalogue[item].label)

    def unit(self, item: str) -> Text:
        """What it is counted in."""
        known = self.standing.pack.catalogue[item]
        return Text.of(known.unit_label or known.unit)

    def depot(self, depot_id: str) -> str:
        """The name of a depot."""
        names = {depot.depot_id: depot.name for depot in self.scenario.depots}
        return names.get(depot_id, depot_id)

    def node(self, node_id: str) -> str:
        """The name of a place of the network."""
        names = {place.node_id: place.name for place in self.scenario.locations}
        return names.get(node_id, node_id)

    @property
    def currency(self) -> str:
        """Of all amounts."""
        budget = self.scenario.settings.budget
        if budget is not None:
            return budget.currency
        return next((agent.currency for agent in self.scenario.cash_agents), "")


def _rules(need: _Need) -> Iterator[Means]:
    rules, access = need.standing.pack.entitlements, need.standing.pack.access
    if rules.minimum_host_share > 0:
        words = msg(
            "the pack’s rule that hosts get {share} % of the value of all help",
            share=round_half_up(100 * rules.minimum_host_share, 1),
        )
        yield Means(MeansKind.HOST_SHARE, (), words)
    if rules.group_parity is not None:
        words = msg(
            "the pack’s rule that groups’ shares of their need lie at most {points} points apart",
            points=round_half_up(100 * rules.group_parity.at_most, 1),
        )
        yield Means(MeansKind.GROUP_PARITY, (), words)
    if access.risk_cap is not None:
        yield Means(MeansKind.RISK_CAP, (), msg("the pack’s limit on the risk of a way"))
    for name in need.of_kind(ItemKind.WATER):
        along = need.standing.pack.catalogue[name].goes_with
        if along.storage is not None or along.chlorine is not None:
            words = msg("what holds water where it is fetched, and chlorine")
            yield Means(MeansKind.WATER_STORAGE, (name,), words)


def _cash(need: _Need) -> Iterator[Means]:
    if not need.of_kind(ItemKind.CASH):
        return
    for market in need.scenario.markets:
        if market.capacity_per_week is not None:
            words = msg(
                "what the market at {place} takes up: {amount} {currency} a week",
                place=need.node(market.node),
                amount=market.capacity_per_week,
                currency=need.currency,
            )
            yield Means(MeansKind.MARKET, (market.node,), words)
    for agent in need.scenario.cash_agents:
        words = msg(
            "money of the payment agent at {place}: {amount} {currency} a day",
            place=need.node(agent.node),
            amount=agent.liquidity_per_day,
            currency=agent.currency,
        )
        yield Means(MeansKind.AGENT, (agent.agent_id,), words)


def _budget(need: _Need) -> Iterator[Means]:
    budget = need.scenario.settings.budget
    if budget is not None:
        words = msg(
            "the budget: {amount} {currency}", amount=budget.amount, currency=budget.currency
        )
        yield Means(MeansKind.BUDGET, (), words)


def _depots(need: _Need) -> Iterator[Means]:
    if not need.of_kind(ItemKind.GOODS):
        return
    for depot in need.scenario.depots:
        if depot.handling_capacity is not None:
            words = msg(
                "handling at {depot}: {kg} kg a day", depot=depot.name, kg=depot.handling_capacity
            )
            yield Means(MeansKind.HANDLING, (depot.depot_id,), words)
        if need.scenario.teams:
            households = sum(
                team.households_per_day
                for team in need.scenario.teams
                if team.depot_id == depot.depot_id
            )
            words = msg(
                "distribution teams from {depot}: {n} households a day",
                depot=depot.name,
                n=households,
            )
            yield Means(MeansKind.TEAMS, (depot.depot_id,), words)
    for place in need.scenario.transhipments:
        if place.kg_per_day is not None:
            words = msg(
                "loads that change vehicles at {place}: {kg} kg a day",
                place=need.node(place.node),
                kg=place.kg_per_day,
            )
            yield Means(MeansKind.HANDLING, ("", place.node), words)


def _vehicles(need: _Need) -> Iterator[Means]:
    classes = need.standing.pack.access.classes
    days: dict[tuple[str, str], int] = {}
    for row in need.scenario.vehicles:
        rules = classes.get(row.vehicle_class)
        kind = ItemKind.WATER if rules is not None and rules.carries == "water" else ItemKind.GOODS
        if rules is not None and row.count > 0 and need.of_kind(kind):
            last = min(need.last, row.to_day or need.last)
            key = (row.depot_id, row.vehicle_class)
            days[key] = days.get(key, 0) + row.count * max(0, last - row.from_day + 1)
    for (depot_id, vehicle_class), count in days.items():
        words = msg(
            "vehicle-days from {depot}: {n} ({vehicle})",
            depot=need.depot(depot_id),
            n=count,
            vehicle=Text.of(classes[vehicle_class].label),
        )
        yield Means(MeansKind.VEHICLES, (depot_id, vehicle_class), words)


def _sources(need: _Need) -> Iterator[Means]:
    if need.of_kind(ItemKind.WATER):
        for source in need.scenario.water_sources:
            words = msg(
                "what the water source at {place} yields: {m3} m³ a day",
                place=need.node(source.node),
                m3=source.m3_per_day,
            )
            yield Means(MeansKind.WATER_SOURCE, (source.source_id,), words)


def _stock(need: _Need) -> Iterator[Means]:
    """Of each item at each depot that holds or expects any; at all of them where none does."""
    for item in need.of_kind(ItemKind.GOODS):
        held = {depot.depot_id: _held(need, depot.depot_id, item) for depot in need.scenario.depots}
        having = {depot: quantity for depot, quantity in held.items() if quantity > 0}
        if not having:
            words = msg("no depot holds or expects any: {item}", item=need.label(item))
            yield Means(MeansKind.STOCK, (item,), words)
        for depot_id, quantity in having.items():
            words = msg(
                "stock at {depot}, arrivals included: {held} {unit} ({item})",
                depot=need.depot(depot_id),
                held=quantity,
                unit=need.unit(item),
                item=need.label(item),
            )
            yield Means(MeansKind.STOCK, (item, depot_id), words)


def _held(need: _Need, depot_id: str, item: str) -> float:
    """What a depot holds, or is sure enough to receive by the last day."""
    counted = need.standing.pack.entitlements.pipeline_counted
    settings = need.scenario.settings
    held = sum(
        line.quantity
        for line in need.scenario.stock
        if (line.depot_id, line.item) == (depot_id, item)
    )
    return held + sum(
        line.quantity
        for line in need.scenario.pipeline
        if (line.depot_id, line.item) == (depot_id, item)
        and line.certainty in counted
        and settings.day_of(line.arrives_on) <= need.last
    )


def _closures(need: _Need) -> Iterator[Means]:
    """Roads with a closure that is a wall on any day of the scenario, each once."""
    walls: dict[tuple[str, str], Closure] = {}
    for closure in need.scenario.closures:
        if is_a_wall(closure, need.scenario):
            walls.setdefault(ends_of(closure), closure)
    for (start, end), closure in walls.items():
        road = msg("{a}–{b}", a=need.node(start), b=need.node(end))
        if closure.end is None:
            words = msg("the road {road}, closed until further notice", road=road)
        else:
            words = msg("the road {road}, closed until {end}", road=road, end=closure.end)
        yield Means(MeansKind.CLOSURE, (start, end), words)


def is_a_wall(closure: Closure, scenario: Scenario) -> bool:
    """Whether a closure stops vehicles on any day of a scenario."""
    settings = scenario.settings
    return (
        closure.certainty is Certainty.CERTAIN
        and (closure.start is None or settings.day_of(closure.start) <= settings.horizon_days)
        and (closure.end is None or settings.day_of(closure.end) >= 1)
    )


def ends_of(closure: Closure) -> tuple[str, str]:
    """The ends of the closed road, in the order of their names."""
    first, last = sorted((closure.from_node, closure.to_node))
    return first, last


def _entitlements(need: _Need) -> Iterator[Means]:
    """What a site is entitled to of each item that is fixed there; floors ask for no more."""
    for site_id, item in need.locked:
        due = [one for one in need.standing.demands if (one.site_id, one.item) == (site_id, item)]
        place, label = need.scenario.site_name(site_id), need.label(item)
        if not due:
            words = msg("nobody at {place} is entitled to it: {item}", place=place, item=label)
        elif need.standing.pack.catalogue[item].kind is ItemKind.WATER:
            words = msg(
                "what people at {place} are entitled to: {due} {unit} a day, day {first} to {last}"
                " ({item})",
                place=place,
                due=sum(one.quantity for one in due),
                unit=need.unit(item),
                first=min(one.from_day for one in due),
                last=max(one.due_day for one in due),
                item=label,
            )
        else:
            words = msg(
                "what people at {place} are entitled to: {due} {unit}, from day {first} on"
                " ({item})",
                place=place,
                due=sum(one.quantity for one in due),
                unit=need.unit(item),
                first=min(one.from_day for one in due),
                item=label,
            )
        yield Means(MeansKind.ENTITLEMENT, (site_id, item), words)


def first_group(scenario: Scenario, site_id: str) -> Group:
    """The group that stands first in the table of sites for a place."""
    return next(site.group for site in scenario.sites if site.site_id == site_id)


_LISTERS: tuple[Callable[[_Need], Iterator[Means]], ...] = (
    _rules,
    _cash,
    _budget,
    _depots,
    _vehicles,
    _sources,
    _stock,
    _closures,
    _entitlements,
)
