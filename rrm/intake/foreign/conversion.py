"""A file of others, turned into our tables: the assessment and the rosters of its form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rrm.intake.answers import Answers
from rrm.intake.foreign.changes import Change
from rrm.intake.foreign.column_use import used_columns
from rrm.intake.foreign.conditions import holds
from rrm.intake.foreign.household_ids import household_ids
from rrm.intake.foreign.linked_tables import Frame
from rrm.intake.foreign.mapped_tables import MappedTables, mapped_tables
from rrm.intake.foreign.mapping import Conditions, Recipe
from rrm.intake.foreign.mapping_checks import (
    column_problems,
    form_problems,
    needs_confirming,
)
from rrm.intake.foreign.mapping_reader import ReadMapping
from rrm.intake.foreign.own_columns import is_technical
from rrm.intake.foreign.recipes import Answered, answers
from rrm.intake.foreign.source_tables import SourceTable
from rrm.intake.problem_list import ProblemList
from rrm.intake.wording import listed, quoted
from rrm.model.form import KEY_COLUMNS, Form, Question, Respondent
from rrm.model.language import msg, msg_plural
from rrm.model.problem import Place, Problem

_SITE_ID = re.compile(r"^[\w][\w.:/'’ -]{0,79}$")
_ROSTER_KEY = "household_id"


@dataclass(frozen=True, slots=True)
class ConvertedTable:
    """A table of ours: its columns by name, each a text a row."""

    columns: dict[str, list[str]]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))


@dataclass(frozen=True, slots=True)
class Converted:
    """What a file became.

    rosters: by the form's name of the roster. rows_read: by the mapping's name of the table.
    technical: how many columns of a collection tool were left out.
    unanswered: questions put to households that nothing in the file answers.
    """

    assessment: ConvertedTable
    rosters: dict[str, ConvertedTable]
    rows_read: dict[str, int]
    technical: int
    unanswered: tuple[str, ...]


def convert(
    read: ReadMapping,
    tables: Sequence[SourceTable],
    form: Form,
    keys: Mapping[str, Question],
    problems: ProblemList,
    changes: list[Change],
) -> Converted | None:
    """The tables that a mapping makes of a file; None where it can't be followed.

    keys: who was asked, see key_questions.
    problems: receives whatever is wrong with mapping, file or cells; with an error among them
    the tables are not to be used. changes: receives what was read otherwise than written.
    """
    missing = (*form.missing, *read.mapping.missing)
    problems.extend(needs_confirming(read))
    problems.extend(form_problems(read, form, keys))
    mapped = mapped_tables(read, tables, missing, problems, changes)
    if mapped is None:
        return None
    if read.mapping.partial:
        read = _without_absent(read, mapped, problems)
    problems.extend(column_problems(read, mapped, tables))
    if problems.has_errors:
        return None
    at = Answered(mapped.households, mapped.rosters, missing, problems, changes)
    assessment = _assessment(read, form, keys, at)
    rosters = _rosters(read, form, mapped, assessment.columns[_ROSTER_KEY], at)
    unanswered = tuple(
        name
        for name, question in form.questions.items()
        if name not in read.mapping.questions
        and not question.personal
        and Respondent.HOUSEHOLD in question.asked_of
    )
    used = {name for _, name in used_columns(read, mapped, tables)}
    tools = {name for table in tables for name in table.header if is_technical(name)} - used
    return Converted(assessment, rosters, mapped.rows_read, len(tools), unanswered)


def _assessment(
    read: ReadMapping, form: Form, keys: Mapping[str, Question], at: Answered
) -> ConvertedTable:
    recipes = dict(read.mapping.keys)
    ids = recipes.pop(_ROSTER_KEY, None)
    column = ids.column if ids is not None else read.mapping.households.key
    columns = _answered(recipes, keys, at)
    _check_sites(columns.get("site_id", []), at)
    columns[_ROSTER_KEY] = household_ids(at.frame, None if column is None else str(column))
    ordered = {name: columns[name] for name in KEY_COLUMNS if name in columns}
    return ConvertedTable({**ordered, **_answered(read.mapping.questions, form.questions, at)})


def _without_absent(read: ReadMapping, mapped: MappedTables, problems: ProblemList) -> ReadMapping:
    """The mapping without the questions whose columns the file lacks; they are told as a doubt."""
    frame = mapped.households
    absent = [
        name
        for name, recipe in read.mapping.questions.items()
        if not all(map(frame.find, (*recipe.answer_columns, *recipe.deciding_columns)))
    ]
    if not absent:
        return read
    problems.add(
        Problem(
            "RRM-I082",
            Place(frame.shown),
            msg_plural(
                "the file has no column for {n} question: {names}",
                "the file has no columns for {n} questions: {names}",
                n=len(absent),
                names=listed(absent),
            ),
            msg("a mapping that is `partial` serves for files with some of its columns"),
            msg("They stay unanswered; check the file's columns if they were asked."),
            is_error=False,
        )
    )
    kept = {name: one for name, one in read.mapping.questions.items() if name not in absent}
    return replace(read, mapping=read.mapping.model_copy(update={"questions": kept}))


def _rosters(
    read: ReadMapping, form: Form, mapped: MappedTables, ids: Sequence[str], at: Answered
) -> dict[str, ConvertedTable]:
    found: dict[str, ConvertedTable] = {}
    for name, spec in read.mapping.rosters.items():
        frame = _only(mapped.rosters[str(spec.table)], spec.only, at)
        rows = Answered(frame, {}, at.missing, at.problems, at.changes)
        key = {_ROSTER_KEY: [ids[household] for household in frame.households or ()]}
        asked = form.rosters[name].questions
        found[name] = ConvertedTable({**key, **_answered(spec.questions, asked, rows)})
    return found


def _only(frame: Frame, only: Conditions, at: Answered) -> Frame:
    if not only:
        return frame
    verdicts = holds(only, frame, at.missing)
    return frame.of([row for row, verdict in enumerate(verdicts) if verdict])


def _answered(
    recipes: Mapping[str, Recipe], questions: Mapping[str, Question], at: Answered
) -> dict[str, list[str]]:
    """By question, in the order of the form, the answers that its recipe gives."""
    columns: dict[str, list[str]] = {}
    for name, question in questions.items():
        if name in recipes:
            columns[name] = answers(name, recipes[name], question, at)
            if not recipes[name].column and not recipes[name].options:
                at.problems.extend(_impossible(name, columns[name], question, at))
    return columns


def _impossible(
    name: str, texts: Sequence[str], question: Question, at: Answered
) -> Iterator[Problem]:
    """Faults and doubts of answers that were worked out, which no cell shows."""
    meaning = Answers(question, at.missing)
    meaning.values_of(texts)
    for row in meaning.faulty(texts):
        fault = meaning.faults[texts[row]]
        place = Place(at.frame.shown, row=at.frame.numbers[row], column=name)
        yield Problem(fault.code, place, fault.found, fault.allowed, fault.remedy, fault.is_error)


def _check_sites(site_ids: Sequence[str], at: Answered) -> None:
    wrong = [row for row, text in enumerate(site_ids) if not _SITE_ID.match(text)]
    if not wrong:
        return
    first = wrong[0]
    at.problems.add(
        Problem(
            "RRM-I089",
            Place(at.frame.shown, row=at.frame.numbers[first], column="site_id"),
            msg_plural(
                '{n} interview has "{site}" as its site',
                '{n} interviews have no site that can be an id, the first "{site}"',
                n=len(wrong),
                site=quoted(site_ids[first]),
            ),
            msg(
                "an id is needed: at most 80 letters, digits, spaces and signs . : / ' - that "
                "begin with a letter or a digit"
            ),
            msg("Lead the answer to an id with `values`, or leave the interview out with `only`."),
        )
    )
