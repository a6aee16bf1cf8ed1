"""Builders: a small form, foreign tables written as text, and what a mapping makes of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from rrm.intake.foreign.changes import Change
from rrm.intake.foreign.conversion import Converted, convert
from rrm.intake.foreign.key_questions import key_questions
from rrm.intake.foreign.mapping_reader import read_mapping
from rrm.intake.foreign.source_tables import SourceTable
from rrm.intake.problem_list import ProblemList
from rrm.model.form import Form
from rrm.model.problem import BadInput, Problem

FORM = Form.model_validate(
    {
        "questions": {
            "phone": {"type": "text", "label": {"en": "Phone number"}, "personal": True},
            "household_size": {
                "type": "integer",
                "label": {"en": "People who live here", "fr": "Personnes qui vivent ici"},
                "range": (1, 80),
            },
            "children": {"type": "integer", "label": {"en": "Children under 5"}, "range": (0, 40)},
            "water_source": {
                "type": "choice",
                "label": {"en": "Main source of water", "fr": "Source principale d’eau"},
                "choices": {
                    "tap": {"en": "public tap", "fr": "borne-fontaine"},
                    "well": {"en": "open well", "fr": "puits ouvert"},
                    "river": {"en": "river", "fr": "fleuve"},
                },
            },
            "hungry": {
                "type": "choice",
                "label": {"en": "Went to sleep hungry"},
                "choices": {"never": {"en": "never"}, "often": {"en": "often"}},
            },
            "needs": {
                "type": "multiple",
                "label": {"en": "Needs", "fr": "Besoins"},
                "choices": {
                    "food": {"en": "food", "fr": "nourriture"},
                    "water": {"en": "drinking water", "fr": "eau"},
                },
            },
            "care": {"type": "boolean", "label": {"en": "All who needed care got it"}},
        },
        "rosters": {
            "members": {
                "label": {"en": "Members", "fr": "Membres"},
                "questions": {
                    "age": {"type": "integer", "label": {"en": "Age"}, "range": (0, 110)},
                    "at_school": {"type": "boolean", "label": {"en": "Goes to school"}},
                },
            }
        },
        "missing": ["", "dont_know"],
    }
)

HEAD = """
mapping: 1
pack: tiny
confirmed_by: information manager, 2026-11-24
keys: {site_id: {always: camp}, group: {always: idp}}
"""


def table(name: str, text: str) -> SourceTable:
    """A table of a file, from lines with commas: the header first, rows from row 2."""
    header, *rows = (line.split(",") for line in text.strip().splitlines())
    columns = tuple(tuple(cell.strip() for cell in column) for column in zip(*rows, strict=True))
    names = tuple(cell.strip() for cell in header)
    numbers = tuple(range(2, 2 + len(rows)))
    return SourceTable(name, f"{name}.csv", names, ("",) * len(names), numbers, columns)


@dataclass(frozen=True)
class Outcome:
    """What came of a conversion; `converted` is None where it could not be followed."""

    converted: Converted | None
    problems: tuple[Problem, ...]
    changes: tuple[Change, ...] = field(default=())

    def answers(self, question: str) -> list[str]:
        assert self.converted is not None, [one.text() for one in self.problems]
        return self.converted.assessment.columns[question]

    def rows(self, roster: str) -> list[tuple[str, ...]]:
        assert self.converted is not None
        return list(zip(*self.converted.rosters[roster].columns.values(), strict=True))

    @property
    def errors(self) -> list[str]:
        return [one.code for one in self.problems if one.is_error]

    @property
    def doubts(self) -> list[str]:
        return [one.code for one in self.problems if not one.is_error]

    def text(self) -> str:
        return "\n".join(one.text() for one in self.problems)


def mapped(folder: Path, mapping: str, *tables: SourceTable, head: str = HEAD) -> Outcome:
    """What a mapping file makes of tables; `head` has what every mapping needs."""
    path = folder / "their.yaml"
    path.write_text(head + mapping, encoding="utf-8")
    problems, changes = ProblemList(), list[Change]()
    try:
        read = read_mapping(str(path))
    except BadInput as bad:
        return Outcome(None, bad.problems)
    converted = convert(read, tables, FORM, key_questions(), problems, changes)
    return Outcome(converted, problems.all(), tuple(changes))
