"""`rrm score`: who needs what."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from rrm.cli.options import (
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

Traces = Annotated[bool, typer.Option("--traces", help=say("Print why, rule by rule."))]


def score(
    scenario: ScenarioFolder,
    traces: Traces = False,
    seed: Seed = 0,
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Severity by sector and the need score of every site, worst first; writes nothing.

    rrm score scenarios/menaka-2022 --traces
    """
    with bad_input_reported(as_json):
        from rrm import journey
        from rrm.cli.needs_lines import needs_lines

        loaded = journey.load(scenario)
        needs = journey.score(loaded, seed)
    language = language_of(lang)
    if as_json:
        print_json({"needs": [asdict(score) for score in needs.scores]})
        return
    show_warnings(loaded.warnings, quiet)
    for line in needs_lines(loaded, needs, language):
        typer.echo(line)
    if traces:
        for trace in needs.traces:
            typer.echo("")
            typer.echo(trace.sentence.text(language))
            for rule in trace.rules:
                typer.echo("  " + rule.sentence.text(language))
