"""The assessment: a million households by fifty questions, read column by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from rrm.intake.answer_faults import Fault
from rrm.intake.answers import Answers
from rrm.intake.csv_records import Record
from rrm.intake.interview_keys import InterviewKeys
from rrm.intake.personal_columns import refused_as_personal, without_personal
from rrm.intake.problem_list import ProblemList
from rrm.intake.table import row_width_problem
from rrm.intake.table_header import Columns, Header, normalised, read_header
from rrm.model.form import KEY_COLUMNS, Assessment, Column, Form, Question, QuestionType
from rrm.model.language import msg, msg_plural
from rrm.model.problem import Place, Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CELLS_AT_ONCE = 100_000
_REMEMBERED_IN_ALL = 4_000_000
_TOLD_SINGLY = 3
_ROWS_NAMED = 5


def read_assessment(
    records: Iterator[Record],
    form: Form,
    sites: Sequence[tuple[str, str]],
    start: date | None,
    shown: str,
    problems: ProblemList,
) -> Assessment:
    """Households' answers as typed columns, one for each question of the form that isn't personal.

    sites: site and group of each row of the sites table; start: of the scenario.
    problems: receives every fault and doubt. With an error among them the columns are not to be
    used.
    """
    questions = {name: one for name, one in form.questions.items() if not one.personal}
    visible = without_personal(records, form, shown, problems)
    header, rows = read_header(visible, _columns(questions), shown, problems)
    if header is None:
        return no_assessment(form)
    table = _Answered(header, questions, form, InterviewKeys(sites, start, shown), shown, problems)
    table.read(rows)
    return table.assessment()


def no_assessment(form: Form) -> Assessment:
    """Nobody was asked: every column is there, and empty."""
    import numpy as np

    columns = {
        name: Column(np.zeros(0), np.zeros(0, dtype=np.bool_))
        for name, question in form.questions.items()
        if not question.personal
    }
    return Assessment((), (), (), (), np.ones(0), columns)


_OPTION = "/"


def _columns(questions: dict[str, Question]) -> Columns:
    """Columns by name: the keys, the questions, and `question/option` of multiple choices."""
    options = {
        normalised(f"{name}{sign}{option}"): f"{name}{_OPTION}{option}"
        for name, question in questions.items()
        if question.type is QuestionType.MULTIPLE
        for option in question.choices
        for sign in "/."
    }
    return Columns(
        (*KEY_COLUMNS, *questions), ("site_id", "group"), options.get, refused_as_personal
    )


@dataclass(slots=True)
class _Doubts:
    """What is doubtful in one column: how often, in which rows first."""

    fault: Fault
    rows: list[tuple[int, Fault]] = field(default_factory=list)
    count: int = 0


class _Answered:
    """Collects the answers chunk by chunk."""

    def __init__(
        self,
        header: Header,
        questions: dict[str, Question],
        form: Form,
        keys: InterviewKeys,
        shown: str,
        problems: ProblemList,
    ) -> None:
        self._header = header
        self._questions = questions
        self._keys = keys
        self._shown = shown
        self._problems = problems
        self._doubts: dict[tuple[str, str], _Doubts] = {}
        self._values: dict[str, list[NDArray[np.float64]]] = {}
        remembered = max(1_000, _REMEMBERED_IN_ALL // max(1, header.width))
        self._answers = {
            name: Answers(_asked(name, questions), form.missing, remembered)
            for name in header.names
            if name not in KEY_COLUMNS
        }

    def read(self, rows: Iterator[Record]) -> None:
        """Takes all rows; faults are told as they come, doubts at the end."""
        at_once = max(1, _CELLS_AT_ONCE // max(1, self._header.width))
        while chunk := list(islice(rows, at_once)):
            self._take(*self._of_right_width(chunk))
        for (column, _), doubts in self._doubts.items():
            self._tell(column, doubts)
        self._problems.extend(self._keys.problems())

    def assessment(self) -> Assessment:
        """The columns; a question that the file has no column for is not known to anybody."""
        import numpy as np

        count = len(self._keys.site_ids)
        columns: dict[str, Column] = {}
        for name, question in self._questions.items():
            if name in self._values:
                columns[name] = _column(np.concatenate(self._values.pop(name)))
            elif options := self._option_columns(name, question):
                columns[name] = _mask(options, count)
            else:
                columns[name] = Column(np.zeros(count), np.zeros(count, dtype=np.bool_))
        return Assessment(
            tuple(self._keys.site_ids),
            tuple(self._keys.groups),
            tuple(self._keys.respondents),
            tuple(self._keys.days),
            np.array(self._keys.weights, dtype=np.float64),
            columns,
        )

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
        if not rows:
            return
        by_position = list(zip(*rows, strict=False))
        cells = {
            name: by_position[position]
            for position, name in enumerate(self._header.columns)
            if name is not None
        }
        self._keys.take(numbers, {name: cells[name] for name in KEY_COLUMNS if name in cells})
        for name, answers in self._answers.items():
            self._values.setdefault(name, []).append(answers.values_of(cells[name]))
            for position in answers.faulty(cells[name]):
                self._note(name, numbers[position], answers.faults[cells[name][position]])

    def _note(self, column: str, row: int, fault: Fault) -> None:
        if fault.is_error:
            self._problems.add(self._problem(column, row, fault))
            return
        doubts = self._doubts.setdefault((column, fault.code), _Doubts(fault))
        doubts.count += 1
        if len(doubts.rows) < _ROWS_NAMED:
            doubts.rows.append((row, fault))

    def _tell(self, column: str, doubts: _Doubts) -> None:
        if doubts.count <= _TOLD_SINGLY:
            for row, fault in doubts.rows:
                self._problems.add(self._problem(column, row, fault))
            return
        first, fault = doubts.rows[0]
        found = msg_plural(
            "{n} answer is unusual, in row {rows}",
            "{n} answers are unusual, the first in rows {rows}",
            n=doubts.count,
            rows=", ".join(str(row) for row, _ in doubts.rows),
        )
        place = Place(self._shown, row=first, column=column)
        remedy = msg("The answers are kept; check them.")
        self._problems.add(Problem(fault.code, place, found, fault.allowed, remedy, False))

    def _problem(self, column: str, row: int, fault: Fault) -> Problem:
        place = Place(self._shown, row=row, column=column)
        return Problem(fault.code, place, fault.found, fault.allowed, fault.remedy, fault.is_error)

    def _option_columns(self, name: str, question: Question) -> dict[int, NDArray[np.float64]]:
        import numpy as np

        return {
            index: np.concatenate(self._values.pop(f"{name}{_OPTION}{option}"))
            for index, option in enumerate(question.choices)
            if f"{name}{_OPTION}{option}" in self._values
        }


def _asked(name: str, questions: dict[str, Question]) -> Question:
    """The question of a column; an option's column asks yes or no."""
    if name in questions:
        return questions[name]
    return Question(type=QuestionType.BOOLEAN, label={})


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
