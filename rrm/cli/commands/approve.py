"""`rrm approve`: a run's plan approved in the name of a role, or that taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rrm.cli.no_plan_told import bad_input_or_no_plan_reported
from rrm.cli.options import (
    Json,
    Language,
    Quiet,
    RunFolder,
    RunsFolder,
    language_of,
    print_json,
    show,
    show_warnings,
)
from rrm.cli.speech import say
from rrm.model.language import Text, msg

if TYPE_CHECKING:
    from rrm.store import Said

By = Annotated[
    str,
    typer.Option(
        "--by", metavar="ROLE", help=say("Who approves: a role of the pack, never a name.")
    ),
]
Note = Annotated[
    str, typer.Option("--note", metavar="TEXT", help=say("What to remember with it: 200 signs."))
]
Withdraw = Annotated[bool, typer.Option("--withdraw", help=say("Take the approval back."))]

DIGITS_SHOWN = 8
"""Of the checksum of an entry, as documents print them."""


def approve(
    run: RunFolder,
    by: By,
    note: Note = "",
    withdraw: Withdraw = False,
    runs: RunsFolder = Path("runs"),
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Enters in a run's log that a role approves its plan; documents then no longer say draft.

    Exit 1 where there is no plan or the check rejected it, 2 with bad input. What stands there
    already is told and not entered twice.
    """
    with bad_input_or_no_plan_reported(as_json):
        from rrm.model.approval import role_words
        from rrm.store import approve_run, find_run, read_run

        stored = read_run(find_run(run, runs))
        said = approve_run(stored, by, note, withdraw=withdraw)
        role = "" if said.entry is None else said.entry.role
        words = role_words(stored.pack(), role)
    language = language_of(lang)
    if as_json:
        print_json(_json(said, stored.run_id, language))
        return
    show_warnings(said.doubts, quiet)
    show(_lines(said, stored.run_id, words, language), quiet)


def _json(said: Said, run_id: str, language: str) -> dict[str, object]:
    entry, approval = said.entry, said.approval
    return {
        "run_id": run_id,
        "entry": None
        if entry is None
        else {
            "number": entry.number,
            "act": entry.act.value,
            "role": entry.role,
            "recorded_at": entry.recorded_at.isoformat(),
            "sha256": entry.sha256,
        },
        "approval": None
        if approval is None
        else {"role": approval.role, "on": approval.on.isoformat(), "entry": approval.entry},
        "doubts": [doubt.as_json(language) for doubt in said.doubts],
    }


def _lines(said: Said, run_id: str, role: Text, language: str) -> list[str]:
    if said.entry is None:
        return []
    told = (
        msg("Run {run} is approved, by: {role}.", run=run_id, role=role)
        if said.approval is not None
        else msg("Run {run} is a draft again; its approval is taken back.", run=run_id)
    )
    entered = msg(
        "Entry {n} of its log: {digest}. Write it down: by it a log that was cut short is noticed.",
        n=said.entry.number,
        digest=said.entry.sha256[:DIGITS_SHOWN],
    )
    return [told.text(language), entered.text(language)]
