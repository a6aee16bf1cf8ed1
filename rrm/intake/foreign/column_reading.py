"""One column of a foreign table as answers to one question, in the words of the form.

Cells are read by what their whole column proves. What comes out is what the assessment's own
reader takes: "" for not known, 12.5, yes and no, an option, options with spaces between, and
2022-04-18. Whatever it would refuse is told here, at its place in the foreign table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rrm.intake.foreign.changes import Change
from rrm.intake.foreign.column_cells import ColumnCells, ColumnReading
from rrm.intake.foreign.column_choices import read_choices, read_multiples, read_truths
from rrm.intake.foreign.column_dates import read_dates
from rrm.intake.foreign.column_numbers import read_numbers
from rrm.intake.foreign.option_columns import (
    NONE_CHOSEN,
    OptionColumns,
    joined_options,
    note_put_together,
)
from rrm.intake.problem_list import ProblemList
from rrm.model.form import Question, QuestionType
from rrm.model.problem import Place

__all__ = ["NONE_CHOSEN", "ColumnReading", "ReadColumn", "read_column", "read_option_columns"]


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column in the form's words, a text a row; "" where the answer is not known."""

    texts: tuple[str, ...]


def read_column(
    cells: Sequence[str],
    numbers: Sequence[int],
    question: Question,
    missing: Sequence[str],
    reading: ColumnReading,
    place: Place,
    problems: ProblemList,
    changes: list[Change],
) -> ReadColumn:
    """The answers that a column's cells give to a question.

    numbers: of the rows, for messages. missing: the form's texts for `not known`.
    problems: receives what can't be read, can be read in two ways, is impossible or unusual; with
    an error among them the texts concerned are "". changes: what was read otherwise than written.
    """
    column = ColumnCells(cells, numbers, question, missing, reading, place, problems)
    read = _READERS.get(question.type)
    if read is not None:
        read(column)
    column.read_strictly()
    return ReadColumn(column.result(changes))


def read_option_columns(
    options: Mapping[str, Sequence[str]],
    numbers: Sequence[int],
    question: Question,
    missing: Sequence[str],
    reading: ColumnReading,
    place: Place,
    problems: ProblemList,
    changes: list[Change],
    joined: Sequence[str] | None = None,
) -> ReadColumn:
    """The answers to a question with several options, each with a column of its own.

    options: cells by option, called by its code, its label or the column's whole name.
    joined: the column with all options in one cell, where the file has it too. An answer that
    names no option is NONE_CHOSEN, to tell it from one that is not known.
    """
    column = ColumnCells((), (), question, missing, reading, place, problems)
    texts = OptionColumns(tuple(options), column).read(tuple(options.values()), numbers)
    note_put_together(column, numbers, texts)
    changes.extend(column.repairs.changes())
    if joined is not None:
        whole = read_column(joined, numbers, question, missing, reading, place, problems, changes)
        texts = joined_options(texts, whole.texts, numbers, column)
    return ReadColumn(tuple(texts))


_READERS: Mapping[QuestionType, Callable[[ColumnCells], None]] = {
    QuestionType.INTEGER: read_numbers,
    QuestionType.NUMBER: read_numbers,
    QuestionType.DATE: read_dates,
    QuestionType.CHOICE: read_choices,
    QuestionType.MULTIPLE: read_multiples,
    QuestionType.BOOLEAN: read_truths,
}
"""By type of question; a text is taken as it is."""
