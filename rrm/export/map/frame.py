"""What part of the world a map shows, and where a place lies on it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

KM_PER_DEGREE = 111.195
"""Kilometres a degree of latitude, on a sphere of 6,371 km."""

Spot = tuple[float, float]
"""Longitude, latitude."""

_SMALLEST_KM = 30.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A window on the world, drawn `width` by `height` units with north on top.

    Degrees of longitude are shortened by the cosine of the middle latitude, so that distances
    read true in every direction.
    """

    west: float
    north: float
    units_per_degree: float
    stretch: float
    width: float
    height: float

    @property
    def units_per_km(self) -> float:
        """Drawing units a kilometre."""
        return self.units_per_degree / KM_PER_DEGREE

    def at(self, spot: Spot) -> tuple[float, float]:
        """Where a longitude and latitude lie on the drawing."""
        x = (spot[0] - self.west) * self.stretch * self.units_per_degree
        return (x, (self.north - spot[1]) * self.units_per_degree)

    @property
    def corners(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        east = self.west + self.width / self.units_per_degree / self.stretch
        south = self.north - self.height / self.units_per_degree
        return (self.west, south, east, self.north)

    @property
    def middle(self) -> Spot:
        """The place at the middle of the drawing."""
        west, south, east, north = self.corners
        return ((west + east) / 2, (south + north) / 2)


def frame_around(
    spots: Iterable[Spot], width: float, margin: float, ratio: tuple[float, float]
) -> Frame:
    """The frame that shows all spots with a margin, in drawing units, around them.

    ratio: lowest and highest height as a part of the width.
    """
    points = list(spots)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    middle = ((west + east) / 2, (south + north) / 2)
    stretch = max(0.05, math.cos(math.radians(middle[1])))
    least = _SMALLEST_KM / KM_PER_DEGREE
    across = max((east - west) * stretch, least)
    down = max(north - south, least)
    height = _height(width, margin, across, down, ratio)
    scale = min((width - 2 * margin) / across, (height - 2 * margin) / down)
    return Frame(
        west=middle[0] - width / scale / stretch / 2,
        north=middle[1] + height / scale / 2,
        units_per_degree=scale,
        stretch=stretch,
        width=width,
        height=height,
    )


def distance_km(a: Spot, b: Spot) -> float:
    """Great-circle distance between two places."""
    lon1, lat1, lon2, lat2 = (math.radians(v) for v in (*a, *b))
    h = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))


def _height(
    width: float, margin: float, across: float, down: float, ratio: tuple[float, float]
) -> float:
    wanted = (width - 2 * margin) * down / across + 2 * margin
    return min(max(wanted, ratio[0] * width), ratio[1] * width)
