"""Receipts in: what came back of a run's waybills and payments, checked line by line.

`read_receipts` reads a table that people filled in, `Issued` is what they could have been given;
`blank_line_rows` and `blank_payment_rows` are the table before it is filled in; `HEADINGS` are the
names of its columns in every language.
"""

from rrm.intake.receipts.blank_rows import (
    LINE_COLUMNS,
    PAYMENT_COLUMNS,
    Cells,
    blank_line_rows,
    blank_payment_rows,
)
from rrm.intake.receipts.headings import HEADINGS, Heading, column_named
from rrm.intake.receipts.issued import Issued
from rrm.intake.receipts.reading import ReceiptsRead, read_receipts

__all__ = [
    "HEADINGS",
    "LINE_COLUMNS",
    "PAYMENT_COLUMNS",
    "Cells",
    "Heading",
    "Issued",
    "ReceiptsRead",
    "blank_line_rows",
    "blank_payment_rows",
    "column_named",
    "read_receipts",
]
