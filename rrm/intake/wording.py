"""What a message quotes from an input, and the nearest valid name it proposes."""

from __future__ import annotations

import difflib
import heapq
import unicodedata
from collections.abc import Iterable
from itertools import islice

from rrm.model.language import Message, msg

_QUOTED_LENGTH = 60
_NAMES_LISTED = 12
_NAMES_COMPARED = 2_000


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
    """The valid name most like the one written, or None where nothing comes near.

    Among very many names only those that begin with the same letter are compared.
    """
    written = name.casefold()[:100]
    folded = {one.casefold(): one for one in names}
    if len(folded) > _NAMES_COMPARED:
        alike = (one for one in folded if one[:1] == written[:1])
        candidates = list(islice(alike, _NAMES_COMPARED))
    else:
        candidates = list(folded)
    close = difflib.get_close_matches(written, candidates, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def did_you_mean(name: str, names: Iterable[str]) -> Message:
    """A remedy: the nearest valid name, else the first of them."""
    known = dict.fromkeys(names)
    close = nearest(name, known)
    if close is not None:
        return msg('Did you mean "{name}"?', name=quoted(close))
    if not known:
        return msg("Nothing of that kind is defined yet: define it first.")
    return msg("Use one of: {names}.", names=listed(heapq.nsmallest(_NAMES_LISTED + 1, known)))


def listed(names: Iterable[str]) -> str:
    """Names joined for a sentence, the first dozen of them."""
    known = list(names)
    shown = ", ".join(quoted(name) for name in known[:_NAMES_LISTED])
    return shown + (", …" if len(known) > _NAMES_LISTED else "")
