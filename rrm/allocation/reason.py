"""A reason for unmet need."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.model.language import Message


@dataclass(frozen=True, slots=True)
class Reason:
    """A code, the reason in words, and what would help."""

    code: str
    reason: Message
    what_would_help: Message
