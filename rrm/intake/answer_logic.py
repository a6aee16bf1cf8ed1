"""Answers that go against what the form says of its questions; they are kept, and told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rrm.intake.answer_doubts import ROWS_NAMED, named
from rrm.intake.answer_table import AnswerTable
from rrm.intake.form_conditions import CONSTRAINT, FormCondition, read_conditions
from rrm.intake.roster_rows import ReadRoster
from rrm.intake.wording import quoted
from rrm.model.form import Column, Form, Question, Respondent
from rrm.model.language import Message, msg, msg_plural
from rrm.model.problem import Place, Problem
from rrm.rule_language import Evaluator, Kind, Name, kind_of_question

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def illogical_answers(
    form: Form,
    interviews: AnswerTable,
    respondents: tuple[str, ...],
    rosters: Mapping[str, ReadRoster],
) -> Iterator[Problem]:
    """Doubts, one a column: conditions not met, questions that were not to be asked.

    respondents: who was asked, an interview each. rosters: by name, those that have a table.
    A condition that can't be decided, as one of its answers is not known, raises no doubt.
    """
    yield from _not_asked_of_households(form, interviews, respondents)
    known = _answerable(form.questions)
    household = _Asked(interviews, known, interviews.columns)
    for condition in read_conditions(form)[0]:
        if condition.roster is None and condition.subject in form.rosters:
            if condition.subject in rosters:
                yield from _roster_not_asked(condition, household, rosters[condition.subject])
        elif condition.roster is None:
            yield from _doubts(condition, household)
        elif condition.roster in rosters:
            read = rosters[condition.roster]
            questions = _answerable(form.rosters[condition.roster].questions)
            yield from _doubts(condition, _with_households(read, questions, household))


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """Columns of one length that a condition may use, and the table whose rows they are."""

    table: AnswerTable
    questions: Mapping[str, Question]
    columns: Mapping[str, Column]

    def holds(self, condition: FormCondition) -> Column | None:
        """Where a condition holds; None where it uses what is not kept, such as a name."""
        if not condition.names <= self.questions.keys():
            return None
        return Evaluator(self._column, self._kind, self.table.rows.size).column(condition.tree)

    def _column(self, name: Name) -> Column:
        return self.columns[name.name]

    def _kind(self, name: Name) -> Kind:
        return kind_of_question(self.questions[name.name])


def _answerable(questions: Mapping[str, Question]) -> dict[str, Question]:
    return {name: question for name, question in questions.items() if not question.personal}


def _with_households(
    read: ReadRoster, questions: Mapping[str, Question], household: _Asked
) -> _Asked:
    """A roster's own answers, and beside each row those of its household."""
    at = read.content.households
    columns = {
        name: Column(column.values[at], column.known[at])
        for name, column in household.columns.items()
    }
    joined = {**household.questions, **questions}
    return _Asked(read.table, joined, {**columns, **read.content.columns})


def _doubts(condition: FormCondition, asked: _Asked) -> Iterator[Problem]:
    answers = asked.table.columns.get(condition.subject)
    holds = asked.holds(condition) if answers is not None else None
    if answers is None or holds is None:
        return
    rows = asked.table.rows[answers.known & holds.known & (holds.values == 0)]
    if not rows.size:
        return
    if condition.key == CONSTRAINT:
        found = msg_plural(
            "{n} answer goes against the form, in row {rows}",
            "{n} answers go against the form, the first in rows {rows}",
            n=int(rows.size),
            rows=_first(rows),
        )
        allowed = msg("the form says: {condition}", condition=quoted(condition.text))
        yield _doubt("RRM-I060", asked.table.shown, condition.subject, rows, found, allowed)
        return
    found = msg_plural(
        "{n} answer where the question is not asked, in row {rows}",
        "{n} answers where the question is not asked, the first in rows {rows}",
        n=int(rows.size),
        rows=_first(rows),
    )
    allowed = _asked_where(condition)
    yield _doubt("RRM-I061", asked.table.shown, condition.subject, rows, found, allowed)


def _roster_not_asked(
    condition: FormCondition, household: _Asked, read: ReadRoster
) -> Iterator[Problem]:
    holds = household.holds(condition)
    if holds is None:
        return
    rows = read.table.rows[(holds.known & (holds.values == 0))[read.content.households]]
    if rows.size:
        found = msg_plural(
            "{n} row where the roster is not asked, row {rows}",
            "{n} rows where the roster is not asked, the first {rows}",
            n=int(rows.size),
            rows=_first(rows),
        )
        allowed = _asked_where(condition)
        yield _doubt("RRM-I061", read.table.shown, "household_id", rows, found, allowed)


def _not_asked_of_households(
    form: Form, interviews: AnswerTable, respondents: tuple[str, ...]
) -> Iterator[Problem]:
    import numpy as np

    of_key_informants = [
        name
        for name, question in _answerable(form.questions).items()
        if question.asked_of == (Respondent.KEY_INFORMANT,)
    ]
    if not of_key_informants:
        return
    is_household = np.array([one == Respondent.HOUSEHOLD for one in respondents], dtype=np.bool_)
    for name in of_key_informants:
        rows = interviews.rows[interviews.columns[name].known & is_household]
        if rows.size:
            found = msg_plural(
                "{n} household answers what key informants are asked, in row {rows}",
                "{n} households answer what key informants are asked, the first in rows {rows}",
                n=int(rows.size),
                rows=_first(rows),
            )
            allowed = msg("the form asks this of key informants only")
            yield _doubt("RRM-I062", interviews.shown, name, rows, found, allowed)


def _asked_where(condition: FormCondition) -> Message:
    return msg("it is asked where: {condition}", condition=quoted(condition.text))


def _first(rows: NDArray[np.int64]) -> str:
    import numpy as np

    return named(int(row) for row in np.sort(rows)[:ROWS_NAMED])


def _doubt(
    code: str, shown: str, column: str, rows: NDArray[np.int64], found: Message, allowed: Message
) -> Problem:
    place = Place(shown, row=int(rows.min()), column=column)
    remedy = msg("They are kept as they are; check them.")
    return Problem(code, place, found, allowed, remedy, is_error=False)
