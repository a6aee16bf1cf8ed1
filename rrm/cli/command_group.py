"""Commands that are listed by name, and loaded only when they are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol, TypeAlias

import typer
from typer.core import TyperCommand, TyperGroup

from rrm.cli.speech import in_words, say
from rrm.model.language import Message, msg

# Of Click in older versions of Typer, of Typer's own in newer ones.
_Context: TypeAlias = Any
_Formatter: TypeAlias = Any


class Listed(Protocol):
    """What help knows of a command before it is loaded."""

    @property
    def purpose(self) -> Message:
        """What it is for, in one sentence."""

    def load(self, name: str) -> TyperCommand | TyperGroup:
        """The command itself."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: where its function is, what it is for, how one types it."""

    purpose: Message
    module: str
    function: str
    example: str

    def load(self, name: str) -> TyperCommand | TyperGroup:
        """The command itself; only this imports its module."""
        function: Callable[..., None] = getattr(import_module(self.module), self.function)
        return _built(name, function, self.purpose, self.example)


@dataclass(frozen=True, slots=True)
class Commands:
    """A command that has commands of its own."""

    purpose: Message
    commands: Mapping[str, Listed]

    def load(self, name: str) -> TyperCommand | TyperGroup:
        """The command itself, those below it not yet loaded."""
        group = SpokenGroup(
            name=name,
            help=in_words(self.purpose),
            no_args_is_help=True,
            rich_markup_mode=None,
        )
        group.listed = self.commands
        return group


class SpokenCommand(TyperCommand):
    """A command whose help is in the spoken language, also where Typer's own is English."""

    def format_usage(self, ctx: _Context, formatter: _Formatter) -> None:
        _write_usage(ctx, formatter, self.collect_usage_pieces(ctx))

    def get_help_option(self, ctx: _Context) -> Any:  # noqa: ANN401
        return _in_words(super().get_help_option(ctx))


class SpokenGroup(TyperGroup):
    """Commands by name; help lists them without loading any."""

    listed: Mapping[str, Listed] = {}

    def list_commands(self, ctx: _Context) -> list[str]:
        """Names in the order of the table."""
        return list(self.listed)

    def get_command(self, ctx: _Context, cmd_name: str) -> Any:  # noqa: ANN401
        """The command of that name, loaded; None where there is none."""
        found = self.listed.get(cmd_name)
        return found.load(cmd_name) if found is not None else None

    def resolve_command(self, ctx: _Context, args: list[str]) -> Any:  # noqa: ANN401
        name = args[0]
        if name not in self.listed and not name.startswith("-"):
            unknown = msg(
                'there is no command "{name}". Commands are: {names}.',
                name=name,
                names=tuple(self.listed),
            )
            ctx.fail(in_words(unknown))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: _Context, formatter: _Formatter) -> None:
        with formatter.section(say("Commands")):
            formatter.write_dl([(name, in_words(one.purpose)) for name, one in self.listed.items()])

    def format_usage(self, ctx: _Context, formatter: _Formatter) -> None:
        _write_usage(ctx, formatter, self.collect_usage_pieces(ctx))

    def get_help_option(self, ctx: _Context) -> Any:  # noqa: ANN401
        return _in_words(super().get_help_option(ctx))


def _built(
    name: str, function: Callable[..., None], purpose: Message, example: str
) -> TyperCommand:
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    shown = in_words(msg("Example: {example}", example=example))
    app.command(name, cls=SpokenCommand, help=in_words(purpose), epilog=shown)(function)
    built = typer.main.get_command(app)
    assert isinstance(built, TyperCommand)
    return built


def _write_usage(ctx: _Context, formatter: _Formatter, pieces: list[str]) -> None:
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=say("Usage: "))


def _in_words(option: Any) -> Any:  # noqa: ANN401
    if option is not None:
        option.help = say("Show this message and exit.")
    return option
