"""A solve that is followed and may be stopped: the same plan, or the best one until then."""

from dataclasses import replace

import pytest

from rrm.allocation import Watch, allocate
from rrm.allocation.apart import can_work_apart
from rrm.allocation.policies import Policy
from rrm.model.charges import charge_in_words, charges
from rrm.model.plan import Plan, TierResult
from rrm.model.run import Options
from rrm.model.scenario import Lock, Priority, Tier
from tests.allocation.tight_worlds import Tight, case_of

NO_TIME = -10.0
"""Seconds: the solver is ended before it has begun."""
TWO_SITES = Tight(
    asked={("A", "idp", "kit"): (8.0, 3.0), ("B", "idp", "kit"): (8.0, 1.0)},
    stock={("D", "kit"): 10.0},
    trucks=(2, 0),
    days=2,
)
apart = pytest.mark.skipif(not can_work_apart(), reason="this system can't split a process")


def planned(
    world: Tight,
    priorities: tuple[Priority, ...] = (),
    watch: Watch | None = None,
    policy: Policy | None = None,
    seconds: float = 600.0,
) -> Plan:
    case = case_of(world)
    scenario = case.scenario
    if priorities:
        settings = scenario.settings.model_copy(update={"priorities": priorities})
        scenario = scenario.model_copy(update={"settings": settings})
    return allocate(
        scenario, case.pack, case.demands, case.access, dict(case.road_km), Options(gap=0.0, time_limit=seconds),
        policy, watch=watch,
    )  # fmt: skip


def test_the_same_plan_comes_out_whether_somebody_watches_or_not():
    told = []
    assert planned(TWO_SITES, watch=Watch(told.append)) == planned(TWO_SITES)
    words = [one.text("en") for one in told]
    assert any(one.startswith("Planning – Needs met") and "at most, gap" in one for one in words)


@apart
def test_a_solver_without_time_leaves_the_plan_of_the_simplest_good_rule():
    stopped = planned(TWO_SITES, watch=Watch(lambda _: None), seconds=NO_TIME)
    greedy = planned(TWO_SITES, policy=Policy.SEVERITY_GREEDY)
    assert (stopped.stopped, stopped.status) == ("time", "feasible")
    assert stopped.deliveries == greedy.deliveries
    assert [tier.value for tier in stopped.tiers] == [tier.value for tier in greedy.tiers]
    assert "The time limit stopped the solver" in stopped.warnings[0].text()


@apart
def test_a_solver_without_time_does_not_claim_that_locks_cannot_be_kept():
    locked = replace(TWO_SITES, locks=(Lock(site_id="A", item="kit", at_least=11),))
    stopped = planned(locked, watch=Watch(lambda _: None), seconds=NO_TIME)
    assert (stopped.status, stopped.deliveries) == ("infeasible", ())
    assert "does not prove that there is none" in stopped.unmet[0].reason.text()


def test_what_later_priorities_take_is_what_the_earlier_ones_lost():
    tolerant = (
        Priority(tier=Tier.NEEDS_MET, tolerance=0.4),
        Priority(tier=Tier.EQUITY, tolerance=0.5),
        Priority(tier=Tier.COST),
    )
    plan = planned(TWO_SITES, tolerant)
    needs, equity, cost = plan.tiers
    taken = {tier.tier: dict(tier.charged) for tier in plan.tiers}
    assert equity.charged and cost.charged
    assert needs.best - needs.value == pytest.approx(
        taken["equity"].get("needs_met", 0.0) + taken["cost"].get("needs_met", 0.0), abs=1e-4
    )
    assert equity.best - equity.value == pytest.approx(taken["cost"].get("equity", 0.0), abs=1e-4)


def test_a_charge_is_told_as_a_share_of_what_it_was_taken_from():
    needs = TierResult("needs_met", 992.0, 1000.0, 1000.0, 0.0, 0.01, "weighted people")
    equity = TierResult("equity", 0.5, 0.5, 0.5, 0.0, 0.0, "share", (("needs_met", 4.0),))
    cost = TierResult(
        "cost", 9.0, 9.0, 9.0, 0.0, 0.0, "XOF", (("needs_met", 0.4), ("equity", -1.0))
    )
    assert [charge_in_words(one).text() for one in charges((needs, equity, cost))] == [
        "“The worst-off site” took 0.4 % of “Needs met, by severity and lateness”.",
        "“Cost and exposure to risk” took less than 0.1 % of “Needs met, by severity and lateness”.",
    ]


@pytest.mark.parametrize("order", [(Tier.NEEDS_MET,), (Tier.EQUITY, Tier.NEEDS_MET)])
def test_without_cost_among_the_priorities_no_trip_goes_for_nothing(order):
    saving = planned(TWO_SITES, tuple(Priority(tier=one) for one in (*order, Tier.COST)))
    careless = planned(TWO_SITES, tuple(Priority(tier=one) for one in order))
    assert [tier.tier for tier in careless.tiers] == list(order)
    assert [tier.value for tier in careless.tiers] == pytest.approx(
        [tier.value for tier in saving.tiers[:-1]], rel=1e-5
    )
    assert len(careless.trips) == len(saving.trips)
    assert all(trip.load_kg > 0 for trip in careless.trips)


@apart
@pytest.mark.parametrize("first", [Tier.NEEDS_MET, Tier.EQUITY])
def test_a_replan_without_time_keeps_the_plan_in_force_unless_another_is_better(first):
    order = (Priority(tier=first), Priority(tier=Tier.COST))
    before = planned(TWO_SITES, order)
    greedy = planned(TWO_SITES, policy=Policy.SEVERITY_GREEDY)
    case = case_of(TWO_SITES)
    found = {}
    for name, held in {"best": before, "nothing": replace(before, deliveries=(), trips=())}.items():
        settings = case.scenario.settings.model_copy(update={"priorities": order})
        scenario = case.scenario.model_copy(update={"settings": settings})
        found[name] = allocate(
            scenario, case.pack, case.demands, case.access, dict(case.road_km),
            Options(gap=0.0, time_limit=NO_TIME), in_force=held, watch=Watch(lambda _: None),
        )  # fmt: skip
    assert found["best"].deliveries == before.deliveries
    if first is Tier.NEEDS_MET:
        # The simplest good rule brings more than a plan that brings nothing.
        assert found["nothing"].deliveries == greedy.deliveries
    assert {one.stopped for one in found.values()} == {"time"}
