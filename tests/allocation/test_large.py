"""Cases planned in parts: no plan passes the bounds, and the independent check accepts the plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from rrm import journey
from rrm.access import access_table, road_km
from rrm.allocation import large
from rrm.allocation.lexicographic import solve_tiers
from rrm.allocation.policies import Policy, policy_plan, tier_values
from rrm.allocation.programme import Case, programme
from rrm.allocation.solver import Limits
from rrm.bench import Shape, generate
from rrm.entitlements import entitle
from rrm.model.run import Options
from rrm.model.scenario import Tier

pytest.importorskip("scipy", reason="planning in parts needs the extra fast")

LIMITS = Limits(gap=0.01, nodes=20, seconds=60.0, seed=0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("generated") / "case"
    generate(target, Shape(sites=8, seed=3, days=14))
    return target


def case_of(folder: Path) -> Case:
    loaded = journey.load(folder)
    scenario, pack = loaded.scenario, loaded.pack
    nodes = {agent.node for agent in scenario.cash_agents} | {m.node for m in scenario.markets}
    distances = road_km(scenario, sorted(nodes))
    entitled = entitle(scenario, pack, journey.score(loaded), distances)
    return Case(scenario, pack, entitled.demands, access_table(scenario, pack), distances)


def test_no_plan_passes_the_bounds_of_planning_in_parts(folder: Path) -> None:
    p = programme(case_of(folder))
    priorities = p.case.scenario.settings.priorities
    made = large.planned_in_parts(p, priorities, LIMITS)
    bounds = {one.priority.tier: one.bound for one in made.solved.tiers}
    greedy = policy_plan(p, Policy.SEVERITY_GREEDY)
    assert greedy is not None
    solved = solve_tiers(programme(p.case), priorities, LIMITS)
    exact = {one.priority.tier: one.value for one in solved.tiers}
    assert exact[Tier.SURVIVAL_WATER] >= bounds[Tier.SURVIVAL_WATER] - 1e-6
    assert exact[Tier.NEEDS_MET] <= bounds[Tier.NEEDS_MET] * (1 + 1e-6)
    values = {one.priority.tier: one.value for one in made.solved.tiers}
    worth = tier_values(p, greedy)
    assert values[Tier.SURVIVAL_WATER] <= worth[Tier.SURVIVAL_WATER] + 1e-6
    assert values[Tier.NEEDS_MET] >= 0.9 * exact[Tier.NEEDS_MET]


def test_a_plan_in_parts_passes_the_independent_check(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large, "LARGE", 0)
    checked = journey.plan(journey.load(folder), Options(gap=0.01, time_limit=60.0))
    assert checked.verdict.accepted
    assert checked.run.plan.status in ("optimal", "feasible")
    assert checked.run.plan.trips
