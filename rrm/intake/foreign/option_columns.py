"""A question with several answers whose options stand in columns of their own.

Each option's column says whether it was chosen: 1 or 0, yes or no, the option's own name or
nothing. Where the file also has the answer in one cell, both must agree; the columns count only
where that cell is empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rrm.intake.foreign.cell_choices import OptionWords, folded_words
from rrm.intake.foreign.changes import Repair
from rrm.intake.foreign.column_cells import ColumnCells, may_be_a_person
from rrm.intake.foreign.column_choices import truth_of, words_of
from rrm.intake.personal_columns import looks_personal
from rrm.intake.wording import listed, quoted
from rrm.model.language import msg, msg_plural
from rrm.model.problem import Place, Problem

NONE_CHOSEN = ";"
"""What stands for an answer that names no option: a cell of it is known, and empty of options."""

_TOLD = 5


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the options' cells of one row say together, and what is wrong with them.

    unread: option and cell; unknown: columns chosen that are no option of the form.
    """

    text: str
    unread: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    is_mixed: bool = False


class OptionColumns:
    """The columns of one question's options.

    names: of the columns: an option's code, its label or the column's whole name.
    column: carries the question, the declarations and the place; its own cells don't matter.
    """

    def __init__(self, names: Sequence[str], column: ColumnCells) -> None:
        self._column = column
        self._words = words_of(column)
        self._names = names
        self._meant = [_meant(name, self._words) for name in names]

    def read(self, columns: Sequence[Sequence[str]], numbers: Sequence[int]) -> list[str]:
        """An answer a row, in the form's words; what is wrong goes to the column's problems."""
        told: dict[tuple[str, ...], _Answer] = {}
        faulty: list[tuple[int, _Answer]] = []
        texts: list[str] = []
        for row, cells in zip(numbers, zip(*columns, strict=True), strict=True):
            answer = told.get(cells)
            if answer is None:
                answer = told[cells] = self._answer(cells)
            if answer.unread or answer.unknown or answer.is_mixed:
                faulty.append((row, answer))
            texts.append(answer.text)
        self._tell(faulty)
        return texts

    def _answer(self, cells: Sequence[str]) -> _Answer:
        chosen: set[str] = set()
        unread: list[tuple[str, str]] = []
        unknown: list[str] = []
        is_known = False
        for name, option, cell in zip(self._names, self._meant, cells, strict=True):
            truth = self._truth(name, cell.strip())
            if truth == "unread":
                unread.append((name, cell.strip()))
            elif truth == "" or (option is None and truth == "no"):
                continue
            elif option is None:
                unknown.append(name)
            else:
                is_known = True
                chosen |= {option} if truth == "yes" else set()
        text = " ".join(option for option in self._column.question.choices if option in chosen)
        is_mixed = bool(text) and "" in chosen
        nothing = NONE_CHOSEN if is_known and not chosen else ""
        return _Answer(text or nothing, tuple(unread), tuple(unknown), is_mixed)

    def _truth(self, name: str, cell: str) -> str:
        """Whether an option was chosen: yes, no, "" where its column doesn't say, or unread."""
        declared = self._words.values.get(folded_words(cell), cell)
        truth = truth_of(declared)
        if truth is not None:
            return truth
        if self._column.words.hold(declared):
            return ""
        meant = self._words.options_of(cell)
        is_named = len(meant) == 1 and meant == self._words.options_of(name)
        return "yes" if cell == name or is_named else "unread"

    def _tell(self, faulty: Sequence[tuple[int, _Answer]]) -> None:
        file, column = self._column.place.file, self._column.place.column
        unread: dict[tuple[str, str], list[int]] = {}
        unknown: dict[str, list[int]] = {}
        for row, answer in faulty:
            for pair in answer.unread:
                unread.setdefault(pair, []).append(row)
            for name in answer.unknown:
                unknown.setdefault(name, []).append(row)
        for (name, text), rows in unread.items():
            self._column.problems.add(
                _unread(Place(file, rows[0], column=column), name, text, rows)
            )
        for name, rows in unknown.items():
            place = Place(file, rows[0], column=column)
            options = tuple(self._column.question.choices)
            self._column.problems.add(_unknown(place, name, len(rows), options))
        mixed = [row for row, answer in faulty if answer.is_mixed]
        if mixed:
            self._column.problems.add(_mixed(Place(file, mixed[0], column=column), mixed))


def joined_options(
    split: Sequence[str], joined: Sequence[str], numbers: Sequence[int], column: ColumnCells
) -> list[str]:
    """Answers from one cell and from the options' columns together, where a file has both.

    split, joined: as read, a text a row. The cell counts; the columns where it is empty and they
    name an option. An empty cell with nothing chosen is not known: a form skips it in that way.
    """
    answers: list[str] = []
    differ: list[int] = []
    for row, one, other in zip(numbers, joined, split, strict=True):
        if not one:
            answers.append("" if other == NONE_CHOSEN else other)
            continue
        if other and one != other:
            differ.append(row)
        answers.append(one)
    if differ:
        place = Place(column.place.file, row=differ[0], column=column.place.column)
        column.problems.add(_differ(place, differ))
    return answers


def note_put_together(column: ColumnCells, numbers: Sequence[int], texts: Sequence[str]) -> None:
    """Notes that answers come from columns of options, with the first of them."""
    first = next((at for at, text in enumerate(texts) if text not in ("", NONE_CHOSEN)), None)
    if first is None:
        return
    count = sum(1 for text in texts if text)
    column.repairs.note(Repair.OPTION_COLUMNS, numbers[first], texts[first], "", count)


def _meant(name: str, words: OptionWords) -> str | None:
    """The option that a column is of, "" for `not known`, None for none of the form."""
    for text in (name, name.rsplit("/", 1)[-1], name.rsplit(".", 1)[-1]):
        options = words.options_of(text)
        if len(options) == 1:
            return next(iter(options))
    return None


def _unread(place: Place, name: str, text: str, rows: Sequence[int]) -> Problem:
    found = msg_plural(
        'found "{text}" for option "{option}"',
        'found "{text}" for option "{option}" in {n} rows, the first here',
        n=len(rows),
        text=quoted(text),
        option=quoted(name),
    )
    if looks_personal(str(place.column or "")) or may_be_a_person(text, len(rows)):
        found = msg("found an answer that can't be used")
    allowed = msg("an option's column says 1 or 0, yes or no")
    remedy = msg("Correct it, or declare under `values` what it means.")
    return Problem("RRM-I018", place, found, allowed, remedy)


def _unknown(place: Place, name: str, n: int, choices: tuple[str, ...]) -> Problem:
    return Problem(
        "RRM-I079",
        place,
        msg_plural(
            'option "{option}" was chosen in {n} row',
            'option "{option}" was chosen in {n} rows, the first here',
            n=n,
            option=quoted(name),
        ),
        msg("one of these is needed: {names}", names=listed(choices)),
        msg('Declare under `values` which option it is, "" for none of them.'),
    )


def _mixed(place: Place, rows: Sequence[int]) -> Problem:
    return Problem(
        "RRM-I076",
        place,
        msg_plural(
            "{n} answer names options and that it is not known",
            "{n} answers name options and that they are not known, the first here",
            n=len(rows),
        ),
        msg("an answer names options, or that they are not known"),
        msg("The options are kept; check them."),
        is_error=False,
    )


def _differ(place: Place, rows: Sequence[int]) -> Problem:
    return Problem(
        "RRM-I076",
        place,
        msg_plural(
            "{n} answer differs from the columns of its options, in row {rows}",
            "{n} answers differ from the columns of their options, the first in rows {rows}",
            n=len(rows),
            rows=", ".join(map(str, rows[:_TOLD])),
        ),
        msg("one cell and the columns of options say the same"),
        msg("The one cell is kept; check the answers."),
        is_error=False,
    )
