"""Plans of generated cases, beside their proven bound and beside simple rules.

    python benchmarks/large_plans.py [--sites 500] [--seeds 7 8] [--seconds 600]

Printed for each seed: m3 of survival water missing and the least proven; need met as a share of
the bound proven for it, of the engine and of each simple rule; seconds of processor for all of the
engine's planning; memory. The bound is of all plans by days with one site a trip.
Time left over draws the bound nearer.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from policies import case

from rrm.allocation.choice import Choice
from rrm.allocation.lanes import open_lanes
from rrm.allocation.policies import Policy, policy_choice
from rrm.allocation.programme import Case, lateness_factor
from rrm.allocation.scale import plan_by_parts
from rrm.allocation.solver import Limits
from rrm.allocation.variants import with_variants
from rrm.bench import Shape, generate
from rrm.model.rule_pack import ItemKind


def need_met(planned: Case, brought: dict[tuple[int, int], float]) -> float:
    """Weighted people served."""
    return sum(
        quantity * planned.demands[j].weight * lateness_factor(planned, planned.demands[j], day)
        for (j, day), quantity in brought.items()
    )


def missing(planned: Case, brought: dict[tuple[int, int], float]) -> float:
    """m3 short of survival water over all days."""
    return sum(
        max(0.0, demand.survival_quantity - brought.get((j, day), 0.0))
        for j, demand in enumerate(planned.demands)
        if planned.kind(demand) == ItemKind.WATER
        for day in range(demand.from_day, demand.due_day + 1)
    )


def lines(folder: Path, seconds: float) -> Iterator[str]:
    """The table of one case."""
    made = case(folder)
    planned = replace(made, demands=with_variants(made.pack, made.demands))
    lanes = open_lanes(planned.scenario, planned.pack, planned.access)
    started = time.process_time()
    plan = plan_by_parts(planned, lanes, Limits(0.005, 100, seconds, 0))
    spent = time.process_time() - started
    plans: list[tuple[str, Choice | None]] = [("engine", plan.choice)]
    plans += [(policy.value, policy_choice(planned, lanes, policy)) for policy in Policy]
    yield f"{folder.name}: {len(lanes):,} lanes, {len(planned.demands):,} demands"
    yield f"least missing {plan.least_missing:,.1f} m3, most need {plan.most_need:,.0f}"
    for name, choice in plans:
        if choice is None:
            yield f"{name:16} keeps not all the locks"
            continue
        brought = choice.delivered(lanes)
        share = need_met(planned, brought) / plan.most_need
        yield f"{name:16} missing {missing(planned, brought):9,.1f} m3, need {share:6.4f} of bound"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    yield f"{spent:.0f} s of processor, {memory:.1f} GB at most"


def main() -> None:
    """Prints a table a seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=500)
    parser.add_argument("--seeds", type=int, nargs="+", default=[7])
    parser.add_argument("--seconds", type=float, default=600.0)
    asked = parser.parse_args()
    for seed in asked.seeds:
        with TemporaryDirectory() as folder:
            target = Path(folder) / f"{asked.sites}-sites-seed-{seed}"
            generate(target, Shape(sites=asked.sites, seed=seed))
            for line in lines(target, asked.seconds):
                print(line)
                sys.stdout.flush()
        print()


if __name__ == "__main__":
    main()
