"""With storage and chlorine that go along with water, tiers are those of the best of all plans."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tests.allocation.every_water_plan import Thirst, best_by_trying, random_thirst, thirst_case
from tests.allocation.more_of import planned

AT_ONCE, AT_LENGTH = range(60), range(60, 1460)


def assert_is_best(world: Thirst, number: object) -> None:
    plan, best = planned(thirst_case(world)), best_by_trying(world)
    # Water is written in whole litres.
    assert [tier.value for tier in plan.tiers] == pytest.approx(best, abs=2e-2), number


def test_with_storage_and_chlorine_the_plan_is_the_best_of_all_plans() -> None:
    for number in AT_ONCE:
        world = random_thirst(number)
        assert_is_best(world, number)
        plan = planned(thirst_case(world))
        assert all(tier.gap == 0 for tier in plan.tiers), number
        assert [tier.best for tier in plan.tiers] == pytest.approx(
            best_by_trying(world), rel=1e-5, abs=1e-4
        ), number


@pytest.mark.slow
@pytest.mark.parametrize("first", AT_LENGTH[::350])
def test_so_it_is_in_many_worlds(first: int) -> None:
    for number in range(first, first + 350):
        assert_is_best(random_thirst(number), number)


def test_in_these_worlds_room_tanks_and_chlorine_are_what_runs_short() -> None:
    found = Counter[str]()
    for number in range(100):
        world = random_thirst(number)
        best = best_by_trying(world)
        found["room"] += best_by_trying(replace(world, has_m3=None)) != best
        found["tanks"] += best_by_trying(replace(world, tanks=world.tanks + 2)) != best
        found["no tanks"] += best_by_trying(replace(world, tanks=0)) != best
        if world.chlorine_m3 is not None:
            found["chlorine"] += best_by_trying(replace(world, chlorine_m3=99)) != best
            found["its last day"] += best_by_trying(replace(world, lasts=9)) != best
    assert sum(found[one] >= 8 for one in found) == len(found) == 5, found


def test_a_tank_is_worth_the_water_that_it_lets_in_and_no_trip_for_less() -> None:
    """A tank of 2 m³ a day of its own: set up on the day after, it holds two days' water of three."""
    world = Thirst(asked={"A": (2, 1.0)}, days=3, tanks=1)
    assert best_by_trying(world) == pytest.approx((1.0, 4.0, 4 / 6, 3 * 45))
    assert_is_best(world, "one tank")
    late = replace(world, ready_after=3)
    assert best_by_trying(late) == pytest.approx((3.0, 0.0, 0.0, 0.0))
    assert_is_best(late, "too late")


def test_chlorine_that_is_all_used_is_kept_to_the_gram() -> None:
    """A cubic metre takes 0.0002 of its unit, which a solver hardly sees."""
    asked = {"A": (4, 1.0), "B": (4, 1.0)}
    world = Thirst(asked=asked, has_m3=None, tanker_m3=2, chlorine_m3=4)
    plan = planned(thirst_case(world))
    assert [tier.best for tier in plan.tiers] == pytest.approx([4, 4, 90])
