"""Each simple policy serves in the order that it is named for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rrm.allocation import allocate
from rrm.allocation.constraints import all_constraints
from rrm.allocation.objectives import objective
from rrm.allocation.policies import Policy, policy_plan, start_of, tier_values
from rrm.allocation.programme import programme
from rrm.allocation.solver import Limits, TierSolver
from rrm.bench import Shape, generate
from rrm.model.run import Options
from rrm.model.scenario import Lock, Tier
from rrm.store import draft_run
from rrm.verification import verify
from tests.allocation.runs_by_rule import case_in, run_by
from tests.allocation.tight_worlds import Tight, case_of, delivered, is_broken
from tests.builders import tiny_scenario

SHIPPED = Path(__file__).parents[2] / "scenarios"
KITS = {("A", "idp", "kit"): (4.0, 1.0), ("B", "idp", "kit"): (4.0, 3.0)}
TWO_SITES = Tight(asked=KITS, stock={("D", "kit"): 4.0}, trucks=(2, 0))


def test_greedy_serves_the_worst_need_first():
    brought = delivered(TWO_SITES, Policy.SEVERITY_GREEDY)
    assert brought == {("A", "idp", "kit"): 0.0, ("B", "idp", "kit"): 4.0}


def test_greedy_looks_at_the_need_of_a_person_not_at_how_many_there_are():
    # Twice the kits at half the weight a kit, for as many people: as much need of each.
    asked = {("A", "idp", "kit"): (4.0, 2.0), ("B", "idp", "kit"): (2.0, 3.0)}
    brought = delivered(replace(TWO_SITES, asked=asked), Policy.SEVERITY_GREEDY)
    assert brought["A", "idp", "kit"] == 4


def test_greedy_brings_survival_water_everywhere_before_more_of_it_anywhere():
    asked = {("A", "idp", "water"): (4.0, 1.0), ("B", "idp", "water"): (4.0, 9.0)}
    world = Tight(days=1, asked=asked, source_yield=6.0, tankers=2)
    assert delivered(world, Policy.SEVERITY_GREEDY) == {
        ("A", "idp", "water"): 2.0,
        ("B", "idp", "water"): 4.0,
    }


def test_first_come_serves_the_alert_reported_first():
    late_b = replace(TWO_SITES, reported={"B": 9, "A": 8})
    assert delivered(late_b, Policy.FIRST_COME)["A", "idp", "kit"] == 4
    late_a = replace(TWO_SITES, reported={"B": 8, "A": 9})
    assert delivered(late_a, Policy.FIRST_COME)["B", "idp", "kit"] == 4


def test_first_come_serves_sites_without_an_alert_last_in_the_order_of_the_table():
    assert delivered(TWO_SITES, Policy.FIRST_COME)["A", "idp", "kit"] == 4
    only_b = replace(TWO_SITES, reported={"B": 17})
    assert delivered(only_b, Policy.FIRST_COME)["B", "idp", "kit"] == 4


def test_proportional_gives_everyone_the_same_share_of_stock():
    asked = {("A", "idp", "kit"): (8.0, 1.0), ("B", "idp", "kit"): (4.0, 3.0)}
    brought = delivered(
        replace(TWO_SITES, asked=asked, stock={("D", "kit"): 6.0}), Policy.PROPORTIONAL
    )
    assert brought == {("A", "idp", "kit"): 4.0, ("B", "idp", "kit"): 2.0}


def test_what_one_site_cannot_be_brought_is_split_among_the_others():
    asked = {**KITS, ("C", "idp", "kit"): (4.0, 1.0)}
    world = replace(TWO_SITES, asked=asked, stock={("D", "kit"): 6.0}, closed={"C": (1, 2, 3)})
    brought = delivered(world, Policy.PROPORTIONAL)
    assert brought == {
        ("A", "idp", "kit"): 3.0, ("B", "idp", "kit"): 3.0, ("C", "idp", "kit"): 0.0
    }  # fmt: skip


def test_proportional_splits_a_weak_source_and_an_agent_s_cash():
    asked = {
        ("A", "idp", "water"): (4.0, 1.0), ("B", "idp", "water"): (4.0, 9.0),
        ("A", "idp", "cash"): (6.0, 1.0), ("B", "idp", "cash"): (6.0, 9.0),
    }  # fmt: skip
    world = Tight(days=1, asked=asked, source_yield=6.0, tankers=4, tanker_m3=1.0, liquidity=600)
    brought = delivered(world, Policy.PROPORTIONAL)
    assert brought["A", "idp", "water"] == brought["B", "idp", "water"] == 3
    assert brought["A", "idp", "cash"] == brought["B", "idp", "cash"] == 3


@pytest.mark.parametrize("policy", [Policy.SEVERITY_GREEDY, Policy.FIRST_COME])
def test_a_truck_that_goes_anyway_is_filled_before_another_starts(policy):
    asked = {("A", "idp", "kit"): (2.0, 3.0), ("A", "idp", "soap"): (20.0, 1.0)}
    world = replace(TWO_SITES, asked=asked, stock={("D", "kit"): 9.0, ("D", "soap"): 99.0})
    plan = planned(world, policy)
    assert len(plan.trips) == 1
    assert plan.trips[0].load_kg == 40


def test_the_smallest_vehicle_that_takes_everything_is_sent():
    world = replace(TWO_SITES, stock={("D", "kit"): 9.0}, trucks=(2, 0))
    case = case_of(world)
    small = case.scenario.vehicles[0].model_copy(update={"payload_kg": 40.0, "cost_per_km": 0.5})
    large = case.scenario.vehicles[0].model_copy(update={"payload_kg": 400.0})
    scenario = case.scenario.model_copy(update={"vehicles": (large, small)})
    plan = allocate(
        scenario, case.pack, case.demands, case.access, case.road_km, Options(),
        policy=Policy.SEVERITY_GREEDY,
    )  # fmt: skip
    by_the_small_one = 2 * 20 * 0.5 + 5
    assert [trip.cost for trip in plan.trips] == [by_the_small_one, by_the_small_one]


def test_stock_at_a_depot_without_a_way_is_moved_to_one_that_has():
    world = Tight(
        asked={("A", "idp", "kit"): (4.0, 1.0)}, stock={("E", "kit"): 9.0}, hours={("E", "A"): 99.0}
    )
    plan = planned(world, Policy.SEVERITY_GREEDY)
    assert [(row.from_depot, row.to_depot, row.quantity) for row in plan.transfers] == [
        ("E", "D", 4.0)
    ]
    assert [(row.origin, row.day) for row in plan.deliveries] == [("D", 2)]


def test_hosts_have_their_share_beside_a_worse_need_of_others():
    asked = {("A", "idp", "kit"): (9.0, 3.0), ("A", "host", "kit"): (9.0, 1.0)}
    world = Tight(asked=asked, stock={("D", "kit"): 10.0}, trucks=(9, 0), host_share=0.3)
    brought = delivered(world, Policy.SEVERITY_GREEDY)
    assert brought == {("A", "idp", "kit"): 7.0, ("A", "host", "kit"): 3.0}


def test_locks_come_first_whatever_the_policy():
    lock = Lock(site_id="A", item="kit", day=2, at_least=2)
    for policy in Policy:
        plan = planned(replace(TWO_SITES, locks=(lock,)), policy)
        on_the_day = [row for row in plan.deliveries if (row.site_id, row.day) == ("A", 2)]
        assert sum(row.quantity for row in on_the_day) >= 2


def test_a_rule_that_cannot_keep_the_locks_says_so_and_claims_nothing_of_other_plans():
    lock = Lock(site_id="A", item="kit", at_least=9)
    plan = planned(replace(TWO_SITES, locks=(lock,)), Policy.FIRST_COME)
    assert plan.status == "infeasible"
    assert {row.reason_code for row in plan.unmet} == {"no_plan_found"}
    assert plan.unmet[0].reason.text() == (
        "The rule “first come, first served” finds no plan that keeps all locks and the floor"
    )


def test_a_plan_by_a_rule_is_called_one():
    plan = planned(TWO_SITES, Policy.SEVERITY_GREEDY)
    assert plan.warnings[0].text() == (
        "Planned by a simple rule, “the worst need first”, not by the optimiser: a better plan"
        " may well exist."
    )


def test_the_solver_starts_from_a_policy_s_plan_and_is_never_worse():
    p = programme(case_of(replace(TWO_SITES, stock={("D", "kit"): 6.0, ("E", "kit"): 1.0})))
    for number, constraint in enumerate(all_constraints(p)):
        p.problem.addConstraint(constraint, f"c{number}")
    values = policy_plan(p, Policy.SEVERITY_GREEDY)
    solver = TierSolver(p.problem, Limits(gap=0.0, nodes=0, seconds=5.0, seed=0))
    goal = objective(p, Tier.NEEDS_MET)
    solution = solver.solve(goal, start_of(p, values), 5.0)
    assert solution.objective >= tier_values(p, values)[Tier.NEEDS_MET] - 1e-6
    assert np.isfinite(solution.objective)


def planned(world: Tight, policy: Policy):
    case = case_of(world)
    return allocate(
        case.scenario, case.pack, case.demands, case.access, case.road_km, Options(),
        policy=policy,
    )  # fmt: skip


@pytest.mark.parametrize("policy", list(Policy))
@pytest.mark.parametrize("name", ["tiny", "menaka-2022", "douentza-tombouctou"])
def test_the_independent_check_accepts_every_policy_s_plan(name, policy, tmp_path):
    folder = tiny_scenario(tmp_path / "tiny") if name == "tiny" else SHIPPED / name
    run = run_by(folder, policy)
    with draft_run(run, tmp_path / "runs") as draft:
        draft.write_tables()
        verdict = verify(draft.folder, run.plan.tiers)
    assert verdict.accepted, [check for check in verdict.checks if check.offences]
    assert bool(run.plan.trips) == (policy != Policy.NOTHING)


def test_on_a_made_up_scenario_of_many_sites_every_constraint_is_kept(tmp_path):
    generate(tmp_path / "made", Shape(sites=15, seed=7, days=14))
    p = programme(case_in(tmp_path / "made"))
    constraints = list(all_constraints(p))
    for policy in Policy:
        values = policy_plan(p, policy)
        assert not [str(one) for one in constraints if is_broken(one, values)]
