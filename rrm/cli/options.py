"""Options that every command has, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rrm.cli.speech import in_words, say, spoken_language
from rrm.model.language import msg, msg_plural

if TYPE_CHECKING:
    from rrm.model.problem import Problem


class Lang(StrEnum):
    """Languages that the engine speaks."""

    EN = "en"
    FR = "fr"


Json = Annotated[bool, typer.Option("--json", help=say("Print the result as JSON."))]
Language = Annotated[Lang | None, typer.Option("--lang", help=say("Language of what is printed."))]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=say("Print only errors."))]
ScenarioFolder = Annotated[
    Path, typer.Argument(metavar="SCENARIO", help=say("A scenario's folder."))
]
Seed = Annotated[int, typer.Option(min=0, help=say("Seed of the resampling."))]

BAD_INPUT = 2
THE_ANSWER_IS_NO = 1


def language_of(lang: Lang | None) -> str:
    """The language asked for, else the one spoken."""
    return lang.value if lang is not None else spoken_language()


@contextmanager
def bad_input_reported(as_json: bool) -> Iterator[None]:
    """Prints every problem of a bad input and ends with exit code 2."""
    from rrm.model.problem import BadInput

    try:
        yield
    except BadInput as error:
        show_problems(error.problems, as_json)
        raise typer.Exit(BAD_INPUT) from None


def show_problems(problems: Iterable[Problem], as_json: bool) -> None:
    """Problems as lines on the error stream, or as JSON on standard output."""
    found = tuple(problems)
    language = spoken_language()
    if as_json:
        print_json({"problems": [problem.as_json(language) for problem in found]})
        return
    for problem in found:
        typer.echo(problem.text(language), err=True)
    errors = sum(problem.is_error for problem in found)
    if errors:
        typer.echo(
            in_words(
                msg_plural(
                    "{n} problem to solve; nothing was written.",
                    "{n} problems to solve; nothing was written.",
                    n=errors,
                )
            ),
            err=True,
        )


def show_warnings(problems: Iterable[Problem], quiet: bool) -> None:
    """Doubts that stop nothing, on the error stream."""
    found = tuple(problems)
    if quiet or not found:
        return
    for problem in found:
        typer.echo(problem.text(spoken_language()), err=True)
    typer.echo(
        in_words(msg("{n} doubtful values or places; all were kept as they are.", n=len(found))),
        err=True,
    )


def print_json(value: object) -> None:
    """One JSON document on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
