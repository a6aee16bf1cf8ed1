"""Receipts in: what came back of a run's waybills and payments, checked line by line.

`read_receipts` reads a table that people filled in, `Issued` is what they could have been given;
`HEADINGS` are the names of its columns in English and French.
"""

from rrm.intake.receipts.headings import HEADINGS, Heading
from rrm.intake.receipts.issued import Issued
from rrm.intake.receipts.reading import ReceiptsRead, read_receipts

__all__ = ["HEADINGS", "Heading", "Issued", "ReceiptsRead", "read_receipts"]
