"""The ledger of a run's receipts: entries are added, never changed, and none is ever half there.

    with open_ledger(folder, run_id) as ledger:
        read = read_receipts(path, issued, ledger.current)
        ledger.add(read.new, source_sha256=read.sha256)

An entry is a file `receipts/000001.json` of the run folder. It is written beside its place, waited
for until it is on disk, and gets its name in one step; only then is it said to be recorded. Each
entry holds the SHA-256 of the one before it, so that a changed or missing one is noticed. The
other files of the run folder stay as they were.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import isfinite
from pathlib import Path
from typing import Any

from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.receipt import PaymentReceipt, Receipt, Receipts
from rrm.store.documents import json_text
from rrm.store.durable import refusing_disk, sync_folder, write_durably
from rrm.store.leftovers import partial_name, sweep

RECEIPTS = "receipts"
"""The folder of the ledger within a run folder."""

_ENTRY = re.compile(r"([0-9]{6})\.json")
_MOST_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What one file of receipts added.

    source_sha256: of that file. corrects: whether lines recorded before were meant to be replaced.
    """

    number: int
    recorded_at: datetime
    source_sha256: str
    corrects: bool
    receipts: Receipts


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries of a run, the oldest first."""

    entries: tuple[Entry, ...] = ()

    @property
    def current(self) -> Receipts:
        """What is known now: of each line of a waybill and each payment the last word."""
        known = Receipts()
        for entry in self.entries:
            known = known.with_newer(entry.receipts)
        return known


def read_ledger(folder: Path, run_id: str) -> Ledger:
    """The ledger of a run folder; empty where nothing was received.

    Raises BadInput: RRM-T030 an entry that can't be read, was changed or is of another run,
    RRM-T031 one that is missing.
    """
    return Ledger(tuple(entry for entry, _ in _entries(folder, run_id)))


@contextmanager
def open_ledger(folder: Path, run_id: str) -> Iterator[OpenLedger]:
    """The ledger of a run folder, to read and to add to; others who add wait until it is closed.

    Raises BadInput as read_ledger, and RRM-T001 where nothing can be written.
    """
    home = folder / RECEIPTS
    with refusing_disk(folder):
        # Two may open it at the same moment: whoever comes second finds it made.
        home.mkdir(exist_ok=True)
        sync_folder(folder)
    with _alone_in(home):
        with refusing_disk(folder):
            sweep(home)
        yield OpenLedger(folder, run_id)


class OpenLedger:
    """A ledger that nobody else adds to meanwhile."""

    def __init__(self, folder: Path, run_id: str) -> None:
        self._home = folder / RECEIPTS
        self._run_id = run_id
        found = _entries(folder, run_id)
        self._entries = [entry for entry, _ in found]
        self._last_sha256 = found[-1][1] if found else ""

    @property
    def current(self) -> Receipts:
        """What is known now."""
        return Ledger(tuple(self._entries)).current

    def add(
        self,
        receipts: Receipts,
        *,
        source_sha256: str,
        corrects: bool = False,
        at: datetime | None = None,
    ) -> Entry:
        """Records receipts; when this returns they are on disk, whatever happens next.

        at: when, now by default. Raises BadInput: RRM-T001 nothing can be written, RRM-T032
        somebody else recorded in the meantime, where the system lets nobody wait.
        """
        moment = (at or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
        entry = Entry(len(self._entries) + 1, moment, source_sha256, corrects, receipts)
        content = json_text(_as_json(entry, self._run_id, self._last_sha256)).encode("utf-8")
        self._write(f"{entry.number:06d}.json", content)
        self._entries.append(entry)
        self._last_sha256 = hashlib.sha256(content).hexdigest()
        return entry

    def _write(self, name: str, content: bytes) -> None:
        fresh, path = self._home / partial_name(), self._home / name
        with refusing_disk(self._home):
            try:
                write_durably(fresh, content)
                _name_once(fresh, path)
                sync_folder(self._home)
            finally:
                fresh.unlink(missing_ok=True)


def _name_once(fresh: Path, path: Path) -> None:
    """Gives a file its name in one step, never that of another."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        raise BadInput([_meanwhile(path)]) from None
    except OSError:
        # A file system without links; those who add wait for each other anyhow.
        if path.exists():
            raise BadInput([_meanwhile(path)]) from None
        fresh.rename(path)


def _entries(folder: Path, run_id: str) -> list[tuple[Entry, str]]:
    """Each entry with the SHA-256 of its file, checked one against the other."""
    home = folder / RECEIPTS
    names = sorted(path.name for path in home.glob("*.json") if _ENTRY.fullmatch(path.name))
    found: list[tuple[Entry, str]] = []
    before = ""
    for number, name in enumerate(names, start=1):
        if name != f"{number:06d}.json":
            raise BadInput([_missing(home / f"{number:06d}.json")])
        content = _content(home / name)
        entry = _entry(_parsed(content), number, run_id, before)
        if entry is None:
            raise BadInput([_damaged(home / name)])
        before = hashlib.sha256(content).hexdigest()
        found.append((entry, before))
    return found


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES)
    except OSError:
        raise BadInput([_damaged(path)]) from None


def _parsed(content: bytes) -> object:
    try:
        return json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return None


def _as_json(entry: Entry, run_id: str, before: str) -> Mapping[str, object]:
    return {
        "entry": entry.number,
        "run_id": run_id,
        "previous_sha256": before,
        "recorded_at": entry.recorded_at.isoformat(),
        "source_sha256": entry.source_sha256,
        "corrects": entry.corrects,
        "receipts": [
            {
                "waybill": one.waybill,
                "item": one.item,
                "group": str(one.group),
                "received": one.received,
                "damaged": one.damaged,
                "lost": one.lost,
                "returned": one.returned,
                "received_on": one.received_on.isoformat(),
            }
            for one in entry.receipts.lines
        ],
        "payments": [
            {
                "day": one.day,
                "site_id": one.site_id,
                "group": str(one.group),
                "item": one.item,
                "agent_id": one.agent_id,
                "households": one.households,
                "paid_on": one.paid_on.isoformat(),
            }
            for one in entry.receipts.payments
        ],
    }


def _entry(parsed: object, number: int, run_id: str, before: str) -> Entry | None:
    """An entry as its file holds it; None where it doesn't, or follows another file."""
    try:
        told = _dict(parsed)
        if (told["entry"], told["run_id"], told["previous_sha256"]) != (number, run_id, before):
            return None
        return Entry(
            number,
            datetime.fromisoformat(_text(told["recorded_at"])),
            _text(told["source_sha256"]),
            bool(told["corrects"]),
            Receipts(
                tuple(_receipt(_dict(one)) for one in told["receipts"]),
                tuple(_payment(_dict(one)) for one in told["payments"]),
            ),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _receipt(told: dict[str, Any]) -> Receipt:
    return Receipt(
        _text(told["waybill"]),
        _text(told["item"]),
        _text(told["group"]),
        _quantity(told["received"]),
        _quantity(told["damaged"]),
        _quantity(told["lost"]),
        _quantity(told["returned"]),
        date.fromisoformat(_text(told["received_on"])),
    )


def _payment(told: dict[str, Any]) -> PaymentReceipt:
    return PaymentReceipt(
        int(_quantity(told["day"])),
        _text(told["site_id"]),
        _text(told["group"]),
        _text(told["item"]),
        _text(told["agent_id"]),
        int(_quantity(told["households"])),
        date.fromisoformat(_text(told["paid_on"])),
    )


def _dict(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _quantity(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise TypeError
    return float(value)


@contextmanager
def _alone_in(home: Path) -> Iterator[None]:
    """Makes those wait who add to the same ledger; who is killed holds nobody up."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(home, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _damaged(path: Path) -> Problem:
    found = msg("this entry of the receipts is not the one that was written after the one before")
    return _problem("RRM-T030", path, found)


def _missing(path: Path) -> Problem:
    return _problem("RRM-T031", path, msg("this entry of the receipts is missing"))


def _problem(code: str, path: Path, found: Message) -> Problem:
    return Problem(
        code,
        Place(str(path)),
        found,
        msg("receipts are kept as they were recorded, none changed or taken out"),
        msg("Take the folder from where it was copied."),
    )


def _meanwhile(path: Path) -> Problem:
    return Problem(
        "RRM-T032",
        Place(str(path.parent)),
        msg("somebody else recorded receipts at this moment"),
        msg("one file of receipts is recorded after the other"),
        msg("Give the same command again."),
    )
