"""What an intake did, to be kept beside the tables that it made."""

from __future__ import annotations

from collections.abc import Sequence

from rrm.intake.foreign.changes import Change
from rrm.intake.foreign.taking_in import Intake
from rrm.model.problem import Problem

FORMAT_VERSION = 1


def intake_record(
    intake: Intake, problems: Sequence[Problem], language: str = "en"
) -> dict[str, object]:
    """intake.json: sources, mapping, rows, changes, what was left out and what is doubtful."""
    converted = intake.converted
    return {
        "format": FORMAT_VERSION,
        "pack": {"id": intake.pack.id, "version": intake.pack.version},
        "mapping": _mapping(intake),
        "declared": _declared(intake),
        "sources": [{"file": one.path, "sha256": one.sha256} for one in intake.files],
        "rows_read": converted.rows_read,
        "interviews": len(converted.assessment),
        "rosters": {name: len(table) for name, table in converted.rosters.items()},
        "changes": [change_json(change, language) for change in intake.changes],
        "left_out": intake.left_out,
        "columns_of_the_tool_left_out": intake.converted.technical,
        "questions_not_answered": list(converted.unanswered),
        "problems": [problem.as_json(language) for problem in problems],
    }


def change_json(change: Change, language: str) -> dict[str, object]:
    """A change as fields."""
    return {
        "file": change.place.file,
        "row": change.place.row,
        "column": change.place.column,
        "cells": change.cells,
        "what": change.what.text(language),
    }


def _mapping(intake: Intake) -> dict[str, object] | None:
    read = intake.mapping
    if read is None:
        return None
    return {
        "name": read.name,
        "sha256": read.file.sha256,
        "source": read.mapping.source,
        "confirmed_by": str(read.mapping.confirmed_by or ""),
    }


def _declared(intake: Intake) -> dict[str, object]:
    """What the command declared for all columns, by name; nothing where it declared nothing."""
    given = intake.declared.model_dump(mode="json")
    return {name: value for name, value in sorted(given.items()) if value}
