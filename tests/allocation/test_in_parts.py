"""Worlds small enough to try everything, planned as cases too large for one programme are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rrm.allocation.choice import Choice
from rrm.allocation.lanes import Lane
from rrm.allocation.programme import Case, last_day_of, lateness_factor, programme
from rrm.allocation.solver import Limits
from rrm.model.rule_pack import ItemKind
from rrm.model.scenario import Tier
from tests.allocation.every_plan import best_tiers
from tests.allocation.random_worlds import random_world
from tests.allocation.worlds import USUAL, Place, World, case_of

pytest.importorskip("scipy", reason="planning in parts needs the extra fast")
from rrm.allocation.plan_in_force import keeps_all
from rrm.allocation.policies import values_of
from rrm.allocation.scale import plan_by_parts
from rrm.allocation.scale.by_parts import PlanByParts

LIMITS = Limits(gap=0.01, nodes=20, seconds=60.0, seed=0)
HAIR = 1e-6


def in_parts(world: World) -> tuple[Case, tuple[Lane, ...], PlanByParts]:
    case = case_of(world)
    lanes = programme(case).lanes
    return case, lanes, plan_by_parts(case, lanes, LIMITS)


def missing(case: Case, lanes: tuple[Lane, ...], choice: Choice) -> float:
    brought = choice.delivered(lanes)
    return sum(
        max(0.0, demand.survival_quantity - brought.get((j, day), 0.0))
        for j, demand in enumerate(case.demands)
        if case.kind(demand) == ItemKind.WATER
        for day in range(demand.from_day, last_day_of(case, demand) + 1)
    )


def need_met(case: Case, lanes: tuple[Lane, ...], choice: Choice) -> float:
    return sum(
        quantity * case.demands[j].weight * lateness_factor(case, case.demands[j], day)
        for (j, day), quantity in choice.delivered(lanes).items()
    )


def numbered(numbers: range) -> list[World]:
    """Random worlds without a floor, under which a plan may have to be given up."""
    worlds = (replace(random_world(n), priorities=USUAL, least_share=0.0) for n in numbers)
    return [world for world in worlds if best_tiers(world) is not None]


@pytest.mark.parametrize("first", [0, 60, 120])
def test_no_plan_passes_the_bounds(first: int) -> None:
    for world in numbered(range(first, first + 60)):
        case, lanes, made = in_parts(world)
        best = best_tiers(world)
        assert best is not None
        assert made.least_missing <= best[0] + HAIR, world
        if made.choice is not None and missing(case, lanes, made.choice) <= best[0] + HAIR:
            assert made.most_need >= best[1] * (1 - HAIR), world


@pytest.mark.slow
@pytest.mark.parametrize("first", range(180, 2180, 200))
def test_no_plan_passes_the_bounds_of_many_more_worlds(first: int) -> None:
    test_no_plan_passes_the_bounds(first)


def test_the_plan_keeps_every_law_and_comes_near_the_best() -> None:
    reached, best_of_all = 0.0, 0.0
    for world in numbered(range(60)):
        case, lanes, made = in_parts(world)
        if made.choice is None:
            continue
        whole = programme(case)
        assert keeps_all(whole, values_of(whole, made.choice)), world
        best = best_tiers(world)
        assert best is not None
        reached += need_met(case, lanes, made.choice)
        best_of_all += best[1]
    assert reached >= 0.97 * best_of_all


def test_variants_of_an_item_count_in_the_bound() -> None:
    """One kit and one light kit: both are used, and the bound knows."""
    world = World(
        days=1, truck_kits=2, stock=1, light=1,
        places=(Place("A", kits=1), Place("B", kits=1, kit_weight=9.0)), priorities=USUAL,
    )  # fmt: skip
    best = best_tiers(world)
    assert best is not None
    assert in_parts(world)[2].most_need >= best[1] - HAIR


def test_a_lock_of_one_day_binds_no_other() -> None:
    """World 52 locks the water of a day; days that are otherwise alike may be given all of it."""
    world = replace(random_world(52), priorities=USUAL)
    case, lanes, made = in_parts(world)
    best = best_tiers(world)
    assert best is not None and made.choice is not None
    assert need_met(case, lanes, made.choice) == pytest.approx(best[1])
    assert made.most_need >= best[1] - HAIR
    assert [lock.day for lock in case.scenario.locks] == [1]
    assert Tier.NEEDS_MET in {one.tier for one in world.priorities}
