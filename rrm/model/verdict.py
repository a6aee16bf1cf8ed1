"""What an independent reading says of a plan."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.model.language import Message


@dataclass(frozen=True, slots=True)
class Check:
    """One rule a plan must keep: how many things were looked at, how many break it.

    first_offender: where the first break is and what it is, None when all hold.
    """

    name: str
    label: Message
    count: int
    offences: int
    first_offender: Message | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """All checks; a plan is accepted when none is broken."""

    checks: tuple[Check, ...]

    @property
    def accepted(self) -> bool:
        """Whether every check holds."""
        return all(check.offences == 0 for check in self.checks)
