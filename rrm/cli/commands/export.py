"""`rrm export`: a run as documents for people, written into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rrm.cli.no_plan_told import bad_input_or_no_plan_reported
from rrm.cli.options import (
    Json,
    Quiet,
    RunFolder,
    RunsFolder,
    print_json,
    show,
    show_warnings,
)
from rrm.cli.speech import in_words, say, spoken_language
from rrm.model.language import msg, msg_plural

if TYPE_CHECKING:
    from rrm.journey import Exported

To = Annotated[
    Path, typer.Option("--to", metavar="DIR", help=say("Folder for the documents; never a run's."))
]
Format = Annotated[
    str,
    typer.Option(
        "--format", metavar="NAME,…", help=say("What to write, with commas between; or all.")
    ),
]
Languages = Annotated[
    str,
    typer.Option(
        "--lang",
        metavar="en|fr|both|CODE,…",
        help=say("Languages of the documents; else the one spoken."),
    ),
]
SharedOnly = Annotated[
    bool, typer.Option("--shared-only", help=say("Write only what may be passed on."))
]
BOTH = ("en", "fr")


def export(
    run: RunFolder,
    to: To,
    formats: Format = "all",
    lang: Languages = "",
    shared_only: SharedOnly = False,
    runs: RunsFolder = Path("runs"),
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Writes a run as documents: all of them say draft until somebody approves it.

    Exit 1, with nothing written, where there is no plan or the check rejected it; 2 with bad input.
    """
    with bad_input_or_no_plan_reported(as_json):
        from rrm import journey
        from rrm.cli.progress import shown_progress
        from rrm.store import find_run, read_run

        stored = read_run(find_run(run, runs))
        with shown_progress(quiet or as_json, spoken_language()) as progress:
            exported = journey.export_run(
                stored, to, formats.split(","), _languages(lang), shared_only=shared_only,
                progress=progress,
            )  # fmt: skip
    if as_json:
        print_json(_json(exported, stored.run_id))
        return
    show_warnings(exported.doubts, quiet)
    show(_lines(exported, to), quiet)


def _languages(typed: str) -> tuple[str, ...]:
    """Codes of languages, as typed."""
    codes = [one.strip().lower() for one in (typed or spoken_language()).split(",")]
    return tuple(code for one in codes for code in (BOTH if one == "both" else (one,)))


def _json(exported: Exported, run_id: str) -> dict[str, object]:
    language = spoken_language()
    return {
        "run_id": run_id,
        "is_draft": exported.is_draft,
        "files": [str(path) for path in exported.files],
        "documents": [
            {
                "name": one.name,
                "sha256": one.sha256,
                "circle": one.circle.value,
                "languages": list(one.languages),
            }
            for one in exported.documents
        ],
        "doubts": [doubt.as_json(language) for doubt in exported.doubts],
    }


def _lines(exported: Exported, to: Path) -> list[str]:
    written = msg_plural(
        "{n} document is written to {folder}:",
        "{n} documents are written to {folder}:",
        n=len(exported.documents),
        folder=str(to),
    )
    circles = {"restricted": say("restricted"), "shared": say("may be passed on")}
    return [
        in_words(written),
        *(f"  {one.name} ({circles[one.circle.value]})" for one in exported.documents),
        in_words(msg("Their checksums stand in {file}.", file=exported.files[-1].name)),
    ]
