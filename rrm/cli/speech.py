"""Which language to speak."""

from __future__ import annotations

import gettext
import os
import sys
from enum import StrEnum
from typing import Annotated

import typer

from rrm.model.language import LANGUAGES, LOCALE_FOLDER, Message, msg

DEFAULT = "en"

TYPERS_WORDS = (
    msg("Options"),
    msg("Arguments"),
    msg("required"),
    msg("default: {default}"),
    msg("Missing command."),
)
"""What Typer itself says by way of gettext: listed so that it is translated along with ours."""


def spoken_language() -> str:
    """The language of help and messages: `--lang`, else RRM_LANG, else the system's, else en."""
    # Both of them are for documents; which of them a person reads, the environment says.
    arguments = [one for one in sys.argv[1:] if one != "--lang=both"]
    for at, argument in enumerate(arguments):
        if argument == "--lang" and at + 1 < len(arguments) and arguments[at + 1] != "both":
            return _known(arguments[at + 1])
        if argument.startswith("--lang="):
            return _known(argument.removeprefix("--lang="))
    for variable in ("RRM_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return _known(os.environ[variable])
    return DEFAULT


def say(text: str) -> str:
    """A fixed sentence in the spoken language; for help texts."""
    return msg(text).text(spoken_language())


def in_words(message: Message) -> str:
    """A message in the spoken language."""
    return message.text(spoken_language())


def let_typer_speak() -> None:
    """Lets Typer take its own words from our translations, in the spoken language."""
    os.environ["LANGUAGE"] = spoken_language()
    gettext.bindtextdomain("rrm", str(LOCALE_FOLDER))
    gettext.textdomain("rrm")


def _known(name: str) -> str:
    code = name[:2].lower()
    return code if code in LANGUAGES else DEFAULT


class Lang(StrEnum):
    """Languages that the engine speaks."""

    EN = "en"
    FR = "fr"


Language = Annotated[Lang | None, typer.Option("--lang", help=say("Language of what is printed."))]


def language_of(lang: Lang | None) -> str:
    """The language asked for, else the one spoken."""
    return lang.value if lang is not None else spoken_language()
