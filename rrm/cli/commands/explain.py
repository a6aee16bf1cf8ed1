"""`rrm explain`: the numbers behind one site, what would change them, and whom to assess next."""

from __future__ import annotations

import shlex
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
    TimeLimit,
    bad_input_reported,
    language_of,
    print_json,
    show,
    show_warnings,
)
from rrm.cli.speech import say
from rrm.model.language import msg

if TYPE_CHECKING:
    from rrm.cli.planned_words import Told
    from rrm.cli.replanned import Replanned
    from rrm.cli.story import Story
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
Bring = Annotated[
    str | None,
    typer.Option(
        metavar="ITEM",
        help=say(
            "Plan anew with all that the site misses of an item (or `all` items, one by one):"
            " who would lose what."
        ),
    ),
]
WouldHelp = Annotated[
    bool,
    typer.Option(
        "--would-help",
        help=say(
            "Instead of a site: what one more vehicle, kits, money, a team or an open road would"
            " buy, each planned anew."
        ),
    ),
]
Tries = Annotated[
    int, typer.Option(min=1, max=1000, help=say("With --would-help: plans to make at most."))
]
Kits = Annotated[
    int,
    typer.Option(
        min=1, max=1_000_000, help=say("With --would-help: units of an item to add to a depot.")
    ),
]
Money = Annotated[
    float | None,
    typer.Option(
        min=1,
        max=1e12,
        help=say(
            "With --would-help: money to add, in the budget's currency; 1 million XOF if not"
            " given, elsewhere a power of ten of at most a hundredth of the budget."
        ),
    ),
]
Conflict = Annotated[
    bool,
    typer.Option(
        "--conflict",
        help=say(
            "Instead of a site: which locks and floors can't all be kept, with what they collide,"
            " and the least to give up. RUN may be a scenario's folder."
        ),
    ),
]


def explain(
    run: RunFolder,
    site: SiteId = None,
    bring: Bring = None,
    would_help: WouldHelp = False,
    tries: Tries = 8,
    kits: Kits = 100,
    money: Money = None,
    conflict: Conflict = False,
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
    _site_or_whole(site, bring, next_assessment, conflict, would_help)
    if next_assessment:
        from rrm.model.run import Options

        options = Options(seed=seed, time_limit=time_limit, language=language_of(lang))
        _next_assessment(run, replan, options, tell_all, as_json, quiet)
        return
    if conflict:
        from rrm.cli.conflict_answer import answer_conflict
        from rrm.model.run import Options

        options = Options(seed=seed, time_limit=time_limit, language=language_of(lang))
        answer_conflict(run, runs, options, as_json, quiet)
        return
    with bad_input_reported(as_json):
        from rrm.cli.story import Story
        from rrm.store import find_run, read_usable_run

        stored = read_usable_run(find_run(run, runs))
        if site is None:
            story = Story(stored, "", language_of(lang), tell_all)
            _would_help(story, (tries, float(kits), money, time_limit), as_json, quiet)
            return
        story = Story(stored, _site_id(stored, site), language_of(lang), tell_all)
        if bring is not None:
            _bring(story, bring, time_limit, as_json, quiet)
            return
        _story(story, _typed(run, site, runs), as_json, quiet)


def _site_or_whole(
    site: str | None, bring: str | None, next_assessment: bool, conflict: bool, would_help: bool
) -> None:
    """Refuses a question about a site without one, and one about all with one."""
    about_all = next((name for name, asked in (
        ("--next-assessment", next_assessment),
        ("--conflict", conflict),
        ("--would-help", would_help),
    ) if asked), None)  # fmt: skip
    if about_all is None and site is None:
        raise typer.BadParameter(
            say(
                "name a site of the run, or ask for --would-help, --conflict or --next-assessment."
            ),
            param_hint="SITE",
        )
    if about_all is not None and (site is not None or bring is not None):
        raise typer.BadParameter(
            say("it is about the whole run: name no site beside it."), param_hint=about_all
        )


def _typed(run: str, site: str, runs: Path) -> str:
    """The command as it was typed, so that an option can be put behind it."""
    folder = "" if runs == Path("runs") else f" --runs {shlex.quote(str(runs))}"
    return f"rrm explain {shlex.quote(run)} {shlex.quote(site)}{folder}"


def _story(story: Story, command: str, as_json: bool, quiet: bool) -> None:
    """A site's numbers, and what no other plan would change. command: that asks for them."""
    from rrm.cli.forced_lines import obstacle_lines, structural_json
    from rrm.cli.planned_anew import obstacles
    from rrm.cli.site_story import site_story, story_json

    found = obstacles(story.stored, story.site_id)
    if as_json:
        in_the_way = {item: structural_json(reasons) for item, reasons in found.items()}
        print_json({**story_json(story.stored, story.site_id), "in_the_way": in_the_way})
        return
    show(site_story(story), quiet)
    show(obstacle_lines(found, _told(story), command), quiet)


def _bring(story: Story, item: str, time_limit: float, as_json: bool, quiet: bool) -> None:
    """What bringing all of an item to a site would cost the others, planned anew."""
    from rrm.cli.forced_lines import forced_json, forced_lines
    from rrm.cli.planned_anew import brought_anew
    from rrm.cli.progress import shown_progress

    with shown_progress(quiet or as_json, story.language) as progress:
        answers = brought_anew(story.stored, story.site_id, item, time_limit, progress)
    if as_json:
        print_json({"run": story.stored.run_id, "brought": forced_json(answers)})
        return
    show(forced_lines(answers, _told(story)), quiet)


def _would_help(
    story: Story, asked: tuple[int, float, float | None, float], as_json: bool, quiet: bool
) -> None:
    """What one more of each means would buy. asked: tries, units of stock, money, time limit."""
    from rrm.cli.planned_anew import helped
    from rrm.cli.progress import shown_progress
    from rrm.cli.would_help_lines import would_help_json, would_help_lines

    with shown_progress(quiet or as_json, story.language) as progress:
        answer = helped(story.stored, *asked, progress)
    if as_json:
        print_json({"run": story.stored.run_id, **would_help_json(answer)})
        return
    show(would_help_lines(answer, _told(story)), quiet)


def _told(story: Story) -> Told:
    from rrm.cli.planned_words import Told

    return Told(story.scenario, story.pack, story.language, story.tell_all)


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
