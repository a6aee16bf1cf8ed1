"""A column of numbers, in the dialect that its cells prove or a person declares."""

from __future__ import annotations

from rrm.intake.foreign.cell_missing import codes_standing_out
from rrm.intake.foreign.cell_numbers import (
    WrittenNumber,
    as_read,
    converted,
    decimal_sign,
    factor,
    written_number,
)
from rrm.intake.foreign.changes import Repair
from rrm.intake.foreign.column_cells import ColumnCells
from rrm.model.form import QuestionType
from rrm.model.language import msg


def read_numbers(column: ColumnCells) -> None:
    """Settles the cells that hold numbers; refuses those that could be two numbers."""
    times = factor(column.reading.times)
    found: dict[str, WrittenNumber] = {}
    for text in column.open:
        number = written_number(text)
        if number is not None:
            found[text] = number
    sign = column.reading.decimal or decimal_sign(found.values(), column.question, times)
    if sign is None:
        undecided = [text for text, number in found.items() if number.is_undecided]
        _refuse(column, undecided)
        for text in undecided:
            del found[text]
    is_whole = column.question.type is QuestionType.INTEGER
    plain: list[tuple[str, float]] = []
    for text, number in found.items():
        written, repairs = as_read(text, number, sign or "point")
        value = float(written)
        if value in column.words.numbers:
            is_declared = value in column.words.declared_numbers
            column.settle(text, "", *((Repair.DECLARED_NOT_KNOWN,) if is_declared else ()))
            continue
        plain.append((text, value))
        read = converted(written, times, is_whole)
        if times != 1:
            repairs = (*repairs, Repair.CONVERTED)
        elif read != written:
            repairs = (*repairs, Repair.SPREADSHEET_NUMBER)
        column.settle(text, read, *repairs)
    numbers = [(text.strip(), value, column.seen(text)) for text, value in plain]
    column.problems.extend(
        codes_standing_out(numbers, column.question, column.reading.times, column.place)
    )


def _refuse(column: ColumnCells, texts: list[str]) -> None:
    column.refuse(
        "RRM-I072",
        texts,
        msg("a comma or point that may stand before decimals or between thousands"),
        msg("nothing in the column tells which of the two is meant"),
        msg(
            "Declare `decimal: comma` or `decimal: point` for this column in the mapping, or add"
            " --decimal comma or --decimal point to the command for all columns."
        ),
    )
