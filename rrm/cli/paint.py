"""Colour, where a person watches and has not asked for none; never needed to understand."""

from __future__ import annotations

import os
import sys

_BY_SEVERITY = {3: "33", 4: "31", 5: "1;31"}
"""ANSI colours: severe yellow, extreme red, catastrophic red and bold."""


def colours_wanted() -> bool:
    """Whether standard output is a terminal that may be coloured (see no-color.org)."""
    dumb = os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and not dumb


def by_severity(text: str, severity: int, coloured: bool) -> str:
    """A severity's digit in the colour of its class."""
    colour = _BY_SEVERITY.get(severity)
    return f"\x1b[{colour}m{text}\x1b[0m" if coloured and colour else text
