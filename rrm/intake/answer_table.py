"""The answers of one table, an assessment's or a roster's, as columns; read chunk by chunk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Protocol

from rrm.intake.answer_doubts import AnswerDoubts, placed
from rrm.intake.answers import Answers
from rrm.intake.csv_records import Record
from rrm.intake.personal_columns import refused_as_personal, without_personal
from rrm.intake.problem_list import ProblemList
from rrm.intake.raw_exports import raw_export
from rrm.intake.table import row_width_problem
from rrm.intake.table_header import Columns, Header, normalised, read_header
from rrm.model.form import Column, Form, Question, QuestionType
from rrm.model.problem import Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Cells of a chunk are read row by row and looked up column by column: this many stay near at hand.
_CELLS_AT_ONCE = 20_000
_REMEMBERED_IN_ALL = 4_000_000
_OPTION = "/"


class RowKeys(Protocol):
    """The columns that say whom a row is about: those there may be, and those there must be."""

    columns: tuple[str, ...]
    required: tuple[str, ...]

    def take(self, rows: Sequence[int], cells: Mapping[str, Sequence[str]]) -> None:
        """Adds rows; rows: their numbers, cells: by key column, those that the table has."""

    def problems(self) -> Iterator[Problem]:
        """What is wrong with them, once all rows are taken."""


@dataclass(frozen=True, slots=True, eq=False)
class AnswerTable:
    """What a table answers: a column for each question of its form that isn't personal.

    shown: its name in messages. rows: the number of each row, as a spreadsheet shows it.
    """

    shown: str
    rows: NDArray[np.int64]
    columns: dict[str, Column]


def read_answers(
    records: Iterator[Record], form: Form, keys: RowKeys, shown: str, problems: ProblemList
) -> AnswerTable | None:
    """The answers of a table; keys: receives the columns that say whom a row is about.

    problems: receives every fault and doubt. With an error among them the columns are not to be
    used. None where the table has no header that can be read.
    """
    first = list(islice(records, 1))
    if first and (problem := raw_export(first[0][1], form, keys.columns, shown)):
        problems.add(problem)
        return None
    visible = without_personal(chain(first, records), form, shown, problems)
    questions = {name: one for name, one in form.questions.items() if not one.personal}
    header, rows = read_header(visible, _columns(questions, keys), shown, problems)
    if header is None:
        return None
    reader = _Reader(header, questions, form.missing, keys, shown, problems)
    reader.read(rows)
    return reader.table()


def no_answers(form: Form, count: int = 0) -> dict[str, Column]:
    """A column for each question of a form that isn't personal, answered by nobody."""
    return {name: _unanswered(count) for name, one in form.questions.items() if not one.personal}


def _columns(questions: dict[str, Question], keys: RowKeys) -> Columns:
    """Columns by name: the keys, the questions, and `question/option` of multiple choices."""
    options = {
        normalised(f"{name}{sign}{option}"): f"{name}{_OPTION}{option}"
        for name, question in questions.items()
        if question.type is QuestionType.MULTIPLE
        for option in question.choices
        for sign in "/."
    }
    return Columns((*keys.columns, *questions), keys.required, options.get, refused_as_personal)


class _Reader:
    """Collects the answers chunk by chunk."""

    def __init__(
        self,
        header: Header,
        questions: dict[str, Question],
        missing: Sequence[str],
        keys: RowKeys,
        shown: str,
        problems: ProblemList,
    ) -> None:
        self._header = header
        self._questions = questions
        self._keys = keys
        self._shown = shown
        self._problems = problems
        self._doubts = AnswerDoubts(shown)
        self._rows: list[NDArray[np.int64]] = []
        remembered = max(1_000, _REMEMBERED_IN_ALL // max(1, header.width))
        self._answers = {
            name: Answers(_asked(name, questions), missing, remembered)
            for name in header.names
            if name not in keys.columns
        }
        self._values: dict[str, list[NDArray[np.float64]]] = {name: [] for name in self._answers}

    def read(self, rows: Iterator[Record]) -> None:
        """Takes all rows; faults are told as they come, doubts at the end."""
        at_once = max(1, _CELLS_AT_ONCE // max(1, self._header.width))
        while chunk := list(islice(rows, at_once)):
            self._take(*self._of_right_width(chunk))
        self._problems.extend(self._doubts.problems())
        self._problems.extend(self._keys.problems())

    def table(self) -> AnswerTable:
        """The columns; a question that the file has no column for is not known to anybody."""
        import numpy as np

        rows = np.concatenate([np.zeros(0, dtype=np.int64), *self._rows])
        columns: dict[str, Column] = {}
        for name, question in self._questions.items():
            if name in self._values:
                columns[name] = _column(_joined(self._values.pop(name)))
            elif options := self._option_columns(name, question):
                columns[name] = _mask(options, rows.size)
            else:
                columns[name] = _unanswered(rows.size)
        return AnswerTable(self._shown, rows, columns)

    def _of_right_width(self, chunk: list[Record]) -> tuple[list[int], list[list[str]]]:
        width = self._header.width
        numbers: list[int] = []
        rows: list[list[str]] = []
        for row, cells in chunk:
            if len(cells) != width:
                problem = row_width_problem(self._header, row, cells, self._shown)
                if problem is not None:
                    self._problems.add(problem)
                    continue
            elif not any(cell.strip() for cell in cells):
                continue
            numbers.append(row)
            rows.append(cells)
        return numbers, rows

    def _take(self, numbers: list[int], rows: list[list[str]]) -> None:
        import numpy as np

        if not rows:
            return
        self._rows.append(np.array(numbers, dtype=np.int64))
        by_position = list(zip(*rows, strict=False))
        cells = {
            name: by_position[position]
            for position, name in enumerate(self._header.columns)
            if name is not None
        }
        self._keys.take(
            numbers, {name: cells[name] for name in self._keys.columns if name in cells}
        )
        for name, answers in self._answers.items():
            self._values[name].append(answers.values_of(cells[name]))
            for position in answers.faulty(cells[name]):
                fault = answers.faults[cells[name][position]]
                if fault.is_error:
                    self._problems.add(placed(fault, self._shown, numbers[position], name))
                else:
                    self._doubts.note(name, numbers[position], fault)

    def _option_columns(self, name: str, question: Question) -> dict[int, NDArray[np.float64]]:
        return {
            index: _joined(self._values.pop(f"{name}{_OPTION}{option}"))
            for index, option in enumerate(question.choices)
            if f"{name}{_OPTION}{option}" in self._values
        }


def _asked(name: str, questions: dict[str, Question]) -> Question:
    """The question of a column; an option's column asks yes or no."""
    if name in questions:
        return questions[name]
    return Question(type=QuestionType.BOOLEAN, label={})


def _joined(chunks: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    import numpy as np

    return np.concatenate([np.zeros(0), *chunks])


def _unanswered(count: int) -> Column:
    import numpy as np

    return Column(np.zeros(count), np.zeros(count, dtype=np.bool_))


def _column(values: NDArray[np.float64]) -> Column:
    import numpy as np

    known = ~np.isnan(values)
    return Column(np.where(known, values, 0.0), known)


def _mask(options: dict[int, NDArray[np.float64]], count: int) -> Column:
    """Options in columns of their own as one bit mask; known where any of them is answered."""
    import numpy as np

    values = np.zeros(count)
    known = np.zeros(count, dtype=np.bool_)
    for index, chosen in options.items():
        known |= ~np.isnan(chosen)
        values += np.where(chosen == 1.0, float(1 << index), 0.0)
    return Column(values, known)
