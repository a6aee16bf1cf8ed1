"""A stored run with those before it and all their receipts: the course of a response."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.receipt import Receipts
from rrm.model.scenario import Scenario
from rrm.replanning import Course, Leg
from rrm.store.reading import StoredRun, read_run, refuse_rejected
from rrm.store.receipts import RECEIPTS, read_ledger
from rrm.store.run_id import is_run_id
from rrm.store.typed_cells import unreadable_file
from rrm.store.typed_run import run_facts, stored_plan

MOST_LEGS = 100


def course_of(stored: StoredRun) -> Course:
    """The run, the runs that it takes over from, and what came back of each.

    Demands are those of the first run; the scenario is that of the latest, told from day 1.
    Raises BadInput as run_facts and read_ledger, RRM-T033 where a run that it takes over from is
    not beside it, and RRM-T016 where the check rejected the plan of one of them.
    """
    runs = _runs(stored)
    for run in runs:
        refuse_rejected(run)
    receipts = Receipts()
    for run in runs:
        receipts = receipts.with_newer(read_ledger(run.folder, run.run_id).current)
    first = run_facts(runs[0])
    legs = tuple(Leg(run.run_id, stored_plan(run), _from_day(run)) for run in runs)
    return Course(_whole_scenario(stored), first.pack, first.demands, legs, receipts)


def leg_as_planned(stored: StoredRun) -> Course:
    """A run's own plan on what it was made from, as if nothing had been told since.

    Raises BadInput as run_facts does.
    """
    facts = run_facts(stored)
    leg = Leg(stored.run_id, stored_plan(stored), _from_day(stored))
    return Course(facts.scenario, facts.pack, facts.demands, (leg,), Receipts())


def receipts_digests(stored: StoredRun) -> tuple[tuple[str, Path], ...]:
    """Files that a run which takes over from this one is made from, beside its scenario.

    A name for each, and where it is: run.json of every run of the course, and their receipts.
    """
    found: list[tuple[str, Path]] = []
    for run in _runs(stored):
        found.append((f"runs/{run.run_id}/run.json", run.folder / "run.json"))
        entries = sorted((run.folder / RECEIPTS).glob("[0-9]*.json"))
        found += [(f"runs/{run.run_id}/{RECEIPTS}/{one.name}", one) for one in entries]
    return tuple(found)


def _runs(stored: StoredRun) -> tuple[StoredRun, ...]:
    """The runs of a course, the first one first."""
    runs = [stored]
    while (before := runs[0].about.get("replans")) is not None:
        name = before.get("run_id") if isinstance(before, dict) else None
        if not isinstance(name, str) or not is_run_id(name) or len(runs) > MOST_LEGS:
            raise BadInput([unreadable_file(runs[0], "run.json")])
        folder = stored.folder.parent / name
        if not folder.is_dir():
            raise BadInput([_gone(folder, name)])
        runs.insert(0, read_run(folder))
    return tuple(runs)


def _from_day(stored: StoredRun) -> int:
    before = stored.about.get("replans")
    day = before.get("day") if isinstance(before, dict) else 1
    if not isinstance(day, int) or isinstance(day, bool) or day < 1:
        raise BadInput([unreadable_file(stored, "run.json")])
    return day


def _whole_scenario(stored: StoredRun) -> Scenario:
    whole = stored.inputs.get("whole_scenario") or stored.inputs.get("scenario")
    try:
        return Scenario.model_validate_json(json.dumps(whole))
    except (ValidationError, TypeError, ValueError, RecursionError):
        raise BadInput([unreadable_file(stored, "inputs.json")]) from None


def _gone(folder: Path, run: str) -> Problem:
    found: Message = msg("run {run}, which this one takes over from, is not there", run=run)
    return Problem(
        "RRM-T033",
        Place(str(folder)),
        found,
        msg("a run that takes over from another lies beside it"),
        msg("Copy the folder of that run beside this one."),
    )
