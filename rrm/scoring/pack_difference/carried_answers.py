"""Answers given to one form, read with another: which questions carry over, and how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from rrm.model.form import Assessment, Column, Form, Question, QuestionType, RosterRows

Floats = NDArray[np.float64]
_NUMBERS = (QuestionType.INTEGER, QuestionType.NUMBER)


def carried_answers(assessment: Assessment, asked: Form, read_by: Form) -> Assessment:
    """The same interviews as columns of another form.

    asked: the form that the answers were given to. A question that it lacks, or that asks for
    another type of answer, is not answered; nor is a choice of an option that is no more.
    """
    columns = _columns(
        assessment.columns, asked.questions, read_by.questions, unanswered(len(assessment))
    )
    rosters = {
        name: _rows(assessment.rosters.get(name), asked, read_by, name) for name in read_by.rosters
    }
    return replace(assessment, columns=columns, rosters=rosters)


def not_asked(asked: Form, read_by: Form) -> tuple[str, ...]:
    """Questions of a form that another one lacks, or asks for another type of answer."""
    return tuple(
        name
        for name, question in read_by.questions.items()
        if not question.personal and not _is_alike(asked.questions.get(name), question)
    )


def unanswered(count: int) -> Callable[[], Column]:
    """Makes columns of so many households that nobody answered."""
    return lambda: Column(np.zeros(count), np.zeros(count, dtype=np.bool_))


def _columns(
    columns: Mapping[str, Column],
    asked: Mapping[str, Question],
    read_by: Mapping[str, Question],
    empty: Callable[[], Column],
) -> dict[str, Column]:
    carried: dict[str, Column] = {}
    for name, question in read_by.items():
        if question.personal:
            continue
        was = asked.get(name)
        if was is not None and name in columns and _is_alike(was, question):
            carried[name] = _column(columns[name], was, question)
        else:
            carried[name] = empty()
    return carried


def _rows(rows: RosterRows | None, asked: Form, read_by: Form, name: str) -> RosterRows:
    questions = read_by.rosters[name].questions
    if rows is None or name not in asked.rosters:
        none = np.zeros(0, dtype=np.int64)
        return RosterRows(none, _columns({}, {}, questions, unanswered(0)))
    was = asked.rosters[name].questions
    return RosterRows(
        rows.households, _columns(rows.columns, was, questions, unanswered(len(rows)))
    )


def _is_alike(was: Question | None, now: Question) -> bool:
    if was is None or was.personal:
        return False
    return was.type == now.type or {was.type, now.type} <= set(_NUMBERS)


def _column(column: Column, was: Question, now: Question) -> Column:
    old, new = tuple(was.choices), tuple(now.choices)
    if old == new:
        return column
    if now.type is QuestionType.MULTIPLE:
        return Column(_masks(column.values, old, new), column.known)
    places = {at: new.index(option) for at, option in enumerate(old) if option in new}
    values = np.zeros(column.values.size)
    known = np.zeros(column.values.size, dtype=np.bool_)
    for before, after in places.items():
        chosen = column.known & (column.values == before)
        values[chosen] = after
        known |= chosen
    return Column(values, known)


def _masks(masks: Floats, old: tuple[str, ...], new: tuple[str, ...]) -> Floats:
    """Bit masks of options with each option at its place in the other form."""
    whole = masks.astype(np.int64)
    values = np.zeros(masks.size)
    for before, option in enumerate(old):
        if option in new:
            values += ((whole >> before) & 1) * float(1 << new.index(option))
    return values
