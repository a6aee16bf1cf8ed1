"""What `rrm access` found, for programs to read."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from rrm.model.language import Message, Text, put_into_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rrm.access import Departures
    from rrm.model.access import Access


def access_json(row: Access, language: str) -> dict[str, Any]:
    """A row of the access table under the column names of access.csv."""
    return {
        "origin": row.origin,
        "site_id": row.destination,
        "vehicle_class": row.vehicle_class,
        "period_start": row.period_start,
        "period_end": row.period_end,
        "hours": row.hours,
        "hours_back": row.hours_back,
        "km": row.km,
        "km_back": row.km_back,
        "cost": row.cost,
        "risk": row.risk,
        "doubt": row.doubt,
        "extra_cost": row.extra_cost,
        "escorted": row.escorted,
        "open": row.open,
        "reason_code": row.reason_code,
        "reason": row.reason.text(language) if row.reason else "",
        "path": list(row.path),
        "path_back": list(row.path_back),
    }


def rows_json(rows: Iterable[Access], departures: Departures, language: str) -> list[Any]:
    """Rows of the access table, each with its days on which who leaves would be caught away."""
    return [
        {**access_json(row, language), "days_caught": list(departures.days_caught(row))}
        for row in rows
    ]


def as_json(value: object, language: str) -> Any:  # noqa: ANN401 - JSON is what it is
    """A result of the access room: its fields by name, sentences in one language."""
    from rrm.model.access import Access
    from rrm.model.problem import Problem

    if isinstance(value, Access):
        return access_json(value, language)
    if isinstance(value, Problem):
        return value.as_json(language)
    if isinstance(value, Message | Text):
        return put_into_words(value, language)
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: as_json(getattr(value, one.name), language) for one in fields(value)}
    if isinstance(value, dict):
        return {str(key): as_json(one, language) for key, one in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [as_json(one, language) for one in value]
    return value
