"""`--what-if close A-B` as people type it: the verb and the road without quotation marks."""

from __future__ import annotations

from collections.abc import Sequence

OPTION = "--what-if"


def with_joined_changes(arguments: Sequence[str]) -> list[str]:
    """The arguments, with a verb that stands alone after --what-if joined to the word behind it.

    A change that was quoted as a whole holds a blank already and stays as it is.
    """
    joined: list[str] = []
    for argument in arguments:
        awaits = len(joined) > 1 and joined[-2] == OPTION and joined[-1].isalpha()
        if awaits and not argument.startswith("-"):
            joined[-1] += f" {argument}"
        else:
            joined.append(argument)
    return joined
