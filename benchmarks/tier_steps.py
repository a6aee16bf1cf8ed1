"""Need met on menaka-2022: our three steps a tier against HiGHS on the whole programme.

    python benchmarks/tier_steps.py [seconds]

Both solve the same programme with the same survival water held, one thread each. Printed: seconds,
proven gap, and the ratio of the gaps. HiGHS alone gets the seconds given (40 without), ours stops
by its own count of work.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from rrm import journey
from rrm.access import access_table, road_km
from rrm.allocation.constraints import all_constraints
from rrm.allocation.lexicographic import relative_gap, solve_tier
from rrm.allocation.objectives import objective
from rrm.allocation.programme import Case, Programme, programme
from rrm.allocation.solver import Limits, TierSolver
from rrm.entitlements import entitle
from rrm.model.scenario import Tier

SCENARIO = Path(__file__).parent.parent / "scenarios" / "menaka-2022"
GAP = 0.005


def case() -> Case:
    """The planning case of the shipped scenario."""
    loaded = journey.load(SCENARIO)
    scenario, pack = loaded.scenario, loaded.pack
    nodes = {agent.node for agent in scenario.cash_agents} | {m.node for m in scenario.markets}
    distances = road_km(scenario, sorted(nodes))
    entitled = entitle(scenario, pack, journey.score(loaded), distances)
    return Case(scenario, pack, entitled.demands, access_table(scenario, pack), distances)


def prepared(limits: Limits) -> tuple[Programme, TierSolver]:
    """A programme with survival water solved and held."""
    built = programme(case())
    for number, constraint in enumerate(all_constraints(built)):
        built.problem.addConstraint(constraint, f"c{number}")
    solver = TierSolver(built.problem, limits)
    water = objective(built, Tier.SURVIVAL_WATER)
    solved = solver.solve(water, None, 60)
    solver.hold(water.terms, at_least=None, at_most=solved.objective + 1e-4)
    return built, solver


def main(seconds: float) -> None:
    """Prints both, side by side."""
    built, alone = prepared(Limits(GAP, 10_000_000, seconds, 0))
    alone.use_defaults()
    started = time.perf_counter()
    whole = alone.solve(objective(built, Tier.NEEDS_MET), None, seconds)
    whole_seconds = time.perf_counter() - started
    built, solver = prepared(Limits(GAP, 100, 600, 0))
    started = time.perf_counter()
    steps = solve_tier(built, solver, objective(built, Tier.NEEDS_MET), None, GAP, 600)
    steps_seconds = time.perf_counter() - started
    whole_gap = relative_gap(whole.objective, whole.bound)
    steps_gap = relative_gap(steps.objective, steps.bound)
    print(f"HiGHS, whole programme: {whole_seconds:5.1f} s, gap {100 * whole_gap:.2f} %")
    print(f"three steps:            {steps_seconds:5.1f} s, gap {100 * steps_gap:.2f} %")
    print(f"gap {whole_gap / max(steps_gap, 1e-9):.1f} times as wide for HiGHS alone, in")
    print(f"{whole_seconds / steps_seconds:.1f} times the time")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 40.0)
