"""The conditions of a form: when a question is asked, and what an answer must meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rrm.intake.wording import did_you_mean, quoted
from rrm.model.form import Form, Question
from rrm.model.language import msg
from rrm.model.problem import Place, Problem
from rrm.model.source_text import SourceText
from rrm.rule_language import (
    Expression,
    ExpressionError,
    Kind,
    Literal,
    Name,
    Truth,
    kind_of,
    kind_of_question,
    names_in,
    parse,
)

_NAMES_IN_A_CIRCLE = 12
RELEVANT = "relevant"
CONSTRAINT = "constraint"


@dataclass(frozen=True, slots=True)
class FormCondition:
    """A condition that can be computed.

    key: `relevant` or `constraint`. subject: the question, or the roster, that has it.
    roster: the roster that the question belongs to; None for a question of the household and
    for a roster itself. names: the questions that it uses.
    """

    key: str
    subject: str
    roster: str | None
    text: SourceText
    tree: Expression
    names: frozenset[str]


def read_conditions(form: Form) -> tuple[tuple[FormCondition, ...], tuple[Problem, ...]]:
    """Every condition of a form that holds together, and the problems of the others.

    A household's conditions use the household's questions, those of a roster's questions that
    roster's and the household's. A circle of relevance is among the problems.
    """
    reading = _Reading(form)
    conditions = tuple(reading.conditions())
    return conditions, (*reading.problems, *_circles(conditions))


class _Reading:
    def __init__(self, form: Form) -> None:
        self._form = form
        self.problems: list[Problem] = []

    def conditions(self) -> Iterator[FormCondition]:
        household = self._form.questions
        for name, question in household.items():
            yield from self._of_question(name, question, None, household)
        for roster_name, roster in self._form.rosters.items():
            yield from self._read(RELEVANT, roster_name, None, roster.relevant, household)
            known = {**household, **roster.questions}
            for name, question in roster.questions.items():
                yield from self._of_question(name, question, roster_name, known)

    def _of_question(
        self, name: str, question: Question, roster: str | None, known: Mapping[str, Question]
    ) -> Iterator[FormCondition]:
        yield from self._read(RELEVANT, name, roster, question.relevant, known)
        yield from self._read(CONSTRAINT, name, roster, question.constraint, known)

    def _read(
        self,
        key: str,
        subject: str,
        roster: str | None,
        text: SourceText | None,
        known: Mapping[str, Question],
    ) -> Iterator[FormCondition]:
        if text is None:
            return
        try:
            tree = parse(text)
            kind = kind_of(tree, lambda name: _kind_of_name(name, known))
            if not isinstance(kind, Truth):
                raise _no_condition()
        except ExpressionError as error:
            self.problems.append(_problem(error, text))
            return
        yield FormCondition(
            key, subject, roster, text, tree, frozenset(one.name for one in names_in(tree))
        )


def _kind_of_name(name: Name, known: Mapping[str, Question]) -> Kind:
    if name.name not in known:
        raise ExpressionError(
            "RRM-R003",
            name.offset,
            msg('found the name "{name}"', name=quoted(name.name)),
            msg("a condition of the form uses the form's questions, which have no such name"),
            did_you_mean(name.name, known),
        )
    kind = kind_of_question(known[name.name])
    if isinstance(kind, Literal):
        raise ExpressionError(
            "RRM-R004",
            name.offset,
            msg('"{name}" is free text', name=name.name),
            msg("conditions compare numbers, choices and yes or no"),
            msg("Ask it as a choice."),
        )
    return kind


def _no_condition() -> ExpressionError:
    return ExpressionError(
        "RRM-R004",
        0,
        msg("found a value that is neither true nor false"),
        msg("a condition (yes or no) is needed here"),
        msg("Compare it, such as with > 0."),
    )


def _problem(error: ExpressionError, text: SourceText) -> Problem:
    place = text.place
    column = place.column + error.offset if isinstance(place.column, int) else error.offset + 1
    at = Place(place.file, line=place.line, column=column)
    return Problem(error.code, at, error.found, error.allowed, error.remedy)


_Subject = tuple[str | None, str]
"""A question by its roster and name; the roster is None for those of the household."""


def _circles(conditions: tuple[FormCondition, ...]) -> Iterator[Problem]:
    """A problem for each circle in which one question's being asked hangs on another's."""
    relevance = {(one.roster, one.subject): one for one in conditions if one.key == RELEVANT}
    hangs_on = {subject: _hangs_on(one, relevance) for subject, one in relevance.items()}
    for circle in _circles_of(hangs_on):
        names = " > ".join(name for _, name in (*circle[:_NAMES_IN_A_CIRCLE], circle[0]))
        yield Problem(
            "RRM-R114",
            relevance[circle[0]].text.place,
            msg("whether it is asked hangs on itself: {names}", names=names),
            msg("a question is asked because of answers to others, asked before it"),
            msg("Break the circle."),
        )


def _hangs_on(
    condition: FormCondition, relevance: Mapping[_Subject, FormCondition]
) -> list[_Subject]:
    """Those that have a relevance of their own among the questions that a condition uses."""
    within = [(condition.roster, name) for name in sorted(condition.names)]
    outside = [(None, name) for name in sorted(condition.names) if condition.roster is not None]
    return [subject for subject in (*within, *outside) if subject in relevance]


def _circles_of(hangs_on: Mapping[_Subject, list[_Subject]]) -> Iterator[list[_Subject]]:
    """Circles that share no member, found in one walk over all."""
    done: set[_Subject] = set()
    told: set[_Subject] = set()
    for start in hangs_on:
        way = {} if start in done else {start: iter(hangs_on[start])}
        while way:
            here = next(reversed(way))
            there = next(way[here], None)
            if there is None:
                done.add(here)
                del way[here]
            elif there in way and there not in told:
                circle = list(way)[list(way).index(there) :]
                told.update(circle)
                yield circle
            elif there not in way and there not in done:
                way[there] = iter(hangs_on[there])
