"""A plan that is made again changes as little as it can, and never more than it may."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rrm.allocation import allocate
from rrm.allocation.plan_in_force import choice_in_force, keeps_all
from rrm.allocation.policies import values_of
from rrm.allocation.programme import programme
from rrm.model.plan import Plan
from rrm.model.run import Options
from rrm.model.scenario import Priority, Tier
from rrm.replanning import PlanChanges, changes_between
from tests.allocation.worlds import (
    Place,
    World,
    access_of,
    case_of,
    demands_of,
    pack_for,
    road_km_of,
    scenario_of,
)

WORLD = World(
    days=4, truck_kits=3, tanker_m3=5.0, stock=12, liquidity=3,
    places=(
        Place("A", hours=2, kits=6, kit_weight=2.0, water=6.0, survival=3.0, cash=4),
        Place("B", hours=1, kits=8, water=4.0, survival=2.0),
        Place("C", hours=3, kits=5, kit_weight=1.5, cash=5),
    ),
)  # fmt: skip


def made(
    world: World, in_force: Plan | None = None, *, stands: bool = False, gap: float = 0.0,
    **settings: object,
) -> Plan:  # fmt: skip
    scenario = scenario_of(world)
    changed = scenario.settings.model_copy(update=settings)
    return allocate(
        scenario.model_copy(update={"settings": changed}), pack_for(world), demands_of(world),
        access_of(world), road_km_of(world), Options(gap=gap), in_force=in_force, stands=stands,
    )  # fmt: skip


def closed(world: World, number: int, *days: int) -> World:
    places = list(world.places)
    places[number] = replace(places[number], closed=days)
    return replace(world, places=tuple(places))


def changes(world: World, in_force: Plan, **how: object) -> PlanChanges:
    return changes_between(in_force, made(world, in_force, **how))  # type: ignore[arg-type]


def values(plan: Plan) -> list[float]:
    return [tier.value for tier in plan.tiers if tier.tier != Tier.STABILITY]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return made(WORLD)


def test_a_plan_is_found_again_among_the_ways_there_are(plan: Plan) -> None:
    p = programme(case_of(WORLD))
    choice = choice_in_force(p, plan)
    assert choice is not None
    assert keeps_all(p, values_of(p, choice))
    assert sum(map(len, choice.loads.values())) == len(plan.trips)


def test_a_plan_that_a_law_forbids_is_told_from_one_that_it_lets(plan: Plan) -> None:
    less = programme(case_of(replace(WORLD, stock=11)))
    choice = choice_in_force(less, plan)
    assert choice is not None
    assert not keeps_all(less, values_of(less, choice))
    assert choice_in_force(programme(case_of(closed(WORLD, 1, 1, 2, 3, 4))), plan) is None


@pytest.mark.parametrize("stands", [False, True])
@pytest.mark.parametrize("gap", [0.0, 0.02])
def test_with_nothing_changed_nothing_changes(plan: Plan, stands: bool, gap: float) -> None:
    again = made(WORLD, plan, stands=stands, gap=gap)
    assert (again.trips, again.deliveries, again.payments) == (
        plan.trips, plan.deliveries, plan.payments,
    )  # fmt: skip
    assert values(again) == values(plan)
    assert again.tiers[-1].tier == Tier.STABILITY
    assert again.tiers[-1].value == 0


def test_a_plan_stands_though_a_better_one_could_be_found() -> None:
    poor = made(WORLD, priorities=(Priority(tier=Tier.COST),))
    assert poor.trips == ()
    assert made(WORLD, poor, stands=True).trips == ()
    assert made(WORLD, poor).trips != ()


def test_within_the_gap_the_plan_in_force_is_as_good_as_any() -> None:
    first = made(WORLD)
    needs = next(tier.value for tier in first.tiers if tier.tier == Tier.NEEDS_MET)
    dropped = next(row for row in first.payments)
    fewer = tuple(row for row in first.payments if row is not dropped)
    less = replace(first, payments=fewer)
    asked = (Priority(tier=Tier.NEEDS_MET),)
    assert changes(WORLD, less, priorities=asked, gap=dropped.households / needs).changes == ()
    assert changes(WORLD, less, priorities=asked, gap=0.0).changes != ()


def test_an_agent_with_less_money_changes_no_more_than_it_must(plan: Plan) -> None:
    short = replace(WORLD, liquidity=1)
    anew, near = made(short), made(short, plan)
    assert values(near) == pytest.approx(values(anew), rel=1e-5, abs=1e-5)
    before = changes_between(plan, anew).changes
    assert len(changes_between(plan, near).changes) < len(before)


def test_the_size_told_is_that_of_the_changes(plan: Plan) -> None:
    near = made(closed(WORLD, 0, 2), plan)
    people = {demand.key: demand.people / demand.quantity for demand in demands_of(WORLD)}
    size = sum(
        abs(one.after - one.before) * people[one.site_id, one.group, one.item]
        for one in changes_between(plan, near).changes
    )
    assert near.tiers[-1].value == pytest.approx(size)
    assert near.tiers[-1].bound <= near.tiers[-1].value


@pytest.mark.parametrize("most", range(5))
def test_the_limit_on_changes_is_never_passed(plan: Plan, most: int) -> None:
    near = made(closed(WORLD, 0, 2), plan, most_changes=most)
    if most == 0:
        assert near.status == "infeasible"
        assert "0 hand-overs changed at most" in near.unmet[0].reason.text("en")
    else:
        assert near.status != "infeasible"
        assert len(changes_between(plan, near).changes) <= most


def test_a_limit_of_nothing_keeps_a_plan_that_can_be_kept(plan: Plan) -> None:
    richer = replace(WORLD, stock=19)
    assert changes(richer, plan).changes != ()
    assert changes(richer, plan, most_changes=0).changes == ()


def test_where_no_plan_is_in_force_least_change_is_no_priority() -> None:
    asked = (Priority(tier=Tier.STABILITY), Priority(tier=Tier.NEEDS_MET))
    alone = made(WORLD, priorities=asked, most_changes=0)
    assert [tier.tier for tier in alone.tiers] == ["needs_met"]
    assert alone.trips != ()


def test_least_change_may_stand_before_other_priorities(plan: Plan) -> None:
    asked = (Priority(tier=Tier.STABILITY), Priority(tier=Tier.NEEDS_MET))
    assert changes(replace(WORLD, stock=19), plan, priorities=asked).changes == ()


@pytest.mark.parametrize("stands", [False, True])
def test_a_case_planned_in_parts_keeps_the_limit_too(
    plan: Plan, stands: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rrm.allocation.large.LARGE", 0)
    richer = replace(WORLD, stock=19)
    near = made(richer, plan, stands=stands, most_changes=0)
    assert near.status != "infeasible"
    assert changes_between(plan, near).changes == ()
    shut = made(closed(WORLD, 0, 2), plan, most_changes=0)
    assert shut.status == "infeasible"
    assert shut.deliveries == ()
