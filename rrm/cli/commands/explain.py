"""`rrm explain`: the numbers behind one site of a run, or which site to assess next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rrm.cli.options import (
    DOUBTS_SHOWN,
    All,
    Json,
    Language,
    Quiet,
    RunsFolder,
    Seed,
    bad_input_reported,
    language_of,
    print_json,
    show,
    show_warnings,
)
from rrm.cli.speech import say
from rrm.model.language import msg

if TYPE_CHECKING:
    from rrm.cli.replanned import Replanned
    from rrm.entitlements import AssessmentEffect
    from rrm.model.needs import Needs
    from rrm.model.problem import BadInput
    from rrm.model.run import Loaded, Options
    from rrm.store import StoredRun

RunFolder = Annotated[
    str,
    typer.Argument(
        metavar="RUN",
        help=say("A run folder, or `last`, or a scenario's id; with --next-assessment a scenario."),
    ),
]
SiteId = Annotated[str | None, typer.Argument(metavar="SITE", help=say("A site's id or name."))]
NextAssessment = Annotated[
    bool,
    typer.Option(
        "--next-assessment",
        help=say("Instead of a site: whose assessment could change the plan most."),
    ),
]
Replan = Annotated[
    int,
    typer.Option(
        min=0,
        max=50,
        help=say("With it: plan anew for so many of them, at their best and at their worst."),
    ),
]
TimeLimit = Annotated[
    float, typer.Option(min=1, help=say("Seconds after which the best plan so far is taken."))
]


def explain(
    run: RunFolder,
    site: SiteId = None,
    next_assessment: NextAssessment = False,
    replan: Replan = 0,
    time_limit: TimeLimit = 600.0,
    seed: Seed = 0,
    tell_all: All = False,
    runs: RunsFolder = Path("runs"),
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Why a site scores as it does, what it gets when, and what it doesn't get and why."""
    if next_assessment:
        from rrm.model.run import Options

        options = Options(seed=seed, time_limit=time_limit, language=language_of(lang))
        _next_assessment(run, replan, options, tell_all, as_json, quiet)
        return
    if site is None:
        raise typer.BadParameter(
            say("name a site of the run, or ask for --next-assessment."), param_hint="SITE"
        )
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


def _next_assessment(
    scenario: str, replan: int, options: Options, tell_all: bool, as_json: bool, quiet: bool
) -> None:
    """Which site to assess next, and on demand what that would do to the plan elsewhere."""
    with bad_input_reported(as_json):
        from rrm import journey
        from rrm.cli.next_assessment_lines import (
            next_assessment_json,
            next_assessment_lines,
            replanned_lines,
        )

        loaded = journey.load(scenario)
        show_warnings(loaded.warnings, quiet or as_json, f"rrm check {scenario}", DOUBTS_SHOWN)
        needs = journey.score(loaded, options.seed)
        effects = journey.next_assessments(loaded, needs)
        first = [one for one in effects if one.change > 0][:replan]
        if as_json:
            print_json(
                next_assessment_json(effects, _replanned(loaded, needs, first, options, True))
            )
            return
        said = next_assessment_lines(loaded, effects, options.language, tell_all, bool(first))
        show(said, quiet)
        found = _replanned(loaded, needs, first, options, quiet)
        show(replanned_lines(loaded, found, options.language), quiet)


def _replanned(
    loaded: Loaded, needs: Needs, first: list[AssessmentEffect], options: Options, quiet: bool
) -> list[Replanned]:
    if not first:
        return []
    from rrm.cli.progress import shown_progress
    from rrm.cli.replanned import replanned

    with shown_progress(quiet, options.language) as progress:
        return list(replanned(loaded, needs, first, options, progress))


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
