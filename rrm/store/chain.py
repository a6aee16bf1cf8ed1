"""Entries beside a run that are added, never changed, and never half there.

    with open_chain(folder / "receipts", run_id, words) as chain:
        link = chain.add({"receipts": […]})

An entry is a file such as `receipts/000001.json`. It is written beside its place, waited for until
it is on disk, and gets its name in one step; only then is it said to be recorded. Each holds the
SHA-256 of the one before it, so that a changed or missing one is noticed; that the last ones were
cut off is not.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.store.documents import json_text
from rrm.store.durable import refusing_disk, sync_folder, write_durably
from rrm.store.leftovers import partial_name, sweep
from rrm.whole_file import alone_in

_ENTRY = re.compile(r"([0-9]{6})\.json")
_MOST_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class ChainWords:
    """What is said of a chain that doesn't hold, each with its code.

    damaged: of an entry that isn't the one written. missing: of one that is gone. meanwhile: where
    another was added at the same moment. kept, one_by_one: how it is meant to be.
    """

    damaged: tuple[str, Message]
    missing: tuple[str, Message]
    meanwhile: tuple[str, Message]
    kept: Message
    one_by_one: Message

    def of_damaged(self, path: Path) -> Problem:
        """An entry that can't be read, was changed or is of another run."""
        return self._broken(self.damaged, path)

    def of_missing(self, path: Path) -> Problem:
        """An entry that is not there, while a later one is."""
        return self._broken(self.missing, path)

    def of_meanwhile(self, home: Path) -> Problem:
        """Somebody else added one at the same moment."""
        code, found = self.meanwhile
        return Problem(
            code, Place(str(home)), found, self.one_by_one, msg("Give the same command again.")
        )

    def _broken(self, what: tuple[str, Message], path: Path) -> Problem:
        code, found = what
        remedy = msg("Take the folder from where it was copied.")
        return Problem(code, Place(str(path)), found, self.kept, remedy)


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as its file holds it. number: from 1. sha256: of the file."""

    number: int
    content: Mapping[str, Any]
    sha256: str


def read_chain(home: Path, run_id: str, words: ChainWords) -> tuple[Link, ...]:
    """The entries of a run in a folder, the oldest first; none where there is no folder.

    Raises BadInput: the damaged one where an entry can't be read, was changed or is of another
    run, the missing one where one is gone.
    """
    names = sorted(path.name for path in home.glob("*.json") if _ENTRY.fullmatch(path.name))
    found: list[Link] = []
    before = ""
    for number, name in enumerate(names, start=1):
        if name != f"{number:06d}.json":
            raise BadInput([words.of_missing(home / f"{number:06d}.json")])
        content = _content(home / name)
        told = _parsed(content)
        if told is None or (
            told.get("entry"), told.get("run_id"), told.get("previous_sha256")
        ) != (number, run_id, before):  # fmt: skip
            raise BadInput([words.of_damaged(home / name)])
        before = hashlib.sha256(content).hexdigest()
        found.append(Link(number, told, before))
    return tuple(found)


@contextmanager
def open_chain(home: Path, run_id: str, words: ChainWords) -> Iterator[OpenChain]:
    """A chain to read and to add to; others who add wait until it is closed.

    Raises BadInput as read_chain, and RRM-T001 where nothing can be written.
    """
    with refusing_disk(home.parent):
        # Two may open it at the same moment: whoever comes second finds it made.
        home.mkdir(exist_ok=True)
        sync_folder(home.parent)
    with alone_in(home):
        with refusing_disk(home.parent):
            sweep(home)
        yield OpenChain(home, run_id, words)


class OpenChain:
    """A chain that nobody else adds to meanwhile."""

    def __init__(self, home: Path, run_id: str, words: ChainWords) -> None:
        self._home, self._run_id, self._words = home, run_id, words
        self.links = read_chain(home, run_id, words)

    def add(self, content: Mapping[str, object]) -> Link:
        """Adds an entry; when this returns it is on disk, whatever happens next.

        Raises BadInput: RRM-T001 nothing can be written, the meanwhile one where somebody else
        added in between, where the system lets nobody wait.
        """
        number = len(self.links) + 1
        told = {
            "entry": number,
            "run_id": self._run_id,
            "previous_sha256": self.links[-1].sha256 if self.links else "",
            **content,
        }
        written = json_text(told).encode("utf-8")
        self._write(f"{number:06d}.json", written)
        link = Link(number, json.loads(written), hashlib.sha256(written).hexdigest())
        self.links = (*self.links, link)
        return link

    def _write(self, name: str, content: bytes) -> None:
        fresh, path = self._home / partial_name(), self._home / name
        with refusing_disk(self._home):
            try:
                write_durably(fresh, content)
                self._name_once(fresh, path)
                sync_folder(self._home)
            finally:
                fresh.unlink(missing_ok=True)

    def _name_once(self, fresh: Path, path: Path) -> None:
        """Gives a file its name in one step, never that of another."""
        try:
            os.link(fresh, path)
        except FileExistsError:
            raise BadInput([self._words.of_meanwhile(self._home)]) from None
        except OSError:
            # A file system without links; those who add wait for each other anyhow.
            if path.exists():
                raise BadInput([self._words.of_meanwhile(self._home)]) from None
            fresh.rename(path)


def text_in(value: object) -> str:
    """A text of an entry. Raises TypeError for anything else."""
    if not isinstance(value, str):
        raise TypeError
    return value


def object_in(value: object) -> dict[str, Any]:
    """An object of an entry. Raises TypeError for anything else."""
    if not isinstance(value, dict):
        raise TypeError
    return value


def _content(path: Path) -> bytes:
    """What a file holds; nothing of what is no file, and might never end."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(_MOST_BYTES)
    except OSError:
        return b""


def _parsed(content: bytes) -> dict[str, Any] | None:
    try:
        told = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None
