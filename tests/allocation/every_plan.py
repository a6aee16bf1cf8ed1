"""The best plan of a tiny world, by trying every plan there is.

It shares no code with the optimiser. What the truck, the tanker and the agent can do is listed
day by day; every way to put the three together is a plan, and of these the priorities pick in
their order.

Of a tanker that makes so many rounds to a place only one load is tried, the most that may be
brought: no tier is worse for more water, and the rounds are what costs.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rrm.model.scenario import Group, Lock, Tier
from tests.allocation.worlds import (
    CASH_VALUE,
    KIT_KG,
    LIGHT_KG,
    LOSS,
    LOSS_AFTER_DUE,
    Place,
    World,
)

Vector = tuple[float, ...]
HAIR = 1e-9
SLACK = 1e-6
"""Share of a tier's value that those after it may take off it, beside its tolerance."""

# What a plan is known by, one column each; then the value that each place is brought, and then the
# part of each of its needs that is met, added up.
SURVIVAL, COST, MONEY, FOR_HOSTS, FOR_ALL, FIRST_PLACE = range(6)
Sums = NDArray[np.float64]


def best_vector(world: World) -> Vector:
    """The value of each tier in the order of the world's priorities, each the best that those
    before it leave.
    """
    found = best_tiers(world)
    assert found is not None
    return found


def best_tiers(world: World) -> Vector | None:
    """The same; None where no plan keeps the locks and the floor."""
    tiers, even = _tiers(world, _every_plan(world))
    best = []
    for priority in world.priorities:
        values = tiers[priority.tier]
        if values.size == 0:
            return None
        is_more_better = priority.tier in (Tier.NEEDS_MET, Tier.EQUITY)
        value = float(values.max() if is_more_better else values.min())
        best.append(value)
        room = priority.tolerance * abs(value) + SLACK * max(1.0, abs(value))
        kept = values >= value - room if is_more_better else values <= value + room
        if priority.tier == Tier.EQUITY:
            kept &= as_even_as_can_be(values, even, priority.tolerance)
        tiers, even = {tier: of[kept] for tier, of in tiers.items()}, even[kept]
    return tuple(best)


def evenness(shares: Sums) -> Sums:
    """Of each plan, Σ over sites of 1 - gap², the square drawn by lines from tenth to tenth.

    shares: plans x sites, of what is attainable there.
    """
    tenths = np.linspace(0.0, 1.0, 11)
    drawn: Sums = np.interp(shares, tenths, 1.0 - (1.0 - tenths) ** 2).sum(axis=1)
    return drawn


def as_even_as_can_be(worst: Sums, even: Sums, tolerance: float = 0.0) -> NDArray[np.bool_]:
    """Plans as even as the most even one that leaves the worst-off site best off."""
    best = float(even[worst >= worst.max() - SLACK].max())
    kept: NDArray[np.bool_] = even >= best - tolerance * best - SLACK * max(1.0, best)
    return kept


def lateness(day: int, due: int) -> float:
    """What is left of the weight of what is brought on a day."""
    return max(0.0, 1 - LOSS * (day - 1) - LOSS_AFTER_DUE * max(0, day - due))


def _tiers(world: World, plans: Sums) -> tuple[dict[Tier, Sums], Sums]:
    """The tiers of all plans that keep the floor and the hosts' share, and how even they are."""
    values = plans[:, FIRST_PLACE : FIRST_PLACE + len(world.places)]
    attainable = np.array([_attainable(world, place) for place in world.places])
    reached = attainable > 0
    shares = values[:, reached] / attainable[reached]
    worst = shares.min(axis=1, initial=1.0)
    kept = np.ones(len(plans), dtype=bool)
    if world.least_share > 0:
        due = np.array([_needs_in_reach(world, place) for place in world.places])
        met = plans[:, FIRST_PLACE + len(world.places) :][:, due > 0] / due[due > 0]
        kept &= met.min(axis=1, initial=1.0) >= world.least_share - HAIR
    hosts = [place for place in world.places if place.group == Group.HOST]
    if any(place.kits or place.water or place.cash for place in hosts):
        kept &= plans[:, FOR_HOSTS] >= world.host_share * plans[:, FOR_ALL] - HAIR
    survival = sum(place.survival for place in world.places if place.water) * world.days
    tiers = {
        Tier.SURVIVAL_WATER: survival - plans[kept, SURVIVAL],
        Tier.NEEDS_MET: values[kept].sum(axis=1),
        Tier.EQUITY: worst[kept],
        Tier.COST: plans[kept, COST],
    }
    return tiers, evenness(shares[kept])


def _every_plan(world: World) -> Sums:
    """The sums of all plans that keep the locks and the budget, each once."""
    plans = np.zeros((1, len(_nothing(world))))
    for ways in (_truck_sums(world), _tanker_sums(world), _cash_sums(world)):
        if len(ways) == 0:
            return plans[:0]
        plans = (plans[:, None] + ways[None]).reshape(-1, plans.shape[1])
        if world.budget is not None:
            plans = plans[plans[:, MONEY] <= world.budget + HAIR]
        plans = np.unique(plans.round(9), axis=0)
    return plans


def _nothing(world: World) -> list[float]:
    return [0.0] * (FIRST_PLACE + 2 * len(world.places))


def _sums(world: World, rows: Iterator[list[float]]) -> Sums:
    found = np.array(list(rows)).reshape(-1, len(_nothing(world)))
    return np.unique(found.round(9), axis=0)


def _keeps(
    world: World,
    item: str,
    brought: dict[tuple[str, int], float],
    counted: dict[tuple[str, int], float] | None = None,
) -> bool:
    """Whether the locks on an item are kept; brought: by site and day.

    counted: with what is brought in its place.
    """
    for lock in world.locks:
        if lock.item == item:
            received = _locked(lock, (counted or brought) if lock.variants_count else brought)
            if lock.at_least is not None and received < lock.at_least - HAIR:
                return False
            if lock.at_most is not None and received > lock.at_most + HAIR:
                return False
    return True


def _locked(lock: Lock, brought: dict[tuple[str, int], float]) -> float:
    return sum(
        quantity
        for (site, day), quantity in brought.items()
        if site == lock.site_id and lock.day in (None, day)
    )


# ---- the truck -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Load:
    """What the truck brings on a day; to no place where it stays."""

    to: int = -1
    kits: int = 0
    light: int = 0


def _truck_sums(world: World) -> Sums:
    def rows() -> Iterator[list[float]]:
        for plan in _truck_plans(world):
            days = list(enumerate(plan, start=1))
            sent = [(world.places[load.to].name, day, load) for day, load in days if load.to >= 0]
            kits = {(site, day): float(load.kits) for site, day, load in sent}
            light = {(site, day): float(load.light) for site, day, load in sent}
            counted = {at: kits[at] + world.light_counts * light[at] for at in kits}
            if _keeps(world, "kit", kits, counted) and _keeps(world, "light", light):
                yield _truck_row(world, plan)

    return _sums(world, rows())


def _truck_row(world: World, plan: tuple[_Load, ...]) -> list[float]:
    row = _nothing(world)
    for day, load in enumerate(plan, start=1):
        if load.to < 0:
            continue
        place = world.places[load.to]
        trips = math.ceil(_kg(load) / (KIT_KG * world.truck_kits) - HAIR)
        spent = trips * _trip_cost(world, place) + world.hire
        worth = (load.kits + load.light) * world.kit_value
        counted = load.kits + load.light * world.light_counts
        row[COST] += spent + place.risk * worth
        row[MONEY] += spent
        row[FOR_ALL] += worth
        row[FOR_HOSTS] += worth if place.group == Group.HOST else 0.0
        row[FIRST_PLACE + load.to] += counted * place.kit_weight * lateness(day, place.due)
        row[FIRST_PLACE + len(world.places) + load.to] += counted / place.kits
    return row


def _truck_plans(world: World) -> Iterator[tuple[_Load, ...]]:
    """Day by day, as long as what is sent is there and nobody gets more than is due."""
    plans: list[tuple[_Load, ...]] = [()]
    for day in range(1, world.days + 1):
        options = list(_truck_options(world, day))
        plans = [
            (*plan, load)
            for plan in plans
            for load in options
            if load.to < 0 or _is_possible(world, (*plan, load))
        ]
    yield from plans


def _truck_options(world: World, day: int) -> Iterator[_Load]:
    yield _Load()
    for number, place in enumerate(world.places):
        if day in place.closed or day > place.last_day or not world.truck_kits:
            continue
        room = KIT_KG * world.truck_kits * _rotations(world, place)
        most_light = min(world.light, int(place.kits / _takes(world) + HAIR))
        for kits, light in itertools.product(range(place.kits + 1), range(most_light + 1)):
            load = _Load(number, kits, light)
            if 0 < _kg(load) <= room + HAIR:
                yield load


def _is_possible(world: World, plan: tuple[_Load, ...]) -> bool:
    to = plan[-1].to
    settled = sum(load.kits + load.light * _takes(world) for load in plan if load.to == to)
    if settled > world.places[to].kits + HAIR:
        return False
    return sum(load.light for load in plan) <= world.light and _are_there(world, plan)


def _are_there(world: World, plan: tuple[_Load, ...]) -> bool:
    """Whether the kits are there on each day, those that expire first being given first."""
    held, keeping = dict(sorted(world.batches.items())), world.stock
    for day, load in enumerate(plan, start=1):
        keeping += world.arrivals.get(day, 0)
        waiting = load.kits
        for last, there in held.items():
            taken = min(waiting, there) if last >= day else 0
            held[last] -= taken
            waiting -= taken
        keeping -= waiting
        if keeping < 0:
            return False
    return True


def _kg(load: _Load) -> float:
    return load.kits * KIT_KG + load.light * LIGHT_KG


def _takes(world: World) -> float:
    """Kits that are settled by a light one."""
    return max(1.0, world.light_counts) if world.one_for_one else world.light_counts


# ---- the tanker and the agent --------------------------------------------------------------------


def _tanker_sums(world: World) -> Sums:
    def rows() -> Iterator[list[float]]:
        days = range(1, world.days + 1)
        for plan in itertools.product(*(list(_tanker_options(world, day)) for day in days)):
            brought = {
                (world.places[to].name, day): m3
                for day, (to, _, m3) in zip(days, plan, strict=True)
                if to >= 0
            }
            if _keeps(world, "water", brought):
                yield _tanker_row(world, plan)

    return _sums(world, rows())


def _tanker_options(world: World, day: int) -> Iterator[tuple[int, int, float]]:
    """Place, rounds, and m³ that they bring."""
    yield -1, 0, 0.0
    for number, place in enumerate(world.places):
        if day in place.closed or not (world.tanker_m3 and place.water):
            continue
        most = min(place.water, world.source_yield, *_at_most(world, place, day))
        for rounds in range(1, _rotations(world, place) + 1):
            if (rounds - 1) * world.tanker_m3 < most:
                yield number, rounds, min(rounds * world.tanker_m3, most)


def _at_most(world: World, place: Place, day: int) -> Iterator[float]:
    """What locks leave of a day's water; they speak of one day, or let none through at all."""
    for lock in world.locks:
        if (lock.item, lock.site_id) == ("water", place.name) and lock.at_most is not None:
            assert lock.day is not None or lock.at_most == 0
            if lock.day in (None, day):
                yield lock.at_most


def _tanker_row(world: World, plan: tuple[tuple[int, int, float], ...]) -> list[float]:
    row = _nothing(world)
    for to, rounds, m3 in plan:
        if to >= 0:
            place = world.places[to]
            spent = rounds * _trip_cost(world, place) + world.hire
            row[SURVIVAL] += min(m3, place.survival)
            row[COST] += spent
            row[MONEY] += spent
            row[FIRST_PLACE + to] += m3 * place.water_weight
            row[FIRST_PLACE + len(world.places) + to] += m3 / (place.water * world.days)
    return row


def _cash_sums(world: World) -> Sums:
    def rows() -> Iterator[list[float]]:
        days = range(1, world.days + 1)
        for plan in itertools.product(_cash_options(world), repeat=world.days):
            totals = [sum(paid) for paid in zip(*plan, strict=True)]
            if any(paid > place.cash for paid, place in zip(totals, world.places, strict=True)):
                continue
            brought = {
                (place.name, day): float(n)
                for day, paid in zip(days, plan, strict=True)
                for place, n in zip(world.places, paid, strict=True)
            }
            if _keeps(world, "cash", brought):
                yield _cash_row(world, plan)

    return _sums(world, rows())


def _cash_options(world: World) -> list[tuple[int, ...]]:
    """Households paid at each place on a day."""
    ranges = [range(min(place.cash, world.liquidity) + 1) for place in world.places]
    return [paid for paid in itertools.product(*ranges) if sum(paid) <= world.liquidity]


def _cash_row(world: World, plan: tuple[tuple[int, ...], ...]) -> list[float]:
    row = _nothing(world)
    for day, paid in enumerate(plan, start=1):
        for to, (place, n) in enumerate(zip(world.places, paid, strict=True)):
            row[COST] += n * CASH_VALUE * world.fee
            row[MONEY] += n * CASH_VALUE * (1 + world.fee)
            row[FOR_ALL] += n * CASH_VALUE
            row[FOR_HOSTS] += n * CASH_VALUE if place.group == Group.HOST else 0.0
            row[FIRST_PLACE + to] += n * place.cash_weight * lateness(day, 99)
            row[FIRST_PLACE + len(world.places) + to] += n / place.cash if n else 0.0
    return row


# ---- roads, and what a place could be brought were it the only one -------------------------------


def _rotations(world: World, place: Place) -> int:
    return math.floor(world.hours_per_day / (2 * place.hours) + HAIR)


def _trip_cost(world: World, place: Place) -> float:
    return 2 * place.hours * 10 * world.km_cost


def _needs_in_reach(world: World, place: Place) -> int:
    """Needs of a place that something could come for on any day, were it there; all of as many."""
    days = range(1, world.days + 1) if _rotations(world, place) > 0 else range(0)
    open_days = [day for day in days if day not in place.closed]
    in_time = any(day <= place.last_day for day in open_days)
    return sum(
        (
            place.kits > 0 and world.truck_kits > 0 and in_time,
            place.water > 0 and world.tanker_m3 > 0 and bool(open_days),
            place.cash > 0 and world.liquidity > 0,
        )
    )


def _attainable(world: World, place: Place) -> float:
    days = range(1, world.days + 1) if _rotations(world, place) > 0 else range(0)
    open_days = [day for day in days if day not in place.closed]
    value = 0.0
    if place.kits and world.truck_kits:
        value += _attainable_kits(world, place, open_days)
    if place.water and world.tanker_m3:
        value += place.water * place.water_weight * len(open_days)
    if place.cash and world.liquidity:
        value += place.cash * place.cash_weight
    return value


def _attainable_kits(world: World, place: Place, open_days: list[int]) -> float:
    """With kits, or with light ones where those are of more use."""
    dated = max((day for day, n in world.batches.items() if n), default=0)
    keep = world.days if world.stock + sum(world.arrivals.values()) else dated
    ways = [(keep, 1.0)]
    if world.light:
        ways.append((world.days, world.light_counts / _takes(world)))
    best = 0.0
    for last, counts in ways:
        days = [day for day in open_days if day <= min(last, place.last_day)]
        if days:
            best = max(best, counts * lateness(days[0], place.due))
    return best * place.kits * place.kit_weight
