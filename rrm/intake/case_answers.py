"""The answers that a worked case gives, of a household and of the rows of its rosters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isnan

from rrm.intake.answers import Answers
from rrm.intake.source_tree import Tree, place_of, place_of_text, value_at
from rrm.intake.wording import did_you_mean, found, quoted
from rrm.model.form import Form, Question
from rrm.model.language import msg
from rrm.model.problem import Place, Problem

Keys = tuple[str | int, ...]
"""A path in a tree."""


@dataclass(frozen=True, slots=True)
class CaseSpot:
    """A place in a file of cases: the file's tree, and the path to it."""

    tree: Tree
    path: Keys
    file: Place

    def below(self, *keys: str | int) -> CaseSpot:
        """A place further down."""
        return CaseSpot(self.tree, (*self.path, *keys), self.file)

    def place(self, *keys: str | int) -> Place:
        """Where it stands."""
        return place_of(self.tree, (*self.path, *keys), self.file)

    def key_place(self, *keys: str | int) -> Place:
        """Where its key stands, rather than what the key introduces."""
        *above, last = (*self.path, *keys)
        parent = value_at(self.tree, above)
        siblings = parent if isinstance(parent, dict) else {}
        key = next((key for key in siblings if key == str(last)), None)
        return place_of_text(key) or self.place(*keys)


@dataclass(slots=True)
class ReadAnswers:
    """Answers as an assessment's columns hold them, those that are not known left out."""

    answers: dict[str, float] = field(default_factory=dict)
    rosters: dict[str, tuple[dict[str, float], ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class CaseAnswers:
    """What texts mean as answers to a form's questions, remembered over all cases."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._household = _meanings(form, form.questions)
        self._rosters = {
            name: _meanings(form, roster.questions) for name, roster in form.rosters.items()
        }

    def read(self, written: Mapping[str, object], spot: CaseSpot) -> ReadAnswers:
        """A household's answers; where an entry is named like a roster, its rows."""
        read = ReadAnswers()
        own = {name: answer for name, answer in written.items() if name not in self._rosters}
        read.answers.update(self._known(own, self._household, spot, read.problems))
        for name in self._rosters:
            if name in written:
                rows = self._rows(name, written[name], spot.below(name), read.problems)
                read.rosters[name] = tuple(rows)
        return read

    def _rows(
        self, roster: str, written: object, spot: CaseSpot, problems: list[Problem]
    ) -> Iterator[dict[str, float]]:
        if not isinstance(written, list | tuple):
            problems.append(_no_rows(written, spot.place()))
            return
        most = self._form.rosters[roster].rows_at_most
        if len(written) > most:
            problems.append(_too_many_rows(len(written), most, spot.key_place()))
            return
        for number, row in enumerate(written):
            here = spot.below(number)
            if isinstance(row, dict):
                yield self._known(row, self._rosters[roster], here, problems)
            else:
                problems.append(_no_rows(row, here.place()))

    def _known(
        self,
        written: Mapping[str, object],
        meanings: Mapping[str, Answers],
        spot: CaseSpot,
        problems: list[Problem],
    ) -> dict[str, float]:
        values: dict[str, float] = {}
        for name, text in written.items():
            if name not in meanings:
                problems.append(_no_question(name, [*meanings, *self._offered(meanings)], spot))
            elif not isinstance(text, str):
                problems.append(_no_answer(text, spot.place(name)))
            else:
                value = meanings[name][text]
                fault = meanings[name].faults.get(text)
                if fault is not None and fault.is_error:
                    place = spot.place(name)
                    problems.append(
                        Problem(fault.code, place, fault.found, fault.allowed, fault.remedy)
                    )
                elif not isnan(value):
                    values[name] = value
        return values

    def _offered(self, meanings: Mapping[str, Answers]) -> list[str]:
        """Rosters stand among a household's answers, and nowhere else."""
        return list(self._rosters) if meanings is self._household else []


def _meanings(form: Form, questions: Mapping[str, Question]) -> dict[str, Answers]:
    return {
        name: Answers(question, form.missing)
        for name, question in questions.items()
        if not question.personal
    }


def _no_question(name: str, known: list[str], spot: CaseSpot) -> Problem:
    return Problem(
        "RRM-R111",
        spot.key_place(name),
        msg('unknown question "{name}"', name=quoted(name)),
        msg("an answer belongs to a question of form.yaml that is not personal"),
        did_you_mean(name, known),
    )


def _no_answer(written: object, place: Place) -> Problem:
    return Problem(
        "RRM-I013",
        place,
        found(written),
        msg("a question has one answer; only a roster has rows"),
        msg("Write the answer, or correct the name."),
    )


def _no_rows(written: object, place: Place) -> Problem:
    return Problem(
        "RRM-I013",
        place,
        found(written),
        msg("a roster has a list of rows, each with its answers by question"),
        msg("Write it as in: [{{age_years: 7, sex: female}}, {{age_years: 9}}]."),
    )


def _too_many_rows(count: int, most: int, place: Place) -> Problem:
    return Problem(
        "RRM-I065",
        place,
        msg("{n} rows of one household", n=count),
        msg("a household has at most {most} rows in this roster", most=most),
        msg("Remove rows that stand twice, or raise `rows_at_most` in the form."),
    )
