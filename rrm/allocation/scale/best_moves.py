"""The stock that is worth most to be moved on each lane between depots, at given prices."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from rrm.allocation.lanes import Lane, LaneKind
from rrm.allocation.scale.arrays import Floats
from rrm.allocation.scale.best_loads import Prices
from rrm.allocation.scale.journeys import Journey, Network
from rrm.allocation.scale.left_over import LeftOver

FINELY = tuple(step / 16 for step in range(17))
"""How much weight may count beside volume, where no more is to be gained than can be."""
Load = tuple[tuple[int, float], ...]


class Offer(NamedTuple):
    """An item to be moved: gain of a unit, its part of a trip's payload and room, units there."""

    gain: float
    kg: float
    m3: float
    item: int
    units: float


def best_moves(
    network: Network, prices: Prices, left: LeftOver, stock: Floats
) -> Iterator[tuple[float, Journey]]:
    """Profit and journey, lane by lane; only where stock gains by being moved."""
    vehicles = left.vehicles()
    for at, lane in enumerate(network.lanes):
        if lane.kind != LaneKind.TRANSFER or lane.ready_day > network.rows.days:
            continue
        if vehicles[lane.fleet, lane.day - 1 : lane.day - 1 + lane.days].min() < 1 - 1e-6:
            continue
        profit, load = _fullest(lane, list(_offers(network, lane, prices, stock)))
        price = move_price(network, lane, prices, lane.trips_per_vehicle)
        if profit > price + 1e-6:
            yield profit - price, Journey(at, lane.trips_per_vehicle, load)


def move_price(network: Network, lane: Lane, prices: Prices, trips: int) -> float:
    """The price of a vehicle on a lane between depots, with so many trips."""
    last = min(lane.day - 1 + lane.days, network.rows.days)
    away = float(prices.vehicle(lane.fleet, lane.day, last))
    return away + prices.money * (trips * lane.trip_cost + lane.vehicle_cost)


def most_gained(network: Network, lane: Lane, prices: Prices) -> float:
    """What no journey on a lane between depots passes, before the price of the vehicle."""
    offers = list(_offers(network, lane, prices, None))
    if not offers or lane.ready_day > network.rows.days:
        return 0.0
    return lane.trips_per_vehicle * min(
        max(o.gain / max(weighing * o.kg + (1 - weighing) * o.m3, 1e-12) for o in offers)
        for weighing in FINELY
    )


def _offers(network: Network, lane: Lane, prices: Prices, stock: Floats | None) -> Iterator[Offer]:
    goods = network.goods
    origin, target = goods.depots.index(lane.origin), goods.depots.index(lane.destination)
    ready = min(lane.ready_day, network.rows.days)
    for item, name in enumerate(goods.items):
        entry = network.case.pack.catalogue[name]
        each = float(
            prices.shelf[target, item, ready - 1] - prices.shelf[origin, item, lane.day - 1]
        )
        handled = prices.ramp[origin, lane.day - 1] + prices.ramp[target, lane.arrival_day - 1]
        each -= entry.kg * float(handled + prices.money * lane.handling_per_kg)
        there = math.inf if stock is None else float(stock[origin, item, lane.day - 1])
        if each > 1e-9 and there >= 1:
            kg, m3 = entry.kg / lane.payload_kg, entry.m3 / lane.volume_m3
            yield Offer(each, kg, m3, item, there)


def _fullest(lane: Lane, offers: list[Offer]) -> tuple[float, Load]:
    """The load of most gain: of one item, or of two that fill payload and room together.

    Two limits leave no reason for a third item, but for stock that ends.
    """
    trips = float(lane.trips_per_vehicle)
    loads = [_of_one(offer, trips) for offer in offers]
    loads += [_of_two(one, other, trips) for one, other in combinations(offers, 2)]
    best: tuple[float, Load] = (0.0, ())
    for load in loads:
        gained = sum(offer.gain * units for offer, units in load)
        if gained > best[0]:
            best = (
                gained,
                tuple(sorted((offer.item, units) for offer, units in load if units > 0)),
            )
    return best


def _of_one(offer: Offer, trips: float) -> list[tuple[Offer, float]]:
    fits = min(trips / max(offer.kg, 1e-12), trips / max(offer.m3, 1e-12), offer.units)
    return [(offer, float(math.floor(fits + 1e-6)))]


def _of_two(one: Offer, other: Offer, trips: float) -> list[tuple[Offer, float]]:
    """As much of both as fills payload and room, where some of each does."""
    crossed = one.kg * other.m3 - other.kg * one.m3
    if abs(crossed) < 1e-15:
        return []
    first = trips * (other.m3 - other.kg) / crossed
    second = trips * (one.kg - one.m3) / crossed
    if first <= 0 or second <= 0:
        return []
    return [
        (one, float(math.floor(min(first, one.units) + 1e-6))),
        (other, float(math.floor(min(second, other.units) + 1e-6))),
    ]
