"""What was typed wrongly, in the spoken language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, cast

import typer

from rrm.cli.plain import plain
from rrm.cli.speech import in_words
from rrm.model.language import Message, msg

# BadParameter < UsageError < ClickException: only the first has a public name in every Typer.
CommandLineError = cast("type[Exception]", typer.BadParameter.__mro__[2])
"""Anything that Typer refuses in a command line."""

_Refused: TypeAlias = Any

BAD_USAGE = 2


def show_usage_error(error: _Refused) -> int:
    """What is wrong and where to read on, on the error stream; returns the exit code."""
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
        return BAD_USAGE
    say = _SENTENCES.get(type(error).__name__, _as_typer_says)
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "rrm"
    sentence = msg("{command}: {wrong}", command=command, wrong=say(error))
    typer.echo(plain(in_words(sentence)), err=True)
    typer.echo(in_words(msg("Read on with: {command} --help", command=command)), err=True)
    return BAD_USAGE


def _no_such_option(error: _Refused) -> Message:
    near = tuple(sorted(error.possibilities or ()))
    if not near:
        return msg("there is no option {option}.", option=error.option_name)
    return msg(
        "there is no option {option}. Did you mean {near}?", option=error.option_name, near=near
    )


def _missing(error: _Refused) -> Message:
    return msg("{name} is missing.", name=_name(error))


def _bad_value(error: _Refused) -> Message:
    # Typer hands on what pydantic says, with this in front of it.
    reason = _number_wanted(error) or str(error.message).removeprefix("Value error, ")
    return msg("{name}: {reason}", name=_name(error), reason=reason)


def _number_wanted(error: _Refused) -> Message | None:
    """What number an option takes, where a number was refused; None for all else."""
    errors = getattr(error.__cause__, "errors", None)
    first = next(iter(errors()), None) if callable(errors) else None
    if first is None:
        return None
    limits = first.get("ctx", {})
    match first["type"]:
        case "greater_than_equal":
            return msg("a number of {least} or more is needed.", least=limits["ge"])
        case "less_than_equal":
            return msg("a number of {most} or less is needed.", most=limits["le"])
        case "int_parsing" | "int_from_float" | "int_parsing_size":
            return msg("a whole number in digits is needed, such as 20.")
        case "float_parsing" | "finite_number":
            return msg("a number in digits is needed, such as 20 or 12.5.")
        case _:
            return None


def _name(error: _Refused) -> str:
    """What the help calls the parameter: --gap, SCENARIO."""
    if error.param is None:
        return str(error.param_hint or "")
    typed = str(error.param.opts[0])
    return typed if typed.startswith("-") else str(error.param.metavar or typed)


def _as_typer_says(error: _Refused) -> Message:
    return msg("{reason}", reason=error.format_message())


_SENTENCES: dict[str, Callable[[_Refused], Message]] = {
    "NoSuchOption": _no_such_option,
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
}
