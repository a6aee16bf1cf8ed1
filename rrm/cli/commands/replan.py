"""`rrm replan`: a run planned again from a day on, by what has come back of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rrm.cli.options import (
    DOUBTS_SHOWN,
    All,
    Correct,
    Gap,
    Json,
    Language,
    MemoryLimit,
    Quiet,
    RunFolder,
    RunsFolder,
    Seed,
    TimeLimit,
    bad_input_reported,
    end_as_planned,
    language_of,
    print_json,
    show,
    show_warnings,
)
from rrm.cli.speech import in_words, say
from rrm.model.language import msg

if TYPE_CHECKING:
    from rrm.journey import Changed
    from rrm.model.problem import BadInput
    from rrm.store import StoredRun

FromDay = Annotated[
    int, typer.Option("--day", min=1, help=say("Day of the scenario from which it is planned."))
]
ReceiptsFile = Annotated[
    Path | None,
    typer.Option(
        "--receipts", metavar="FILE", help=say("Receipts to record first; see rrm receive.")
    ),
]
LocksFile = Annotated[
    Path | None,
    typer.Option(
        "--locks",
        metavar="FILE",
        help=say("Locks (CSV) instead of the run's own; what was brought counts towards them."),
    ),
]
ChangedScenario = Annotated[
    Path | None,
    typer.Option(
        "--scenario",
        metavar="FOLDER",
        help=say("The scenario as it is known now, told from day 1: roads, supplies, assessments."),
    ),
]


def replan(
    run: RunFolder,
    day: FromDay,
    receipts: ReceiptsFile = None,
    correct: Correct = False,
    locks: LocksFile = None,
    scenario: ChangedScenario = None,
    gap: Gap = 0.005,
    time_limit: TimeLimit = 600.0,
    memory_limit: MemoryLimit = None,
    seed: Seed = 0,
    tell_all: All = False,
    runs: RunsFolder = Path("runs"),
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Plans again what is left on a day; what has left before stays, as receipts tell it.

    Writes a run of its own beside the one it takes over from; exit 1 where the answer is no, 4
    where the search ends with no plan and no proof that there is none. Ctrl-C while the solver
    works takes the best plan so far and exits 3; a second one writes nothing.
    """
    language = language_of(lang)
    with bad_input_reported(as_json):
        from rrm import journey
        from rrm.cli.memory_limit import refuse_unkept_limit
        from rrm.cli.progress import shown_progress
        from rrm.cli.replan_lines import replan_json, replan_lines
        from rrm.model.run import Options
        from rrm.store import find_run, read_usable_run

        refuse_unkept_limit(memory_limit)
        stored = read_usable_run(find_run(run, runs))
        _check_day(day, stored)
        changed = _changed(stored, scenario, locks, seed, quiet or as_json)
        if receipts is not None:
            _record(stored, receipts, correct, quiet or as_json)
        options = Options(
            seed=seed, gap=gap, time_limit=time_limit, language=language,
            memory_limit=memory_limit,
        )  # fmt: skip
        with shown_progress(quiet or as_json, language) as progress:
            checked, folder, rest = journey.replan(
                stored, day, options, progress, changed, watched=True
            )
    if as_json:
        print_json(replan_json(checked, folder, rest, stored.run_id))
    else:
        show(replan_lines(checked, folder, rest, stored.run_id, language, tell_all), quiet)
    end_as_planned(checked)


def _check_day(day: int, stored: StoredRun) -> None:
    from rrm.store import course_of

    last = course_of(stored).scenario.settings.horizon_days
    first = max(leg.from_day for leg in course_of(stored).legs)
    if not first <= day <= last:
        raise typer.BadParameter(
            in_words(msg("a day from {first} to {last} is needed.", first=first, last=last)),
            param_hint="--day",
        )


def _record(stored: StoredRun, file: Path, correct: bool, quiet: bool) -> None:
    from rrm.cli.recording import record_file
    from rrm.store import issued_by

    read = record_file(stored.folder, issued_by(stored), file, None, correct)
    show_warnings(read.doubts, quiet)


def _changed(
    stored: StoredRun, folder: Path | None, locks: Path | None, seed: int, quiet: bool
) -> Changed | None:
    """What is known otherwise, if anything is said to be. Raises BadInput."""
    from dataclasses import replace

    from rrm import journey
    from rrm.intake import read_locks
    from rrm.store import course_of

    course = course_of(stored)
    changed: Changed | None = None
    if folder is not None:
        loaded = journey.load(folder)
        show_warnings(loaded.warnings, quiet, f"rrm check {folder}", DOUBTS_SHOWN)
        if loaded.scenario.settings.start != course.scenario.settings.start:
            raise _other_start(folder, stored)
        changed = journey.read_anew(loaded, seed)
    if locks is not None:
        now = course.scenario if changed is None else changed.scenario
        pack = course.pack if changed is None else changed.pack or course.pack
        read, files, doubts = read_locks(locks, now, pack)
        show_warnings(doubts, quiet)
        settings = now.settings.model_copy(update={"locks": ()})
        now = now.model_copy(update={"locks": read, "settings": settings})
        changed = changed or journey.Changed(now)
        changed = replace(changed, scenario=now, files=(*changed.files, *files))
    return changed


def _other_start(folder: Path, stored: StoredRun) -> BadInput:
    from rrm.model.problem import BadInput, Place, Problem

    return BadInput(
        [
            Problem(
                "RRM-T034",
                Place(str(folder)),
                msg("the scenario starts on another day than the run"),
                msg("day 1 of run {run} stays day 1", run=stored.run_id),
                msg("Leave `start` as it was; what is known now is told from that day on."),
            )
        ]
    )
