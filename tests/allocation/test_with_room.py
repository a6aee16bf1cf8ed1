"""A unit that finds no room on any vehicle breaks no lock, no floor and no parity."""

from dataclasses import replace

import pytest

from rrm.allocation.choice import choose
from rrm.allocation.lexicographic import solve_tiers
from rrm.allocation.programme import programme
from rrm.allocation.solver import Limits
from rrm.allocation.stability import priorities_of
from rrm.model.scenario import Lock
from tests.allocation.crowded_worlds import crowded_case, planned, verdict_on, with_trucks
from tests.allocation.tight_worlds import Tight

ABOUT_LOADS = {
    "locks_kept", "floor_kept", "groups_alike", "payloads_kept", "volumes_kept", "stocks_suffice",
    "demands_not_exceeded", "whole_units", "unmet_adds_up", "loads_as_filed", "tier_values_true",
    "tier_bounds_hold",
}  # fmt: skip
AGAIN = (26, 86, 122, 146, 184, 235, 250, 302)
"""Worlds of which some have to be planned again, up to five times."""
# By weight two trucks of 25 kg take five kits of 10 kg; four fit.
FIVE_ASKED = Tight(
    days=1,
    asked={("A", "idp", "kit"): (3.0, 1.0), ("A", "host", "kit"): (2.0, 1.0)},
    stock={("D", "kit"): 9.0},
    trucks=(2, 0),
    truck_kits=2,
    hours={("D", "A"): 5.0},
)


def case_with(at_least=0.0, least_share=0.0):
    case = with_trucks(FIVE_ASKED, [1.25, 1.0], least_share)
    locks = (Lock(site_id="A", item="kit", at_least=at_least),) if at_least else ()
    return replace(case, scenario=case.scenario.model_copy(update={"locks": locks}))


def brought(plan):
    return sum(one.quantity for one in plan.deliveries)


def test_weight_and_volume_alone_would_leave_a_kit_behind():
    p = programme(case_with())
    solved = solve_tiers(p, priorities_of(p.case), Limits(0.0, 100, 20.0, 0))
    choice = choose(p, solved.values)
    assert sum(choice.left.values()) == 1
    assert choice.crowded


@pytest.mark.parametrize(
    ("asked", "no_plan"),
    [
        ({"at_least": 4}, ""),
        ({"at_least": 5}, "impossible"),
        ({"least_share": 0.75}, ""),
        ({"least_share": 0.9}, "impossible"),
    ],
    ids=str,
)
def test_locks_and_floors_count_what_can_be_loaded(asked, no_plan, tmp_path):
    case = case_with(**asked)
    plan = planned(case)
    assert plan.no_plan == no_plan
    if no_plan:
        return
    assert brought(plan) == 4
    broken = {one.name for one in verdict_on(case, plan, tmp_path).checks if one.offences}
    assert not broken & ABOUT_LOADS


@pytest.mark.parametrize("number", [*AGAIN, *range(20)])
def test_no_plan_breaks_a_law_because_of_what_was_left_behind(number, tmp_path):
    case = crowded_case(number)
    plan = planned(case)
    if plan.status == "infeasible":
        assert plan.no_plan == "impossible"
        return
    broken = {one.name for one in verdict_on(case, plan, tmp_path).checks if one.offences}
    assert not broken & ABOUT_LOADS
