"""`rrm tradeoff`: what raising the worst-off site costs the others, as a curve of checked plans."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rrm.cli.options import (
    DOUBTS_SHOWN,
    THE_ANSWER_IS_NO,
    Gap,
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
from rrm.cli.speech import in_words, say
from rrm.model.language import Text, msg

if TYPE_CHECKING:
    from rrm.model.run import Loaded, Options
    from rrm.what_if import TradeOff

Points = Annotated[
    int,
    typer.Option(min=2, max=50, help=say("Plans to make; each takes as long as a run.")),
]
To = Annotated[
    Path | None,
    typer.Option(
        "--to",
        metavar="FILE",
        help=say("Write a picture (.svg), a page (.html), a table (.csv) or data (.json)."),
    ),
]
TimeLimit = Annotated[
    float, typer.Option(min=1, help=say("Seconds for each plan; then the best so far is taken."))
]


def tradeoff(
    scenario: ScenarioFolder,
    points: Points = 6,
    to: To = None,
    gap: Gap = 0.005,
    time_limit: TimeLimit = 600.0,
    seed: Seed = 0,
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Plans from most need met to the worst-off site best served, and what each costs.

    Exit 1 where no plan passed the check, 2 with bad input.
    """
    with bad_input_reported(as_json):
        from rrm import journey
        from rrm.cli.named_file import refuse_unless_named
        from rrm.cli.tradeoff_files import ENDINGS, write_tradeoff
        from rrm.model.run import Options

        if to is not None:
            refuse_unless_named(to, ENDINGS)
        loaded = journey.load(scenario)
        show_warnings(loaded.warnings, quiet or as_json, f"rrm check {scenario}", DOUBTS_SHOWN)
        language = language_of(lang)
        options = Options(seed=seed, gap=gap, time_limit=time_limit, language=language)
        curve = _curve(loaded, options, points, quiet or as_json)
        if to is not None:
            write_tradeoff(to, curve, Text.of(loaded.scenario.settings.title), language)
    _tell(curve, to, language, as_json, quiet)
    if not curve.points:
        raise typer.Exit(THE_ANSWER_IS_NO)


def _curve(loaded: Loaded, options: Options, points: int, quiet: bool) -> TradeOff:
    from rrm import journey
    from rrm.cli.progress import shown_progress
    from rrm.what_if import trade_off

    with shown_progress(quiet, options.language) as progress:
        standing, plan = journey.case_of(loaded, options, progress)
        return trade_off(standing, plan, points, progress)


def _tell(curve: TradeOff, to: Path | None, language: str, as_json: bool, quiet: bool) -> None:
    from rrm.cli.tradeoff_lines import tradeoff_json, tradeoff_lines

    if as_json:
        print_json(tradeoff_json(curve))
        return
    show(tradeoff_lines(curve, language), quiet)
    if to is not None:
        show(["", in_words(msg("{file} is written.", file=str(to)))], quiet)
