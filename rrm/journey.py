"""The journey of one datum, end to end: read, score, reach, entitle, allocate, check, write.

Each step loads the rooms that it needs, so that scoring a site does not wait for a solver.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rrm.intake import few_of_a_kind, load_scenario
from rrm.model.language import Message, msg
from rrm.model.run import CheckedRun, Loaded, Options, Run
from rrm.scoring import decide_alerts, rule_faults, score_sites

if TYPE_CHECKING:
    from rrm.entitlements import AssessmentEffect
    from rrm.model.alert_decision import AlertDecision
    from rrm.model.demand import Entitled
    from rrm.model.needs import Needs

Progress = Callable[[Message], None]
"""Told what is under way, before each step."""


def _silent(_: Message) -> None:
    """No progress is shown."""


@dataclass(slots=True)
class _Clock:
    """Seconds by step, in the order of the steps."""

    progress: Progress
    timings: list[tuple[str, float]] = field(default_factory=list)

    @contextmanager
    def step(self, name: str, message: Message) -> Iterator[None]:
        self.progress(message)
        started = time.perf_counter()
        yield
        self.timings.append((name, time.perf_counter() - started))


def load(path: str | Path, with_network: bool = True) -> Loaded:
    """A scenario folder as read, with the doubts of its network added.

    path: the folder, or the name of a scenario that comes with the engine.
    with_network: whether ways, and where places lie, are looked at too; who only scores needs
    neither. Raises BadInput with every problem found.
    """
    loaded = load_scenario(Path(path), rule_faults, with_communes=with_network)
    if not with_network:
        return loaded
    from rrm.access import graph_problems

    doubts = few_of_a_kind(graph_problems(loaded.scenario, loaded.row_places))
    return replace(loaded, warnings=(*loaded.warnings, *doubts))


def score(loaded: Loaded, seed: int = 0) -> Needs:
    """Need scores of a scenario."""
    return score_sites(loaded.scenario, loaded.pack, loaded.assessment, seed)


def decide(loaded: Loaded) -> tuple[AlertDecision, ...]:
    """What each alert of a scenario calls for, by whom and by when."""
    return decide_alerts(loaded.scenario, loaded.pack, loaded.assessment)


def plan(
    loaded: Loaded, options: Options | None = None, progress: Progress = _silent
) -> CheckedRun:
    """A plan for a scenario, and what an independent reading says of it. Writes nothing."""
    from rrm.store import draft_run
    from rrm.verification import verify

    run = make_run(loaded, options or Options(), progress)
    with TemporaryDirectory() as folder, draft_run(run, Path(folder)) as draft:
        draft.write_tables()
        return CheckedRun(run, verify(draft.folder, run.plan.tiers))


def next_assessments(loaded: Loaded, needs: Needs) -> tuple[AssessmentEffect, ...]:
    """Whose assessment could change most what is asked of the plan; plans nothing anew."""
    from rrm.entitlements import next_assessments as screened

    distances = _market_distances(loaded)
    return screened(loaded.scenario, loaded.pack, needs, loaded.assessment, distances)


def _market_distances(loaded: Loaded) -> dict[tuple[str, str], float]:
    """Kilometres by road from each market and payment agent."""
    from rrm.access import road_km

    nodes = {agent.node for agent in loaded.scenario.cash_agents}
    nodes |= {market.node for market in loaded.scenario.markets}
    return road_km(loaded.scenario, sorted(nodes))


def make_run(
    loaded: Loaded, options: Options, progress: Progress = _silent, needs: Needs | None = None
) -> Run:
    """From the scenario read to the plan made, not yet checked.

    needs: to plan with instead of those that the assessment gives, for a what-if.
    """
    from rrm.access import access_table
    from rrm.allocation import allocate
    from rrm.entitlements import entitle

    scenario, pack = loaded.scenario, loaded.pack
    clock = _Clock(progress)
    with clock.step("score", msg("Scoring needs")):
        needs = needs or score(loaded, options.seed)
    with clock.step("access", msg("Looking for ways")):
        access = access_table(scenario, pack)
        distances = _market_distances(loaded)
    with clock.step("entitle", msg("Counting entitlements")):
        entitled: Entitled = entitle(scenario, pack, needs, distances)
    with clock.step("allocate", msg("Planning")):
        made = allocate(scenario, pack, entitled.demands, access, distances, options)
    timings = tuple(clock.timings)
    return Run(loaded, options, needs, entitled, access, made, timings, decide(loaded))


def run_scenario(
    loaded: Loaded,
    root: str | Path,
    options: Options | None = None,
    progress: Progress = _silent,
) -> tuple[CheckedRun, Path]:
    """Plans a scenario, checks the plan and writes its run folder below `root`; returns both.

    The folder appears whole or not at all; it is written also when the check rejects the plan,
    with that verdict on its face.
    """
    from rrm.export import plan_workbook, report_html
    from rrm.store import draft_run
    from rrm.verification import verdict_json, verify

    started_at = datetime.now(UTC)
    run = make_run(loaded, options or Options(), progress)
    clock = _Clock(progress)
    with draft_run(run, Path(root), started_at) as draft:
        with clock.step("check", msg("Checking the plan")):
            draft.write_tables()
            verdict = verify(draft.folder, run.plan.tiers)
        with clock.step("report", msg("Writing the report")):
            draft.add("verification.json", verdict_json(verdict))
            draft.add("report.html", report_html(run, verdict))
            draft.add("plan.xlsx", plan_workbook(run, verdict))
        return CheckedRun(run, verdict), draft.publish(verdict, tuple(clock.timings))
