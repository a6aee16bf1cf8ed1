"""Which searches run compiled, and what to tell somebody whose large network is searched slowly."""

from __future__ import annotations

from rrm.access.class_network import LARGE
from rrm.access.paths.distances import is_compiled
from rrm.model.language import Message, msg


def slow_search_note(links: int) -> Message | None:
    """How to have a network of so many links searched faster; None where nothing is to gain."""
    if links < LARGE or is_compiled():
        return None
    return msg(
        "The network has {links} links. With SciPy installed (extra `fast`) it is searched many "
        "times faster, with the same answers.",
        links=links,
    )


__all__ = ["is_compiled", "slow_search_note"]
