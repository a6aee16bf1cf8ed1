"""Words that a form would not show as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rrm.model.form import Form, Question
from rrm.model.language import msg
from rrm.model.problem import Place, Problem

_INSERTED = "${"
"""Begins the name of a question whose answer a form puts in the place of it."""

Named = tuple[str, Mapping[str, str]]
"""Words with what they are of, as its author calls it."""


def words_problems(form: Form, file: str) -> Iterator[Problem]:
    """Words of the form's questions, rosters and sections that hold `${`."""
    for name, words in _all_words(form):
        for text in words.values():
            if _INSERTED in text:
                yield inserted(name, file)


def inserted(name: str, file: str) -> Problem:
    """Words that a form would read as a question's name; name: whose they are."""
    return Problem(
        "RRM-R123",
        Place(file),
        msg('"{sign}" in the words of {name}', sign=_INSERTED, name=name),
        msg("a form puts an answer in the place of what follows these signs"),
        msg("Write the words without them."),
    )


def holds_inserted(text: str) -> bool:
    """Whether a form would put something else in the place of a part of a text."""
    return _INSERTED in text


def _all_words(form: Form) -> Iterator[Named]:
    yield from _of_questions(form.questions.items())
    for name, roster in form.rosters.items():
        yield name, roster.label
        yield from _of_questions(roster.questions.items())
    for name, section in form.sections.items():
        yield name, section.label


def _of_questions(questions: Iterable[tuple[str, Question]]) -> Iterator[Named]:
    for name, question in questions:
        yield name, question.label
        yield name, question.hint
        yield from ((name, words) for words in question.choices.values())
