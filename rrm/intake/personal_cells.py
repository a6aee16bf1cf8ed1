"""Cells that may hold a telephone or a person's name: never repeated in a message."""

from __future__ import annotations

import re

_DATE = re.compile(r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}")
_DIGITS = re.compile(r"\+?[0-9](?:[ .\-/()\u00a0\u202f]{0,2}[0-9]){6,}")
_PAIRS = re.compile(r"[0-9]{2}(?:[ .\-/\u00a0\u202f][0-9]{2}){3,}")
_FEWEST_DIGITS = 7
_FEWEST_PLAIN_DIGITS = 8
"""A bare number of seven digits may be an amount; with words or a + around it, it is dialled."""

_NAME_WORDS = (2, 4)


def reads_as_telephone(text: str) -> bool:
    """Whether a telephone number may stand in a cell, alone or among words; dates are none."""
    left = _DATE.sub(" ", text)
    found = _DIGITS.search(left)
    if found is None:
        return False
    digits = sum(sign.isdigit() for sign in found[0])
    if text.strip().isdigit():
        return digits >= _FEWEST_PLAIN_DIGITS
    has_words = any(sign.isalpha() for sign in left)
    is_dialled = "+" in found[0] or _PAIRS.search(left) is not None
    return digits >= _FEWEST_DIGITS and (has_words or is_dialled)


def reads_as_name(text: str) -> bool:
    """Whether a cell is written as a person's name is: two to four words with capitals alone."""
    words = text.replace("-", " ").replace("'", " ").replace("\u2019", " ").split()
    low, high = _NAME_WORDS
    return low <= len(words) <= high and all(one.isalpha() and one[0].isupper() for one in words)
