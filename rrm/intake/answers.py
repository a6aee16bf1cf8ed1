"""One question's answers: texts become numbers, each different text looked at once.

A column of a million answers holds few different ones, so a text's meaning is worked out the
first time it is seen and looked up ever after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from math import nan
from typing import TYPE_CHECKING

from rrm.intake.answer_faults import Fault, doubtful, option_names, out_of_range, unreadable
from rrm.intake.validation import is_plain_number
from rrm.model.form import Question, QuestionType

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NUMBERS = (QuestionType.INTEGER, QuestionType.NUMBER)
_TRUTHS = {
    "yes": 1.0, "oui": 1.0, "true": 1.0, "vrai": 1.0, "1": 1.0, "1.0": 1.0,
    "no": 0.0, "non": 0.0, "false": 0.0, "faux": 0.0, "0": 0.0, "0.0": 0.0,
}  # fmt: skip
_TOLD_APART = 200

Reading = Callable[[str], float | None]
"""What a text means as a number; None where it is no answer to the question."""


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
        self._samples: dict[object, Fault] = {}
        self._limit = remembered
        self._missing = {text.strip().casefold() for text in missing} | {""}
        numbers = question.type in NUMBERS
        self._missing_numbers = {
            float(text) for text in self._missing if numbers and is_plain_number(text)
        }
        self._range = question.range if numbers else None
        self._doubtful = question.doubtful if numbers else None
        self._question = question
        self._read = _reading(question)
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
        value = self._read(text)
        if value is None:
            self._note(cell, unreadable)
            return nan
        if value in self._missing_numbers:
            return nan
        if _is_outside(value, self._range):
            self._note(cell, out_of_range)
            return nan
        if _is_outside(value, self._doubtful):
            self._note(cell, doubtful)
        return value

    def _note(self, cell: str, explain: Callable[[str, Question], Fault]) -> None:
        """Beyond the first ones faults are only counted: one of the same kind stands for them."""
        if len(self.faults) < _TOLD_APART or explain not in self._samples:
            self._samples[explain] = explain(cell.strip(), self._question)
        self.faults[cell] = self._samples[explain]


def _is_outside(value: float, bounds: tuple[float, float] | None) -> bool:
    return bounds is not None and not bounds[0] <= value <= bounds[1]


def _reading(question: Question) -> Reading:
    match question.type:
        case QuestionType.INTEGER:
            return _whole_number
        case QuestionType.NUMBER:
            return _number
        case QuestionType.BOOLEAN:
            return lambda text: _TRUTHS.get(text.casefold())
        case QuestionType.CHOICE:
            options = _options(question)
            return lambda text: options.get(text.casefold())
        case QuestionType.MULTIPLE:
            return _mask_of(_options(question))
        case QuestionType.DATE:
            return _day
        case QuestionType.TEXT:
            return lambda text: 0.0


def _number(text: str) -> float | None:
    return float(text) if is_plain_number(text) else None


def _whole_number(text: str) -> float | None:
    value = _number(text)
    return value if value is not None and value.is_integer() else None


def _options(question: Question) -> dict[str, float]:
    return {option.casefold(): float(index) for index, option in enumerate(question.choices)}


def _mask_of(options: dict[str, float]) -> Reading:
    def read(text: str) -> float | None:
        mask = 0
        for part in option_names(text):
            index = options.get(part.casefold())
            if index is None:
                return None
            mask |= 1 << int(index)
        return float(mask)

    return read


def _day(text: str) -> float | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return float(day.toordinal()) if day.isoformat() == text else None
