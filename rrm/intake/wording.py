"""What a message quotes from an input, and the nearest valid name it proposes."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

from rrm.model.language import Message, msg

_QUOTED_LENGTH = 60
_NAMES_LISTED = 12


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


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The valid name most like the one written, or None where nothing comes near."""
    known = sorted(set(names))
    folded = {one.casefold(): one for one in reversed(known)}
    close = difflib.get_close_matches(name.casefold()[:100], list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def did_you_mean(name: str, names: Iterable[str]) -> Message:
    """A remedy: the nearest valid name, else all of them where they are few."""
    known = sorted(set(names))
    close = nearest(name, known)
    if close is not None:
        return msg('Did you mean "{name}"?', name=quoted(close))
    if not known:
        return msg("Nothing of that kind is defined yet: define it first.")
    return msg("Use one of: {names}.", names=listed(known))


def listed(names: Iterable[str]) -> str:
    """Names joined for a sentence, the first dozen of them."""
    known = list(names)
    shown = ", ".join(quoted(name) for name in known[:_NAMES_LISTED])
    return shown + (", …" if len(known) > _NAMES_LISTED else "")
