"""`rrm run`: from a scenario folder to a checked plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rrm.cli.options import (
    BAD_INPUT,
    DOUBTS_SHOWN,
    Gap,
    Json,
    Language,
    MemoryLimit,
    Quiet,
    RunsFolder,
    Seed,
    TimeLimit,
    bad_input_reported,
    end_as_planned,
    language_of,
    print_json,
    show,
    show_warnings,
)
from rrm.cli.speech import say

Scenario = Annotated[
    Path | None,
    typer.Argument(
        metavar="SCENARIO", help=say("A scenario's folder, or the name of a shipped one.")
    ),
]
Priorities = Annotated[
    str | None,
    typer.Option(
        metavar="NAME[=SHARE],…",
        help=say(
            "Priorities in place of the scenario's, the most important first, each with the share"
            " of its value that later ones may cost it."
        ),
    ),
]


def run(
    scenario: Scenario = None,
    gap: Gap = 0.005,
    time_limit: TimeLimit = 600.0,
    priorities: Priorities = None,
    memory_limit: MemoryLimit = None,
    seed: Seed = 0,
    runs: RunsFolder = Path("runs"),
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Plans a scenario and writes runs/<scenario>/<run id>/; exit 1 where the answer is no.

    Exit 4 where the search ends with no plan and no proof that there is none. Ctrl-C while the
    solver works takes the best plan so far and exits 3; a second one writes nothing.
    """
    if scenario is None:
        _which_scenario()
        raise typer.Exit(BAD_INPUT)
    with bad_input_reported(as_json):
        from rrm import journey
        from rrm.cli.memory_limit import refuse_unkept_limit
        from rrm.cli.paint import colours_wanted
        from rrm.cli.progress import shown_progress
        from rrm.cli.slow_search import tell_slow_search
        from rrm.cli.summary import summary_json, summary_lines
        from rrm.cli.typed_priorities import typed_priorities
        from rrm.model.run import Options

        language = language_of(lang)
        options = Options(
            seed=seed, gap=gap, time_limit=time_limit, language=language,
            priorities=typed_priorities(priorities), memory_limit=memory_limit,
        )  # fmt: skip
        refuse_unkept_limit(memory_limit)
        loaded = journey.load(scenario)
        show_warnings(loaded.warnings, quiet or as_json, f"rrm check {scenario}", DOUBTS_SHOWN)
        tell_slow_search(loaded, quiet or as_json)
        with shown_progress(quiet or as_json, language) as progress:
            checked, folder = journey.run_scenario(loaded, runs, options, progress, watched=True)
    if as_json:
        print_json(summary_json(checked, folder))
    else:
        show(summary_lines(checked, folder, language, colours_wanted()), quiet)
    end_as_planned(checked)


def _which_scenario() -> None:
    """What one could have meant: the scenarios that come with the engine."""
    from rrm.intake import shipped_scenarios

    typer.echo(
        say("Which scenario? A folder of yours, or one that comes with the engine:"), err=True
    )
    for folder in shipped_scenarios():
        typer.echo(f"  rrm run {folder.name}", err=True)
