"""`rrm init`: a scenario of one's own."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from rrm.cli.options import Json, Language, Quiet, bad_input_reported, language_of, print_json, show
from rrm.cli.speech import say
from rrm.model.language import msg

Folder = Annotated[Path, typer.Argument(metavar="DIR", help=say("A new or empty folder."))]
Pack = Annotated[str, typer.Option("--rules", help=say("The rule pack to score with."))]


def init(
    folder: Folder,
    rules: Pack = "mali",
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Writes a small scenario that runs as it is, to be filled with real places and stocks."""
    with bad_input_reported(as_json):
        from rrm.intake import write_skeleton

        written = write_skeleton(folder, rules)
    if as_json:
        print_json({"files": [str(path) for path in written]})
        return
    shown = shlex.quote(str(folder))
    edit = msg("Edit scenario.yaml and the tables, then:").text(language_of(lang))
    show([*map(str, written), edit, f"  rrm check {shown}", f"  rrm run {shown}"], quiet)
