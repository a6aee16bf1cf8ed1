"""Laws of the plan: more means never make it worse, and nothing is conjured up."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.allocation import allocate
from rrm.allocation.loading import Line, spread
from rrm.model.run import Options
from tests.allocation.every_plan import best_vector
from tests.allocation.worlds import (
    Place,
    World,
    access_of,
    demands_of,
    pack_of,
    road_km_of,
    scenario_of,
)

PACK = pack_of()


def tiers(world: World) -> list[float]:
    plan = allocate(
        scenario_of(world),
        PACK,
        demands_of(world),
        access_of(world),
        road_km_of(world),
        Options(gap=0.0),
    )
    return [tier.value for tier in plan.tiers]


@st.composite
def places(draw, name: str) -> Place:
    water = draw(st.sampled_from([0.0, 4.0, 7.5]))
    return Place(
        name,
        hours=draw(st.sampled_from([1.0, 2.0, 3.0, 6.0])),
        kits=draw(st.integers(0, 3)),
        kit_weight=draw(st.sampled_from([1.0, 1.5, 3.0])),
        due=draw(st.integers(1, 3)),
        water=water,
        survival=draw(st.sampled_from([0.0, 0.5])) * water,
        closed=draw(st.sampled_from([(), (1,), (2,)])),
    )


@st.composite
def worlds(draw) -> World:
    return World(
        days=2,
        places=(draw(places("A")), draw(places("B"))),
        truck_kits=draw(st.integers(1, 3)),
        tanker_m3=draw(st.sampled_from([0.0, 3.0, 5.0])),
        stock=draw(st.integers(0, 4)),
        arrivals=draw(st.sampled_from([{}, {2: 2}])),
        source_yield=draw(st.sampled_from([4.0, 100.0])),
    )


def best_of_three(world: World) -> tuple[float, float, float]:
    """Survival water short, need met, worst share - as the engine plans it."""
    shortfall, met, worst, _ = tiers(world)
    return shortfall, met, worst


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_the_plan_is_the_best_of_all_plans(world):
    assert tiers(world) == pytest.approx(best_vector(world), rel=1e-4, abs=2e-3)


@settings(max_examples=25, deadline=None)
@given(worlds(), st.integers(1, 3))
def test_more_stock_never_makes_it_worse(world, more):
    before, after = tiers(world), tiers(replace(world, stock=world.stock + more))
    assert not_worse(before, after)


@settings(max_examples=25, deadline=None)
@given(worlds())
def test_opening_roads_never_leaves_more_thirst_or_less_need_met(world):
    opened = replace(world, places=tuple(replace(place, closed=()) for place in world.places))
    before, after = tiers(world), tiers(opened)
    # The worst-off share is measured against what is attainable, which grows with access.
    assert not_worse(before[:2], after[:2])


@settings(max_examples=25, deadline=None)
@given(worlds())
def test_the_order_of_places_does_not_matter(world):
    turned = replace(world, places=tuple(reversed(world.places)))
    assert tiers(world) == pytest.approx(tiers(turned), rel=1e-5, abs=2e-3)


def not_worse(before: list[float], after: list[float]) -> bool:
    """Compared in the order of the tiers: lower shortfall, then more need met, then fairer."""
    signs = (-1, 1, 1)
    for sign, was, now in zip(signs, before, after, strict=False):
        if abs(now - was) > 1e-4 * max(1.0, abs(was)) + 2e-3:
            return sign * (now - was) > 0
    return True


lines = st.builds(
    Line,
    key=st.sampled_from(["a", "b", "c"]),
    quantity=st.integers(1, 40).map(float),
    kg=st.sampled_from([5.0, 8.25, 27.0, 38.0]),
    m3=st.sampled_from([0.0, 0.0124, 0.11]),
    is_whole=st.just(True),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(lines, min_size=1, max_size=3, unique_by=lambda line: line.key), st.integers(1, 3))
def test_no_trip_is_overloaded_and_nothing_gets_lost(to_load, trips):
    loads, left = spread(to_load, trips, 400.0, 2.0)
    assert len(loads) <= trips
    for load in loads:
        by_key = {line.key: line for line in to_load}
        assert sum(q * by_key[k].kg for k, q in load.items()) <= 400.0 + 1e-6
        assert sum(q * by_key[k].m3 for k, q in load.items()) <= 2.0 + 1e-6
        assert all(q == round(q) for q in load.values())
    for line in to_load:
        loaded = sum(load.get(line.key, 0.0) for load in loads)
        assert loaded + left.get(line.key, 0.0) == line.quantity
