"""Every plan of kits that a world's truck can drive, one by one, with what each is worth."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

from tests.allocation.every_plan import lateness
from tests.allocation.worlds import Place, World

HAIR = 1e-9


@dataclass(frozen=True)
class TruckPlan:
    """By day, the place that the truck goes to (-1 for none) and the kits that it brings."""

    trucks: tuple[tuple[int, int], ...]


def truck_plans(world: World) -> Iterator[TruckPlan]:
    options = [_options(world, day) for day in range(1, world.days + 1)]
    return (TruckPlan(plan) for plan in itertools.product(*options))


def vector(world: World, plan: TruckPlan) -> tuple[float, float, float, float] | None:
    """Survival water missing, need met, worst share, cost; None where a limit is passed."""
    places = world.places
    value, kits = [0.0] * len(places), [0] * len(places)
    cost, gone = 0.0, 0
    for day, (to, load) in enumerate(plan.trucks, start=1):
        gone += load
        if gone > world.stock + sum(n for when, n in world.arrivals.items() if when <= day):
            return None
        if to >= 0:
            kits[to] += load
            value[to] += load * places[to].kit_weight * lateness(day, places[to].due)
            cost += math.ceil(load / world.truck_kits) * 2 * places[to].hours * 10 * world.km_cost
    if any(had > place.kits for had, place in zip(kits, places, strict=True)):
        return None
    if world.budget is not None and cost > world.budget + HAIR:
        return None
    shares = [v / a for v, a in zip(value, _attainable(world), strict=True) if a > 0]
    return 0.0, sum(value), min([1.0, *shares]), cost


def _options(world: World, day: int) -> list[tuple[int, int]]:
    options = [(-1, 0)]
    for number, place in enumerate(world.places):
        if day not in place.closed:
            most = min(place.kits, world.truck_kits * _rotations(world, place))
            options += [(number, kits) for kits in range(1, most + 1)]
    return options


def _rotations(world: World, place: Place) -> int:
    return math.floor(world.hours_per_day / (2 * place.hours) + HAIR)


def _attainable(world: World) -> list[float]:
    found = []
    for place in world.places:
        days = range(1, world.days + 1) if _rotations(world, place) > 0 else range(0)
        open_days = [day for day in days if day not in place.closed]
        first = lateness(open_days[0], place.due) if open_days else 0.0
        found.append(place.kits * place.kit_weight * first)
    return found
