"""The log of a run: who approved its plan, who took that back, and what left, when.

    with open_audit(folder, run_id) as log:
        log.add(Act.APPROVED, of_sha256=stored.run_sha256, role="coordinator")

An entry is a file `audit/000001.json` of the run folder, a link of a chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from rrm.model.approval import Approval
from rrm.model.language import msg
from rrm.model.problem import BadInput
from rrm.store.chain import (
    ChainWords,
    Link,
    OpenChain,
    object_in,
    open_chain,
    read_chain,
    text_in,
)

AUDIT = "audit"
"""The folder of the log within a run folder."""

_WORDS = ChainWords(
    damaged=(
        "RRM-T040",
        msg("this entry of the log is not the one that was written after the one before"),
    ),
    missing=("RRM-T041", msg("this entry of the log is missing")),
    meanwhile=("RRM-T042", msg("something else was entered in the log at this moment")),
    kept=msg("the log is kept as it was written, nothing changed or taken out"),
    one_by_one=msg("one entry is written after the other"),
)


class Act(StrEnum):
    """What an entry tells."""

    APPROVED = "approved"
    WITHDRAWN = "withdrawn"
    EXPORTED = "exported"


@dataclass(frozen=True, slots=True)
class Made:
    """A document that left. circle: who may see it. language: several are joined by hyphens."""

    name: str
    sha256: str
    circle: str
    language: str


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry of the log.

    role: who approved or took it back; empty for an export. of_sha256: of run.json at that time,
    which holds the checksum of every other file. sha256: of this entry.
    """

    number: int
    recorded_at: datetime
    act: Act
    role: str
    of_sha256: str
    note: str
    documents: tuple[Made, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class Audit:
    """All entries of a run, the oldest first."""

    entries: tuple[AuditEntry, ...] = ()

    def approval(self, run_sha256: str) -> Approval | None:
        """The last approval of that very run.json, unless it was taken back afterwards."""
        last = self.last_word(run_sha256)
        if last is None or last.act is not Act.APPROVED:
            return None
        return Approval(
            last.role, last.recorded_at.date(), last.of_sha256, last.number, last.sha256
        )

    def last_word(self, run_sha256: str) -> AuditEntry | None:
        """The last time that run.json was approved or its approval taken back."""
        words = (one for one in reversed(self.entries) if one.act is not Act.EXPORTED)
        return next((one for one in words if one.of_sha256 == run_sha256), None)


def read_audit(folder: Path, run_id: str) -> Audit:
    """The log of a run folder; empty where there is none.

    Raises BadInput: RRM-T040 an entry that can't be read, was changed or is of another run,
    RRM-T041 one that is missing.
    """
    home = folder / AUDIT
    return Audit(tuple(_entry(link, home) for link in read_chain(home, run_id, _WORDS)))


@contextmanager
def open_audit(folder: Path, run_id: str) -> Iterator[OpenAudit]:
    """The log of a run folder, to read and to add to; others who add wait until it is closed.

    Raises BadInput as read_audit, and RRM-T001 where nothing can be written.
    """
    with open_chain(folder / AUDIT, run_id, _WORDS) as chain:
        yield OpenAudit(chain, folder / AUDIT)


class OpenAudit:
    """A log that nobody else adds to meanwhile. audit: what it holds."""

    def __init__(self, chain: OpenChain, home: Path) -> None:
        self._chain, self._home = chain, home
        self.audit = Audit(tuple(_entry(link, home) for link in chain.links))

    def add(
        self,
        act: Act,
        *,
        of_sha256: str,
        role: str = "",
        note: str = "",
        documents: Iterable[Made] = (),
        at: datetime | None = None,
    ) -> AuditEntry:
        """Enters something; when this returns it is on disk, whatever happens next.

        at: when, now by default. Raises BadInput: RRM-T001 nothing can be written, RRM-T042
        something else was entered meanwhile, where the system lets nobody wait.
        """
        moment = (at or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
        content = {
            "recorded_at": moment.isoformat(),
            "act": act.value,
            "role": role,
            "of_sha256": of_sha256,
            "note": note,
            "documents": [
                {
                    "name": one.name,
                    "sha256": one.sha256,
                    "circle": one.circle,
                    "language": one.language,
                }
                for one in documents
            ],
        }
        entry = _entry(self._chain.add(content), self._home)
        self.audit = Audit((*self.audit.entries, entry))
        return entry


def _entry(link: Link, home: Path) -> AuditEntry:
    """An entry as its file holds it. Raises BadInput (RRM-T040) where it doesn't."""
    told = link.content
    try:
        return AuditEntry(
            number=link.number,
            recorded_at=datetime.fromisoformat(text_in(told["recorded_at"])).astimezone(UTC),
            act=Act(text_in(told["act"])),
            role=text_in(told["role"]),
            of_sha256=text_in(told["of_sha256"]),
            note=text_in(told["note"]),
            documents=tuple(_made(object_in(one)) for one in told["documents"]),
            sha256=link.sha256,
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        raise BadInput([_WORDS.of_damaged(home / f"{link.number:06d}.json")]) from None


def _made(told: Mapping[str, Any]) -> Made:
    return Made(
        text_in(told["name"]),
        text_in(told["sha256"]),
        text_in(told["circle"]),
        text_in(told["language"]),
    )
