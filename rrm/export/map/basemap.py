"""Borders and rivers that lie under the map, from the extract that the package ships."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rrm.export.map.frame import Frame, Spot
from rrm.model.language import Text

_FILE = Path(__file__).parent.parent / "basemap" / "west_africa.geojson"

Ring = tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """A country's outline: the outer ring of each of its parts."""

    iso3: str
    name: Text
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class River:
    """A river's course, in pieces."""

    name: Text
    lines: tuple[Ring, ...]


@cache
def basemap() -> tuple[tuple[Country, ...], tuple[River, ...]]:
    """All countries and rivers of the extract."""
    features = json.loads(_FILE.read_text(encoding="utf-8"))["features"]
    countries, rivers = [], []
    for feature in features:
        about, parts = feature["properties"], feature["geometry"]["coordinates"]
        name = Text.of({"en": about["en"], "fr": about["fr"]})
        if about["kind"] == "country":
            rings = tuple(_ring(part[0]) for part in parts)
            countries.append(Country(about["iso3"], name, rings))
        else:
            rivers.append(River(name, tuple(_ring(line) for line in parts)))
    return tuple(countries), tuple(rivers)


def ring_within(ring: Ring, frame: Frame) -> Ring:
    """The part of a closed outline that the frame shows, a little beyond its edge.

    Cut edge by edge (Sutherland and Hodgman, 1974); the cuts lie outside the drawing.
    """
    west, south, east, north = frame.corners
    pad = (east - west) * 0.05
    points = list(ring)
    for axis, limit, sign in ((0, west - pad, 1), (0, east + pad, -1),
                              (1, south - pad, 1), (1, north + pad, -1)):  # fmt: skip
        points = _cut(points, axis, limit, sign)
    return tuple(points)


def pieces_within(line: Ring, frame: Frame) -> tuple[Ring, ...]:
    """The stretches of a line that the frame shows, each with a point beyond the edge."""
    pieces: list[Ring] = []
    piece: list[Spot] = []
    for a, b in itertools.pairwise(line):
        if _near(a, b, frame):
            piece = piece or [a]
            piece.append(b)
        elif piece:
            pieces.append(tuple(piece))
            piece = []
    return tuple([*pieces, tuple(piece)] if piece else pieces)


def _cut(points: list[Spot], axis: int, limit: float, sign: int) -> list[Spot]:
    kept: list[Spot] = []
    for a, b in zip(points, [*points[1:], *points[:1]], strict=True):
        a_in, b_in = sign * (a[axis] - limit) >= 0, sign * (b[axis] - limit) >= 0
        if a_in:
            kept.append(a)
        if a_in != b_in:
            part = (limit - a[axis]) / (b[axis] - a[axis])
            kept.append((a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])))
    return kept


def _near(a: Spot, b: Spot, frame: Frame) -> bool:
    west, south, east, north = frame.corners
    return (
        max(a[0], b[0]) >= west
        and min(a[0], b[0]) <= east
        and max(a[1], b[1]) >= south
        and min(a[1], b[1]) <= north
    )


def _ring(points: list[list[float]]) -> Ring:
    return tuple((x, y) for x, y in points)
