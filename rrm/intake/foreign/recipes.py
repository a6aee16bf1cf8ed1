"""Recipes at work: from the columns of a file to the answers of one question, a text a row."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rrm.intake.foreign.changes import Change
from rrm.intake.foreign.column_cells import may_be_a_person
from rrm.intake.foreign.column_reading import ColumnReading, read_column, read_option_columns
from rrm.intake.foreign.conditions import any_holds, folded, holds
from rrm.intake.foreign.linked_tables import Cells, Frame
from rrm.intake.foreign.mapping import Case, Recipe
from rrm.intake.problem_list import ProblemList
from rrm.intake.wording import listed, quoted
from rrm.model.form import Question, QuestionType, WithoutRows
from rrm.model.language import Message, msg, msg_plural
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import Unanswered

_ONE_OPTION = (QuestionType.CHOICE, QuestionType.BOOLEAN)
_ANSWERS_LISTED = 12
_YES_NO = ("yes", "no", "oui", "non")


@dataclass(frozen=True, slots=True)
class Answered:
    """Where recipes are worked out.

    frame: rows to be answered, interviews or a roster's. rosters: tables to count in, by name,
    whose `households` are positions in `frame`. missing: texts that mean not known anywhere.
    """

    frame: Frame
    rosters: Mapping[str, Frame] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    problems: ProblemList = field(default_factory=ProblemList)
    changes: list[Change] = field(default_factory=list)


def answers(name: str, recipe: Recipe, question: Question, at: Answered) -> list[str]:
    """The answers to one question, as the assessment writes them; "" where not known.

    name: of the question. at.problems: receives answers that lead to no option, with how often
    they stand in the file, and whatever else is wrong with a cell.
    """
    decided = _decided_before(recipe, question, at)
    open_rows = [row for row, answer in enumerate(decided) if answer is None]
    texts = _from_source(name, recipe, question, at, open_rows)
    told = dict(zip(open_rows, texts, strict=True))
    return [told[row] if answer is None else answer for row, answer in enumerate(decided)]


def _decided_before(recipe: Recipe, question: Question, at: Answered) -> list[str | None]:
    """For each row the answer of the first case that holds; None where none does."""
    decided: list[str | None] = [None] * len(at.frame)
    missing = (*at.missing, *recipe.missing)
    for case in recipe.first:
        verdicts = holds(case.when, at.frame, missing)
        rows = [row for row, one in enumerate(verdicts) if one and decided[row] is None]
        for row, answer in zip(rows, _of_case(case, question, at, rows), strict=True):
            decided[row] = answer
    return decided


def _of_case(case: Case, question: Question, at: Answered, rows: Sequence[int]) -> Sequence[str]:
    if case.column is None:
        return [str(case.then or "")] * len(rows)
    cells = at.frame.cells(str(case.column)).of(rows)
    place = Place(cells.shown, column=quoted(cells.name))
    nothing = ColumnReading()
    return read_column(
        cells.texts, cells.numbers, question, at.missing, nothing, place, at.problems, at.changes
    ).texts


def _from_source(
    name: str, recipe: Recipe, question: Question, at: Answered, rows: Sequence[int]
) -> Sequence[str]:
    if recipe.always is not None:
        return [str(recipe.always)] * len(rows)
    if recipe.count is not None:
        counts = _counted(recipe, at)
        return [counts[row] for row in rows]
    if recipe.options:
        return _of_options(recipe, question, at, rows)
    if recipe.column is not None:
        cells = at.frame.cells(recipe.column).of(rows)
        return _of_column(name, cells, recipe, question, at)
    if recipe.days:
        return _days_between(recipe, at, rows)
    if recipe.sum:
        return _of_numbers(recipe.sum, sum, recipe, at, rows)
    return _of_numbers(recipe.largest, max, recipe, at, rows)


def _reading(recipe: Recipe, values: Mapping[str, str], nothing: Sequence[str]) -> ColumnReading:
    return ColumnReading(
        decimal=recipe.decimal,
        dates=recipe.dates,
        missing=(*recipe.missing, *nothing),
        # What stays as it is was not replaced, and is not told as if it were.
        values={foreign: ours for foreign, ours in values.items() if foreign != ours},
        times=recipe.times,
    )


def _of_column(
    name: str, cells: Cells, recipe: Recipe, question: Question, at: Answered
) -> Sequence[str]:
    values, nothing = _declared(cells, recipe, at)
    uncovered = _uncovered(cells, recipe, question, at, {*values, *nothing})
    if uncovered:
        at.problems.add(_leads_nowhere(name, cells, uncovered))
        cells = Cells(
            cells.name,
            cells.shown,
            cells.numbers,
            tuple("" if text in uncovered else text for text in cells.texts),
        )
    place = Place(cells.shown, column=quoted(cells.name))
    reading = _reading(recipe, values, nothing)
    read = read_column(
        cells.texts, cells.numbers, question, at.missing, reading, place, at.problems, at.changes
    )
    return read.texts


def _declared(cells: Cells, recipe: Recipe, at: Answered) -> tuple[dict[str, str], list[str]]:
    """By answer as the file writes it, ours as the mapping says; and those that say nothing."""
    said = {folded(foreign): str(ours) for foreign, ours in recipe.values.items()}
    unknown = {folded(text) for text in (*at.missing, *recipe.missing)} | {""}
    # Lines for answers that no whole cell gives may speak of one of several in a cell.
    declared = {foreign: str(ours) for foreign, ours in recipe.values.items()}
    for text in dict.fromkeys(cells.texts):
        plain = folded(text)
        if plain in said:
            declared[text] = said[plain]
        elif recipe.otherwise is not None and plain not in unknown:
            declared[text] = str(recipe.otherwise)
    values = {foreign: ours for foreign, ours in declared.items() if ours}
    return values, [foreign for foreign, ours in declared.items() if not ours]


def _uncovered(
    cells: Cells, recipe: Recipe, question: Question, at: Answered, covered: set[str]
) -> Counter[str]:
    """Answers that no entry of `values` speaks of, where entries are given.

    An answer that is one of the form's own options, by code or label, speaks for itself; one that
    names several options is looked at part by part when it is read.
    """
    if not recipe.values or question.type not in _ONE_OPTION:
        return Counter()
    known = {folded(text) for text in (*at.missing, *recipe.missing, "", *_YES_NO)}
    for option, labels in question.choices.items():
        known |= {folded(option), *map(folded, labels.values())}
    return Counter(
        text for text in cells.texts if text not in covered and folded(text) not in known
    )


def _leads_nowhere(name: str, cells: Cells, uncovered: Counter[str]) -> Problem:
    most = sorted(uncovered.items(), key=lambda item: (-item[1], item[0]))
    told = [(text, count) for text, count in most if not may_be_a_person(text, count)]
    shown: str | Message = listed(
        f"{quoted(text)} ({count})" for text, count in told[: _ANSWERS_LISTED + 1]
    )
    if len(told) < len(most):
        hidden = msg_plural(
            "{n} that may be a name or a telephone",
            "{n} that may be names or telephones",
            n=len(most) - len(told),
        )
        shown = msg("{answers}; {hidden}", answers=shown, hidden=hidden) if told else hidden
    row = next(
        number for number, text in zip(cells.numbers, cells.texts, strict=True) if text in uncovered
    )
    return Problem(
        "RRM-I084",
        Place(cells.shown, row=row, column=quoted(cells.name)),
        msg_plural(
            "{n} answer that no line of `values` covers: {answers}",
            "{n} answers that no line of `values` covers: {answers}",
            n=uncovered.total(),
            answers=shown,
        ),
        msg('every answer to "{question}" leads to one of its options', question=name),
        msg('Add a line for each under `values` ("" for not known), or `otherwise`.'),
    )


def _of_options(
    recipe: Recipe, question: Question, at: Answered, rows: Sequence[int]
) -> Sequence[str]:
    chosen = {option: at.frame.cells(column).of(rows) for option, column in recipe.options.items()}
    first = next(iter(chosen.values()))
    place = Place(first.shown, column=quoted(first.name))
    values, nothing = _declared(first, recipe, at)
    read = read_option_columns(
        {option: cells.texts for option, cells in chosen.items()},
        first.numbers,
        question,
        at.missing,
        _reading(recipe, values, nothing),
        place,
        at.problems,
        at.changes,
        None if recipe.column is None else at.frame.cells(recipe.column).of(rows).texts,
    )
    return read.texts


def _of_numbers(
    names: Sequence[str],
    joined: Callable[[list[float]], float],
    recipe: Recipe,
    at: Answered,
    rows: Sequence[int],
) -> list[str]:
    number = Question(type=QuestionType.NUMBER, label={})
    columns = [_plain(at.frame.cells(name).of(rows), number, recipe, at) for name in names]
    numbers = (_joined(row, joined, recipe.unanswered) for row in zip(*columns, strict=True))
    return [_led_to(number, recipe) for number in numbers]


def _plain(cells: Cells, question: Question, recipe: Recipe, at: Answered) -> Sequence[str]:
    """A column's cells as answers to a question that is none of the form's."""
    place = Place(cells.shown, column=quoted(cells.name))
    reading = _reading(recipe, {}, ())
    read = read_column(
        cells.texts, cells.numbers, question, at.missing, reading, place, at.problems, at.changes
    )
    return read.texts


def _days_between(recipe: Recipe, at: Answered, rows: Sequence[int]) -> list[str]:
    """Days from one date to another; not known where either is not."""
    day = Question(type=QuestionType.DATE, label={})
    first, last = (
        _plain(at.frame.cells(str(one)).of(rows), day, recipe, at) for one in recipe.days
    )
    return [
        _led_to(str((date.fromisoformat(end) - date.fromisoformat(start)).days), recipe)
        if start and end
        else ""
        for start, end in zip(first, last, strict=True)
    ]


def _joined(
    texts: Sequence[str], joined: Callable[[list[float]], float], unanswered: Unanswered
) -> str:
    known = [float(text) for text in texts if text]
    if unanswered is Unanswered.ZERO:
        known += [0.0] * (len(texts) - len(known))
    elif unanswered is Unanswered.STRICT and len(known) < len(texts):
        return ""
    return number_text(joined(known)) if known else ""


def _counted(recipe: Recipe, at: Answered) -> list[str]:
    """Rows of a roster that meet the conditions, by interview, or the answer that this leads to.

    Rows of which that is not known leave the answer unknown unless it is the same however they
    count; where `unanswered` says so, only what is known counts.
    """
    roster = at.rosters[str(recipe.count)]
    verdicts = any_holds(recipe.where, roster, (*at.missing, *recipe.missing))
    if recipe.of:
        return _added_up(recipe, roster, verdicts, at)
    rows, met, doubtful = Counter(roster.households), Counter[int](), Counter[int]()
    for household, verdict in zip(roster.households or (), verdicts, strict=True):
        if verdict:
            met[household] += 1
        elif verdict is None and recipe.unanswered is Unanswered.STRICT:
            doubtful[household] += 1
    none = "" if recipe.without_rows is WithoutRows.NOT_ASKED else _led_to("0", recipe)
    return [
        _between(met[household], doubtful[household], recipe) if rows[household] else none
        for household in range(len(at.frame))
    ]


def _added_up(
    recipe: Recipe, roster: Frame, verdicts: Sequence[bool | None], at: Answered
) -> list[str]:
    """What the rows of each household that meet the conditions come to together."""
    number = Question(type=QuestionType.NUMBER, label={})
    columns = [_plain(roster.cells(str(one)), number, recipe, at) for one in recipe.of]
    rows = Counter(roster.households)
    counted: dict[int, list[str]] = {}
    for household, verdict, factors in zip(
        roster.households or (), verdicts, zip(*columns, strict=True), strict=True
    ):
        if verdict is not False:
            is_known = verdict is not None and all(factors)
            product = number_text(math.prod(map(float, factors))) if is_known else ""
            counted.setdefault(household, []).append(product)
    none = "" if recipe.without_rows is WithoutRows.NOT_ASKED else _led_to("0", recipe)
    return [
        _led_to(_joined(counted[household], math.fsum, recipe.unanswered), recipe)
        if household in counted
        else (_led_to("0", recipe) if rows[household] else none)
        for household in range(len(at.frame))
    ]


def _between(met: int, doubtful: int, recipe: Recipe) -> str:
    possible = {_led_to(str(met + more), recipe) for more in range(doubtful + 1)}
    return possible.pop() if len(possible) == 1 else ""


def _led_to(text: str, recipe: Recipe) -> str:
    """A number that was worked out, or the answer that the recipe leads it to."""
    otherwise = text if recipe.otherwise is None else str(recipe.otherwise)
    return str(recipe.values.get(text, otherwise)) if text else ""


def number_text(value: float) -> str:
    """A number as the assessment writes it: 12, 0.5."""
    return str(int(value)) if value.is_integer() else format(value, ".10g")
