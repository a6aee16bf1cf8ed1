"""A layer of a map: features of one kind with the same columns, before it is a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rrm.export.printable import plain_order, printable
from rrm.model.language import Message, put_into_words
from rrm.model.rounding import round_half_up

Position = tuple[float, float]
"""Longitude and latitude, degrees of WGS 84."""

DECIMALS = 7
"""Of a degree: a centimetre."""


class Kind(StrEnum):
    """What a column holds, by its type in a GeoPackage."""

    TEXT = "TEXT"
    WHOLE = "INTEGER"
    NUMBER = "REAL"
    DAY = "DATE"
    YES_OR_NO = "BOOLEAN"


Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the same in every language, and what it holds."""

    name: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Feature:
    """A point (one position) or line (two or more), with a value for each column; days as text."""

    positions: tuple[Position, ...]
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """Features of one kind. name: of the table; title: what it is, for people."""

    name: str
    title: Message
    is_line: bool
    columns: tuple[Column, ...]
    features: tuple[Feature, ...]


def position(lon: float, lat: float) -> Position:
    """A place on the map, longitude first."""
    return round_half_up(lon, DECIMALS), round_half_up(lat, DECIMALS)


def words(value: object, language: str) -> str:
    """Text of anybody's as it may stand in a file: nothing that breaks it or turns it round."""
    return plain_order(printable(put_into_words(value, language)))


def day_text(day: date | None) -> str | None:
    """A calendar day, 2022-04-18."""
    return None if day is None else day.isoformat()


def box(positions: Sequence[Position]) -> tuple[float, float, float, float]:
    """West, south, east and north of some positions."""
    lons, lats = [lon for lon, _ in positions], [lat for _, lat in positions]
    return min(lons), min(lats), max(lons), max(lats)
