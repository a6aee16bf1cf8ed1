"""The command `rrm`: its commands by name, loaded when they are called."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import typer

from rrm.cli.speech import say

app = typer.Typer(
    name="rrm",
    help=say(
        "Decision support for a rapid response mechanism: from an assessment to a checked"
        " distribution plan."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Runs the command line; exit 0 done, 1 the answer is no, 2 bad usage or bad input."""
    _use_utf8()
    _register()
    try:
        app()
    except KeyboardInterrupt:
        typer.echo(say("Stopped. Nothing was written."), err=True)
        raise SystemExit(130) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None


def _register() -> None:
    from rrm.cli import commands

    for name, command in commands.COMMANDS.items():
        app.command(name, help=command.help)(command.function)
    rules = typer.Typer(help=say("Check a rule pack, run its cases."), no_args_is_help=True)
    for name, command in commands.RULES_COMMANDS.items():
        rules.command(name, help=command.help)(command.function)
    app.add_typer(rules, name="rules")


def _use_utf8() -> None:
    # A French report must not die on a console that is set to another encoding.
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
