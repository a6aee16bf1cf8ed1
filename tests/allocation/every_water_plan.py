"""The best plan of a tiny world of water and what goes along with it, by trying every plan there is.

It shares no code with the optimiser. One truck brings tanks, one tanker brings water in whole cubic
metres; what a place holds and what chlorine lasts for are whole cubic metres too, so that no plan
with parts of them is better.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from rrm.allocation.programme import Case
from rrm.model.scenario import Priority, Tier
from tests.allocation.along_worlds import CHLORINE, STORAGE, along
from tests.allocation.every_plan import HAIR, SLACK, evenness
from tests.allocation.tight_worlds import Tight

DAY_HOURS, HIRE, HOLDS_M3 = 10.0, 5.0, 2
DOSE = 0.002
"""Units of chlorine for a cubic metre, as along_worlds.py has it."""
Day = tuple[str, int]
"""Where a vehicle goes on a day, and units that it brings; nowhere, and none."""
NOWHERE: Day = ("", 0)


@dataclass(frozen=True)
class Thirst:
    """asked: m³ a day by site, of which half is for survival, and what a cubic metre counts.

    has_m3: what each place has of its own; None where nothing need hold the water.
    chlorine_m3: what there is chlorine for, None where the source needs none; lasts: its last day.
    ready_after: days until a tank that was brought is set up.
    """

    asked: dict[str, tuple[int, float]]
    days: int = 2
    has_m3: int | None = 0
    tanks: int = 0
    truck_tanks: int = 1
    tanker_m3: int = 4
    source_m3: int = 99
    hours: float = 2.0
    closed: tuple[int, ...] = ()
    chlorine_m3: int | None = None
    lasts: int = 9
    ready_after: int = 1
    turnover: int = 1

    @property
    def priorities(self) -> tuple[Tier, ...]:
        """Equity may ask for parts of a cubic metre where chlorine is shared out: not then."""
        if self.chlorine_m3 is None:
            return (Tier.SURVIVAL_WATER, Tier.NEEDS_MET, Tier.EQUITY, Tier.COST)
        return (Tier.SURVIVAL_WATER, Tier.NEEDS_MET, Tier.COST)


def random_thirst(number: int) -> Thirst:
    """Two places, or one for longer, where water, tanks or chlorine are too few."""
    draw = random.Random(number)
    days = draw.choice([2, 3])
    sites = ("A", "B") if days == 2 else ("A",)
    with_chlorine = draw.random() < 0.5
    return Thirst(
        asked={site: (draw.choice([2, 4, 6]), draw.choice([1.0, 2.0])) for site in sites},
        days=days,
        has_m3=draw.choice([None, 0, 1, 3]),
        tanks=draw.randint(0, 4),
        truck_tanks=draw.randint(1, 2),
        tanker_m3=draw.choice([2, 3, 5]),
        source_m3=draw.choice([3, 99]),
        hours=draw.choice([2.0, 4.0]),
        closed=draw.choice([(), (), (1,), (2,)]),
        chlorine_m3=draw.randint(0, 9) if with_chlorine else None,
        lasts=draw.choice([9, 9, 1, 2]),
        ready_after=draw.choice([0, 1, 1]),
        turnover=draw.choice([1, 1, 2]),
    )


def thirst_case(world: Thirst) -> Case:
    """The world as the engine plans it; A may be closed, B never is."""
    chlorine = 0.0 if world.chlorine_m3 is None else world.chlorine_m3 * DOSE
    tight = Tight(
        days=world.days,
        asked={
            (site, "idp", "water"): (float(m3), worth) for site, (m3, worth) in world.asked.items()
        },
        stock={("D", "tank"): float(world.tanks), ("D", "hth"): chlorine},
        trucks=(1, 0),
        truck_kits=world.truck_tanks,
        tanker_m3=float(world.tanker_m3),
        source_yield=float(world.source_m3),
        hours={(origin, site): world.hours for origin in "DS" for site in world.asked},
        closed={"A": world.closed},
        expires={("D", "hth"): world.lasts} if world.lasts <= world.days else {},
    )
    storage = STORAGE.model_copy(
        update={"ready_after_days": world.ready_after, "turnover_per_day": float(world.turnover)}
    )
    case = along(
        tight,
        has_m3=None if world.has_m3 is None else float(world.has_m3),
        storage=None if world.has_m3 is None else storage,
        chlorine=None if world.chlorine_m3 is None else CHLORINE,
    )
    asked = tuple(Priority(tier=tier) for tier in world.priorities)
    settings = case.scenario.settings.model_copy(update={"priorities": asked})
    return replace(case, scenario=case.scenario.model_copy(update={"settings": settings}))


def best_by_trying(world: Thirst) -> tuple[float, ...]:
    """The value of each tier, each the best that those before it leave."""
    plans = [_worth(world, *plan) for plan in _every_plan(world)]
    found = []
    for tier in world.priorities:
        sign = 1.0 if tier in (Tier.NEEDS_MET, Tier.EQUITY) else -1.0
        best = max(sign * plan[tier] for plan in plans)
        found.append(sign * best)
        room = SLACK * max(1.0, abs(best))
        plans = [plan for plan in plans if sign * plan[tier] >= best - room]
        if tier == Tier.EQUITY:
            even = max(plan[EVEN] for plan in plans)
            plans = [plan for plan in plans if plan[EVEN] >= even - SLACK * max(1.0, even)]
    return tuple(found)


def _every_plan(world: Thirst) -> Iterator[tuple[tuple[Day, ...], tuple[Day, ...]]]:
    """Each way to bring tanks with each way to bring water that what is held allows."""
    days = range(1, world.days + 1)
    for truck in itertools.product(*(list(_with_tanks(world, day)) for day in days)):
        if not _are_due(world, truck):
            continue
        yield from (
            (truck, tanker)
            for tanker in itertools.product(*(list(_with_water(world, day, truck)) for day in days))
            if _is_chlorinated(world, tanker)
        )


def _with_tanks(world: Thirst, day: int) -> Iterator[Day]:
    yield NOWHERE
    if world.has_m3 is not None:
        for site in _open(world, day):
            most = min(world.tanks, _rounds(world) * world.truck_tanks)
            yield from ((site, units) for units in range(1, most + 1))


def _are_due(world: Thirst, truck: tuple[Day, ...]) -> bool:
    if sum(units for _, units in truck) > world.tanks:
        return False
    return all(
        sum(units for to, units in truck if to == site) <= _tanks_due(world, m3)
        for site, (m3, _) in world.asked.items()
    )


def _tanks_due(world: Thirst, m3: int) -> int:
    return max(0, math.ceil((m3 / world.turnover - (world.has_m3 or 0)) / HOLDS_M3 - HAIR))


def _with_water(world: Thirst, day: int, truck: tuple[Day, ...]) -> Iterator[Day]:
    yield NOWHERE
    for site in _open(world, day):
        most = min(world.asked[site][0], _rounds(world) * world.tanker_m3, world.source_m3)
        if world.has_m3 is not None:
            set_up = sum(
                units
                for on, (to, units) in enumerate(truck, start=1)
                if to == site and on + world.ready_after <= day
            )
            most = min(most, world.turnover * (world.has_m3 + HOLDS_M3 * set_up))
        yield from ((site, m3) for m3 in range(1, most + 1))


def _is_chlorinated(world: Thirst, tanker: tuple[Day, ...]) -> bool:
    if world.chlorine_m3 is None:
        return True
    if any(m3 for _, m3 in tanker[world.lasts :]):
        return False
    return sum(m3 for _, m3 in tanker) <= world.chlorine_m3


def _open(world: Thirst, day: int) -> Iterator[str]:
    return (site for site in world.asked if site != "A" or day not in world.closed)


def _rounds(world: Thirst) -> int:
    return math.floor(DAY_HOURS / (2 * world.hours) + HAIR)


EVEN = "even"


def _worth(
    world: Thirst, truck: tuple[Day, ...], tanker: tuple[Day, ...]
) -> dict[Tier | str, float]:
    """The tiers of a plan, and how even it is."""
    cost = sum(
        math.ceil(units / room) * 20 * world.hours + HIRE
        for plan, room in ((truck, world.truck_tanks), (tanker, world.tanker_m3))
        for _, units in plan
        if units
    )
    survival = sum(m3 / 2 for m3, _ in world.asked.values()) * world.days
    drunk = sum(min(m3, world.asked[site][0] / 2) for site, m3 in tanker if m3)
    brought = {
        site: weight * sum(m3 for to, m3 in tanker if to == site)
        for site, (_, weight) in world.asked.items()
    }
    shares = [brought[site] / most for site, most in _attainable(world).items() if most]
    return {
        Tier.SURVIVAL_WATER: survival - drunk,
        Tier.NEEDS_MET: sum(brought.values()),
        Tier.EQUITY: min([1.0, *shares]),
        EVEN: float(evenness(np.array([shares]))[0]),
        Tier.COST: cost,
    }


def _attainable(world: Thirst) -> dict[str, float]:
    days = range(1, world.days + 1)
    return {
        site: m3 * weight * sum(site in _open(world, day) for day in days)
        for site, (m3, weight) in world.asked.items()
    }
