"""A mapping held against the form that it answers and the file that it reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rrm.intake.answer_faults import option_names
from rrm.intake.foreign.column_use import forgotten_columns
from rrm.intake.foreign.linked_tables import Frame
from rrm.intake.foreign.mapped_tables import MappedTables, unknown_column
from rrm.intake.foreign.mapping import SOURCES, Grade, Recipe
from rrm.intake.foreign.mapping_reader import ReadMapping, Where
from rrm.intake.foreign.source_tables import SourceTable
from rrm.intake.personal_columns import looks_personal
from rrm.intake.validation import is_plain_number
from rrm.intake.wording import did_you_mean, listed, quoted
from rrm.model.form import Form, Question, QuestionType
from rrm.model.language import msg
from rrm.model.problem import Place, Problem


def needs_confirming(read: ReadMapping) -> Iterator[Problem]:
    """What a person has not said yes to: the mapping as a whole, and each doubtful line."""
    for where, _, recipe in read.recipes():
        if recipe.proposed is Grade.DOUBTFUL:
            yield Problem(
                "RRM-I081",
                read.place(*where, "proposed"),
                msg('"{question}" is a doubtful proposal', question=where[-1]),
                msg("a person decides on each doubtful line"),
                msg("Take out `proposed: doubtful` if the line is right, the line if it is not."),
            )
    if not (read.mapping.confirmed_by or "").strip():
        yield Problem(
            "RRM-I081",
            read.place("confirmed_by"),
            msg("nobody has confirmed this mapping"),
            msg("a mapping is used once a person has looked at every line of it"),
            msg('Write "confirmed_by: role, date".'),
        )


def form_problems(read: ReadMapping, form: Form, keys: Mapping[str, Question]) -> Iterator[Problem]:
    """What the mapping says that the form does not know: questions, options, impossible answers.

    keys: who was asked, see key_questions.
    """
    for where, name, recipe in read.recipes():
        known = _questions_at(where, form, keys)
        if known is None:
            place = read.place(*where[:2])
            yield _unknown("roster", str(where[1]), form.rosters, place)
        elif name not in known or known[name].personal:
            yield _unknown("question", name, [n for n, q in known.items() if not q.personal],
                           read.place(*where))  # fmt: skip
        else:
            yield from _recipe_problems(read, where, name, recipe, known[name])
    for name in ("site_id", "group"):
        if name not in read.mapping.keys:
            yield Problem(
                "RRM-I083",
                read.place("keys"),
                msg('"{name}" has no recipe', name=name),
                msg("each interview has its site and group"),
                msg(
                    'Add "{name}" under `keys`: a column, or `always` for the whole file.',
                    name=name,
                ),
            )


def column_problems(
    read: ReadMapping, mapped: MappedTables, tables: Sequence[SourceTable]
) -> Iterator[Problem]:
    """What the mapping says that the file does not know, or must not be asked.

    Columns that it neither uses nor leaves out are told once a table, as a doubt.
    """
    rosters = read.mapping.rosters
    for where, _, recipe in read.recipes():
        frame: Frame | None = mapped.households
        if where[0] == "rosters":
            frame = mapped.rosters.get(str(rosters[str(where[1])].table))
        if frame is None:
            continue  # the missing table is told with the roster
        yield from _of_recipe(read, where, recipe, frame, mapped)
    for name, roster in rosters.items():
        table = str(roster.table)
        if table not in mapped.rosters:
            place = read.place("rosters", name, "table")
            yield _unknown("table with a parent", table, mapped.rosters, place)
            continue
        yield from _columns_there(
            read, ("rosters", name, "only"), roster.only, mapped.rosters[table]
        )
    yield from forgotten_columns(read, mapped, tables)


def _of_recipe(
    read: ReadMapping, where: Where, recipe: Recipe, frame: Frame, mapped: MappedTables
) -> Iterator[Problem]:
    for column in (*recipe.answer_columns, *recipe.deciding_columns):
        if frame.find(column) is None:
            yield unknown_column(column, frame, _named_at(read, where, column))
        elif looks_personal(column) and not read.is_own:
            yield _personal(column, _named_at(read, where, column))
    if recipe.count is None:
        return
    roster = mapped.rosters.get(str(recipe.count))
    if roster is None:
        yield _unknown(
            "table with a parent", str(recipe.count), mapped.rosters, read.place(*where, "count")
        )
    else:
        for number, one in enumerate(recipe.where):
            yield from _columns_there(read, (*where, "where", number), one, roster)
        for number, column in enumerate(map(str, recipe.of)):
            if roster.find(column) is None:
                yield unknown_column(column, roster, read.place(*where, "of", number))
            elif looks_personal(column) and not read.is_own:
                yield _personal(column, read.place(*where, "of", number))


def _columns_there(
    read: ReadMapping, where: Where, columns: Mapping[str, object], frame: Frame
) -> Iterator[Problem]:
    for column in columns:
        if frame.find(column) is None:
            yield unknown_column(column, frame, read.place(*where, column))


def _named_at(read: ReadMapping, where: Where, column: str) -> Place:
    """Where a recipe names a column; the recipe itself where that can't be told."""
    recipe = _recipe_at(read, where)
    for source in ("column", "sum", "largest", "days", "options"):
        named = getattr(recipe, source)
        if source == "column" and named == column:
            return read.place(*where, source)
        if source in ("sum", "largest", "days") and column in named:
            return read.place(*where, source, named.index(column))
        if source == "options" and column in named.values():
            option = next(one for one, name in named.items() if name == column)
            return read.place(*where, source, option)
    for number, case in enumerate(recipe.first):
        if column in case.when:
            return read.place(*where, "first", number, "when", column)
        if column == case.column:
            return read.place(*where, "first", number, "column")
    return read.place(*where)


def _recipe_at(read: ReadMapping, where: Where) -> Recipe:
    return next(recipe for at, _, recipe in read.recipes() if at == where)


def _questions_at(
    where: Where, form: Form, keys: Mapping[str, Question]
) -> Mapping[str, Question] | None:
    if where[0] == "keys":
        return keys
    if where[0] == "questions":
        return form.questions
    roster = form.rosters.get(str(where[1]))
    return None if roster is None else roster.questions


def _recipe_problems(
    read: ReadMapping, where: Where, name: str, recipe: Recipe, question: Question
) -> Iterator[Problem]:
    if len(recipe.sources) != 1:
        given = listed(recipe.sources) or "-"
        yield Problem(
            "RRM-I083",
            read.place(*where),
            msg('"{question}" takes its answers from: {sources}', question=name, sources=given),
            msg("a recipe has one of these: {names}", names=listed(SOURCES)),
            msg("Keep one of them."),
        )
    if recipe.of and recipe.count is None:
        yield Problem(
            "RRM-I083",
            read.place(*where, "of"),
            msg("`of` stands without `count`"),
            msg("it says what each row of a roster counts"),
            msg("Add `count` with the roster's table."),
        )
    if recipe.count is not None and where[0] == "rosters":
        yield Problem(
            "RRM-I083",
            read.place(*where, "count"),
            msg("rows are counted within a roster"),
            msg("only an interview counts rows of a roster"),
            msg("Use `column`."),
        )
    for answer, at in _our_answers(recipe):
        marks_option = bool(recipe.options) and answer in ("yes", "no")
        if not marks_option and not _is_answer(answer, question):
            yield _no_answer(answer, name, question, read.place(*where, *at))
    for option in recipe.options:
        if option not in question.choices:
            yield _no_answer(option, name, question, read.place(*where, "options", option))


def _our_answers(recipe: Recipe) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    for foreign, ours in recipe.values.items():
        yield str(ours), ("values", foreign)
    for number, case in enumerate(recipe.first):
        yield str(case.then or ""), ("first", number, "then")
    for source in ("otherwise", "always"):
        given = getattr(recipe, source)
        if given is not None:
            yield str(given), (source,)


def _is_answer(text: str, question: Question) -> bool:
    if text == "":
        return True
    match question.type:
        case QuestionType.CHOICE:
            return text in question.choices
        case QuestionType.MULTIPLE:
            return all(one in question.choices for one in option_names(text))
        case QuestionType.BOOLEAN:
            return text in ("yes", "no")
        case QuestionType.INTEGER | QuestionType.NUMBER:
            low, high = question.range or (float("-inf"), float("inf"))
            return is_plain_number(text) and low <= float(text) <= high
        case _:
            return True


def _no_answer(text: str, name: str, question: Question, place: Place) -> Problem:
    options: Sequence[str] = tuple(question.choices) or ("yes", "no")
    if question.type in (QuestionType.INTEGER, QuestionType.NUMBER):
        remedy = msg("Write a number that the question allows.")
    else:
        remedy = did_you_mean(text, options)
    return Problem(
        "RRM-I083",
        place,
        msg('"{value}" is no answer to "{question}"', value=quoted(text), question=name),
        msg('the form\'s own options are needed here, or "" for not known'),
        remedy,
    )


def _unknown(
    kind: str, name: str, known: Mapping[str, object] | Sequence[str], place: Place
) -> Problem:
    kinds = {
        "question": msg("question"),
        "roster": msg("roster"),
        "table with a parent": msg("table with a parent"),
    }
    return Problem(
        "RRM-I083",
        place,
        msg('unknown {kind} "{name}"', kind=kinds[kind], name=quoted(name)),
        msg("a name that is defined is needed ({kind})", kind=kinds[kind]),
        did_you_mean(name, known),
    )


def _personal(column: str, place: Place) -> Problem:
    return Problem(
        "RRM-I085",
        place,
        msg('column "{name}" looks personal', name=quoted(column)),
        msg("names, telephones and positions of households are not taken in"),
        msg("Put the column under `left_out`."),
    )
