"""`rrm explain`: the numbers behind one site of a run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rrm.cli.options import (
    Json,
    Language,
    Quiet,
    bad_input_reported,
    language_of,
    print_json,
)
from rrm.cli.speech import in_words, say
from rrm.model.language import msg

RunFolder = Annotated[
    str, typer.Argument(metavar="RUN", help=say("A run folder, or `last`, or a scenario's id."))
]
SiteId = Annotated[str, typer.Argument(metavar="SITE", help=say("A site's id."))]
RunsFolder = Annotated[Path, typer.Option("--runs", help=say("Folder for run folders."))]


def explain(
    run: RunFolder,
    site: SiteId,
    runs: RunsFolder = Path("runs"),
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Why a site scores as it does, what it gets when, and what it doesn't get and why.

    rrm explain last menaka-town
    """
    with bad_input_reported(as_json):
        from rrm.cli.site_story import known_sites, site_story, story_json
        from rrm.store import find_run, read_run

        stored = read_run(find_run(run, runs))
        language = language_of(lang)
        if site not in known_sites(stored):
            unknown = msg(
                'No site "{site}" in this run. Sites: {sites}.',
                site=site,
                sites=sorted(known_sites(stored)),
            )
            typer.echo(in_words(unknown), err=True)
            raise typer.Exit(2)
        if as_json:
            print_json(story_json(stored, site))
            return
        for line in site_story(stored, site, language):
            typer.echo(line)
