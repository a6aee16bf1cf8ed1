"""With batches that expire and help that is lost, the plan is as good as trying everything."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.allocation.every_plan import best_vector
from tests.allocation.test_brute_force import plan_of
from tests.allocation.worlds import Place, World

closed = st.sampled_from([(), (1,), (2,), (1, 2)])


@st.composite
def places(draw: st.DrawFn, name: str) -> Place:
    return Place(
        name,
        hours=draw(st.sampled_from([1.0, 2.5, 4.0])),
        kits=draw(st.integers(0, 3)),
        kit_weight=draw(st.sampled_from([1.0, 2.0])),
        closed=draw(closed),
        last_day=draw(st.sampled_from([0, 1, 2, 99])),
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    return World(
        days=draw(st.integers(2, 3)),
        truck_kits=draw(st.integers(1, 3)),
        stock=draw(st.integers(0, 2)),
        batches=draw(st.dictionaries(st.integers(0, 3), st.integers(0, 3), max_size=2)),
        arrivals=draw(st.sampled_from([{}, {2: 2}])),
        places=(draw(places("A")), draw(places("B"))),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_tiers_are_those_of_the_best_plan(world: World) -> None:
    values = tuple(tier.value for tier in plan_of(world).tiers)
    assert values == pytest.approx(best_vector(world), rel=1e-5, abs=1e-5)
