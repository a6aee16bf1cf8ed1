"""Tiny worlds made by number: the same number is the same world on every machine."""

from __future__ import annotations

import random

from rrm.model.scenario import Group, Lock, Priority
from tests.allocation.worlds import USUAL, Place, World

NAMES = "ABC"


def random_world(number: int) -> World:
    """A world of two or three places in which a few means are short, small enough to try it all."""
    draw = random.Random(number)
    brings = set(draw.sample(["kits", "water", "cash"], draw.choice([1, 1, 2, 2, 3])))
    if "kits" not in brings and draw.random() < 0.5:
        brings.add("kits")
    days = draw.choice([2, 3]) if len(brings) < 3 else 2
    most = 4 if len(brings) == 1 else 3 if days == 2 else 2
    count = 3 if len(brings) == 1 and days == 2 and draw.random() < 0.5 else 2
    places = tuple(_place(draw, name, days, brings, most) for name in NAMES[:count])
    stock = draw.randint(0, 4)
    light = draw.choice([0, 0, 1, 2, 3])
    return World(
        days=days,
        places=places,
        truck_kits=draw.randint(1, 3) if "kits" in brings else 0,
        tanker_m3=draw.choice([2.0, 3.0, 5.0]) if "water" in brings else 0.0,
        stock=stock,
        batches={
            draw.randint(0, days): draw.randint(1, 3) for _ in range(draw.choice([0, 0, 1, 2]))
        },
        arrivals=draw.choice([{}, {}, {2: 2}]),
        source_yield=draw.choice([4.0, 1000.0]),
        liquidity=draw.randint(1, 2) if "cash" in brings else 0,
        fee=draw.choice([0.0, 0.03]),
        budget=draw.choice([None, None, 60.0, 150.0, 250.0, 420.0]),
        hire=draw.choice([0.0, 0.0, 15.0]),
        kit_value=draw.choice([0.0, 40.0]),
        light=light if "kits" in brings else 0,
        light_counts=draw.choice([0.5, 0.75]),
        one_for_one=draw.random() < 0.7,
        least_share=draw.choice([0.0] * 5 + [0.1, 0.3]),
        host_share=draw.choice([0.0, 0.2]),
        locks=_locks(draw, places, days),
        priorities=_priorities(draw),
    )


def _place(draw: random.Random, name: str, days: int, brings: set[str], most: int) -> Place:
    water = draw.choice([0.0, 4.0, 7.5]) if "water" in brings else 0.0
    return Place(
        name,
        hours=draw.choice([1.0, 2.0, 2.5, 4.0, 6.0]),
        kits=draw.randint(0, most) if "kits" in brings else 0,
        kit_weight=draw.choice([1.0, 1.5, 3.0]),
        due=draw.choice([1, 2, 99]),
        last_day=draw.choice([99, 99, 1, 2]),
        water=water,
        survival=draw.choice([0.0, 0.5]) * water,
        water_weight=draw.choice([1.0, 2.0]),
        cash=draw.randint(0, 3) if "cash" in brings else 0,
        cash_weight=draw.choice([1.0, 2.0]),
        closed=draw.choice([(), (), (1,), (2,)]),
        risk=draw.choice([0.0, 0.0, 0.05]),
        group=draw.choice([Group.IDP, Group.HOST]),
    )


def _locks(draw: random.Random, places: tuple[Place, ...], days: int) -> tuple[Lock, ...]:
    """Of water only locks of one day, or that let nothing through; see every_plan.py."""
    asked = [(place.name, "kit") for place in places if place.kits]
    asked += [(place.name, "light") for place in places if place.kits and draw.random() < 0.2]
    asked += [(place.name, "water") for place in places if place.water]
    asked += [(place.name, "cash") for place in places if place.cash]
    found = []
    for _ in range(draw.choice([0, 0, 1, 2]) if asked else 0):
        site_id, item = draw.choice(asked)
        kind = draw.choice(["at_least", "at_most", "exactly", "never"])
        day = draw.randint(1, days) if item == "water" or draw.random() < 0.3 else None
        quantity = 0.0 if kind == "never" else float(draw.choice([1, 1, 2]))
        found.append(
            Lock(
                site_id=site_id,
                item=item,
                day=None if kind == "never" else day,
                at_least=quantity if kind in ("at_least", "exactly") else None,
                at_most=None if kind == "at_least" else quantity,
            )
        )
    return tuple(found)


def _priorities(draw: random.Random) -> tuple[Priority, ...]:
    """Mostly as usual; else in another order, some left out, some with a tolerance."""
    if draw.random() < 0.5:
        return USUAL
    tiers = [priority.tier for priority in USUAL]
    if draw.random() < 0.6:
        draw.shuffle(tiers)
    kept = [tier for tier in tiers if draw.random() < 0.93] or tiers[:1]
    return tuple(Priority(tier=tier, tolerance=draw.choice([0, 0, 0.05, 0.2])) for tier in kept)
