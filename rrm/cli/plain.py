"""Text from files and people, made fit for a terminal."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """Text on one line, without what a terminal obeys or what turns a line round.

    Names come from files: an escape sequence or a direction mark in one must do nothing here.
    """
    return "".join(harmless(sign) for sign in text)


def harmless(sign: str) -> str:
    """The sign itself, or a space for one that controls, formats or separates."""
    return " " if unicodedata.category(sign)[0] in "CZ" else sign
