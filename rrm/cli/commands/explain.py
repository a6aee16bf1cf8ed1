"""`rrm explain`: the numbers behind one site of a run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rrm.cli.options import (
    All,
    Json,
    Language,
    Quiet,
    RunsFolder,
    bad_input_reported,
    language_of,
    print_json,
    show,
)
from rrm.cli.speech import say
from rrm.model.language import msg

if TYPE_CHECKING:
    from rrm.model.problem import BadInput
    from rrm.store import StoredRun

RunFolder = Annotated[
    str, typer.Argument(metavar="RUN", help=say("A run folder, or `last`, or a scenario's id."))
]
SiteId = Annotated[str, typer.Argument(metavar="SITE", help=say("A site's id or name."))]


def explain(
    run: RunFolder,
    site: SiteId,
    tell_all: All = False,
    runs: RunsFolder = Path("runs"),
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Why a site scores as it does, what it gets when, and what it doesn't get and why."""
    with bad_input_reported(as_json):
        from rrm.cli.site_story import site_story, story_json
        from rrm.cli.story import Story
        from rrm.store import find_run, read_run

        stored = read_run(find_run(run, runs))
        site_id = _site_id(stored, site)
        if as_json:
            print_json(story_json(stored, site_id))
            return
        show(site_story(Story(stored, site_id, language_of(lang), tell_all)), quiet)


def _site_id(stored: StoredRun, site: str) -> str:
    """The site of that id, or of that name in whatever case. Raises BadInput."""
    from rrm.cli.site_story import known_sites

    known = known_sites(stored)
    if site in known:
        return site
    scenario = stored.scenario()
    named = [one for one in known if scenario.site_name(one).casefold() == site.casefold()]
    if len(named) != 1:
        raise _unknown(stored, site, known)
    return named[0]


def _unknown(stored: StoredRun, site: str, known: tuple[str, ...]) -> BadInput:
    from rrm.model.problem import BadInput, Place, Problem

    return BadInput(
        [
            Problem(
                "RRM-C003",
                Place(str(stored.folder)),
                msg('found no site "{site}"', site=site[:100]),
                msg("sites of this run: {sites}", sites=sorted(known)),
                msg("Use one of them."),
            )
        ]
    )
