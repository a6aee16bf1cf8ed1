"""The valid name most like one that was misspelt."""

from __future__ import annotations

import difflib
import heapq
import itertools
from collections.abc import Iterable

_LONGEST = 100
_NAMES_LOOKED_AT = 2_000
_NAMES_COMPARED = 40


def near_name(written: str, names: Iterable[str]) -> str | None:
    """The name most like the one written, whatever its capitals; None where nothing comes near.

    Comparing two names takes time, and an input may hold a hundred thousand of them. Among very
    many only those that begin with the same letter are looked at, and of many only the ones that
    share most pairs of letters are compared.
    """
    wanted = written.casefold()[:_LONGEST]
    folded = {name.casefold(): name for name in names}
    candidates: Iterable[str] = folded
    if len(folded) > _NAMES_LOOKED_AT:
        alike = (name for name in folded if name[:1] == wanted[:1])
        candidates = list(itertools.islice(alike, _NAMES_LOOKED_AT))
    if len(folded) > _NAMES_COMPARED:
        candidates = _sharing_pairs(wanted, candidates)
    close = difflib.get_close_matches(wanted, candidates, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def _sharing_pairs(wanted: str, names: Iterable[str]) -> list[str]:
    """The names that share most pairs of neighbouring letters with what is wanted."""
    pairs = set(itertools.pairwise(wanted))

    def shared(name: str) -> float:
        return len(pairs.intersection(itertools.pairwise(name))) / (len(wanted) + len(name))

    return heapq.nlargest(_NAMES_COMPARED, names, key=shared)
