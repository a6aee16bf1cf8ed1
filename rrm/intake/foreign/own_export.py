"""Exports of our own form need no mapping: their columns are called as its questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rrm.intake.foreign.linked_tables import frame_of, links
from rrm.intake.foreign.mapping import HOUSEHOLDS, Recipe, RosterRecipe, Table
from rrm.intake.foreign.mapping import Mapping as ColumnMapping
from rrm.intake.foreign.mapping_reader import ReadMapping
from rrm.intake.foreign.own_columns import is_technical
from rrm.intake.foreign.own_names import Asked, OwnNames
from rrm.intake.foreign.source_tables import SourceTable
from rrm.intake.hxl_tags import column_of_tag
from rrm.intake.personal_columns import looks_personal
from rrm.intake.wording import listed, quoted
from rrm.model.form import KEY_COLUMNS, Form, Question, QuestionType
from rrm.model.language import Text, msg, msg_plural
from rrm.model.problem import Place, Problem
from rrm.model.run import InputFile
from rrm.model.source_text import SourceText

_OWN_SHARE = 0.5
_OWN_QUESTIONS = 3
_DAYS = ("today", "start")
_PARENT_LINKS = (
    ("_parent_index", ("_index", "index")),
    ("_submission__uuid", ("_uuid", "uuid")),
    ("_parent_uuid", ("_uuid", "uuid")),
    ("parent_key", ("key",)),
    ("uuid", ("uuid", "_uuid")),
    ("_uuid", ("_uuid", "uuid")),
    ("_submission__id", ("_id",)),
    ("household_id", ("household_id",)),
)
"""Columns of a roster and where they lead. `row_id` and the like count the roster's own rows."""
_MADE_BY_TOOL = ("_parent_index", "_submission__uuid", "_parent_uuid", "_submission__id")
_ROWS_NAMED = 5


@dataclass(frozen=True, slots=True)
class OwnExport:
    """An export of our form, as a mapping that nobody had to write, and what it leaves out."""

    read: ReadMapping
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Recognised:
    """A table's columns by what they hold, and those that hold nothing of the form.

    second: columns that hold what an earlier one does, by another name, and differ from it.
    """

    table: SourceTable
    columns: dict[Asked, str]
    unknown: tuple[str, ...]
    second: tuple[str, ...] = ()

    @property
    def questions(self) -> set[str]:
        return {asked.question for asked in self.columns}

    @property
    def share(self) -> float:
        known = len(self.columns)
        return known / (known + len(self.unknown)) if known else 0.0


def own_export(
    tables: Sequence[SourceTable], form: Form, keys: Mapping[str, Question], pack: str
) -> OwnExport | None:
    """The mapping of an export of this form; None where the tables are something else.

    An export of ours has at least half of its columns, the collection tool's own aside, called
    as questions of the form, by name or label. keys: who was asked, see key_questions.
    """
    questions = {**keys, **form.questions}
    known = [_recognised(table, questions) for table in tables]
    best = max(known, key=lambda one: len(one.questions), default=None)
    if best is None or best.share < _OWN_SHARE or len(best.questions) < _OWN_QUESTIONS:
        return None
    problems = _left_out(best, form.questions, _form_entries(form))
    specs = {HOUSEHOLDS: Table(sheet=best.table.name)}
    rosters: dict[str, RosterRecipe] = {}
    for name, roster in form.rosters.items():
        others = [table for table in tables if table is not best.table]
        found = _roster_table(name, roster.questions, others)
        if found is None:
            continue
        spec = linked(found.table, best.table)
        if spec is None:
            problems.append(_no_link(found.table, best.table))
            continue
        specs[name] = spec
        problems += links_that_differ(found.table, best.table)
        problems += _left_out(found, roster.questions, _form_entries(form))
        rosters[name] = RosterRecipe(
            table=SourceText(name), questions=_recipes(found, roster.questions)
        )
    answered = _recipes(best, form.questions)
    mapping = ColumnMapping(
        pack=pack,
        confirmed_by=SourceText("-"),
        tables=specs,
        keys=_key_recipes(best, keys),
        questions=answered,
        rosters=rosters,
        left_out={name: "" for one in known for name in one.table.header if name},
    )
    file = InputFile(best.table.shown, "")
    return OwnExport(ReadMapping(mapping, "", {}, file, is_own=True), tuple(problems))


def _recognised(table: SourceTable, questions: Mapping[str, Question]) -> _Recognised:
    names = OwnNames(questions)
    columns: dict[Asked, str] = {}
    unknown: list[str] = []
    second: list[str] = []
    for header, tag in zip(table.header, table.tags, strict=True):
        asked = names.asked(header) if header else None
        key = column_of_tag(tag, KEY_COLUMNS) if tag and asked is None else None
        if key is not None and key in questions:
            asked = Asked(key)
        if asked is not None:
            first = columns.setdefault(asked, header)
            if first != header and _differ(table, first, header):
                second.append(header)
        elif header and not is_technical(header):
            unknown.append(header)
    return _Recognised(table, columns, tuple(unknown), tuple(second))


def _differ(table: SourceTable, first: str, second: str) -> bool:
    texts = table.columns[table.header.index(second)]
    return any(texts) and texts != table.columns[table.header.index(first)]


def _roster_table(
    name: str, questions: Mapping[str, Question], tables: Iterable[SourceTable]
) -> _Recognised | None:
    """The table called as the roster, else the one with most of its questions."""
    known = [_recognised(table, questions) for table in tables]
    wanted = name.casefold()
    called = [one for one in known if one.table.name.casefold().rpartition("/")[2] == wanted]
    alike = [one for one in known if one.table.name.casefold().endswith(wanted)]
    for candidates in (called, alike, known):
        best = max(candidates, key=lambda one: len(one.questions), default=None)
        if best is not None and best.questions:
            return best
    return None


def linked(roster: SourceTable, main: SourceTable) -> Table | None:
    """How a roster's rows lead to interviews: the first way that loses the fewest rows."""
    here, there = frame_of(roster), frame_of(main)
    ways: list[tuple[int, str, str]] = []
    for parent, keys in _PARENT_LINKS:
        for key in keys:
            from_column, to_column = here.find(parent), there.find(key)
            if from_column is None or to_column is None:
                continue
            found = links([here.cells(parent)], [there.cells(key)])
            # A roster without a row leads wherever its columns say.
            leads = len(found.lost) < len(here) or not len(here)
            if not found.repeated and leads:
                ways.append((len(found.lost), from_column, to_column))
    if not ways:
        return None
    _, parent, key = min(ways, key=lambda way: way[0])
    return Table(sheet=roster.name, parent=SourceText(parent), parent_key=SourceText(key))


def links_that_differ(roster: SourceTable, main: SourceTable) -> list[Problem]:
    """The error of rows whose linking columns lead to different interviews; [] where none do."""
    here, there = frame_of(roster), frame_of(main)
    targets: dict[str, tuple[int, ...]] = {}
    for parent, keys in _PARENT_LINKS:
        key = next((one for one in keys if there.find(one) is not None), None)
        if parent in _MADE_BY_TOOL and key is not None and here.find(parent) is not None:
            found = links([here.cells(parent)], [there.cells(key)])
            if not found.repeated and len(found.lost) < len(here):
                targets[parent] = found.target
    ways = zip(*targets.values(), strict=True)
    rows = [at for at, led in enumerate(ways) if len({one for one in led if one >= 0}) > 1]
    if not rows:
        return []
    numbers = ", ".join(str(here.numbers[at]) for at in rows[:_ROWS_NAMED])
    return [
        Problem(
            "RRM-I087",
            Place(roster.shown, row=here.numbers[rows[0]]),
            msg_plural(
                "{n} row is led to different interviews by {columns}, in row {rows}",
                "{n} rows are led to different interviews by {columns}, the first in rows {rows}",
                n=len(rows),
                columns=listed(targets),
                rows=numbers + (", …" if len(rows) > _ROWS_NAMED else ""),
            ),
            msg("all linking columns of a row lead to the same interview"),
            msg("Export the roster again, or take out the linking column that is wrong."),
        )
    ]


def _recipes(known: _Recognised, questions: Mapping[str, Question]) -> dict[str, Recipe]:
    recipes: dict[str, Recipe] = {}
    for name, question in questions.items():
        if question.personal:
            continue
        column = known.columns.get(Asked(name))
        options = {
            option: SourceText(known.columns[Asked(name, option)])
            for option in question.choices
            if Asked(name, option) in known.columns
        }
        if column is not None or options:
            named = None if column is None else SourceText(column)
            recipes[name] = Recipe(column=named, options=options)
    return recipes


def _key_recipes(known: _Recognised, keys: Mapping[str, Question]) -> dict[str, Recipe]:
    recipes = {
        name: Recipe(column=SourceText(known.columns[Asked(name)]))
        for name in keys
        if Asked(name) in known.columns
    }
    frame = frame_of(known.table)
    if "interviewed_on" not in recipes:
        day = next((found for name in _DAYS if (found := frame.find(name))), None)
        if day is not None:
            recipes["interviewed_on"] = Recipe(column=SourceText(day))
    return recipes


def _form_entries(form: Form) -> OwnNames:
    """What our form asks or notes for itself, beside the questions: it is no answer.

    The names are those that `rrm rules form` gives: how many rows a roster has, and the notes
    that ask to look again.
    """
    entries: dict[str, Question] = {}
    for name, roster in form.rosters.items():
        label = {
            language: msg("{roster}: how many?", roster=Text.of(roster.label)).text(language)
            for language in roster.label
        }
        entries[f"{name}_count"] = Question(type=QuestionType.INTEGER, label=label)
    rosters = [roster.questions for roster in form.rosters.values()]
    for asked in (form.questions, *rosters):
        for name in asked:
            entries[f"{name}_check"] = Question(type=QuestionType.TEXT, label={})
    return OwnNames(entries)


def _left_out(
    known: _Recognised, questions: Mapping[str, Question], entries: OwnNames
) -> list[Problem]:
    """Doubts: columns of persons, and columns that the form does not ask.

    An empty column of another name says nothing, and nothing is said of it.
    """
    shown = known.table.shown
    personal = [
        header
        for asked, header in known.columns.items()
        if asked.question in questions and questions[asked.question].personal
    ]
    personal += [name for name in known.unknown if looks_personal(name)]
    problems = [personal_left_out(name, shown) for name in personal]
    if known.second:
        problems.append(_second_columns(known.second, shown))
    others = [
        name
        for name in known.unknown
        if not looks_personal(name)
        and entries.asked(name) is None
        and any(text.strip() for text in known.table.columns[known.table.header.index(name)])
    ]
    if others:
        problems.append(
            Problem(
                "RRM-I088",
                Place(shown),
                msg_plural(
                    "{n} column is no question of the form: {names}",
                    "{n} columns are no questions of the form: {names}",
                    n=len(others),
                    names=listed(others),
                ),
                msg("columns are called as the form's questions, by name or label"),
                msg("They are left out; correct their names if they belong to the form."),
                is_error=False,
            )
        )
    return problems


def personal_left_out(name: str, shown: str) -> Problem:
    """The doubt told of a column of persons: by its name, never by what it holds."""
    return Problem(
        "RRM-I085",
        Place(shown, column=quoted(name)),
        msg("a personal column was left out"),
        msg("who a person is, is neither kept nor shown"),
        msg("Leave it out of the file next time."),
        is_error=False,
    )


def _second_columns(names: Sequence[str], shown: str) -> Problem:
    return Problem(
        "RRM-I023",
        Place(shown, column=quoted(names[0])),
        msg_plural(
            "{n} column answers what an earlier one does, and differs from it: {names}",
            "{n} columns answer what earlier ones do, and differ from them: {names}",
            n=len(names),
            names=listed(names),
        ),
        msg("each question has one column"),
        msg("The first of them is used, the others are left out; rename those that are needed."),
        is_error=False,
    )


def _no_link(roster: SourceTable, main: SourceTable) -> Problem:
    return Problem(
        "RRM-I087",
        Place(roster.shown),
        msg("its rows lead to no interview of {table}", table=main.shown),
        msg("a roster has _parent_index, _submission__uuid or household_id"),
        msg("Export the roster again with its linking column."),
    )
