"""One demand is served: earliest arrival first, by vehicles that go anyway before a new one."""

from __future__ import annotations

from dataclasses import replace

from rrm.allocation.policies.hops import bring_over_a_hub
from rrm.allocation.policies.means_left import MeansLeft
from rrm.allocation.policies.turn import Turn
from rrm.allocation.policies.units import least_units, whole_units
from rrm.model.rule_pack import ItemKind


def bring(means: MeansLeft, turn: Turn, most: float) -> float:
    """Brings up to so many units to whose turn it is; says how many."""
    item = means.openings.items[turn.j]
    if whole_units(most, item) <= 0:
        return 0.0
    match item.kind:
        case ItemKind.CASH:
            return _pay(means, turn, most)
        case ItemKind.WATER:
            _bring_storage(means, turn, most)
            return _bring(means, turn, most)
        case ItemKind.GOODS:
            return _bring_goods(means, turn, most)


def _bring_storage(means: MeansLeft, turn: Turn, m3: float) -> None:
    """Brings what a place lacks to hold so much more water on a day on which a tanker may come."""
    lacking, by = means.along.lacking(turn.j, turn.first, m3)
    lanes = means.openings.lanes_to(turn.j).get(turn.first, ())
    if lacking <= 0 or not any(means.journeys.goes(at) for at in lanes):
        return
    demands = means.openings.case.demands
    for k in means.along.storage_for(turn.j):
        item = means.openings.items[k]
        units = least_units(lacking / item.holds_m3, item)
        brought = _bring_goods(means, Turn(k, demands[k].from_day, by, units), units)
        lacking -= brought * item.holds_m3
        if lacking <= 0:
            break


def _bring_goods(means: MeansLeft, turn: Turn, most: float) -> float:
    """What is due first, then its variants as the catalogue has them; in units of what is due."""
    brought = _bring_one(means, turn, most)
    for k in means.openings.variants.get(turn.j, ()):
        if turn.one_trip and brought > 0:
            break
        each = means.owed.takes(k, turn.j)
        brought += each * _bring_one(means, replace(turn, j=k), (most - brought) / each)
    return brought


def _bring_one(means: MeansLeft, turn: Turn, most: float) -> float:
    if not means.stores.holders(means.openings.case.demands[turn.j].item):
        return 0.0
    brought = _bring(means, turn, most)
    if turn.one_trip and brought > 0:
        return brought
    return brought + bring_over_a_hub(means, turn, most - brought)


def _bring(means: MeansLeft, turn: Turn, most: float) -> float:
    item, brought = means.openings.items[turn.j], 0.0
    for day, lanes in means.openings.lanes_to(turn.j).items():
        if turn.first <= day <= turn.last:
            brought += _bring_on(means, turn, lanes, most - brought)
            if whole_units(most - brought, item) <= 0 or (turn.one_trip and brought > 0):
                break
    return brought


def _bring_on(means: MeansLeft, turn: Turn, lanes: tuple[int, ...], most: float) -> float:
    """Brings what it can on lanes that arrive on the same day."""
    j, brought = turn.j, 0.0
    for at in lanes:
        if at in means.journeys.trips:
            units = min(most - brought, means.units(at, j))
            brought += means.deliver(at, j, units, start=False, one_trip=turn.one_trip)
            if turn.one_trip and brought > 0:
                return brought
    while (best := _best_vehicle(means, turn, lanes, most - brought)) is not None:
        units = min(most - brought, means.units(best, j))
        brought += means.deliver(best, j, units, start=True, one_trip=turn.one_trip)
        if turn.one_trip:
            break
    return brought


def _best_vehicle(means: MeansLeft, turn: Turn, lanes: tuple[int, ...], most: float) -> int | None:
    """The lane whose vehicle takes most of what is wanted; of those, the cheapest one."""
    item = means.openings.items[turn.j]
    if whole_units(most, item) <= 0:
        return None
    best: tuple[float, float, int] | None = None
    for at in lanes:
        if not means.journeys.has_vehicle(at):
            continue
        able = min(most, means.units(at, turn.j))
        units = whole_units(means.journeys.offer(at, item, able, turn.one_trip), item)
        if units > 0:
            rank = (-units, means.journeys.price(at, item, units), at)
            best = rank if best is None or rank < best else best
    return best[2] if best else None


def _pay(means: MeansLeft, turn: Turn, most: float) -> float:
    """Households paid, day after day, by the agents in reach in the order of their table."""
    paid = 0.0
    for day in range(turn.first, turn.last + 1):
        for agent in means.openings.agents[turn.j]:
            paid += means.pay(turn.j, agent, day, most - paid)
            if most - paid < 1 or (turn.one_trip and paid > 0):
                return paid
    return paid
