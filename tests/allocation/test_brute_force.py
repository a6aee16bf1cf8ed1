"""On worlds small enough to try everything, the optimiser's tiers are exactly right."""

from collections import Counter
from dataclasses import replace

import pytest

from rrm.allocation import allocate
from rrm.model.plan import Plan
from rrm.model.rule_pack import RiskCap
from rrm.model.run import Options
from rrm.model.scenario import Group, Lock, Priority, Tier
from tests.allocation.every_plan import best_tiers, best_vector
from tests.allocation.random_worlds import random_world
from tests.allocation.worlds import (
    USUAL,
    Place,
    World,
    access_of,
    demands_of,
    pack_for,
    road_km_of,
    scenario_of,
)

AT_ONCE = range(400)
"""Numbers of the random worlds that are tried each time."""
AT_LENGTH = range(400, 3000)
"""And of those that are tried before a change is taken."""
RISKY = tuple(n for n in range(40) if any(place.risk > 0 for place in random_world(n).places))
"""And of those that are tried with a cap on risk: a way leads through danger there."""
MANY = 100
"""How many of them make one test."""

WORLDS = {
    "too few kits for two sites of different need": World(
        days=2,
        truck_kits=3,
        stock=5,
        places=(Place("A", kits=4, kit_weight=2.0), Place("B", kits=4, kit_weight=1.0)),
    ),
    "one truck, one site closed at first, kits arriving, one due early": World(
        days=3,
        truck_kits=2,
        stock=3,
        arrivals={2: 2},
        places=(
            Place("A", hours=4.0, kits=3, kit_weight=1.0, due=1),
            Place("B", hours=2.0, kits=4, kit_weight=1.2, closed=(1,)),
        ),
    ),
    "one tanker between two thirsty sites and a weak source": World(
        days=3,
        tanker_m3=4.0,
        source_yield=9.0,
        places=(
            Place("A", hours=2.0, water=10.0, survival=6.0, water_weight=1.0),
            Place("B", hours=1.0, water=12.0, survival=3.0, water_weight=2.0),
        ),
    ),
    "kits and cash from one budget": World(
        days=2,
        truck_kits=2,
        stock=4,
        liquidity=2,
        fee=0.03,
        budget=420.0,
        places=(
            Place("A", hours=2.0, kits=3, kit_weight=3.0, cash=2, cash_weight=2.0),
            Place("B", hours=1.0, kits=1, kit_weight=1.0, cash=3, cash_weight=1.5),
        ),
    ),
    "three equal sites and kits for two": World(
        days=3,
        truck_kits=2,
        stock=4,
        places=(
            Place("A", hours=3.0, kits=2),
            Place("B", hours=3.0, kits=2),
            Place("C", hours=3.0, kits=2),
        ),
    ),
    "kits, water and a closed road at once": World(
        days=2,
        truck_kits=2,
        tanker_m3=3.0,
        stock=3,
        places=(
            Place("A", hours=2.0, kits=2, kit_weight=1.5, water=5.0, survival=2.0),
            Place("B", hours=2.5, kits=3, water=6.0, survival=4.0, closed=(2,)),
        ),
    ),
    "kits of which some expire, and two sites of different need": World(
        days=3,
        truck_kits=2,
        stock=2,
        batches={1: 2, 2: 1},
        places=(Place("A", kits=3, kit_weight=2.0, closed=(1,)), Place("B", kits=3)),
    ),
    "all kits expire before the second site is open": World(
        days=3,
        truck_kits=3,
        batches={2: 4, 1: 1},
        places=(Place("A", kits=3, closed=(1, 2)), Place("B", kits=4, closed=(1,))),
    ),
    "kits of no use any more on the third day": World(
        days=3,
        truck_kits=2,
        stock=9,
        places=(
            Place("A", kits=4, kit_weight=3.0, last_day=2, closed=(1,)),
            Place("B", kits=4, last_day=1),
        ),
    ),
    "a floor that takes kits from where they count most": World(
        days=2,
        truck_kits=2,
        stock=4,
        least_share=0.4,
        places=(Place("A", kits=4, kit_weight=3.0), Place("B", hours=2.0, kits=4)),
    ),
    "locks: exactly one here, none there, water by day": World(
        days=2,
        truck_kits=2,
        tanker_m3=3.0,
        stock=5,
        places=(
            Place("A", kits=3, kit_weight=3.0, water=5.0, survival=2.0),
            Place("B", kits=3, water=6.0, survival=4.0),
            Place("C", kits=3, kit_weight=2.0),
        ),
        locks=(
            Lock(site_id="A", item="kit", at_least=1, at_most=1),
            Lock(site_id="C", item="kit", at_most=0),
            Lock(site_id="B", item="water", day=1, at_least=1, at_most=2.5),
        ),
    ),
    "light kits where there is no room or no stock for whole ones": World(
        days=2,
        truck_kits=1,
        stock=1,
        light=3,
        light_counts=0.75,
        kit_value=40.0,
        places=(Place("A", kits=2, kit_weight=2.0), Place("B", hours=4.0, kits=2, risk=0.05)),
    ),
    "two light kits for one": World(
        days=2,
        truck_kits=2,
        light=4,
        one_for_one=False,
        places=(Place("A", kits=1, kit_weight=2.0), Place("B", kits=2)),
    ),
    "a share for hosts, whose need counts less": World(
        days=2,
        truck_kits=2,
        stock=4,
        kit_value=40.0,
        host_share=0.5,
        places=(Place("A", kits=4, kit_weight=3.0), Place("B", kits=4, group=Group.HOST)),
    ),
    "cost before need, as far as it may cost": World(
        days=2,
        truck_kits=2,
        stock=4,
        hire=15.0,
        places=(Place("A", kits=2, kit_weight=3.0), Place("B", hours=4.0, kits=2)),
        priorities=(
            Priority(tier=Tier.NEEDS_MET, tolerance=0.3),
            Priority(tier=Tier.COST),
            Priority(tier=Tier.EQUITY),
        ),
    ),
    # In these two HiGHS 1.15.1 tells of the plan it starts from that none is cheaper.
    "a cheaper plan than the one started from, light kits and cash": World(
        days=2,
        truck_kits=3,
        stock=1,
        light=3,
        arrivals={2: 2},
        hire=15.0,
        liquidity=1,
        fee=0.03,
        least_share=0.1,
        places=(
            Place("A", kits=1, due=1, last_day=1, risk=0.05),
            Place("B", hours=6.0, cash=3, risk=0.05, group=Group.HOST),
        ),
        locks=(Lock(site_id="B", item="cash", at_least=1),),
        priorities=tuple(
            Priority(tier=tier)
            for tier in (Tier.SURVIVAL_WATER, Tier.COST, Tier.NEEDS_MET, Tier.EQUITY)
        ),
    ),
    "a cheaper plan than the one started from, water and cash": World(
        days=2,
        truck_kits=1,
        tanker_m3=5.0,
        arrivals={2: 2},
        source_yield=4.0,
        liquidity=2,
        places=(
            Place(
                "A",
                hours=4.0,
                kits=1,
                due=2,
                water=4.0,
                water_weight=2.0,
                cash=2,
                closed=(2,),
                group=Group.HOST,
            ),
            Place("B", water=7.5, cash=1),
        ),
        locks=(Lock(site_id="A", item="kit", at_most=0),),
    ),
    "nothing can be reached": World(
        days=2, truck_kits=2, stock=3, places=(Place("A", kits=2, closed=(1, 2)),)
    ),
}


def plan_of(world: World, **access: object) -> Plan:
    """access: what the pack's rules of access say besides."""
    pack = pack_for(world)
    rules = pack.access.model_copy(update=access)
    return allocate(
        scenario_of(world),
        pack.model_copy(update={"access": rules}),
        demands_of(world),
        access_of(world),
        road_km_of(world),
        Options(gap=0.0),
    )


def assert_is_best(world: World, plan: Plan) -> None:
    """Each tier when it was solved, and the plan as it is, are as good as any plan can be."""
    expected = best_tiers(world)
    if expected is None:
        assert plan.status == "infeasible"
        assert not (plan.deliveries or plan.payments)
        return
    # Water is written in whole litres, which may take a hair off the plan that is proven best.
    assert plan.status == "optimal" or (plan.status == "feasible" and world.tanker_m3 > 0)
    hair = 2e-3 if world.tanker_m3 > 0 else 1e-5
    assert all(tier.gap == 0 for tier in plan.tiers)
    assert [tier.best for tier in plan.tiers] == pytest.approx(expected, rel=1e-5, abs=1e-5)
    for tier, priority in zip(plan.tiers, world.priorities, strict=True):
        room = (priority.tolerance + hair) * max(1.0, abs(tier.best))
        assert abs(tier.value - tier.best) <= room


@pytest.mark.parametrize("name", WORLDS)
def test_tiers_equal_the_best_of_all_plans(name):
    world = WORLDS[name]
    expected = best_vector(world)
    plan = plan_of(world)
    assert plan.status == "optimal"
    if all(priority.tolerance == 0 for priority in world.priorities):
        values = [tier.value for tier in plan.tiers]
        assert values == pytest.approx(expected, rel=1e-5, abs=1e-5)
    assert_is_best(world, plan)


def hundreds(numbers: range) -> list[range]:
    return [numbers[at : at + MANY] for at in range(0, len(numbers), MANY)]


@pytest.mark.parametrize("numbers", hundreds(AT_ONCE), ids=str)
def test_so_they_do_in_random_worlds(numbers):
    for number in numbers:
        world = random_world(number)
        assert_is_best(world, plan_of(world))


@pytest.mark.slow
@pytest.mark.parametrize("numbers", hundreds(AT_LENGTH), ids=str)
def test_so_they_do_in_thousands_of_random_worlds(numbers):
    for number in numbers:
        world = random_world(number)
        assert_is_best(world, plan_of(world))


@pytest.mark.parametrize("cap", [0.0, 0.01, 0.05])
def test_what_is_riskier_than_the_cap_is_as_good_as_closed(cap):
    """Goods and tankers stay away from a place whose way is too dangerous; money has no vehicle."""
    risky = 0
    for number in RISKY:
        world = random_world(number)
        shut = tuple(
            replace(place, closed=tuple(range(1, world.days + 1))) if place.risk > cap else place
            for place in world.places
        )
        risky += shut != world.places
        plan = plan_of(world, risk_cap=RiskCap(goods=cap, water=cap, source="test"))
        assert_is_best(replace(world, places=shut), plan)
    assert risky == (0 if cap == 0.05 else len(RISKY))


def test_the_random_worlds_have_all_that_may_be_short_or_asked_for():
    found = Counter[str]()
    for number in AT_ONCE:
        world = random_world(number)
        best = best_tiers(world)
        found["no plan"] += best is None
        if best is None:
            continue
        found["all tiers"] += {tier.tier for tier in world.priorities} >= {t.tier for t in USUAL}
        found["water"] += world.tanker_m3 > 0
        found["cash"] += world.liquidity > 0
        found["expiry"] += bool(world.batches) and world.truck_kits > 0
        found["variants"] += world.light > 0
        found["floor"] += world.least_share > 0
        found["budget"] += world.budget is not None
        found["at least"] += any(lock.at_most is None for lock in world.locks)
        found["exactly"] += any(lock.at_least == lock.at_most for lock in world.locks)
        found["never"] += any(lock.at_most == 0 for lock in world.locks)
        found["tolerance"] += any(priority.tolerance > 0 for priority in world.priorities)
        found["other order"] += world.priorities != USUAL
        found["something is done"] += any(best)
    assert sum(found[one] >= 8 for one in found) == len(found), found
    assert found["all tiers"] >= 200


@pytest.mark.parametrize("name", WORLDS)
def test_what_is_not_brought_is_named_with_a_reason(name):
    world = WORLDS[name]
    plan = plan_of(world)
    for demand in demands_of(world):
        days = world.days if demand.item == "water" else 1
        brought = sum(
            row.counted
            for row in plan.deliveries
            if (row.site_id, row.for_item) == (demand.site_id, demand.item)
        ) + sum(
            row.households
            for row in plan.payments
            if (row.site_id, row.item) == (demand.site_id, demand.item)
        )
        unmet = sum(
            row.quantity
            for row in plan.unmet
            if (row.site_id, row.item) == (demand.site_id, demand.item)
        )
        assert brought + unmet == pytest.approx(demand.quantity * days)
    assert all(row.reason.text() and row.what_would_help.text() for row in plan.unmet)


def test_two_alike_sites_beside_a_third_get_the_same_within_a_load() -> None:
    """C is left with nothing whatever is done: the two kits are for A and B, one each."""
    world = World(
        days=2,
        truck_kits=1,
        stock=2,
        places=(
            Place("A", hours=5.0, kits=2),
            Place("B", hours=5.0, kits=2),
            Place("C", hours=5.0, kits=1, kit_weight=0.5),
        ),
    )
    plan = plan_of(world)
    had = {site: sum(d.quantity for d in plan.deliveries if d.site_id == site) for site in "ABC"}
    assert had == {"A": 1, "B": 1, "C": 0}
