"""Approvals: that somebody with a right to it said a plan may be carried out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rrm.model.language import Text
from rrm.model.rule_pack import RulePack


@dataclass(frozen=True, slots=True)
class Approval:
    """A run approved by a role, never by a name.

    role: a code of the pack's sharing rules. of_sha256: of the run.json that was approved.
    entry, digest: number and SHA-256 of the entry in the run's log.
    """

    role: str
    on: date
    of_sha256: str
    entry: int
    digest: str


def role_words(pack: RulePack, role: str) -> Text:
    """A role of a pack in words; one that it doesn't name stands for itself."""
    roles = pack.sharing.roles if pack.sharing is not None else {}
    return Text.of(roles.get(role) or role)
