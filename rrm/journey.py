"""The journey of one datum, end to end: read, score, reach, entitle, allocate, check, write.

Each step loads the rooms that it needs, so that scoring a site does not wait for a solver.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rrm.intake import few_of_a_kind, load_scenario
from rrm.model.language import Message, msg
from rrm.model.run import CheckedRun, InputFile, Loaded, Options, Replans, Run
from rrm.scoring import decide_alerts, rule_faults, score_sites

if TYPE_CHECKING:
    from rrm.entitlements import AssessmentEffect
    from rrm.export import Document, PublishedPlan
    from rrm.model.alert_decision import AlertDecision
    from rrm.model.demand import Entitled
    from rrm.model.needs import Needs
    from rrm.model.plan import Plan
    from rrm.model.problem import Problem
    from rrm.model.rule_pack import RulePack
    from rrm.model.scenario import Scenario
    from rrm.replanning import Remainder
    from rrm.store import StoredRun
    from rrm.what_if import Planner, Standing

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
    loaded: Loaded,
    options: Options,
    progress: Progress = _silent,
    needs: Needs | None = None,
    *,
    watched: bool = False,
) -> Run:
    """From the scenario read to the plan made, not yet checked.

    needs: to plan with instead of those that the assessment gives, for a what-if.
    watched: progress is told while the plan is made, too, and Ctrl-C, SIGTERM or a lack of memory
    then leave the best plan found (Plan.stopped says which).
    """
    from rrm.access import access_table
    from rrm.allocation import Watch, allocate
    from rrm.entitlements import entitle

    if options.priorities:
        loaded = _with_priorities(loaded, options)
    scenario, pack = loaded.scenario, loaded.pack
    watch = Watch(progress, options.memory_limit) if watched else None
    clock = _Clock(progress)
    with clock.step("score", msg("Scoring needs")):
        needs = needs or score(loaded, options.seed)
    with clock.step("access", msg("Looking for ways")):
        access = access_table(scenario, pack)
        distances = _market_distances(loaded)
    with clock.step("entitle", msg("Counting entitlements")):
        entitled: Entitled = entitle(scenario, pack, needs, distances)
    with clock.step("allocate", msg("Planning")):
        made = allocate(scenario, pack, entitled.demands, access, distances, options, watch=watch)
    timings = tuple(clock.timings)
    return Run(loaded, options, needs, entitled, access, made, timings, decide(loaded))


def _with_priorities(loaded: Loaded, options: Options) -> Loaded:
    """The scenario with the priorities of the options in place of its own."""
    settings = loaded.scenario.settings.model_copy(update={"priorities": options.priorities})
    return replace(loaded, scenario=loaded.scenario.model_copy(update={"settings": settings}))


def run_scenario(
    loaded: Loaded,
    root: str | Path,
    options: Options | None = None,
    progress: Progress = _silent,
    *,
    watched: bool = False,
) -> tuple[CheckedRun, Path]:
    """Plans a scenario, checks the plan and writes its run folder below `root`; returns both.

    The folder appears whole or not at all. It is written also when the check rejects the plan, for
    who looks for the fault: then `last` stays as it was, and nothing goes by that run.
    watched: as of make_run. Raises KeyboardInterrupt where it was stopped on request before any
    plan was found; nothing is written then.
    """
    started_at = datetime.now(UTC)
    run = make_run(loaded, options or Options(), progress, watched=watched)
    return _written(run, Path(root), started_at, _Clock(progress))


def _written(run: Run, root: Path, started_at: datetime, clock: _Clock) -> tuple[CheckedRun, Path]:
    """A plan checked, and written with what the check says."""
    from rrm.export import plan_workbook, report_html
    from rrm.store import draft_run
    from rrm.verification import verdict_json, verify

    if run.plan.stopped == "asked" and run.plan.status == "infeasible":
        raise KeyboardInterrupt
    with draft_run(run, root, started_at) as draft:
        with clock.step("check", msg("Checking the plan")):
            draft.write_tables()
            verdict = verify(draft.folder, run.plan.tiers)
        with clock.step("report", msg("Writing the report")):
            draft.add("verification.json", verdict_json(verdict))
            draft.add("report.html", report_html(run, verdict))
            draft.add("plan.xlsx", plan_workbook(run, verdict))
        return CheckedRun(run, verdict), draft.publish(verdict, tuple(clock.timings))


def standing_of(stored: StoredRun, time_limit: float = 600.0) -> Standing:
    """The case that a stored run was planned from, to be changed and planned again.

    Its demands stay as they were counted; ways are looked for anew. Seed and gap are those of the
    run. Raises BadInput as run_facts does.
    """
    from rrm.access import access_table, road_km
    from rrm.store import run_facts
    from rrm.what_if import Standing

    facts = run_facts(stored)
    scenario, pack, made_by = facts.scenario, facts.pack, facts.made_by
    nodes = {agent.node for agent in scenario.cash_agents} | {m.node for m in scenario.markets}
    return Standing(
        scenario=scenario,
        pack=pack,
        demands=facts.demands,
        access=access_table(scenario, pack),
        road_km=road_km(scenario, sorted(nodes)),
        options=Options(seed=int(made_by.seed), gap=made_by.gap, time_limit=time_limit),
    )


def checked_planner(stored: StoredRun) -> Planner:
    """Plans cases of a stored run's sites, and gives no plan that the independent check rejects."""
    from rrm.model.needs import Needs
    from rrm.store import run_facts

    return _checked_planner(Needs(run_facts(stored).scores, ()))


def case_of(
    loaded: Loaded, options: Options, progress: Progress = _silent
) -> tuple[Standing, Planner]:
    """The case that a scenario is planned from, and what plans and checks it and cases like it."""
    from rrm.access import access_table
    from rrm.entitlements import entitle
    from rrm.what_if import Standing

    scenario, pack = loaded.scenario, loaded.pack
    progress(msg("Scoring needs"))
    needs = score(loaded, options.seed)
    progress(msg("Looking for ways"))
    access, distances = access_table(scenario, pack), _market_distances(loaded)
    progress(msg("Counting entitlements"))
    demands = entitle(scenario, pack, needs, distances).demands
    standing = Standing(scenario, pack, demands, access, distances, options)
    return standing, _checked_planner(needs)


def _checked_planner(needs: Needs) -> Planner:
    from rrm.model.demand import Entitled
    from rrm.store import draft_run, nobody_asked
    from rrm.verification import verify

    def planned(standing: Standing) -> Plan | None:
        made = standing.plan()
        if made.status == "infeasible":
            return made
        loaded = Loaded(standing.scenario, standing.pack, nobody_asked(), (), ())
        entitled = Entitled(standing.demands, (), ())
        run = Run(loaded, standing.options, needs, entitled, standing.access, made, ())
        with TemporaryDirectory() as folder, draft_run(run, Path(folder)) as draft:
            draft.write_tables()
            return made if verify(draft.folder, made.tiers).accepted else None

    return planned


def replan(
    stored: StoredRun,
    day: int,
    options: Options,
    progress: Progress = _silent,
    changed: Changed | None = None,
    *,
    watched: bool = False,
) -> tuple[CheckedRun, Path, Remainder]:
    """Plans a stored run again from a day on, and writes the new run beside it.

    What has left before that day stays as it was, with what receipts tell of it; the new plan
    holds what leaves from then on, with as little change to the plan in force as can be; none where
    all went as planned. changed: what is known otherwise since; needs and demands stay
    those of the run unless it was read anew. watched: as of make_run. Raises BadInput as course_of
    does, and KeyboardInterrupt as run_scenario does.
    """
    from rrm.access import access_table, road_km
    from rrm.allocation import Watch, allocate
    from rrm.model.demand import Entitled
    from rrm.replanning import remainder_of, went_as_planned
    from rrm.store import course_of, leg_as_planned, nobody_asked, receipts_digests, taken_over

    started_at, clock = datetime.now(UTC), _Clock(progress)
    with clock.step("receipts", msg("Counting what has happened")):
        before, course = taken_over(stored), course_of(stored)
        files = tuple(
            InputFile(name, hashlib.sha256(path.read_bytes()).hexdigest())
            for name, path in receipts_digests(stored)
        )
        needs, referrals, alerts = before.needs, before.referrals, before.alerts
        if changed is not None:
            course = replace(course, scenario=changed.scenario, pack=changed.pack or course.pack)
            files += changed.files
            if changed.entitled is not None:
                course = replace(course, demands=changed.entitled.demands)
                referrals = changed.entitled.referrals
            needs, alerts = changed.needs or needs, changed.alerts or alerts
        rest = remainder_of(course, day)
        stands = went_as_planned(leg_as_planned(stored), rest)
    scenario, pack = rest.scenario, rest.pack
    with clock.step("access", msg("Looking for ways")):
        access = access_table(scenario, pack)
        nodes = {agent.node for agent in scenario.cash_agents} | {m.node for m in scenario.markets}
        distances = road_km(scenario, sorted(nodes))
    watch = Watch(progress, options.memory_limit) if watched else None
    with clock.step("allocate", msg("Planning")):
        made = allocate(
            scenario, pack, rest.demands, access, distances, options,
            in_force=rest.in_force, stands=stands, watch=watch,
        )  # fmt: skip
    said = (*rest.state.assumed, *rest.doubts)
    run = Run(
        Loaded(scenario, pack, nobody_asked(), files, ()),
        options,
        needs,
        Entitled(rest.demands, (), referrals),
        access,
        replace(made, warnings=(*said, *made.warnings)),
        tuple(clock.timings),
        alerts,
        Replans(stored.run_id, day, course.scenario, rest.in_force),
    )
    checked, folder = _written(run, stored.folder.parent.parent, started_at, _Clock(progress))
    return checked, folder, rest


@dataclass(frozen=True, slots=True)
class Changed:
    """What is known otherwise than when a run was planned, told from day 1.

    scenario: the whole response. pack, entitled, needs, alerts: where it was all read anew.
    files: what it was read from.
    """

    scenario: Scenario
    files: tuple[InputFile, ...] = ()
    pack: RulePack | None = None
    entitled: Entitled | None = None
    needs: Needs | None = None
    alerts: tuple[AlertDecision, ...] = ()


def read_anew(loaded: Loaded, seed: int = 0) -> Changed:
    """A scenario folder scored and entitled, to plan the rest of a run by."""
    from rrm.entitlements import entitle

    needs = score(loaded, seed)
    entitled = entitle(loaded.scenario, loaded.pack, needs, _market_distances(loaded))
    return Changed(loaded.scenario, loaded.files, loaded.pack, entitled, needs, decide(loaded))


@dataclass(frozen=True, slots=True)
class Exported:
    """Documents of a stored run that were written, and what is to be told with them.

    files: theirs in that order, then the list beside them. is_draft: whether nobody approved it.
    """

    documents: tuple[Document, ...]
    files: tuple[Path, ...]
    doubts: tuple[Problem, ...]
    is_draft: bool


def published_run(stored: StoredRun) -> PublishedPlan:
    """A stored run as it is published: read back whole, with its approval and its receipts.

    Raises BadInput as whole_run, read_audit and read_ledger do.
    """
    from rrm.export import published_plan, stamp_of
    from rrm.store import read_audit, read_ledger, whole_run

    checked = whole_run(stored)
    receipts = read_ledger(stored.folder, stored.run_id).current
    approval = read_audit(stored.folder, stored.run_id).approval(stored.run_sha256)
    engine = str(stored.about["engine_version"])
    stamp = stamp_of(checked, stored.run_id, engine, approval, receipts)
    return published_plan(checked, stamp, receipts)


def export_run(
    stored: StoredRun,
    to: str | Path,
    formats: Sequence[str],
    languages: Sequence[str],
    *,
    shared_only: bool = False,
    progress: Progress = _silent,
) -> Exported:
    """Documents of a stored run, written into a folder, with a list beside them.

    All are made before the first is written, and what is about to leave is entered in the run's
    log before it does. Each file is there whole or not at all, the list last. Raises BadInput, with
    nothing written: RRM-X010 no accepted plan, RRM-X011 an approval given or taken back meanwhile,
    and as chosen, prepare_target, published_run, documents and open_audit do.
    """
    from rrm.export import (
        chosen,
        documents,
        doubts,
        list_name,
        listing,
        prepare_target,
        write_files,
    )
    from rrm.model.problem import BadInput
    from rrm.store import Act, Made, open_audit, without_plan

    allowed = msg("documents are made of a plan that was accepted")
    if (refused := without_plan(stored, "RRM-X010", allowed)) is not None:
        raise BadInput([refused])
    choice = chosen(formats, languages, shared_only=shared_only)
    progress(msg("Reading the run"))
    plan = published_run(stored)
    if (stamp := plan.stamp) is None:
        raise ValueError("a stored run has a stamp")
    prepare_target(Path(to), stored.run_id, list_name(stamp))
    made = tuple(documents(plan, formats, languages, progress, shared_only=shared_only))
    with open_audit(stored.folder, stored.run_id) as log:
        if log.audit.approval(stored.run_sha256) != stamp.approval:
            raise BadInput([_approved_meanwhile(stored)])
        left = (Made(x.name, x.sha256, x.circle.value, "-".join(x.languages)) for x in made)
        log.add(Act.EXPORTED, of_sha256=stored.run_sha256, documents=left)
    name, content = listing(stamp, made, stored.run_sha256)
    files = write_files({**{one.name: one.content for one in made}, name: content}, Path(to))
    told = (*doubts(plan, choice), *_taken_over_later(stored))
    return Exported(made, files, told, stamp.is_draft)


def _approved_meanwhile(stored: StoredRun) -> Problem:
    from rrm.model.problem import Place, Problem

    return Problem(
        "RRM-X011",
        Place(str(stored.folder)),
        msg("the run was approved, or its approval taken back, while its documents were made"),
        msg("each page says whether the run is approved"),
        msg("Give the same command again."),
    )


def _taken_over_later(stored: StoredRun) -> Iterator[Problem]:
    from rrm.model.problem import Place, Problem
    from rrm.store import later_runs

    for run_id, day in later_runs(stored):
        yield Problem(
            "RRM-X006",
            Place(str(stored.folder)),
            msg("run {run} takes over from this one from day {day}", run=run_id, day=day),
            msg("papers of a run hold until another takes over"),
            msg("Use the papers of that run from that day on."),
            is_error=False,
        )
