"""What simple rules reach in each tier, beside the engine's plan and its proven bounds.

    python benchmarks/policies.py [scenario folder ...]

The shipped scenarios without a folder. Printed for each plan: survival water short (m3), need met,
share of the worst-off site and cost, the last three also as ratios to the bound that the engine
proved for them, and the time as a ratio to the engine's. A rule may pass the bound of a tier that
the engine had to give way in for an earlier one: such bounds hold for plans as good in those.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from pathlib import Path

from rrm import journey
from rrm.access import access_table, road_km
from rrm.allocation.lexicographic import TierOutcome, solve_tiers
from rrm.allocation.policies import Policy, policy_plan, tier_values
from rrm.allocation.programme import Case, Programme, programme
from rrm.allocation.solver import Limits, Variable
from rrm.entitlements import entitle
from rrm.model.scenario import Tier

SCENARIOS = Path(__file__).parent.parent / "scenarios"
SHIPPED = ("douentza-tombouctou", "menaka-2022")
LIMITS = Limits(gap=0.005, nodes=100, seconds=600.0, seed=0)


def case(folder: Path) -> Case:
    """The planning case of a scenario folder."""
    loaded = journey.load(folder)
    scenario, pack = loaded.scenario, loaded.pack
    nodes = {agent.node for agent in scenario.cash_agents} | {m.node for m in scenario.markets}
    distances = road_km(scenario, sorted(nodes))
    entitled = entitle(scenario, pack, journey.score(loaded), distances)
    return Case(scenario, pack, entitled.demands, access_table(scenario, pack), distances)


def row(
    name: str,
    p: Programme,
    values: Mapping[Variable, float] | None,
    bounds: Mapping[Tier, float],
    seconds: float,
) -> str:
    """One plan's line of the table; seconds: its time as a share of the engine's."""
    if values is None:
        return f"{name:16} keeps not all the locks"
    worth = tier_values(p, values)
    ratios = [
        f"{worth[tier]:14,.3f} {worth[tier] / bounds[tier] if bounds.get(tier) else 1.0:5.3f}"
        for tier in (Tier.NEEDS_MET, Tier.EQUITY, Tier.COST)
    ]
    return f"{name:16} {worth[Tier.SURVIVAL_WATER]:9.1f} {' '.join(ratios)} {seconds:8.5f}"


def main(folders: list[Path]) -> None:
    """Prints a table a scenario."""
    for folder in folders:
        planned = case(folder)
        p = programme(planned)
        rows: list[tuple[str, Mapping[Variable, float] | None, float]] = []
        for policy in Policy:
            started = time.perf_counter()
            values = policy_plan(p, policy)
            rows.append((policy.value, values, time.perf_counter() - started))
        started = time.perf_counter()
        solved = solve_tiers(p, planned.scenario.settings.priorities, LIMITS)
        engine_seconds = time.perf_counter() - started
        bounds = {outcome.priority.tier: outcome.bound for outcome in solved.tiers}
        print(f"{folder.name}: {len(planned.demands)} demands, engine {engine_seconds:.1f} s")
        print(f"{'':16} {'water':>9} {'need met':>20} {'worst-off':>20} {'cost':>20} {'time':>8}")
        print(row("engine", p, solved.values, bounds, 1.0))
        for name, values, seconds in rows:
            print(row(name, p, values, bounds, seconds / engine_seconds))
        print(f"bounds: {', '.join(_bound(outcome) for outcome in solved.tiers)}")
        print()


def _bound(outcome: TierOutcome) -> str:
    return f"{outcome.priority.tier.value} {outcome.bound:,.3f}"


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    main(given or [SCENARIOS / name for name in SHIPPED])
