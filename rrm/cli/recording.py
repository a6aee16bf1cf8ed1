"""A file of receipts, read and recorded in one go."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rrm.intake.receipts import Issued, ReceiptsRead


def record_file(
    folder: Path, issued: Issued, file: Path, today: date | None, correct: bool
) -> ReceiptsRead:
    """Reads a file of receipts and records what is new in it; nobody else records in between.

    correct: whether lines that are recorded otherwise are replaced. Raises BadInput, and records
    nothing then.
    """
    from rrm.intake.receipts import read_receipts
    from rrm.store import open_ledger

    with open_ledger(folder, issued.waybills.run_id) as ledger:
        read = read_receipts(file, issued, ledger.current, corrects=correct, today=today)
        if read.new:
            ledger.add(read.new, source_sha256=read.sha256, corrects=correct)
    return read
