"""Lanes to begin with: of each fleet and period those that bring most for a day of a vehicle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rrm.allocation.lanes import Lane
from rrm.allocation.programme import Case, Part, lateness_factor
from rrm.model.rule_pack import ItemKind

A_VEHICLE_DAY = 3
"""Lanes kept for each vehicle-day of a fleet in a period."""
AT_LEAST = 25
"""Lanes kept for each fleet and period."""


def first_lanes(case: Case, parts: Sequence[tuple[Part, tuple[Lane, ...]]]) -> list[set[int]]:
    """By part, numbers of the lanes of its programme to begin with."""
    ranked: dict[tuple[int, int], list[tuple[float, int, int]]] = defaultdict(list)
    for number, (part, lanes) in enumerate(parts):
        for at, lane in enumerate(lanes):
            worth = _worth(case, part, lane) * lane.trips_per_vehicle / lane.days
            ranked[lane.fleet, lane.day].append((-worth, number, at))
    found: list[set[int]] = [set() for _ in parts]
    for (fleet, day), lanes_there in ranked.items():
        vehicle_days = case.scenario.vehicles[fleet].count * case.period_of(day).days
        kept = max(AT_LEAST, A_VEHICLE_DAY * vehicle_days)
        for _, number, at in sorted(lanes_there)[:kept]:
            found[number].add(at)
    return found


def _worth(case: Case, part: Part, lane: Lane) -> float:
    """Need that one trip could meet at its destination, were all stock there.

    Loaded by worth for its room; a trip of several a day counts for its part of what is due.
    """
    offers = []
    for j in part.demands:
        demand = case.demands[j]
        item = case.pack.catalogue[demand.item]
        if item.kind == ItemKind.GOODS:
            room = max(item.kg / lane.payload_kg, item.m3 / lane.volume_m3)
            each = demand.weight * lateness_factor(case, demand, lane.arrival_day)
            offers.append((each, demand.quantity / lane.trips_per_vehicle, room))
    offers.sort(key=lambda offer: -offer[0] / max(offer[2], 1e-12))
    left, worth = 1.0, 0.0
    for each, quantity, room in offers:
        units = quantity if room <= 0 else min(quantity, left / room)
        worth += each * units
        left -= units * room
        if left <= 0:
            break
    return worth
