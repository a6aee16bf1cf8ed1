"""How many partial ways a search may look at before it tells what it has."""

from __future__ import annotations


class LabelLimit:
    """Counts the partial ways that a search looks at."""

    def __init__(self, at_most: int) -> None:
        self._left = at_most

    def take(self) -> bool:
        """Counts one more; False where that is too many."""
        self._left -= 1
        return self._left >= 0

    @property
    def is_reached(self) -> bool:
        """Whether the search had to leave something out."""
        return self._left < 0
