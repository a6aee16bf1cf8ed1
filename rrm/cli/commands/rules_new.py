"""`rrm rules new`: a pack of one's own that extends another."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from rrm.cli.layout import WIDTH, columns, wrapped
from rrm.cli.options import (
    Json,
    Language,
    Quiet,
    bad_input_reported,
    language_of,
    print_json,
    show,
)
from rrm.cli.speech import say
from rrm.model.language import msg

PackId = Annotated[
    str,
    typer.Argument(metavar="ID", help=say("The new pack's id: small letters, digits, - and _.")),
]
Extends = Annotated[
    str, typer.Option("--extends", metavar="PACK", help=say("The id of the pack to build on."))
]
To = Annotated[
    Path,
    typer.Option("--to", metavar="FOLDER", help=say("The folder of packs, which is called rules.")),
]


def new(
    pack_id: PackId,
    extends: Extends,
    to: To = Path("rules"),
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Writes a pack that says the same as the one it extends, with examples to make it its own.

    rrm rules new mali-gao --extends mali
    """
    with bad_input_reported(as_json):
        from rrm.intake import write_pack_skeleton

        written = write_pack_skeleton(pack_id, extends, to)
    if as_json:
        print_json({"files": [str(path) for path in written]})
        return
    language = language_of(lang)
    edit = msg("It says the same as {pack} until you change it:", pack=extends).text(language)
    show([*map(str, written), *wrapped(edit), *_next(pack_id, extends, to, language)], quiet)


def _next(pack_id: str, extends: str, folder: Path, language: str) -> Iterator[str]:
    """Commands to go on with; the pack by its folder where its id alone would not find it."""
    is_here = folder.resolve() == Path("rules").resolve()
    named = pack_id if is_here else shlex.quote(str(folder / pack_id))
    steps = (
        (f"rrm rules lint {named}", msg("check every rule")),
        (f"rrm rules test {named}", msg("run its cases")),
        (f"rrm rules diff {extends} {named}", msg("see what it changes")),
        (f"rrm rules docs {named} --to {pack_id}.html", msg("write it down to be signed")),
    )
    for command, note in steps:
        line = f"  {command}  "
        said = note.text(language)
        if columns(line) + columns(said) <= WIDTH:
            yield line + said
        else:
            yield line.rstrip()
            yield from wrapped(said, indent=6)
