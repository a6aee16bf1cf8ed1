"""`rrm compare`: runs side by side, each set against the first."""

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
from rrm.cli.speech import in_words, say
from rrm.model.language import msg

if TYPE_CHECKING:
    from rrm.comparison import Comparison

Runs = Annotated[
    list[str],
    typer.Argument(
        metavar="RUN RUN…",
        help=say("Run folders, scenarios' ids, or `last`; others are set against the first."),
    ),
]
To = Annotated[
    Path | None,
    typer.Option(
        "--to",
        metavar="FILE",
        help=say("Write a page (.html), a picture (.svg) or a table (.csv)."),
    ),
]
MOST_RUNS = 8


def compare(
    run: Runs,
    to: To = None,
    tell_all: All = False,
    runs: RunsFolder = Path("runs"),
    lang: Language = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """What differs in inputs, scores, deliveries and what is not met, and who gains and loses.

    Exit 0 whether or not anything differs, 2 with bad input.
    """
    if not 2 <= len(run) <= MOST_RUNS:
        raise typer.BadParameter(say("name two runs at least, eight at most."), param_hint="RUN")
    language = language_of(lang)
    with bad_input_reported(as_json):
        comparison = _comparison(run, runs)
        if to is not None:
            from rrm.cli.comparison_files import write_comparison

            write_comparison(to, comparison, language)
    if as_json:
        from rrm.cli.comparison_lines import comparison_json

        print_json(comparison_json(comparison))
        return
    if to is not None:
        show([in_words(msg("{file} is written.", file=str(to)))], quiet)
        return
    if quiet:
        return
    from rrm.cli.comparison_lines import comparison_lines
    from rrm.comparison import story

    show(comparison_lines(story(comparison), language, tell_all), quiet)


def _comparison(references: list[str], root: Path) -> Comparison:
    """Every run is read before any fault is told. Raises BadInput."""
    from rrm.comparison import RunFacts, compare_runs
    from rrm.model.problem import BadInput, Problem
    from rrm.store import find_run, read_usable_run, run_facts

    found: list[RunFacts] = []
    problems: list[Problem] = []
    for reference in references:
        try:
            found.append(run_facts(read_usable_run(find_run(reference, root))))
        except BadInput as error:
            problems += error.problems
    if problems:
        raise BadInput(dict.fromkeys(problems))
    return compare_runs(found)
