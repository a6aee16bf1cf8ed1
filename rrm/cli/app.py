"""The command `rrm`: its commands by name, loaded when they are called."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from typing import Annotated

import typer

from rrm.cli.command_group import SpokenGroup
from rrm.cli.commands import COMMANDS
from rrm.cli.plain import plain
from rrm.cli.speech import Language, in_words, let_typer_speak, say
from rrm.cli.typed_changes import with_joined_changes
from rrm.cli.usage_errors import CommandLineError, show_usage_error
from rrm.model.language import msg

OUR_FAULT = 70
"""EX_SOFTWARE of sysexits.h: the fault is ours, not the input's."""
GARBAGE_THRESHOLD = 200_000
"""Objects made before Python looks for rubbish; its own 700 costs a tenth of a short command."""
STOPPED = 130
"""What a shell reports for a program that Ctrl-C ended."""


def _show_version(wanted: bool) -> None:
    if wanted:
        import rrm

        typer.echo(f"rrm {rrm.__version__}")
        raise typer.Exit()


Version = Annotated[
    bool,
    typer.Option(
        "--version",
        callback=_show_version,
        is_eager=True,
        help=say("Print the version of the engine."),
    ),
]


class _Rrm(SpokenGroup):
    listed = COMMANDS


def main() -> None:
    """Runs the command line.

    Exit 0 done, 1 the answer is no, 2 bad usage or bad input, 3 stopped with the best plan until
    then, 4 no plan found and none proven to be impossible, 70 a fault of ours, 130 stopped.
    """
    # What is loaded at the start stays to the end: looking through it for rubbish finds none.
    gc.set_threshold(GARBAGE_THRESHOLD)
    # What else happens to be installed must not hook into how input is read, nor be looked for.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _use_utf8()
    let_typer_speak()
    code = _exit_code()
    # All memory goes back with the process: a last look for rubbish takes a tenth of a short
    # command.
    gc.freeze()
    raise SystemExit(code)


def _exit_code() -> int:
    try:
        arguments = with_joined_changes(sys.argv[1:])
        code = _typer_app()(args=arguments, prog_name="rrm", standalone_mode=False)
    except CommandLineError as error:
        return show_usage_error(error)
    except (KeyboardInterrupt, typer.Abort):
        code = STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # whatever it is, a person gets a sentence and not a traceback
        return _own_fault(error)
    if code == STOPPED:
        typer.echo(say("Stopped. Of a run that was not finished nothing is kept."), err=True)
    return code if isinstance(code, int) else 0


def _typer_app() -> Callable[..., object]:
    app = typer.Typer(
        name="rrm",
        cls=_Rrm,
        help=say(
            "Decision support for a rapid response mechanism: from an assessment to a checked"
            " distribution plan."
        ),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_rrm)
    return app


def _rrm(lang: Language = None, version: Version = False) -> None:
    """Options that stand before the command."""


def _own_fault(error: Exception) -> int:
    """One calm sentence; the traceback only where RRM_DEBUG asks for it."""
    if os.environ.get("RRM_DEBUG"):
        import traceback

        traceback.print_exception(error)
    sentence = msg(
        "rrm itself failed, and not your input: {error}. Of a run that was not finished nothing"
        " is kept; earlier runs are as they were. Please report it with what RRM_DEBUG=1 prints"
        " before the same command.",
        error=f"{type(error).__name__}: {error}"[:300],
    )
    typer.echo(plain(in_words(sentence)), err=True)
    return OUR_FAULT


def _use_utf8() -> None:
    # A French report must not die on a console that is set to another encoding.
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
