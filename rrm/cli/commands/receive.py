"""`rrm receive`: what came back of a run's waybills, recorded and set beside the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rrm.cli.options import (
    All,
    Correct,
    Json,
    Language,
    Quiet,
    RunFolder,
    RunsFolder,
    bad_input_reported,
    language_of,
    print_json,
    show,
    show_warnings,
)
from rrm.cli.speech import in_words, say
from rrm.model.language import msg

if TYPE_CHECKING:
    from rrm.intake.receipts import Issued, ReceiptsRead
    from rrm.model.receipt import Receipts
    from rrm.replanning import AgainstPlan

File = Annotated[
    Path | None,
    typer.Argument(
        metavar="[FILE]", help=say("Receipts as CSV or XLSX; without it what is recorded is told.")
    ),
]
Template = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar="FILE",
        help=say("Write a table to be filled in, .csv or .xlsx: every line still to come back."),
    ),
]
Today = Annotated[
    str,
    typer.Option(
        "--on", metavar="DATE", help=say("The day it is; else that of the latest receipt.")
    ),
]
TEMPLATE_ENDINGS = (".csv", ".xlsx")


def receive(
    run: RunFolder,
    file: File = None,
    template: Template = None,
    correct: Correct = False,
    on: Today = "",
    tell_all: All = False,
    runs: RunsFolder = Path("runs"),
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Records what arrived, was damaged, lost or returned, by waybill, and tells plan from actual.

    Exit 0 when it is recorded, 2 with bad input, of which nothing is recorded.
    """
    if file is not None and template is not None:
        raise typer.BadParameter(say("a file to read or a template to write."), param_hint="FILE")
    language = language_of(lang)
    with bad_input_reported(as_json):
        from rrm.store import find_run, issued_by, read_usable_run

        stored = read_usable_run(find_run(run, runs))
        issued = issued_by(stored)
        today = _today(on, issued)
        if template is not None:
            _write_template(template, stored.folder, issued, language, tell_all)
            if as_json:
                print_json({"file": str(template)})
            else:
                show([in_words(msg("{file} is written.", file=str(template)))], quiet)
            return
        state = _state(stored.folder, issued, file, today, correct)
        if state.read is not None:
            show_warnings(state.read.doubts, quiet or as_json)
    from rrm.cli.received_lines import received_json, received_lines

    if as_json:
        print_json(received_json(issued, state.recorded, state.against, state.read))
        return
    if not quiet:
        show(received_lines(issued, state.against, state.read, language, tell_all), quiet)


@dataclass(frozen=True, slots=True)
class _State:
    """What is recorded now, how it compares, and what was read for it."""

    recorded: Receipts
    against: AgainstPlan
    read: ReceiptsRead | None


def _state(
    folder: Path, issued: Issued, file: Path | None, today: date | None, correct: bool
) -> _State:
    from rrm.cli.recording import record_file
    from rrm.replanning import against_plan
    from rrm.store import read_ledger

    run_id = issued.waybills.run_id
    read = None if file is None else record_file(folder, issued, file, today, correct)
    recorded = read_ledger(folder, run_id).current
    settings = issued.scenario.settings
    day = settings.day_of(today or recorded.latest or settings.start)
    return _State(
        recorded, against_plan(issued.waybills, issued.payments, recorded, max(day, 1)), read
    )


def _write_template(
    path: Path, folder: Path, issued: Issued, language: str, tell_all: bool
) -> None:
    from rrm.cli.named_file import refuse_unless_named
    from rrm.store import read_ledger, template_csv, template_workbook
    from rrm.whole_file import write_whole

    refuse_unless_named(path, TEMPLATE_ENDINGS)
    recorded = read_ledger(folder, issued.waybills.run_id).current
    if path.suffix.lower() == ".csv":
        content = template_csv(issued, recorded, language, whole=tell_all).encode("utf-8")
    else:
        content = template_workbook(issued, recorded, language, whole=tell_all)
    write_whole(path, content)


def _today(typed: str, issued: Issued) -> date | None:
    """The day given, on or after the first of the plan."""
    if not typed:
        return None
    start = issued.scenario.settings.start
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        day = None
    if day is None or day < start:
        raise typer.BadParameter(
            in_words(msg("a date from {start} on is needed, such as {start}.", start=f"{start}")),
            param_hint="--on",
        )
    return day
