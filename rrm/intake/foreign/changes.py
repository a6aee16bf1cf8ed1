"""What was read otherwise than it is written, told to the user and never done in silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rrm.intake.personal_cells import reads_as_telephone
from rrm.intake.personal_columns import looks_personal
from rrm.intake.wording import quoted
from rrm.model.language import Message, msg, msg_plural
from rrm.model.problem import Place


@dataclass(frozen=True, slots=True)
class Change:
    """What was read otherwise than written.

    place: file and column, with the first row concerned. cells: how many; 0 for a whole file.
    """

    place: Place
    what: Message
    cells: int


class Repair(StrEnum):
    """The ways in which a cell is read otherwise than written."""

    DECIMAL_COMMA = "decimal comma"
    THOUSANDS = "thousands"
    SPREADSHEET_NUMBER = "spreadsheet number"
    MINUS = "minus"
    APOSTROPHE = "apostrophe"
    CONVERTED = "converted"
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    DATE_IN_WORDS = "date in words"
    DATE_SIGNS = "date signs"
    SERIAL_DAY = "serial day"
    TIME_OF_DAY = "time of day"
    NOT_KNOWN = "not known"
    DECLARED_NOT_KNOWN = "declared not known"
    DECLARED_VALUE = "declared value"
    LABEL = "label"
    OPTION_SPELLING = "option spelling"
    TRUTH = "truth"
    SEPARATE_OPTIONS = "separate options"
    OPTION_COLUMNS = "option columns"


class Repairs:
    """The repairs made in one column, counted by kind with the first example of each.

    No example is kept from a column whose name looks personal.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self._shows = not looks_personal(str(place.column or ""))
        self._counts: dict[Repair, int] = {}
        self._first: dict[Repair, tuple[int, str, str]] = {}

    def note(self, kind: Repair, row: int, written: str, read: str, cells: int = 1) -> None:
        """Counts a repair of so many cells, the first of them in that row."""
        self._counts[kind] = self._counts.get(kind, 0) + cells
        first = self._first.get(kind)
        if first is None or row < first[0]:
            self._first[kind] = (row, written, read)

    def changes(self) -> Sequence[Change]:
        """One change a kind, in the order of the kinds."""
        found: list[Change] = []
        for kind in Repair:
            if kind not in self._counts:
                continue
            row, written, read = self._first[kind]
            shows = self._shows and not reads_as_telephone(written)
            example = _example(written, read) if shows else msg("")
            what = _sentence(kind, self._counts[kind], example)
            place = Place(self._place.file, row=row, column=self._place.column)
            found.append(Change(place, what, self._counts[kind]))
        return found


def _example(written: str, read: str) -> Message:
    if not read:
        return msg(', e.g. "{written}"', written=quoted(written))
    return msg(', e.g. "{written}" as "{read}"', written=quoted(written), read=quoted(read))


def _sentence(kind: Repair, n: int, example: Message) -> Message:
    match kind:
        case (
            Repair.DECIMAL_COMMA
            | Repair.THOUSANDS
            | Repair.SPREADSHEET_NUMBER
            | Repair.MINUS
            | Repair.APOSTROPHE
            | Repair.CONVERTED
        ):
            return _of_number(kind, n, example)
        case (
            Repair.DAY_FIRST
            | Repair.MONTH_FIRST
            | Repair.DATE_IN_WORDS
            | Repair.DATE_SIGNS
            | Repair.SERIAL_DAY
            | Repair.TIME_OF_DAY
        ):
            return _of_date(kind, n, example)
        case _:
            return _of_answer(kind, n, example)


def _of_number(kind: Repair, n: int, example: Message) -> Message:
    match kind:
        case Repair.DECIMAL_COMMA:
            return msg_plural(
                "{n} cell with a decimal comma was read as a number{example}",
                "{n} cells with a decimal comma were read as numbers{example}",
                n=n,
                example=example,
            )
        case Repair.THOUSANDS:
            return msg_plural(
                "{n} cell with signs between thousands was read as a number{example}",
                "{n} cells with signs between thousands were read as numbers{example}",
                n=n,
                example=example,
            )
        case Repair.MINUS:
            return msg_plural(
                "{n} cell with a dash for a minus sign was read as a number{example}",
                "{n} cells with a dash for a minus sign were read as numbers{example}",
                n=n,
                example=example,
            )
        case Repair.APOSTROPHE:
            return msg_plural(
                "a spreadsheet's apostrophe was taken off {n} number{example}",
                "a spreadsheet's apostrophe was taken off {n} numbers{example}",
                n=n,
                example=example,
            )
        case Repair.CONVERTED:
            return msg_plural(
                "{n} number was converted to the form's unit, as declared{example}",
                "{n} numbers were converted to the form's unit, as declared{example}",
                n=n,
                example=example,
            )
        case _:
            return msg_plural(
                "{n} number that a spreadsheet wrote its own way was read plainly{example}",
                "{n} numbers that a spreadsheet wrote its own way were read plainly{example}",
                n=n,
                example=example,
            )


def _of_date(kind: Repair, n: int, example: Message) -> Message:
    match kind:
        case Repair.DAY_FIRST:
            return msg_plural(
                "{n} date written day first was read{example}",
                "{n} dates written day first were read{example}",
                n=n,
                example=example,
            )
        case Repair.MONTH_FIRST:
            return msg_plural(
                "{n} date written month first was read{example}",
                "{n} dates written month first were read{example}",
                n=n,
                example=example,
            )
        case Repair.DATE_IN_WORDS:
            return msg_plural(
                "{n} date with its month in words was read{example}",
                "{n} dates with their months in words were read{example}",
                n=n,
                example=example,
            )
        case Repair.SERIAL_DAY:
            return msg_plural(
                "{n} spreadsheet's count of days was read as a date, as declared{example}",
                "{n} spreadsheet's counts of days were read as dates, as declared{example}",
                n=n,
                example=example,
            )
        case Repair.TIME_OF_DAY:
            return msg_plural(
                "the time of day was left out of {n} date{example}",
                "the time of day was left out of {n} dates{example}",
                n=n,
                example=example,
            )
        case _:
            return msg_plural(
                "{n} date written year first with other signs was read{example}",
                "{n} dates written year first with other signs were read{example}",
                n=n,
                example=example,
            )


def _of_answer(kind: Repair, n: int, example: Message) -> Message:
    match kind:
        case Repair.NOT_KNOWN:
            return msg_plural(
                "{n} cell that holds no answer was read as not known{example}",
                "{n} cells that hold no answer were read as not known{example}",
                n=n,
                example=example,
            )
        case Repair.DECLARED_NOT_KNOWN:
            return msg_plural(
                "{n} cell was read as not known, as declared{example}",
                "{n} cells were read as not known, as declared{example}",
                n=n,
                example=example,
            )
        case Repair.DECLARED_VALUE:
            return msg_plural(
                "{n} answer was replaced, as declared{example}",
                "{n} answers were replaced, as declared{example}",
                n=n,
                example=example,
            )
        case Repair.LABEL:
            return msg_plural(
                "{n} answer given by its label was read as the form's option{example}",
                "{n} answers given by their labels were read as the form's options{example}",
                n=n,
                example=example,
            )
        case Repair.OPTION_SPELLING:
            return msg_plural(
                "{n} option spelt otherwise was read{example}",
                "{n} options spelt otherwise were read{example}",
                n=n,
                example=example,
            )
        case Repair.TRUTH:
            return msg_plural(
                "{n} answer was read as yes or no{example}",
                "{n} answers were read as yes or no{example}",
                n=n,
                example=example,
            )
        case Repair.SEPARATE_OPTIONS:
            return msg_plural(
                "the options of {n} answer were told apart{example}",
                "the options of {n} answers were told apart{example}",
                n=n,
                example=example,
            )
        case _:
            return msg_plural(
                "{n} answer was put together from the columns of its options{example}",
                "{n} answers were put together from the columns of their options{example}",
                n=n,
                example=example,
            )
