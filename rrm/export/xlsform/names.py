"""Names within a form: each once, with some that the form needs for itself."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.model.form import KEY_COLUMNS, Form
from rrm.model.language import msg
from rrm.model.problem import Place, Problem

CHECK = "_check"
"""Ends the name of a note that asks to look again at the answer before it; it is no answer."""
COUNT = "_count"
"""Ends the name of the question that asks how many rows a roster has."""
TAKEN_BY_FORMS = ("start", "end", "meta")
"""Names that a form's own entries bear."""


def check_name(question: str) -> str:
    """The note after a question whose answer may be unusual."""
    return question + CHECK


def count_name(roster: str) -> str:
    """The question before a roster."""
    return roster + COUNT


def name_problems(form: Form, file: str) -> Iterator[Problem]:
    """Names of the pack that the form needs for itself.

    file: where the pack's questions stand.
    """
    questions = [*form.questions]
    for roster in form.rosters.values():
        questions += roster.questions
    needed = {
        **dict.fromkeys(TAKEN_BY_FORMS),
        **{check_name(name): name for name in questions},
        **{count_name(name): name for name in form.rosters},
    }
    for name in dict.fromkeys((*questions, *form.rosters)):
        if name in needed:
            yield _taken(name, file)


class Names:
    """Names that are given to groups and lists of a form, each once.

    taken: those that there are already.
    """

    def __init__(self, taken: Iterator[str] | tuple[str, ...]) -> None:
        self._taken = set(taken)

    def free(self, wanted: str) -> str:
        """The name wanted, with a number after it where it is taken."""
        name, number = wanted, 2
        while name in self._taken:
            name, number = f"{wanted}_{number}", number + 1
        self._taken.add(name)
        return name


def names_of(form: Form) -> Names:
    """Names for groups, beside those of questions and rosters and what goes with them."""
    questions = [*form.questions, *(q for one in form.rosters.values() for q in one.questions)]
    return Names(
        (
            *KEY_COLUMNS,
            *TAKEN_BY_FORMS,
            *questions,
            *map(check_name, questions),
            *form.rosters,
            *map(count_name, form.rosters),
        )
    )


def _taken(name: str, file: str) -> Problem:
    return Problem(
        "RRM-R121",
        Place(file),
        msg('a question or roster called "{name}"', name=name),
        msg(
            "a form needs these names for itself: {names}, and those of questions and rosters"
            " followed by {check} or {count}",
            names=TAKEN_BY_FORMS,
            check=CHECK,
            count=COUNT,
        ),
        msg("Choose another name."),
    )
