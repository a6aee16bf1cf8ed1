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
from rrm.intake.personal_cells import reads_as_telephone
from rrm.intake.problem_list import ProblemList
from rrm.intake.wording import listed, quoted
from rrm.model.form import KEY_COLUMNS, Form, Question, Respondent
from rrm.model.language import msg, msg_plural
from rrm.model.problem import Place, Problem

_SITE_ID = re.compile(r"^[\w][\w.:/'’ -]{0,79}$")
_ROSTER_KEY = "household_id"
_FEW_INTERVIEWS = 10
_MOST_SITES = 0.9
"""From so many interviews on, the share of different sites beyond which they may be persons."""


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
    _check_weights(columns.get("weight", []), at)
    columns[_ROSTER_KEY] = household_ids(
        at.frame,
        None if column is None else str(column),
        at.problems,
        at.changes,
        bool(read.mapping.rosters),
    )
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
    dialled = [row for row, text in enumerate(site_ids) if _holds_telephone(text)]
    if dialled:
        at.problems.add(_personal_site(dialled, at))
    elif _are_nearly_all_different(site_ids):
        at.problems.add(_doubtful_sites(len(set(site_ids)), at))
    wrong = [row for row, text in enumerate(site_ids) if not _SITE_ID.match(text)]
    wrong = [row for row in wrong if row not in set(dialled)]
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


def _check_weights(weights: Sequence[str], at: Answered) -> None:
    """An empty weight counts as 1, as the assessment's own reader has it."""
    wrong = [row for row, text in enumerate(weights) if text and float(text) <= 0]
    if not wrong:
        return
    at.problems.add(
        Problem(
            "RRM-I015",
            Place(at.frame.shown, row=at.frame.numbers[wrong[0]], column="weight"),
            msg_plural(
                "{n} interview has a weight that is not above 0",
                "{n} interviews have weights that are not above 0, the first here",
                n=len(wrong),
            ),
            msg("a weight above 0 is needed"),
            msg("Correct it, or leave it empty where each interview counts alike."),
        )
    )


def _holds_telephone(text: str) -> bool:
    """A site called by a bare number is left alone: it may be a code."""
    return reads_as_telephone(text) and not text.strip().isdigit()


def _are_nearly_all_different(site_ids: Sequence[str]) -> bool:
    known = [text for text in site_ids if text]
    return len(known) >= _FEW_INTERVIEWS and len(set(known)) > _MOST_SITES * len(known)


def _personal_site(rows: Sequence[int], at: Answered) -> Problem:
    return Problem(
        "RRM-I085",
        Place(at.frame.shown, row=at.frame.numbers[rows[0]], column="site_id"),
        msg_plural(
            "{n} interview has a site that reads as a telephone number",
            "{n} interviews have sites that read as telephone numbers, the first here",
            n=len(rows),
        ),
        msg("names, telephones and positions of households are not taken in"),
        msg("Name the column of the sites, or correct the cells."),
    )


def _doubtful_sites(n: int, at: Answered) -> Problem:
    return Problem(
        "RRM-I089",
        Place(at.frame.shown, column="site_id"),
        msg("nearly every interview has a site of its own: {n} sites", n=n),
        msg("several households are interviewed at a site; names of persons are not taken in"),
        msg("Check that the column holds sites, and not persons; they are kept."),
        is_error=False,
    )
