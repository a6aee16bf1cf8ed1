"""The ledger of a run's receipts: entries are added, never changed, and none is ever half there.

    with open_ledger(folder, run_id) as ledger:
        read = read_receipts(path, issued, ledger.current)
        ledger.add(read.new, source_sha256=read.sha256)

An entry is a file `receipts/000001.json` of the run folder, a link of a chain. The other files of
the run folder stay as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import isfinite
from pathlib import Path
from typing import Any

from rrm.model.language import msg
from rrm.model.problem import BadInput
from rrm.model.receipt import PaymentReceipt, Receipt, Receipts
from rrm.store.chain import (
    ChainWords,
    Link,
    OpenChain,
    object_in,
    open_chain,
    read_chain,
    text_in,
)

RECEIPTS = "receipts"
"""The folder of the ledger within a run folder."""

_WORDS = ChainWords(
    damaged=(
        "RRM-T030",
        msg("this entry of the receipts is not the one that was written after the one before"),
    ),
    missing=("RRM-T031", msg("this entry of the receipts is missing")),
    meanwhile=("RRM-T032", msg("somebody else recorded receipts at this moment")),
    kept=msg("receipts are kept as they were recorded, none changed or taken out"),
    one_by_one=msg("one file of receipts is recorded after the other"),
)


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
    home = folder / RECEIPTS
    return Ledger(tuple(_entry(link, home) for link in read_chain(home, run_id, _WORDS)))


@contextmanager
def open_ledger(folder: Path, run_id: str) -> Iterator[OpenLedger]:
    """The ledger of a run folder, to read and to add to; others who add wait until it is closed.

    Raises BadInput as read_ledger, and RRM-T001 where nothing can be written.
    """
    with open_chain(folder / RECEIPTS, run_id, _WORDS) as chain:
        yield OpenLedger(chain, folder / RECEIPTS)


class OpenLedger:
    """A ledger that nobody else adds to meanwhile."""

    def __init__(self, chain: OpenChain, home: Path) -> None:
        self._chain = chain
        self._entries = [_entry(link, home) for link in chain.links]

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
        self._chain.add(_as_json(entry))
        self._entries.append(entry)
        return entry


def _as_json(entry: Entry) -> Mapping[str, object]:
    return {
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


def _entry(link: Link, home: Path) -> Entry:
    """An entry as its file holds it. Raises BadInput (RRM-T030) where it doesn't."""
    told = link.content
    try:
        return Entry(
            link.number,
            datetime.fromisoformat(text_in(told["recorded_at"])),
            text_in(told["source_sha256"]),
            bool(told["corrects"]),
            Receipts(
                tuple(_receipt(object_in(one)) for one in told["receipts"]),
                tuple(_payment(object_in(one)) for one in told["payments"]),
            ),
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        raise BadInput([_WORDS.of_damaged(home / f"{link.number:06d}.json")]) from None


def _receipt(told: dict[str, Any]) -> Receipt:
    return Receipt(
        text_in(told["waybill"]),
        text_in(told["item"]),
        text_in(told["group"]),
        _quantity(told["received"]),
        _quantity(told["damaged"]),
        _quantity(told["lost"]),
        _quantity(told["returned"]),
        date.fromisoformat(text_in(told["received_on"])),
    )


def _payment(told: dict[str, Any]) -> PaymentReceipt:
    return PaymentReceipt(
        int(_quantity(told["day"])),
        text_in(told["site_id"]),
        text_in(told["group"]),
        text_in(told["item"]),
        text_in(told["agent_id"]),
        int(_quantity(told["households"])),
        date.fromisoformat(text_in(told["paid_on"])),
    )


def _quantity(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise TypeError
    return float(value)
