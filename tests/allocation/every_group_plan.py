"""The best plan of a tiny world of several groups, by trying every plan there is.

It shares no code with the optimiser. One truck from D makes its rounds to one site a day, for all
groups there; one agent pays. Beside the tiers it knows how alike groups are helped, and how far a
plan lies from one in force.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rrm.allocation.programme import Case
from rrm.model.rule_pack import GroupParity
from rrm.model.scenario import Tier
from tests.allocation.every_plan import (
    HAIR,
    SLACK,
    as_even_as_can_be,
    evenness,
    lateness,
)
from tests.allocation.tight_worlds import Tight, case_of
from tests.allocation.worlds import CASH_VALUE

Need = tuple[str, str, str]
"""Site, group, item."""
Brought = Mapping[tuple[int, Need], float]
"""What is handed over, by day and need."""

DUE, FEE, HIRE, DAY_HOURS = 2, 0.02, 5.0, 10.0
PEOPLE = 60
USUAL = (Tier.NEEDS_MET, Tier.EQUITY, Tier.COST)

COST, CHANGE, CHANGED, FIRST_NEED = range(4)
"""What a plan is known by; then the quantity, and the value, that each need is brought."""


@dataclass(frozen=True)
class Parity:
    """How far the shares of groups may lie apart, within each site or over the plan."""

    at_most: float
    over: str = "site"


def group_case(world: Tight, parity: Parity | None) -> Case:
    """The world as the engine plans it."""
    case = case_of(world)
    rule = None
    if parity is not None:
        rule = GroupParity.model_validate(
            {"at_most": parity.at_most, "over": parity.over, "source": "x"}
        )
    rules = case.pack.entitlements.model_copy(update={"group_parity": rule})
    return replace(case, pack=case.pack.model_copy(update={"entitlements": rules}))


def random_group_world(number: int) -> tuple[Tight, Parity]:
    """Two sites of two groups each, kits and money too few for all; and what parity asks."""
    draw = random.Random(number)
    asked: dict[Need, tuple[float, float]] = {}
    for site, group in draw.sample(list(itertools.product("AB", ("idp", "host"))), 3):
        asked[site, group, "kit"] = (float(draw.randint(2, 6)), draw.choice([1.0, 2.0, 3.0]))
    if draw.random() < 0.3:
        group = draw.choice(["idp", "host"])
        asked["A", group, "cash"] = (float(draw.randint(1, 3)), draw.choice([1.0, 2.0]))
    world = Tight(
        days=2,
        asked=asked,
        stock={("D", "kit"): float(draw.choice([0, 3, 4, 5, 6, 7]))},
        arrivals=draw.choice([{}, {2: 2}]),
        trucks=(1, 0),
        truck_kits=draw.randint(2, 4),
        hours={("D", site): draw.choice([2.0, 2.5, 4.0]) for site in "AB"},
        closed={draw.choice("AB"): draw.choice([(), (), (1,), (2,), (1, 2)])},
        liquidity=CASH_VALUE * draw.randint(1, 2),
        budget=draw.choice([None, None, 150.0, 300.0]),
    )
    return world, Parity(draw.choice([0.0, 0.1, 0.3]), draw.choice(["site", "plan"]))


def best_of_all(
    world: Tight,
    parity: Parity | None = None,
    priorities: tuple[Tier, ...] = USUAL,
    in_force: Brought | None = None,
    most_changes: int | None = None,
) -> tuple[float, ...] | None:
    """The value of each tier, each the best that those before it leave; None without any plan.

    in_force: what the plan in force hands over, from which stability and changes are measured.
    """
    plans = _every_plan(world, in_force or {})
    if world.budget is not None:
        plans = plans[_money(world, plans) <= world.budget + HAIR]
    if parity is not None:
        plans = plans[_is_alike(world, parity, plans)]
    if most_changes is not None:
        plans = plans[plans[:, CHANGED] <= most_changes]
    if len(plans) == 0:
        return None
    tiers, even = _tiers(world, plans)
    found = []
    for tier in priorities:
        values = tiers[tier]
        is_more_better = tier in (Tier.NEEDS_MET, Tier.EQUITY)
        best = float(values.max() if is_more_better else values.min())
        found.append(best)
        room = SLACK * max(1.0, abs(best))
        kept = values >= best - room if is_more_better else values <= best + room
        if tier == Tier.EQUITY:
            kept &= as_even_as_can_be(values, even)
        tiers, even = {one: of[kept] for one, of in tiers.items()}, even[kept]
    return tuple(found)


Sums = NDArray[np.float64]


def _tiers(world: Tight, plans: Sums) -> tuple[dict[Tier, Sums], Sums]:
    needs = tuple(world.asked)
    values = plans[:, FIRST_NEED + len(needs) :]
    shares = [
        values[:, [at for at, need in enumerate(needs) if need[0] == site]].sum(axis=1) / most
        for site, most in _attainable(world).items()
        if most > 0
    ]
    worst = np.min([np.ones(len(plans)), *shares], axis=0)
    tiers = {
        Tier.NEEDS_MET: values.sum(axis=1),
        Tier.EQUITY: worst,
        Tier.COST: plans[:, COST],
        Tier.STABILITY: plans[:, CHANGE],
    }
    return tiers, evenness(np.array(shares).reshape(-1, len(plans)).T)


def _money(world: Tight, plans: Sums) -> Sums:
    cash = [FIRST_NEED + at for at, need in enumerate(world.asked) if need[2] == "cash"]
    return plans[:, COST] + plans[:, cash].sum(axis=1) * CASH_VALUE


def _is_alike(world: Tight, parity: Parity, plans: Sums) -> NDArray[np.bool_]:
    """Whether no group is ahead of another by more than is allowed, give or take one unit."""
    shares: dict[tuple[str, str], tuple[Sums, float]] = {}
    for circle in {_circle(parity, need) for need in world.asked if _is_in_reach(world, need)}:
        mine = [
            (at, need)
            for at, need in enumerate(world.asked)
            if _circle(parity, need) == circle and _is_in_reach(world, need)
        ]
        due = sum(quantity * weight for quantity, weight in (world.asked[need] for _, need in mine))
        had = sum(plans[:, FIRST_NEED + at] * world.asked[need][1] for at, need in mine) / due
        shares[circle] = (had, max(world.asked[need][1] for _, need in mine) / due)
    kept = np.ones(len(plans), dtype=bool)
    for one, other in itertools.permutations(shares, 2):
        if one[0] == other[0]:
            (had, unit), (theirs, their_unit) = shares[one], shares[other]
            kept &= had - theirs <= parity.at_most + max(unit, their_unit) + HAIR
    return kept


def _circle(parity: Parity, need: Need) -> tuple[str, str]:
    return ("" if parity.over == "plan" else need[0], need[1])


def _is_in_reach(world: Tight, need: Need) -> bool:
    if need[2] == "cash":
        return True
    is_open = any(day not in world.closed.get(need[0], ()) for day in range(1, world.days + 1))
    return is_open and _kits_by(world, world.days) > 0


def _kits_by(world: Tight, day: int) -> float:
    arrived = sum(n for on, n in world.arrivals.items() if on <= day)
    return world.stock.get(("D", "kit"), 0.0) + arrived


def _attainable(world: Tight) -> dict[str, float]:
    found = {need[0]: 0.0 for need in world.asked}
    for need, (quantity, weight) in world.asked.items():
        closed = world.closed.get(need[0], ())
        days = [day for day in range(1, world.days + 1) if need[2] == "cash" or day not in closed]
        if days and _is_in_reach(world, need):
            found[need[0]] += quantity * weight * lateness(days[0], DUE)
    return found


# ---- every plan ----------------------------------------------------------------------------------


def _every_plan(world: Tight, in_force: Brought) -> Sums:
    trucks = _rows(world, in_force, "kit", _truck_plans(world))
    agents = _rows(world, in_force, "cash", _agent_plans(world))
    return (trucks[:, None] + agents[None]).reshape(-1, trucks.shape[1])


def _rows(
    world: Tight,
    in_force: Brought,
    item: str,
    plans: Iterator[tuple[float, dict[int, list[float]]]],
) -> Sums:
    """Of all plans for one item, what each is known by. plans: cost, and quantities by day."""
    needs = tuple(world.asked)
    rows = []
    for cost, by_day in plans:
        row = [0.0] * (FIRST_NEED + 2 * len(needs))
        row[COST] = cost
        for day, quantities in by_day.items():
            for at, (need, quantity) in enumerate(zip(needs, quantities, strict=True)):
                due, weight = world.asked[need]
                row[FIRST_NEED + at] += quantity
                row[FIRST_NEED + len(needs) + at] += quantity * weight * lateness(day, DUE)
                if need[2] == item:
                    moved = abs(quantity - in_force.get((day, need), 0.0))
                    row[CHANGE] += moved * PEOPLE / due
                    row[CHANGED] += moved > 0
        rows.append(row)
    return np.unique(np.array(rows).round(9), axis=0)


def _truck_plans(world: Tight) -> Iterator[tuple[float, dict[int, list[float]]]]:
    needs, days = tuple(world.asked), range(1, world.days + 1)
    nowhere = (0.0, [0.0] * len(needs))
    options = [[nowhere, *_drives(world, day)] for day in days]
    for plan in itertools.product(*options):
        by_day = {day: quantities for day, (_, quantities) in zip(days, plan, strict=True)}
        gone = list(itertools.accumulate(sum(by_day[day]) for day in days))
        if any(sent > _kits_by(world, day) for day, sent in zip(days, gone, strict=True)):
            continue
        totals = [sum(of) for of in zip(*by_day.values(), strict=True)]
        if all(had <= world.asked[need][0] for had, need in zip(totals, needs, strict=True)):
            yield sum(cost for cost, _ in plan), by_day


def _drives(world: Tight, day: int) -> Iterator[tuple[float, list[float]]]:
    """What the truck may bring on a day, and what that costs."""
    needs = tuple(world.asked)
    for site in dict.fromkeys(need[0] for need in needs):
        hours = world.hours.get(("D", site), 2.0)
        rounds = math.floor(DAY_HOURS / (2 * hours) + HAIR)
        if day in world.closed.get(site, ()):
            continue
        ranges = [
            range(int(world.asked[need][0]) + 1) if (need[0], need[2]) == (site, "kit") else (0,)
            for need in needs
        ]
        for quantities in itertools.product(*ranges):
            if 0 < sum(quantities) <= rounds * world.truck_kits:
                trips = math.ceil(sum(quantities) / world.truck_kits)
                yield trips * 20 * hours * world.km_cost + HIRE, [float(n) for n in quantities]


def _agent_plans(world: Tight) -> Iterator[tuple[float, dict[int, list[float]]]]:
    needs, days = tuple(world.asked), range(1, world.days + 1)
    a_day = min(int(world.liquidity // CASH_VALUE), 9)
    ranges = [
        range(min(a_day, int(world.asked[need][0])) + 1) if need[2] == "cash" else (0,)
        for need in needs
    ]
    options = [paid for paid in itertools.product(*ranges) if sum(paid) <= a_day]
    for plan in itertools.product(options, repeat=world.days):
        totals = [sum(of) for of in zip(*plan, strict=True)]
        if all(had <= world.asked[need][0] for had, need in zip(totals, needs, strict=True)):
            by_day = {day: [float(n) for n in paid] for day, paid in zip(days, plan, strict=True)}
            yield sum(totals) * CASH_VALUE * FEE, by_day
