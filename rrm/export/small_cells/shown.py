"""A count as it may be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rrm.model.language import put_into_words

Hidden = Literal["small", "with another"]
"""Why a count is hidden: it is below the minimum, or would give away one that is."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A count of people, households or cases, None where it is hidden.

    minimum: counts from 1 to one below it are hidden.
    """

    count: int | None
    hidden: Hidden | None
    minimum: int

    def text(self, language: str) -> str:
        """As a cell reads: 12, “< 5” where it is small, “–” where it hides another."""
        if self.count is not None:
            return put_into_words(self.count, language)
        return f"<\N{NO-BREAK SPACE}{self.minimum}" if self.hidden == "small" else "–"
