"""On worlds small enough to try everything, the optimiser's tiers are exactly right."""

import pytest

from rrm.allocation import allocate
from rrm.model.plan import Plan
from rrm.model.run import Options
from tests.allocation.worlds import (
    Place,
    World,
    access_of,
    best_vector,
    demands_of,
    pack_of,
    road_km_of,
    scenario_of,
)

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
    "nothing can be reached": World(
        days=2, truck_kits=2, stock=3, places=(Place("A", kits=2, closed=(1, 2)),)
    ),
}


def plan_of(world: World) -> Plan:
    return allocate(
        scenario_of(world),
        pack_of(),
        demands_of(world),
        access_of(world),
        road_km_of(world),
        Options(gap=0.0),
    )


@pytest.mark.parametrize("name", WORLDS)
def test_tiers_equal_the_best_of_all_plans(name):
    world = WORLDS[name]
    expected = best_vector(world)
    plan = plan_of(world)
    assert plan.status == "optimal"
    values = tuple(tier.value for tier in plan.tiers)
    assert values == pytest.approx(expected, rel=1e-5, abs=1e-5)
    assert all(tier.gap == 0 for tier in plan.tiers)


@pytest.mark.parametrize("name", WORLDS)
def test_what_is_not_brought_is_named_with_a_reason(name):
    world = WORLDS[name]
    plan = plan_of(world)
    for demand in demands_of(world):
        days = world.days if demand.item == "water" else 1
        brought = sum(
            row.quantity
            for row in plan.deliveries
            if (row.site_id, row.item) == (demand.site_id, demand.item)
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
