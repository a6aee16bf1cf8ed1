"""Counting what a check looks at, and keeping the first break it finds."""

from __future__ import annotations

from rrm.model.language import Message
from rrm.model.verdict import Check


class Tally:
    """One check while it is being made."""

    def __init__(self, name: str, label: Message) -> None:
        self._name = name
        self._label = label
        self._count = 0
        self._offences = 0
        self._first: Message | None = None

    def see(self, holds: bool, offence: Message) -> None:
        """Counts one thing looked at; the sentence is kept if it is the first that breaks."""
        self._count += 1
        if not holds:
            self._offences += 1
            self._first = self._first or offence

    def check(self) -> Check:
        """The check as it stands."""
        return Check(self._name, self._label, self._count, self._offences, self._first)
