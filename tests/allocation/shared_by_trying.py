"""The best way to share trucks on one day, found by trying every one; no code of the engine's.

For worlds of `shared_trips` with one day, in which no two ways are equally long: roads two-way at
50 km an hour, kits alike.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations, product

from tests.allocation.shared_trips import Shared

KIT_VALUE, SPEED, PAYLOAD = 10.0, 50.0, 100


@dataclass(frozen=True)
class Way:
    km: float
    safe: float


Ways = dict[tuple[str, str], Way]
Trip = tuple[str, int]
"""Site, kits."""


def least(world: Shared) -> tuple[float, int]:
    """Money and vehicle-days of the best way to share."""
    ways = _ways(world)
    trips = [(site, kits) for (site, _), loads in world.direct.items() for kits in loads]
    light = [trip for trip in trips if trip[1] / PAYLOAD < world.join_below]
    heavy = [trip for trip in trips if trip not in light]
    nothing = _spent(world, ways, trips, [])
    assert nothing is not None
    best = (round(nothing[0], 6), sum(nothing[1]))
    for parts in _partitions(light):
        tours = [part for part in parts if len(part) > 1]
        alone = [part[0] for part in parts if len(part) == 1]
        for orders in product(*(permutations(tour) for tour in tours)):
            spent = _spent(world, ways, [*alone, *heavy], orders)
            if spent is not None and all(a <= b for a, b in zip(spent[1], nothing[1], strict=True)):
                best = min(best, (round(spent[0], 6), sum(spent[1])))
    return best


def _ways(world: Shared) -> Ways:
    """Floyd 1962 and Warshall 1962."""
    places = ("D", *world.sites)
    ways = {(one, other): Way(math.inf, 1.0) for one in places for other in places}
    for place in places:
        ways[place, place] = Way(0.0, 1.0)
    for (start, end), km in world.roads.items():
        way = Way(km, 1 - world.risks.get((start, end), 0.0))
        ways[start, end] = ways[end, start] = way
    for via, start, end in product(places, repeat=3):
        first, then = ways[start, via], ways[via, end]
        if first.km + then.km < ways[start, end].km:
            ways[start, end] = Way(first.km + then.km, first.safe * then.safe)
    return ways


def _partitions(trips: list[Trip]) -> Iterator[list[list[Trip]]]:
    if not trips:
        yield []
        return
    first, *others = trips
    for parts in _partitions(others):
        yield [[first], *parts]
        for at, part in enumerate(parts):
            yield [*parts[:at], [first, *part], *parts[at + 1 :]]


def _spent(
    world: Shared, ways: Ways, alone: list[Trip], tours: list[tuple[Trip, ...]]
) -> tuple[float, list[int]] | None:
    """Money, and vehicles away by day; None where a tour is not allowed."""
    money, vehicles = 0.0, [0] * world.max_trip_days
    for site, trips in Counter(site for site, _ in alone).items():
        hours, days, cost, _, _ = _trip(world, ways, (site,))
        a_day = math.floor(world.hours_per_day / hours + 1e-9) if days == 1 else 1
        away = math.ceil(trips / a_day)
        money += trips * cost + away * days * world.hire
        for day in range(days):
            vehicles[day] += away
    for tour in tours:
        sites = tuple(site for site, _ in tour)
        if len(set(sites)) < len(sites) or len(sites) > world.most_stops:
            return None
        if sum(kits for _, kits in tour) > PAYLOAD:
            return None
        _, days, cost, arrivals, safe = _trip(world, ways, sites)
        direct = [_trip(world, ways, (site,)) for site in sites]
        if days > max(one[1] for one in direct):
            return None
        if list(arrivals) != [one[3][0] for one in direct]:
            return None
        kits = [kits for _, kits in tour]
        lost = sum(n * KIT_VALUE * (1 - chance) for n, chance in zip(kits, safe, strict=True))
        before = sum(n * KIT_VALUE * (1 - one[4][0]) for n, one in zip(kits, direct, strict=True))
        hire = days * world.hire
        one_by_one = sum(one[2] + one[1] * world.hire for one in direct)
        if lost > before + 1e-9 or cost + hire > one_by_one + 1e-9:
            return None
        money += cost + hire
        for day in range(days):
            vehicles[day] += 1
    return money, vehicles


def _trip(
    world: Shared, ways: Ways, sites: tuple[str, ...]
) -> tuple[float, int, float, tuple[int, ...], tuple[float, ...]]:
    """Hours, days, money without hire; day of arrival from 0 and chance of safety at each stop."""
    km, safe, hours, here = 0.0, 1.0, world.load_hours, "D"
    arrivals, chances = [], []
    for site in sites:
        way = ways[here, site]
        km, safe, hours = km + way.km, safe * way.safe, hours + way.km / SPEED
        arrivals.append(max(1, math.ceil(hours / world.hours_per_day - 1e-9)) - 1)
        chances.append(safe)
        hours += world.unload_hours
        here = site
    km += ways[here, "D"].km
    hours += ways[here, "D"].km / SPEED
    days = max(1, math.ceil(hours / world.hours_per_day - 1e-9))
    return hours, days, km * world.km_cost, tuple(arrivals), tuple(chances)
