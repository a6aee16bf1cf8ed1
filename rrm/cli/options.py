"""Options that every command has, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rrm.cli.plain import plain
from rrm.cli.speech import Language, in_words, language_of, say, spoken_language
from rrm.model.language import msg_plural

if TYPE_CHECKING:
    from rrm.model.problem import Problem
    from rrm.model.run import CheckedRun

__all__ = [
    "BAD_INPUT",
    "DOUBTS_SHOWN",
    "NONE_FOUND",
    "STOPPED_EARLY",
    "THE_ANSWER_IS_NO",
    "All",
    "Correct",
    "Gap",
    "Json",
    "Language",
    "MemoryLimit",
    "Quiet",
    "RunFolder",
    "RunsFolder",
    "ScenarioFolder",
    "Seed",
    "TimeLimit",
    "bad_input_reported",
    "end_as_planned",
    "language_of",
    "print_json",
    "show",
    "show_problems",
    "show_warnings",
]

Json = Annotated[bool, typer.Option("--json", help=say("Print the result as JSON."))]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=say("Print only errors."))]
All = Annotated[bool, typer.Option("--all", help=say("Print everything, however long."))]
ScenarioFolder = Annotated[
    Path,
    typer.Argument(
        metavar="SCENARIO", help=say("A scenario's folder, or the name of a shipped one.")
    ),
]
Pack = Annotated[
    str, typer.Argument(metavar="PACK", help=say("A rule pack's id, or its folder in rules/."))
]
RunFolder = Annotated[
    str, typer.Argument(metavar="RUN", help=say("A run folder, or `last`, or a scenario's id."))
]
Correct = Annotated[
    bool,
    typer.Option("--correct", help=say("Replace what is recorded of the same lines otherwise.")),
]
RunsFolder = Annotated[Path, typer.Option("--runs", help=say("Folder for run folders."))]
Seed = Annotated[int, typer.Option(min=0, help=say("Seed of the resampling."))]
Gap = Annotated[
    float,
    typer.Option(min=0, max=1, help=say("Relative gap at which a priority counts as solved.")),
]
TimeLimit = Annotated[
    float, typer.Option(min=1, help=say("Seconds after which the best plan so far is taken."))
]
MemoryLimit = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="MB",
        help=say("Memory that the solver may take; then the best plan so far is taken."),
    ),
]

BAD_INPUT = 2
THE_ANSWER_IS_NO = 1
STOPPED_EARLY = 3
"""Stopped on request before it was done, with the best result until then."""
NONE_FOUND = 4
"""The search ended before a plan was found, and before it was proven that there is none."""

DOUBTS_SHOWN = 5
"""Doubts printed before a run; `rrm check` prints them all."""


@contextmanager
def bad_input_reported(as_json: bool) -> Iterator[None]:
    """Prints every problem of a bad input and ends with exit code 2."""
    from rrm.model.problem import BadInput

    try:
        yield
    except BadInput as error:
        show_problems(error.problems, as_json)
        raise typer.Exit(BAD_INPUT) from None


def end_as_planned(checked: CheckedRun) -> None:
    """Ends a command that plans with the exit code that tells what became of the plan."""
    from rrm.model.plan import NoPlan

    plan = checked.run.plan
    if plan.no_plan == NoPlan.NOT_FOUND:
        raise typer.Exit(NONE_FOUND)
    if plan.status == "infeasible" or not checked.verdict.accepted:
        raise typer.Exit(THE_ANSWER_IS_NO)
    if plan.stopped == "asked":
        raise typer.Exit(STOPPED_EARLY)


def show_problems(problems: Iterable[Problem], as_json: bool) -> None:
    """Problems as lines on the error stream, or as JSON on standard output."""
    found = tuple(problems)
    language = spoken_language()
    if as_json:
        print_json({"problems": [problem.as_json(language) for problem in found]})
        return
    for problem in found:
        typer.echo(plain(problem.text(language)), err=True)
    errors = sum(problem.is_error for problem in found)
    if errors:
        total = msg_plural(
            "{n} problem to solve; nothing was written.",
            "{n} problems to solve; nothing was written.",
            n=errors,
        )
        typer.echo(in_words(total), err=True)


def show_warnings(
    problems: Iterable[Problem], quiet: bool, where: str = "", most: int | None = None
) -> None:
    """Doubts that stop nothing, on the error stream: the first `most` of them, or all.

    where: how to see the others.
    """
    found = tuple(problems)
    if quiet or not found:
        return
    for problem in found[:most]:
        typer.echo(plain(problem.text(spoken_language())), err=True)
    rest = 0 if most is None else len(found) - most
    if rest > 0:
        total = msg_plural(
            "… and {n} more doubtful value or place; all are kept as they are. See it: {where}",
            "… and {n} more doubtful values or places; all are kept as they are. See them: {where}",
            n=rest,
            where=where,
        )
    else:
        total = msg_plural(
            "{n} doubtful value or place; it is kept as it is.",
            "{n} doubtful values or places; all are kept as they are.",
            n=len(found),
        )
    typer.echo(plain(in_words(total)), err=True)


def show(lines: Iterable[str], quiet: bool) -> None:
    """Lines on standard output, unless only errors are wanted."""
    if quiet:
        return
    for line in lines:
        typer.echo(line)


def print_json(value: object) -> None:
    """One JSON document on standard output; a number that is none is null."""
    typer.echo(json.dumps(_finite(value), ensure_ascii=False, indent=2, allow_nan=False))


def _finite(value: object) -> object:
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(one) for one in value]
    return value
