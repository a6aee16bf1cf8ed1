"""A second solver, CBC, finds the same value for each tier as HiGHS."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from rrm.allocation import allocate
from rrm.allocation.programme import Case
from rrm.model.plan import Plan
from rrm.model.run import Options
from rrm.model.scenario import Group, Lock
from tests.allocation.random_worlds import random_world
from tests.allocation.second_engine import cbc_works, tiers_by_cbc
from tests.allocation.tight_worlds import Tight
from tests.allocation.tight_worlds import case_of as tight_case
from tests.allocation.worlds import case_of

pytestmark = pytest.mark.skipif(
    not cbc_works(), reason="CBC does not run here: nothing to compare HiGHS with"
)

MANY = 20


def plan_of(case: Case) -> Plan:
    # Variants stand among the case's demands already; the engine adds them itself.
    due = tuple(demand for demand in case.demands if not demand.meets)
    road_km = dict(case.road_km)
    return allocate(case.scenario, case.pack, due, case.access, road_km, Options(gap=0.0))


def assert_same(case: Case) -> None:
    priorities = case.scenario.settings.priorities
    plan, by_cbc = plan_of(case), tiers_by_cbc(case, priorities)
    if by_cbc is None:
        assert plan.status == "infeasible"
    else:
        assert all(tier.gap == 0 for tier in plan.tiers)
        assert [tier.best for tier in plan.tiers] == pytest.approx(by_cbc, rel=1e-5, abs=1e-4)


@pytest.mark.parametrize("first", range(0, 60, MANY))
def test_two_solvers_agree_on_random_worlds(first: int) -> None:
    for number in range(first, first + MANY):
        assert_same(case_of(random_world(number)))


@pytest.mark.slow
@pytest.mark.parametrize("first", range(60, 400, MANY))
def test_two_solvers_agree_on_hundreds_of_random_worlds(first: int) -> None:
    for number in range(first, first + MANY):
        assert_same(case_of(random_world(number)))


def tight(number: int) -> Tight:
    """A world of two depots with what no brute force reaches: transfers, teams, handling, trips
    of two days, groups.
    """
    draw = random.Random(number)
    asked = {
        (site, group.value, "kit"): (float(draw.randint(1, 4)), draw.choice([1.0, 2.0, 3.0]))
        for site in draw.sample(["A", "B", "C"], 2)
        for group in draw.sample([Group.IDP, Group.HOST], draw.choice([1, 2]))
    }
    if draw.random() < 0.5:
        asked["A", "idp", "water"] = (6.0, 1.0)
    if draw.random() < 0.3:
        asked["B", "idp", "cash"] = (3.0, 1.0)
    return Tight(
        days=draw.choice([2, 3]),
        asked=asked,
        stock={("D", "kit"): float(draw.randint(1, 6)), ("E", "kit"): float(draw.randint(0, 2))},
        arrivals=draw.choice([{}, {2: 2}]),
        trucks=(draw.randint(1, 2), draw.randint(0, 1)),
        truck_kits=draw.randint(2, 4),
        hours={("D", "A"): draw.choice([2.0, 6.0])},
        closed={"B": draw.choice([(), (1,)])},
        handling=draw.choice([None, 30.0]),
        teams=draw.choice([None, 6]),
        budget=draw.choice([None, 300.0]),
        host_share=draw.choice([0.0, 0.3]),
        expires=draw.choice([{}, {("D", "kit"): 2}]),
        locks=draw.choice([(), (Lock(site_id="A", item="kit", at_most=1),)]),
    )


@pytest.mark.parametrize("first", range(0, 20, MANY))
def test_two_solvers_agree_where_depots_and_teams_share(first: int) -> None:
    for number in range(first, first + MANY):
        assert_same(tight_case(tight(number)))


def test_the_two_solvers_agree_that_locks_can_not_be_kept() -> None:
    world = replace(tight(0), locks=(Lock(site_id="A", item="kit", at_least=1000),))
    case = tight_case(world)
    assert tiers_by_cbc(case, case.scenario.settings.priorities) is None
    assert_same(case)
