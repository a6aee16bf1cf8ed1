"""A floor below which no site may be left: kept by every plan, or no plan is made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rrm.allocation import allocate
from rrm.allocation.policies import Policy
from rrm.model.plan import Plan
from rrm.model.run import Options
from rrm.model.scenario import Priority, Tier
from tests.allocation.tight_worlds import Tight, case_of

# B counts for a tenth of A: what is brought there costs A ten times as much need.
WORLD = Tight(
    asked={("A", "idp", "kit"): (8.0, 1.0), ("B", "idp", "kit"): (8.0, 0.1)},
    stock={("D", "kit"): 8.0},
    trucks=(3, 0),
    days=1,
)


def planned(world: Tight, share: float, policy: Policy | None = None) -> Plan:
    case = case_of(world)
    settings = case.scenario.settings.model_copy(
        update={"least_share": share, "priorities": (Priority(tier=Tier.NEEDS_MET),)}
    )
    scenario = case.scenario.model_copy(update={"settings": settings})
    road_km = dict(case.road_km)
    options = Options(gap=0.0)
    return allocate(scenario, case.pack, case.demands, case.access, road_km, options, policy)


def kits(plan: Plan) -> dict[str, float]:
    found = {"A": 0.0, "B": 0.0}
    for row in plan.deliveries:
        found[row.site_id] += row.quantity
    return found


@pytest.mark.parametrize(("share", "expected"), [(0.0, 0), (0.1, 1), (0.25, 2), (0.5, 4)])
def test_the_worst_off_site_gets_no_less_than_the_floor(share: float, expected: int) -> None:
    plan = planned(WORLD, share)
    assert kits(plan) == {"A": 8 - expected, "B": expected}


def test_a_floor_that_the_means_do_not_reach_makes_no_plan() -> None:
    plan = planned(WORLD, 0.51)
    assert (plan.status, plan.deliveries) == ("infeasible", ())
    assert "floor" in plan.unmet[0].reason.text("en")


def test_a_site_that_nothing_can_reach_has_no_floor() -> None:
    cut_off = replace(WORLD, closed={"B": (1,)})
    assert kits(planned(cut_off, 0.9)) == {"A": 8, "B": 0}


@pytest.mark.parametrize("policy", list(Policy))
def test_a_simple_rule_keeps_the_floor_or_says_that_it_cannot(policy: Policy) -> None:
    plan = planned(WORLD, 0.25, policy)
    assert min(kits(plan).values()) >= 2
    impossible = planned(WORLD, 0.51, policy)
    assert impossible.status == "infeasible"
    assert "floor" in impossible.unmet[0].reason.text("en")
