"""`rrm bench`: made-up scenarios, to measure plans on."""

from __future__ import annotations

import shlex
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from rrm.bench.shape import LEAST_DAYS, LEAST_SITES, MOST_DAYS, MOST_SITES
from rrm.cli.options import Json, Language, Quiet, bad_input_reported, language_of, print_json, show
from rrm.cli.progress import shown_progress
from rrm.cli.speech import say
from rrm.model.language import msg

To = Annotated[Path, typer.Option("--to", metavar="DIR", help=say("A new or empty folder."))]
Sites = Annotated[
    int, typer.Option(min=LEAST_SITES, max=MOST_SITES, help=say("Places with people."))
]
Seed = Annotated[int, typer.Option(min=0, help=say("What everything is drawn from."))]
Days = Annotated[int, typer.Option(min=LEAST_DAYS, max=MOST_DAYS, help=say("Days to plan for."))]


def generate(
    to: To,
    sites: Sites = 500,
    seed: Seed = 0,
    days: Days = 42,
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Draws sites, roads, closures and answers, and sizes stocks, fleets and money to fall short.

    The same sites, seed and days give the same files, on any machine.
    """
    language = language_of(lang)
    with bad_input_reported(as_json), shown_progress(quiet or as_json, language) as progress:
        from rrm.bench import Shape, generate

        made = generate(to, Shape(sites=sites, seed=seed, days=days), progress)
    if as_json:
        files = [str(path) for path in made.files]
        print_json({"files": files, "hardness": asdict(made.hardness)})
        return
    written = msg(
        "{sites} made-up sites are in {folder}; README.md there says how hard they are.",
        sites=sites,
        folder=str(to),
    ).text(language)
    shown = shlex.quote(str(to))
    show([written, f"  rrm check {shown}", f"  rrm run {shown}"], quiet)
