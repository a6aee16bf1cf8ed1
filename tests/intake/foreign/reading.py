"""Builders: foreign files on disk, and columns read as answers to a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rrm.intake.foreign.changes import Change
from rrm.intake.foreign.column_reading import ColumnReading, read_column, read_option_columns
from rrm.intake.foreign.source_tables import Declared, SourceTable, read_source_tables
from rrm.intake.problem_list import ProblemList
from rrm.model.form import Question
from rrm.model.problem import Place, Problem

MISSING = ("", "n/a", "dont_know", "-99", "9999")

NUMBER = Question.model_validate({"type": "number", "label": {}})
WHOLE = Question.model_validate({"type": "integer", "label": {}, "range": (0, 2000)})
DATE = Question.model_validate({"type": "date", "label": {}})
TRUTH = Question.model_validate({"type": "boolean", "label": {}})
TEXT = Question.model_validate({"type": "text", "label": {}})
SHELTER = Question.model_validate(
    {
        "type": "choice",
        "label": {},
        "choices": {
            "none": {"en": "in the open", "fr": "en plein air"},
            "makeshift": {"en": "makeshift shelter", "fr": "abri de fortune"},
            "host_family": {"en": "host family’s", "fr": "hébergé"},
        },
    }
)
NEEDS = Question.model_validate(
    {
        "type": "multiple",
        "label": {},
        "choices": {
            "water": {"en": "drinking water", "fr": "eau de boisson"},
            "food": {"en": "food", "fr": "nourriture"},
            "source": {"en": "river, pond or canal", "fr": "fleuve, mare ou canal"},
        },
    }
)


@dataclass(frozen=True)
class Outcome:
    """What came of a reading: texts, problems as (code, row), sentences of the changes."""

    texts: tuple[str, ...]
    problems: tuple[Problem, ...]
    changes: tuple[Change, ...]

    @property
    def told(self) -> list[tuple[str, int | None]]:
        return [(one.code, one.place.row) for one in self.problems]

    @property
    def errors(self) -> list[str]:
        return [one.code for one in self.problems if one.is_error]

    @property
    def changed(self) -> list[str]:
        return [one.what.text() for one in self.changes]


def read(
    question: Question,
    *cells: str,
    column: str = "q",
    codes: Sequence[str] = (),
    **declared: object,
) -> Outcome:
    """A column's cells, the first of them in row 2; codes: declared as not known."""
    problems, changes = ProblemList(), list[Change]()
    reading = ColumnReading.model_validate({"missing": codes, **declared})
    place = Place("export.csv", column=column)
    rows = range(2, 2 + len(cells))
    found = read_column(cells, rows, question, MISSING, reading, place, problems, changes)
    return Outcome(found.texts, problems.all(), tuple(changes))


def read_options(
    options: Mapping[str, Sequence[str]],
    joined: Sequence[str] | None = None,
    question: Question = NEEDS,
    **declared: object,
) -> Outcome:
    """Columns of options, the first of their cells in row 2."""
    problems, changes = ProblemList(), list[Change]()
    reading = ColumnReading.model_validate(declared)
    place = Place("export.csv", column="q")
    rows = range(2, 2 + len(next(iter(options.values()))))
    found = read_option_columns(
        options, rows, question, MISSING, reading, place, problems, changes, joined
    )
    return Outcome(found.texts, problems.all(), tuple(changes))


@dataclass(frozen=True)
class Opened:
    """What came of opening files."""

    tables: tuple[SourceTable, ...]
    problems: tuple[Problem, ...]
    changes: tuple[Change, ...]

    @property
    def table(self) -> SourceTable:
        assert not [one for one in self.problems if one.is_error], self.problems
        assert len(self.tables) == 1
        return self.tables[0]

    @property
    def told(self) -> list[tuple[str, int | None]]:
        return [
            (one.code, one.place.row if one.place.row is not None else one.place.line)
            for one in self.problems
        ]


def opened(path: Path, data: bytes | str, **declared: object) -> Opened:
    """A file written to a path and read."""
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return opened_files(path, **declared)


def opened_files(*paths: Path, **declared: object) -> Opened:
    """Files read together."""
    problems, changes = ProblemList(), list[Change]()
    tables = read_source_tables(paths, Declared(**declared), problems, changes)  # type: ignore[arg-type]
    return Opened(tables, problems.all(), tuple(changes))
