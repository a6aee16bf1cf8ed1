"""What a network file holds before anybody says what it means: lines and points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rrm.model.problem import Place

Point = tuple[float, float]
"""Longitude and latitude in degrees, WGS 84."""

MAX_FEATURES = 500_000
MAX_VERTICES = 1_000_000
"""Of all lines of a reading together; a country's main roads have a tenth of it."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line as drawn, with its properties: names in small letters, values as text.

    place: file and number of the feature, counted from 1.
    is_drawn: no, where only the ends are known and the length stands among the properties.
    is_directed: yes, where a file lists each direction of travel by itself.
    """

    points: tuple[Point, ...]
    properties: Mapping[str, str]
    place: Place
    is_drawn: bool = True
    is_directed: bool = False


@dataclass(frozen=True, slots=True)
class SourcePoint:
    """A point with its properties, such as a town."""

    point: Point
    properties: Mapping[str, str]
    place: Place


@dataclass(frozen=True, slots=True)
class SourceFeatures:
    """All lines and points of a file."""

    lines: tuple[SourceLine, ...]
    points: tuple[SourcePoint, ...]
