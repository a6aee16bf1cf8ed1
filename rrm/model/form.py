"""The questions of an assessment, and the answers as typed columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from rrm.model.frozen import Frozen

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class QuestionType(StrEnum):
    """What an answer may be."""

    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    MULTIPLE = "multiple"
    DATE = "date"
    TEXT = "text"


class Question(Frozen):
    """One question of the form.

    range: lowest and highest number that is possible at all; outside is an error.
    doubtful: lowest and highest number that raises no eyebrow; outside is a warning, kept.
    personal: the column is dropped at the door.
    """

    type: QuestionType
    label: dict[str, str]
    unit: str = ""
    range: tuple[float, float] | None = None
    doubtful: tuple[float, float] | None = None
    choices: dict[str, dict[str, str]] = {}
    personal: bool = False


class Form(Frozen):
    """form.yaml: the questions, and the answers that mean `not known`."""

    questions: dict[str, Question]
    missing: tuple[str, ...] = ()


class Respondent(StrEnum):
    """Who answered; a key informant speaks for a place, with less certainty."""

    HOUSEHOLD = "household"
    KEY_INFORMANT = "key_informant"


KEY_COLUMNS = ("site_id", "group", "household_id", "interviewed_on", "respondent", "weight")
"""Columns of an assessment that say who was asked, rather than what was answered."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One question's answers, a value a household.

    values: float64 for numbers, dates (ordinal) and booleans (0/1); for a choice the index of
    the option in the form's order; for a multiple choice a bit mask of options.
    known: whether the household answered; values are 0 where it did not.
    """

    values: NDArray[np.float64]
    known: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """Answers by household, as columns of one length.

    site_ids, groups: a value a household; weights: sampling weights, 1 where none are given.
    """

    site_ids: tuple[str, ...]
    groups: tuple[str, ...]
    respondents: tuple[str, ...]
    interviewed_on: tuple[date | None, ...]
    weights: NDArray[np.float64]
    columns: dict[str, Column]

    def __len__(self) -> int:
        return len(self.site_ids)
