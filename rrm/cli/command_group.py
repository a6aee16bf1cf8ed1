"""Commands that are listed by name, and loaded only when they are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, NamedTuple, TypeAlias

import typer
from typer.core import TyperCommand, TyperGroup

from rrm.cli.speech import in_words, say
from rrm.model.language import Message, msg

# Of Click in older versions of Typer, of Typer's own in newer ones.
_Context: TypeAlias = Any
_Formatter: TypeAlias = Any


class Command(NamedTuple):
    """A command: what it is for in a sentence, where its function is, how one types it."""

    purpose: Message
    module: str
    function: str
    example: str

    def load(self, name: str) -> TyperCommand:
        """The command itself; only this imports its module."""
        function: Callable[..., None] = getattr(import_module(self.module), self.function)
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        example = in_words(msg("Example: {example}", example=self.example))
        app.command(name, cls=SpokenCommand, help=in_words(self.purpose), epilog=example)(function)
        built = typer.main.get_command(app)
        assert isinstance(built, TyperCommand)
        return built


class Commands(NamedTuple):
    """A command that has commands of its own, by name."""

    purpose: Message
    commands: Mapping[str, Command]

    def load(self, name: str) -> TyperGroup:
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

    def format_help(self, ctx: _Context, formatter: _Formatter) -> None:
        _speak_headings(formatter)
        super().format_help(ctx, formatter)

    def format_usage(self, ctx: _Context, formatter: _Formatter) -> None:
        _write_usage(ctx, formatter, self.collect_usage_pieces(ctx))

    def get_help_option(self, ctx: _Context) -> Any:  # noqa: ANN401
        return _in_words(super().get_help_option(ctx))


class SpokenGroup(TyperGroup):
    """Commands by name; help lists them without loading any."""

    listed: Mapping[str, Command | Commands] = {}

    def format_help(self, ctx: _Context, formatter: _Formatter) -> None:
        _speak_headings(formatter)
        super().format_help(ctx, formatter)

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


def _write_usage(ctx: _Context, formatter: _Formatter, pieces: list[str]) -> None:
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=say("Usage: "))


def _speak_headings(formatter: _Formatter) -> None:
    """Headings with the colon as the spoken language sets it, which Typer fixes as English does."""

    def write_heading(heading: str) -> None:
        said = in_words(msg("{heading}:", heading=heading))
        formatter.write(f"{'':>{formatter.current_indent}}{said}\n")

    formatter.write_heading = write_heading


def _in_words(option: Any) -> Any:  # noqa: ANN401
    if option is not None:
        option.help = say("Show this message and exit.")
    return option
