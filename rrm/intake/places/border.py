"""Whether a point lies within a border, and how far from it.

Borders are rings of points in degrees; a straight line between two of them is straight in
longitude and latitude. Communes are small enough, and far enough from the poles and from the
180th meridian, for that to be right within metres.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, hypot, radians

from rrm.model.great_circle import great_circle_km

Point = tuple[float, float]
"""Longitude and latitude in degrees."""
Ring = Sequence[Point]
"""A closed line: the first point is the last again."""


def is_within(lon: float, lat: float, rings: Sequence[Ring]) -> bool:
    """Whether a point lies within an area; rings within rings are holes.

    A line from the point eastwards crosses the rings an odd number of times. A point on a border
    belongs to one side of it, always the same. Source: the even-odd rule.
    """
    crossings = 0
    for ring in rings:
        for (lon_a, lat_a), (lon_b, lat_b) in pairwise(ring):
            if (lat_a > lat) != (lat_b > lat):
                share = (lat - lat_a) / (lat_b - lat_a)
                crossings += lon < lon_a + share * (lon_b - lon_a)
    return crossings % 2 == 1


def km_to_border(lon: float, lat: float, rings: Sequence[Ring]) -> float:
    """The shortest distance over the earth from a point to the border of an area.

    The nearest point of each stretch is found on a plane that touches the earth at the point, and
    the nearest of all measured along the great circle.
    """
    nearest = min(_nearest_points(lon, lat, rings), key=lambda it: it[0])[1]
    return great_circle_km(lat, lon, nearest[1], nearest[0])


def _nearest_points(lon: float, lat: float, rings: Sequence[Ring]) -> Iterator[tuple[float, Point]]:
    """Of each stretch of border its point nearest to the one given, by distance in degrees."""
    narrowing = max(cos(radians(lat)), 1e-9)
    for ring in rings:
        for a, b in pairwise(ring):
            x, y = (a[0] - lon) * narrowing, a[1] - lat
            dx, dy = (b[0] - a[0]) * narrowing, b[1] - a[1]
            length = dx * dx + dy * dy
            along = min(1.0, max(0.0, -(x * dx + y * dy) / length)) if length else 0.0
            point = (a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1]))
            yield hypot(x + along * dx, y + along * dy), point
