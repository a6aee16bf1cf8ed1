"""One question's answers: texts become numbers, each different text looked at once.

A column of a million answers holds few different ones, so a text's meaning is worked out the
first time it is seen and looked up ever after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf, nan
from typing import TYPE_CHECKING

from rrm.intake.remedy import date_remedy, number_remedy
from rrm.intake.validation import is_plain_number
from rrm.intake.wording import did_you_mean, listed, quoted
from rrm.model.form import Question, QuestionType
from rrm.model.language import Message, msg

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TRUTHS = {
    "yes": 1.0,
    "oui": 1.0,
    "true": 1.0,
    "vrai": 1.0,
    "1": 1.0,
    "1.0": 1.0,
    "no": 0.0,
    "non": 0.0,
    "false": 0.0,
    "faux": 0.0,
    "0": 0.0,
    "0.0": 0.0,
}
_TOLD_APART = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a text, or doubtful about it: code, found, allowed, remedy."""

    code: str
    found: Message
    allowed: Message
    remedy: Message
    is_error: bool = True


Reading = float | Fault
"""What a text means as a number: nan where it means `not known`."""


class Answers(dict[str, float]):
    """Values by text for one question; `faults` names the texts that are wrong or doubtful.

    missing: texts that mean `not known`, in any case; an empty cell always does.
    remembered: how many texts are kept in mind before all are forgotten.
    """

    def __init__(
        self, question: Question, missing: Iterable[str], remembered: int = 200_000
    ) -> None:
        super().__init__()
        self.faults: dict[str, Fault] = {}
        self._limit = remembered
        self._missing = {text.strip().casefold() for text in missing} | {""}
        self._missing_numbers = {float(text) for text in self._missing if is_plain_number(text)}
        self._question = question
        self._read = _READERS[question.type]
        self._remembers = question.type is not QuestionType.TEXT

    def values_of(self, cells: Sequence[str]) -> NDArray[np.float64]:
        """A value a cell; nan where the answer is not known, or no answer that can be read."""
        import numpy as np

        if len(self) > self._limit:
            self.clear()
            self.faults.clear()
        return np.fromiter(map(self.__getitem__, cells), dtype=np.float64, count=len(cells))

    def faulty(self, cells: Sequence[str]) -> list[int]:
        """Positions of the cells that are wrong or doubtful."""
        if not self.faults:
            return []
        return [position for position, cell in enumerate(cells) if cell in self.faults]

    def __missing__(self, cell: str) -> float:
        value = self._value(cell)
        if self._remembers:
            self[cell] = value
        return value

    def _value(self, cell: str) -> float:
        text = cell.strip()
        if text.casefold() in self._missing:
            return nan
        reading = self._read(text, self._question)
        if isinstance(reading, Fault):
            self._note(cell, reading)
            return nan
        if reading in self._missing_numbers and self._question.type in _NUMBERS:
            return nan
        fault = _out_of_bounds(reading, text, self._question)
        if fault is not None:
            self._note(cell, fault)
        return nan if fault is not None and fault.is_error else reading

    def _note(self, cell: str, fault: Fault) -> None:
        """Beyond the first ones faults are only counted: one of the same kind stands for them."""
        if len(self.faults) >= _TOLD_APART:
            fault = next((one for one in self.faults.values() if one.code == fault.code), fault)
        self.faults[cell] = fault


def _number(text: str, question: Question) -> Reading:
    whole = question.type is QuestionType.INTEGER
    if is_plain_number(text) and (not whole or float(text).is_integer()):
        return float(text)
    return Fault(
        "RRM-I014",
        msg('found "{value}"', value=quoted(text)),
        _number_needed(question),
        number_remedy(text, whole),
    )


def _number_needed(question: Question) -> Message:
    low, high = question.range or (-inf, inf)
    detail: Message = msg("{unit}", unit=question.unit)
    if question.range and question.unit:
        detail = msg("{unit}, {low} to {high}", unit=question.unit, low=low, high=high)
    elif question.range:
        detail = msg("{low} to {high}", low=low, high=high)
    elif not question.unit:
        return msg("a number is needed")
    if question.type is QuestionType.INTEGER:
        return msg("a whole number is needed ({detail})", detail=detail)
    return msg("a number is needed ({detail})", detail=detail)


def _out_of_bounds(value: float, text: str, question: Question) -> Fault | None:
    if question.type not in _NUMBERS:
        return None
    if question.range and not question.range[0] <= value <= question.range[1]:
        return Fault(
            "RRM-I015",
            msg('found "{value}"', value=quoted(text)),
            _number_needed(question),
            msg("Correct it, or leave it empty if it is not known."),
        )
    if question.doubtful and not question.doubtful[0] <= value <= question.doubtful[1]:
        low, high = question.doubtful
        return Fault(
            "RRM-I016",
            msg('found "{value}"', value=quoted(text)),
            msg("usual are {low} to {high}", low=low, high=high),
            msg("The answer is kept; check it."),
            is_error=False,
        )
    return None


def _truth(text: str, question: Question) -> Reading:
    value = _TRUTHS.get(text.casefold())
    if value is not None:
        return value
    return Fault(
        "RRM-I018",
        msg('found "{value}"', value=quoted(text)),
        msg("yes or no is needed"),
        msg("Write yes or no, or leave it empty if it is not known."),
    )


def _choice(text: str, question: Question) -> Reading:
    index = _option(text, question)
    return float(index) if index is not None else _no_option(text, question)


def _several(text: str, question: Question) -> Reading:
    mask = 0
    for part in text.replace(";", " ").replace("|", " ").replace(",", " ").split():
        index = _option(part, question)
        if index is None:
            return _no_option(part, question)
        mask |= 1 << index
    return float(mask)


def _option(text: str, question: Question) -> int | None:
    for index, option in enumerate(question.choices):
        if option.casefold() == text.casefold():
            return index
    return None


def _no_option(text: str, question: Question) -> Fault:
    remedy = did_you_mean(text, question.choices)
    for option, labels in question.choices.items():
        if text.casefold() in (label.casefold() for label in labels.values()):
            remedy = msg('Write "{option}".', option=option)
    return Fault(
        "RRM-I018",
        msg('found "{value}"', value=quoted(text)),
        msg("one of these is needed: {names}", names=listed(question.choices)),
        remedy,
    )


def _day(text: str, question: Question) -> Reading:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is not None and day.isoformat() == text:
        return float(day.toordinal())
    return Fault(
        "RRM-I017",
        msg('found "{value}"', value=quoted(text)),
        msg("a date written year-month-day is needed, such as 2022-04-18"),
        date_remedy(text),
    )


def _words(text: str, question: Question) -> Reading:
    return 0.0


_NUMBERS = (QuestionType.INTEGER, QuestionType.NUMBER)
_READERS: Mapping[QuestionType, Callable[[str, Question], Reading]] = {
    QuestionType.INTEGER: _number,
    QuestionType.NUMBER: _number,
    QuestionType.BOOLEAN: _truth,
    QuestionType.CHOICE: _choice,
    QuestionType.MULTIPLE: _several,
    QuestionType.DATE: _day,
    QuestionType.TEXT: _words,
}
