"""What a message quotes from an input, and the nearest valid name it proposes."""

from __future__ import annotations

import heapq
import unicodedata
from collections.abc import Iterable

from rrm.model.language import Message, msg
from rrm.model.near_name import near_name

_QUOTED_LENGTH = 60
NAMES_LISTED = 12


def quoted(value: object) -> str:
    """A piece of input fit for a message: short, on one line, with nothing a terminal obeys."""
    text = str(value)
    if len(text) > _QUOTED_LENGTH:
        text = text[:_QUOTED_LENGTH] + "…"
    return "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in text)


def found(value: object) -> Message:
    """What stands where something else is needed."""
    if isinstance(value, dict):
        return msg("found keys and values")
    if isinstance(value, list | tuple):
        return msg("found a list")
    if value is None or value == "":
        return msg("found nothing")
    return msg('found "{value}"', value=quoted(value))


def did_you_mean(name: str, names: Iterable[str]) -> Message:
    """A remedy: the nearest valid name, else the first of them."""
    known = dict.fromkeys(names)
    close = near_name(name, known)
    if close is not None:
        return msg('Did you mean "{name}"?', name=quoted(close))
    if not known:
        return msg("Nothing of that kind is defined yet: define it first.")
    return msg("Use one of: {names}.", names=listed(heapq.nsmallest(NAMES_LISTED + 1, known)))


def listed(names: Iterable[str]) -> str:
    """Names joined for a sentence, the first dozen of them."""
    known = list(names)
    shown = ", ".join(quoted(name) for name in known[:NAMES_LISTED])
    return shown + (", …" if len(known) > NAMES_LISTED else "")
