"""`rrm score`: who needs what, and what each alert calls for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from rrm.cli.layout import wrapped
from rrm.cli.options import (
    DOUBTS_SHOWN,
    Json,
    Language,
    Quiet,
    ScenarioFolder,
    Seed,
    bad_input_reported,
    language_of,
    print_json,
    show,
    show_warnings,
)
from rrm.cli.speech import say

if TYPE_CHECKING:
    from rrm.model.alert_decision import AlertDecision
    from rrm.model.needs import Needs
    from rrm.model.run import Loaded

Together = Annotated[
    bool,
    typer.Option(
        "--together", help=say("Show each site with all its groups as one, and the whole scenario.")
    ),
]
Traces = Annotated[bool, typer.Option("--traces", help=say("Print why, rule by rule."))]


def score(
    scenario: ScenarioFolder,
    traces: Traces = False,
    together: Together = False,
    seed: Seed = 0,
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Severities and need score of every site, and what each alert calls for; writes nothing."""
    with bad_input_reported(as_json):
        from rrm import journey

        loaded = journey.load(scenario, with_network=False)
        needs = journey.score(loaded, seed)
        alerts = journey.decide(loaded)
    language = language_of(lang)
    if as_json:
        from rrm.cli.alert_lines import alert_json

        print_json(
            {
                "needs": [asdict(score) for score in needs.scores],
                "together": [asdict(score) for score in needs.together],
                "alerts": [alert_json(alert) for alert in alerts],
            }
        )
        return
    show_warnings(loaded.warnings, quiet, f"rrm check {scenario}", DOUBTS_SHOWN)
    show(_tables(loaded, needs, alerts, language, together), quiet)
    if traces:
        show(_reasons(needs, language), quiet)


def _tables(
    loaded: Loaded,
    needs: Needs,
    alerts: tuple[AlertDecision, ...],
    language: str,
    together: bool,
) -> Iterator[str]:
    from rrm.cli.alert_lines import alert_lines
    from rrm.cli.needs_lines import needs_lines, together_lines
    from rrm.cli.paint import colours_wanted
    from rrm.cli.whole_lines import whole_sentence, whole_table

    coloured = colours_wanted()
    table = together_lines if together else needs_lines
    yield from table(loaded, needs, language, coloured)
    yield ""
    yield from alert_lines(loaded, alerts, language, coloured)
    yield ""
    if together:
        yield from whole_table(loaded, needs, language, coloured)
    else:
        yield from whole_sentence(loaded, needs, language)


def _reasons(needs: Needs, language: str) -> Iterator[str]:
    for trace in needs.traces:
        yield ""
        yield from wrapped(trace.sentence.text(language), hanging=2)
        if trace.smallest_change is not None:
            yield from wrapped(f"→ {trace.smallest_change.text(language)}", indent=2, hanging=2)
        for rule in trace.rules:
            if rule.sentence != trace.sentence:
                yield from wrapped(rule.sentence.text(language), indent=2, hanging=2)
