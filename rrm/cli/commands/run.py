"""`rrm run`: from a scenario folder to a checked plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rrm.cli.options import (
    THE_ANSWER_IS_NO,
    Json,
    Language,
    Quiet,
    ScenarioFolder,
    Seed,
    bad_input_reported,
    language_of,
    print_json,
    show_warnings,
)
from rrm.cli.speech import say

Gap = Annotated[
    float,
    typer.Option(min=0, max=1, help=say("Relative gap at which a priority counts as solved.")),
]
TimeLimit = Annotated[
    float, typer.Option(min=1, help=say("Seconds after which the best plan so far is taken."))
]
RunsFolder = Annotated[Path, typer.Option("--runs", help=say("Folder for run folders."))]


def run(
    scenario: ScenarioFolder,
    gap: Gap = 0.005,
    time_limit: TimeLimit = 600.0,
    seed: Seed = 0,
    runs: RunsFolder = Path("runs"),
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Plans a scenario and writes runs/<scenario>/<run id>/; exit 1 where the answer is no.

    rrm run scenarios/menaka-2022
    """
    with bad_input_reported(as_json):
        from rrm import journey
        from rrm.cli.progress import shown_progress
        from rrm.cli.summary import summary_json, summary_lines
        from rrm.model.run import Options

        language = language_of(lang)
        loaded = journey.load(scenario)
        show_warnings(loaded.warnings, quiet)
        options = Options(seed=seed, gap=gap, time_limit=time_limit, language=language)
        with shown_progress(quiet or as_json, language) as progress:
            checked, folder = journey.run_scenario(loaded, runs, options, progress)
    if as_json:
        print_json(summary_json(checked, folder))
    elif not quiet:
        for line in summary_lines(checked, folder, language):
            typer.echo(line)
    if checked.run.plan.status == "infeasible" or not checked.verdict.accepted:
        raise typer.Exit(THE_ANSWER_IS_NO)
