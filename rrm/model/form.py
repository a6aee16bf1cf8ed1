"""The questions of an assessment, and the answers as typed columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from rrm.model.frozen import Frozen
from rrm.model.source_text import SourceText

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


class Respondent(StrEnum):
    """Who answered; a key informant speaks for a place, with less certainty."""

    HOUSEHOLD = "household"
    KEY_INFORMANT = "key_informant"


class Question(Frozen):
    """One question of the form.

    range: lowest and highest number that is possible at all; outside is an error.
    doubtful: lowest and highest number that raises no eyebrow; outside is a warning, kept.
    personal: the column is dropped at the door.
    recall_days: how many days the question looks back, such as 7 for what was eaten.
    relevant: the condition, over other questions, on which it is asked at all.
    constraint: a condition, over this and other questions, that an answer must meet.
    asked_of: who is asked; a key informant speaks for the place.
    """

    type: QuestionType
    label: dict[str, str]
    hint: dict[str, str] = {}
    unit: str = ""
    recall_days: Annotated[int, Field(ge=1, le=3660)] | None = None
    relevant: SourceText | None = None
    constraint: SourceText | None = None
    asked_of: tuple[Respondent, ...] = (Respondent.HOUSEHOLD,)
    range: tuple[float, float] | None = None
    doubtful: tuple[float, float] | None = None
    choices: dict[str, dict[str, str]] = {}
    personal: bool = False


class WithoutRows(StrEnum):
    """What it means that a household has no row in a roster."""

    NOT_ASKED = "not_asked"  # a household always has members
    NONE = "none"  # nobody died


class Roster(Frozen):
    """Questions asked once for each of a household's members, children, deaths or containers.

    A roster is a table of its own beside the assessment, `<name>.csv`, whose household_id leads
    to the interview. unit: what a row is, such as `person`.
    relevant: the condition, over the household's questions, on which it is asked.
    without_rows: what it means that a household has none. rows_at_most: in one household.
    """

    label: dict[str, str]
    unit: str = "person"
    questions: dict[str, Question]
    relevant: SourceText | None = None
    without_rows: WithoutRows = WithoutRows.NOT_ASKED
    rows_at_most: Annotated[int, Field(ge=1, le=500)] = 60


class Section(Frozen):
    """A part of the interview, with its questions and rosters in the order of asking."""

    label: dict[str, str]
    questions: tuple[str, ...]


class Form(Frozen):
    """form.yaml: the questions, and the answers that mean `not known`.

    sections: where given, every question and roster stands in exactly one.
    """

    questions: dict[str, Question]
    rosters: dict[str, Roster] = {}
    sections: dict[str, Section] = {}
    missing: tuple[str, ...] = ()


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
class RosterRows:
    """The rows of one roster, those of a household together.

    households: for each row, the household it belongs to, as its position in the assessment;
    it never falls from row to row. columns: by question, a value a row.
    """

    households: NDArray[np.int64]
    columns: dict[str, Column]

    def __len__(self) -> int:
        return int(self.households.size)


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """Answers by household, as columns of one length.

    site_ids, groups: a value a household; weights: sampling weights, 1 where none are given.
    rosters: by name, each roster of the form, empty where nobody was asked.
    times: how many interviews alike a row stands for, as in a worked case; None for one each.
    """

    site_ids: tuple[str, ...]
    groups: tuple[str, ...]
    respondents: tuple[str, ...]
    interviewed_on: tuple[date | None, ...]
    weights: NDArray[np.float64]
    columns: dict[str, Column]
    rosters: dict[str, RosterRows] = field(default_factory=dict)
    times: NDArray[np.float64] | None = None

    def __len__(self) -> int:
        return len(self.site_ids)
