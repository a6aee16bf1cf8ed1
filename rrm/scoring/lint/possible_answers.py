"""Which cases the form rules out: an answer to a question that is not asked, or one it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rrm.model.form import Column, Form, Question
from rrm.rule_language import (
    Evaluator,
    Expression,
    ExpressionError,
    Kind,
    Name,
    names_in,
    parse,
)
from rrm.scoring.lint.every_case import Cases

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class FormCondition:
    """A condition of the form.

    subject: the question that has it, or the roster, by key. names: keys of the questions that it
    uses, by the name that it gives them.
    """

    subject: str
    is_relevance: bool
    tree: Expression
    names: dict[str, str]


def form_conditions(form: Form) -> tuple[FormCondition, ...]:
    """Every condition of the form that can be read; the pack's own checks tell of the others."""
    return tuple(_conditions(form))


def possible_cases(conditions: tuple[FormCondition, ...], cases: Cases) -> Flags:
    """The cases that no condition of the form rules out, as far as they hold what it asks for."""
    columns = cases.assessment.columns
    possible = np.ones(len(cases), dtype=np.bool_)
    for condition in conditions:
        if condition.subject not in columns or not set(condition.names.values()) & set(columns):
            continue
        holds = _evaluated(condition, cases)
        broken = holds.known & (holds.values == 0)
        if condition.is_relevance:
            broken &= columns[condition.subject].known
        possible &= ~broken
    return possible


def _evaluated(condition: FormCondition, cases: Cases) -> Column:
    columns, rows = cases.assessment.columns, len(cases)
    unknown = Column(np.zeros(rows), np.zeros(rows, dtype=np.bool_))

    def column_of(name: Name) -> Column:
        return columns.get(condition.names[name.name], unknown)

    def kind_of(name: Name) -> Kind:
        return cases.space.pack.kinds[condition.names[name.name]]

    return Evaluator(column_of, kind_of, rows).column(condition.tree)


def _conditions(form: Form) -> Iterator[FormCondition]:
    household = {name: name for name in form.questions}
    for name, question in form.questions.items():
        yield from _of_question(name, question, household)
    for roster, asked in form.rosters.items():
        if asked.relevant is not None:
            yield from _read(roster, True, asked.relevant, household)
        within = {**household, **{name: f"{roster}.{name}" for name in asked.questions}}
        for name, question in asked.questions.items():
            yield from _of_question(f"{roster}.{name}", question, within)


def _of_question(key: str, question: Question, keys: dict[str, str]) -> Iterator[FormCondition]:
    if question.relevant is not None:
        yield from _read(key, True, question.relevant, keys)
    if question.constraint is not None:
        yield from _read(key, False, question.constraint, keys)


def _read(
    subject: str, is_relevance: bool, text: str, keys: dict[str, str]
) -> Iterator[FormCondition]:
    try:
        tree = parse(text)
    except ExpressionError:
        return
    names = {one.name for one in names_in(tree)}
    if names <= set(keys):
        yield FormCondition(subject, is_relevance, tree, {one: keys[one] for one in sorted(names)})


def asked_for(form: Form) -> set[str]:
    """Keys of the questions that decide whether another is asked, or what it may be answered."""
    return {
        key
        for condition in form_conditions(form)
        for key in condition.names.values()
        if key != condition.subject
    }
