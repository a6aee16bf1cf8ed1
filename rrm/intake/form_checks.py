"""What a form says of its questions, rosters and sections must hold together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from rrm.intake.csv_records import MAX_COLUMNS
from rrm.intake.form_conditions import read_conditions
from rrm.intake.scenario_tables import TABLE_NAMES
from rrm.intake.source_tree import Path
from rrm.intake.validation import is_plain_number
from rrm.intake.wording import did_you_mean, quoted
from rrm.model.form import KEY_COLUMNS, Form, Question, QuestionType
from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import LEVELS

Where = Callable[[Path], Place]

_NAME = re.compile(r"[a-z][a-z0-9_]{0,79}")
# A bit mask travels as a float, which holds whole numbers up to 2 to the 53rd exactly.
_MAX_OPTIONS = 52


def form_problems(form: Form, where: Where) -> Iterator[Problem]:
    """Everything wrong with a form; where: the place of a path in its pack, `form` first."""
    count = len(form.questions) + sum(len(roster.questions) for roster in form.rosters.values())
    if count > MAX_COLUMNS:
        yield too_many(msg("{n} questions", n=count), MAX_COLUMNS, where(("form", "questions")))
        return
    for name, question in form.questions.items():
        yield from _Checked(("form", "questions", name), where).question(name, question, form)
    for name, roster in form.rosters.items():
        path: Path = ("form", "rosters", name)
        yield from _roster_name(name, form, where)
        for one, question in roster.questions.items():
            checked = _Checked((*path, "questions", one), where)
            yield from checked.question(one, question, form)
            yield from checked.told_apart(one, form)
    yield from _sections(form, where)
    yield from read_conditions(form)[1]


def too_many(what: Message, limit: int, place: Place) -> Problem:
    """The problem of a pack beyond what is looked into."""
    return Problem(
        "RRM-R117",
        place,
        what,
        msg("at most {n} are possible", n=limit),
        msg("Remove what is not needed."),
    )


class _Checked:
    """A question of the household or of a roster, with its path in the pack."""

    def __init__(self, path: Path, where: Where) -> None:
        self._path = path
        self._where = where

    def question(self, name: str, question: Question, form: Form) -> Iterator[Problem]:
        """What is wrong with its name, type, choices, bounds, recall and whom it is asked of."""
        if _NAME.fullmatch(name) is None or name in KEY_COLUMNS:
            yield self._problem("", msg('question "{name}"', name=quoted(name)), *_name_allowed())
        yield from self._choices(question)
        yield from self._bounds(question, form.missing)
        yield from self._recall(question)
        if not question.asked_of:
            yield self._problem(
                "asked_of",
                msg("nobody is asked"),
                msg("a question is asked of a household, a key informant, or both"),
                msg("Name whom it is asked of, or remove the question."),
            )

    def told_apart(self, name: str, form: Form) -> Iterator[Problem]:
        """A roster's question is not called like a household's, which conditions may use too."""
        if name in form.questions or name in form.rosters:
            yield Problem(
                "RRM-R116",
                self._where(self._path),
                msg('"{name}" is also the name of a household\'s question', name=quoted(name)),
                msg("a roster's questions have names of their own"),
                msg("Choose another name."),
            )

    def _choices(self, question: Question) -> Iterator[Problem]:
        chooses = question.type in (QuestionType.CHOICE, QuestionType.MULTIPLE)
        if chooses and not question.choices:
            yield self._problem(
                "type",
                msg("a choice without choices"),
                msg("the options are listed below `choices`"),
                msg("Add them."),
            )
        if question.choices and not chooses:
            yield self._problem(
                "choices",
                msg("choices of a question that is none"),
                msg("only choice and multiple have choices"),
                msg("Correct the type."),
            )
        if question.type is QuestionType.MULTIPLE and len(question.choices) > _MAX_OPTIONS:
            yield self._problem(
                "choices",
                msg("{n} options", n=len(question.choices)),
                msg("at most {n} are possible", n=_MAX_OPTIONS),
                msg("Join some of them."),
            )

    def _bounds(self, question: Question, missing: Iterable[str]) -> Iterator[Problem]:
        for key, bounds in (("range", question.range), ("doubtful", question.doubtful)):
            if bounds is not None and bounds[0] > bounds[1]:
                yield self._problem(
                    key,
                    msg("from {low} to {high}", low=bounds[0], high=bounds[1]),
                    msg("the lower bound comes first"),
                    msg("Turn them round."),
                )
        if question.range is None:
            return
        low, high = question.range
        if question.doubtful and not low <= question.doubtful[0] <= question.doubtful[1] <= high:
            yield self._problem(
                "doubtful",
                msg("usual answers outside the range"),
                msg("what is usual lies from {low} to {high}", low=low, high=high),
                msg("Correct one of the two."),
            )
        for code in missing:
            if is_plain_number(code) and low <= float(code) <= high:
                yield self._problem(
                    "range",
                    msg('"{code}" means `not known` and may be an answer', code=code),
                    msg("codes for `not known` lie outside the range"),
                    msg("Narrow the range, or take the code out of `missing`."),
                )

    def _recall(self, question: Question) -> Iterator[Problem]:
        days = question.recall_days
        if days is None or question.range is None or question.unit != "day":
            return
        if question.range[1] > days:
            yield self._problem(
                "recall_days",
                msg(
                    "an answer may be {high} days, out of {days}", high=question.range[1], days=days
                ),
                msg("of the days that a question looks back on, no more can be counted"),
                msg("Correct `range` or `recall_days`."),
            )

    def _problem(self, key: str, found: Message, allowed: Message, remedy: Message) -> Problem:
        place = self._where((*self._path, key) if key else self._path)
        return Problem("RRM-R110", place, found, allowed, remedy)


def _name_allowed() -> tuple[Message, Message]:
    allowed = msg(
        "a name is made of small letters, digits and _, and is none of: {names}",
        names=", ".join(KEY_COLUMNS),
    )
    return allowed, msg("Choose another name.")


def _roster_name(name: str, form: Form, where: Where) -> Iterator[Problem]:
    """A roster is a table, a level of rules, and a name beside the questions'."""
    taken = next(
        (
            use
            for use, names in (
                (msg("a table of a scenario"), TABLE_NAMES),
                (msg("a column that says who was asked"), KEY_COLUMNS),
                (msg("a level of rules"), LEVELS),
                (msg("a question"), form.questions),
            )
            if name in names
        ),
        None,
    )
    if taken is None and _NAME.fullmatch(name):
        return
    found = msg('roster "{name}"', name=quoted(name))
    allowed = msg("a name is made of small letters, digits and _")
    if taken is not None:
        allowed = msg("this is the name of {use}, and a roster has one of its own", use=taken)
    place = where(("form", "rosters", name))
    yield Problem("RRM-R116", place, found, allowed, msg("Choose another name."))


def _sections(form: Form, where: Where) -> Iterator[Problem]:
    """Where there are sections, every question and roster stands in exactly one."""
    if not form.sections:
        return
    known: dict[str, Path] = {
        **{name: ("form", "questions", name) for name in form.questions},
        **{name: ("form", "rosters", name) for name in form.rosters},
    }
    first: dict[str, str] = {}
    for title, section in form.sections.items():
        for position, name in enumerate(section.questions):
            place = where(("form", "sections", title, "questions", position))
            if name not in known:
                yield _in_no_form(name, known, place)
            elif name in first:
                yield _in_two_sections(name, first[name], place)
            first.setdefault(name, title)
    for name, path in known.items():
        if name not in first:
            yield _in_no_section(name, list(form.sections), where(path))


def _in_no_form(name: str, known: Mapping[str, Path], place: Place) -> Problem:
    return Problem(
        "RRM-R115",
        place,
        msg('unknown question "{name}"', name=quoted(name)),
        msg("a section lists questions and rosters of the form"),
        did_you_mean(name, known),
    )


def _in_two_sections(name: str, first: str, place: Place) -> Problem:
    return Problem(
        "RRM-R115",
        place,
        msg('"{name}" stands a second time', name=quoted(name)),
        msg('it is asked once, and stands first in the section "{first}"', first=quoted(first)),
        msg("Keep one of the two."),
    )


def _in_no_section(name: str, sections: list[str], place: Place) -> Problem:
    return Problem(
        "RRM-R115",
        place,
        msg('"{name}" stands in no section', name=quoted(name)),
        msg("where a form has sections, each question and roster stands in one"),
        msg(
            'Add it to the `questions` of a section, such as "{first}".',
            first=quoted(sections[0]),
        ),
    )
