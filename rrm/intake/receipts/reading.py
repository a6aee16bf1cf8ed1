"""A file of receipts as the receipts that are new in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from rrm.intake.foreign.changes import Change
from rrm.intake.foreign.source_tables import Declared, SourceTable, read_source_tables
from rrm.intake.input_folder import InputFolder
from rrm.intake.problem_list import ProblemList
from rrm.intake.receipts.headings import columns_of, no_receipts
from rrm.intake.receipts.issued import Issued
from rrm.intake.receipts.payment_rows import payment_receipt_of
from rrm.intake.receipts.row import Row, rows_of
from rrm.intake.receipts.waybill_rows import receipt_of
from rrm.model.language import msg, msg_plural
from rrm.model.problem import Problem, raise_errors
from rrm.model.receipt import PaymentReceipt, Receipt, Receipts

MAX_BYTES = 50_000_000
MOST_UNKNOWN = 200
"""Numbers that lead nowhere, after which a table is taken to be of something else."""

_Line = TypeVar("_Line", Receipt, PaymentReceipt)


@dataclass(frozen=True, slots=True)
class ReceiptsRead:
    """What a file of receipts says.

    new: what is not recorded yet, or with corrections differs from it. repeated: how many lines
    are recorded word for word already. doubts: told, and kept. sha256: of the file.
    """

    new: Receipts
    repeated: int
    doubts: tuple[Problem, ...]
    sha256: str


def read_receipts(
    path: Path,
    issued: Issued,
    recorded: Receipts,
    *,
    corrects: bool = False,
    today: date | None = None,
) -> ReceiptsRead:
    """The receipts of a CSV file or workbook, each checked against what the run has given out.

    recorded: what is known already. corrects: whether a line that is recorded otherwise is
    replaced instead of refused. today: after which nothing can have been received.
    Lines that are not filled in count as not yet received. Raises BadInput with every problem.
    """
    problems = ProblemList()
    changes: list[Change] = []
    sha256 = _digest(path)
    of_files = ProblemList()
    tables = read_source_tables([path], Declared(), of_files, changes)
    pairs = [(table, columns_of(table, problems)) for table in tables]
    if all(columns is None for _, columns in pairs) and not of_files.has_errors:
        problems.add(no_receipts(path.name))
    problems.extend(_of_receipts(of_files.all(), pairs, path.name))
    lines: list[tuple[Row, Receipt]] = []
    payments: list[tuple[Row, PaymentReceipt]] = []
    unknown = 0
    for table, columns in pairs:
        for row in rows_of(table, columns) if columns is not None else ():
            _take(row, issued, today, problems, lines, payments)
            typed = row.cell("waybill")
            unknown += bool(typed) and issued.waybills.find(typed) is None
            if unknown >= MOST_UNKNOWN:
                break
    new = Receipts(
        tuple(_unrecorded(lines, recorded, corrects, problems)),
        tuple(_unrecorded(payments, recorded, corrects, problems)),
    )
    raise_errors(problems.all())
    read = len(lines) + len(payments)
    repeated = read - len(new.lines) - len(new.payments)
    return ReceiptsRead(new, repeated, problems.all(), sha256)


def _of_receipts(
    found: Iterable[Problem], pairs: Sequence[tuple[SourceTable, object]], file: str
) -> Iterator[Problem]:
    """Problems of the file and of its tables of receipts; what is wrong with a sheet that can't be
    read at all is a doubt where another one holds receipts.
    """
    others = {table.shown for table, columns in pairs if columns is None}
    ours = {table.shown for table, columns in pairs if columns is not None}
    for problem in found:
        sheet = problem.place.file
        if sheet in (file, *ours) or not ours:
            yield problem
        elif sheet not in others:
            yield replace(problem, is_error=False)


def _take(
    row: Row,
    issued: Issued,
    today: date | None,
    problems: ProblemList,
    lines: list[tuple[Row, Receipt]],
    payments: list[tuple[Row, PaymentReceipt]],
) -> None:
    if row.cell("waybill"):
        receipt = receipt_of(row, issued, today, problems)
        if receipt is not None:
            lines.append((row, receipt))
    elif row.has_any(("agent_id", "households_paid")):
        payment = payment_receipt_of(row, issued, today, problems)
        if payment is not None:
            payments.append((row, payment))
    elif row.cells:
        problems.add(_of_nothing(row))


def _unrecorded(
    found: list[tuple[Row, _Line]], recorded: Receipts, corrects: bool, problems: ProblemList
) -> Iterator[_Line]:
    """Lines that are not recorded yet; problems: those told twice, or otherwise before."""
    first: dict[object, Row] = {}
    known: dict[object, Receipt | PaymentReceipt] = {one.key: one for one in recorded.lines}
    known |= {one.key: one for one in recorded.payments}
    repeated: list[Row] = []
    for row, line in found:
        if line.key in first:
            problems.add(_twice(row, line, first[line.key]))
            continue
        first[line.key] = row
        before = known.get(line.key)
        if before == line:
            repeated.append(row)
        elif before is not None and not corrects:
            problems.add(_recorded_otherwise(row))
        else:
            yield line
    if repeated:
        problems.add(_recorded_already(repeated))


def _digest(path: Path) -> str:
    full = path.resolve()
    folder = InputFolder(full.parent)
    folder.read(full, MAX_BYTES)
    return folder.files[0].sha256


def _column(row: Row) -> str:
    return "waybill" if row.cell("waybill") else "households_paid"


def _twice(row: Row, line: Receipt | PaymentReceipt, first: Row) -> Problem:
    if isinstance(line, Receipt):
        what = msg("waybill {number}, {item}, stands twice", number=line.waybill, item=line.item)
    else:
        what = msg("the payment of day {day} at {site} stands twice", day=line.day,
                   site=line.site_id)  # fmt: skip
    return Problem(
        "RRM-I239",
        row.at(_column(row)),
        what,
        msg("a line of a waybill is received once; it stands first in row {row}",
            row=str(first.number)),
        msg("Keep one of the two rows, or correct the number of the other."),
    )  # fmt: skip


def _recorded_already(rows: Sequence[Row]) -> Problem:
    return Problem(
        "RRM-I241",
        rows[0].at(_column(rows[0])),
        msg_plural(
            "this is recorded already, with the same figures",
            "{n} rows are recorded already, with the same figures, the first here",
            n=len(rows),
        ),
        msg("a line of a waybill counts once"),
        msg("Nothing is added for it."),
        is_error=False,
    )


def _recorded_otherwise(row: Row) -> Problem:
    return Problem(
        "RRM-I240",
        row.at(_column(row)),
        msg("this is recorded already, with other figures"),
        msg("a line of a waybill is received once"),
        msg("Look at the paper; if these figures are right, use --correct."),
    )


def _of_nothing(row: Row) -> Problem:
    return Problem(
        "RRM-I244",
        row.at("waybill"),
        msg("the row names neither a waybill nor a payment"),
        msg("a row begins with a waybill number, or names an agent and what it paid"),
        msg("Fill in the number, or remove the row."),
    )
