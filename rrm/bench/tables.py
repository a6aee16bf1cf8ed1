"""Rows of the model as tables of a scenario folder, byte by byte the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum

from pydantic import BaseModel


def table_of(rows: Sequence[BaseModel]) -> str:
    """A table with the columns of its rows' type; one that says nothing beyond its default is out.

    rows: all of one type, at least one.
    """
    fields = type(rows[0]).model_fields
    said = [
        name
        for name, field in fields.items()
        if field.is_required() or any(getattr(row, name) != field.default for row in rows)
    ]
    columns = [fields[name].alias or name for name in said]
    return text_of(columns, ([getattr(row, name) for name in said] for row in rows))


def text_of(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table as text: commas, line feeds, nothing as an empty cell."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Enum():
            return str(value.value)
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case date():
            return value.isoformat()
        case tuple():
            return ";".join(map(str, value))
        case _:
            return str(value)
