"""Lines over shared vertices: where two lines have the same vertex, they meet."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from rrm.intake.network.source_lines import Point
from rrm.intake.network.ways import Way
from rrm.model.great_circle import great_circle_km

GRID = 10_000_000
"""Vertices are told apart by seven decimals of a degree, a centimetre, as OpenStreetMap does."""

METRES_A_DEGREE = 111_195.08
"""Of latitude. Source: IUGG mean radius, 6,371,008.8 m times π / 180."""


@dataclass(slots=True)
class DrawnLine:
    """A line as numbers of vertices, and how it is travelled.

    own_km: its length where the file gives it and only its ends are known.
    """

    vertices: list[int]
    way: Way
    forward: bool
    backward: bool
    is_guessed: bool
    own_km: float | None = None


@dataclass(slots=True)
class Drawing:
    """All lines of a reading over their vertices."""

    points: list[Point] = field(default_factory=list)
    lines: list[DrawnLine] = field(default_factory=list)
    _numbers: dict[tuple[int, int], int] = field(default_factory=dict)

    def vertex(self, point: Point) -> int:
        """The number of the vertex there; a new one where there is none yet."""
        key = (round(point[0] * GRID), round(point[1] * GRID))
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.points)
            self.points.append((key[0] / GRID, key[1] / GRID))
        return number

    def vertices(self, points: Iterable[Point]) -> list[int]:
        """Vertices along a line, each spot once in a row."""
        found: list[int] = []
        for point in points:
            number = self.vertex(point)
            if not found or found[-1] != number:
                found.append(number)
        return found

    def km(self, one: int, other: int) -> float:
        """The straight line between two vertices."""
        (lon_a, lat_a), (lon_b, lat_b) = self.points[one], self.points[other]
        return great_circle_km(lat_a, lon_a, lat_b, lon_b)


@dataclass(frozen=True, slots=True)
class Spot:
    """The spot of a line that lies nearest to a point.

    line, segment: counted from 0. share: of the segment's length before it, 0 to 1.
    """

    metres: float
    line: int
    segment: int
    share: float


class NearestSpots:
    """For points given at once, the nearest spot of the lines within a limit.

    Points lie in a grid and each segment asks for those near it, since segments may be many times
    as long as the limit.
    """

    def __init__(self, drawing: Drawing, points: dict[int, Point], metres: float) -> None:
        self._drawing = drawing
        self._points = points
        self._metres = metres
        self._cell = max(0.01, 2 * metres / METRES_A_DEGREE)
        self._cells: dict[tuple[int, int], list[int]] = {}
        for name, (lon, lat) in points.items():
            key = (math.floor(lon / self._cell), math.floor(lat / self._cell))
            self._cells.setdefault(key, []).append(name)

    def found(self, passed_over: dict[int, int] | None = None) -> dict[int, Spot]:
        """The nearest spot by point; of equally near ones that of the first line.

        passed_over: by point, a line that doesn't count.
        """
        best: dict[int, Spot] = {}
        for number, line in enumerate(self._drawing.lines):
            for segment, (one, other) in enumerate(pairwise(line.vertices)):
                for name in self._near(one, other):
                    if passed_over is not None and passed_over.get(name) == number:
                        continue
                    spot = self._spot(name, number, segment, one, other)
                    if spot is not None and (name not in best or spot.metres < best[name].metres):
                        best[name] = spot
        return best

    def _near(self, one: int, other: int) -> Iterator[int]:
        (lon_a, lat_a), (lon_b, lat_b) = self._drawing.points[one], self._drawing.points[other]
        reach = self._metres / METRES_A_DEGREE
        wide = reach / max(0.1, math.cos(math.radians(max(abs(lat_a), abs(lat_b)))))
        west = math.floor((min(lon_a, lon_b) - wide) / self._cell)
        east = math.floor((max(lon_a, lon_b) + wide) / self._cell)
        south = math.floor((min(lat_a, lat_b) - reach) / self._cell)
        north = math.floor((max(lat_a, lat_b) + reach) / self._cell)
        if (east - west + 1) * (north - south + 1) > len(self._cells):
            for (column, row), names in self._cells.items():
                if west <= column <= east and south <= row <= north:
                    yield from names
            return
        for column in range(west, east + 1):
            for row in range(south, north + 1):
                yield from self._cells.get((column, row), ())

    def _spot(self, name: int, line: int, segment: int, one: int, other: int) -> Spot | None:
        # On a plane that touches the earth at the point: exact enough within some km.
        lon, lat = self._points[name]
        east = METRES_A_DEGREE * math.cos(math.radians(lat))
        (lon_a, lat_a), (lon_b, lat_b) = self._drawing.points[one], self._drawing.points[other]
        ax, ay = (lon_a - lon) * east, (lat_a - lat) * METRES_A_DEGREE
        dx, dy = (lon_b - lon_a) * east, (lat_b - lat_a) * METRES_A_DEGREE
        squared = dx * dx + dy * dy
        share = min(1.0, max(0.0, -(ax * dx + ay * dy) / squared)) if squared else 0.0
        metres = math.hypot(ax + share * dx, ay + share * dy)
        return Spot(metres, line, segment, share) if metres <= self._metres else None


def put_vertices(drawing: Drawing, spots: dict[int, Spot], near_metres: float) -> dict[int, int]:
    """The vertex at each spot: an end of its segment within `near_metres`, else a new one on it.

    Of a line of which only the ends are known it is always the nearer end.
    """
    chosen: dict[int, int] = {}
    new: dict[tuple[int, int], list[tuple[float, int]]] = {}
    for name, spot in spots.items():
        line = drawing.lines[spot.line].vertices
        one, other = line[spot.segment], line[spot.segment + 1]
        metres = drawing.km(one, other) * 1000
        end = one if spot.share < 0.5 else other
        # Where only the ends of a line are known, nothing lies at a spot between them.
        is_drawn = drawing.lines[spot.line].own_km is None
        if not is_drawn or min(spot.share, 1 - spot.share) * metres <= near_metres:
            chosen[name] = end
            continue
        (lon_a, lat_a), (lon_b, lat_b) = drawing.points[one], drawing.points[other]
        there = (lon_a + spot.share * (lon_b - lon_a), lat_a + spot.share * (lat_b - lat_a))
        chosen[name] = drawing.vertex(there)
        new.setdefault((spot.line, spot.segment), []).append((spot.share, chosen[name]))
    # From the last segment on, so that the numbers of those before stay right.
    for (number, segment), inserted in sorted(new.items(), reverse=True):
        between = list(dict.fromkeys(vertex for _, vertex in sorted(inserted)))
        line = drawing.lines[number].vertices
        line[segment + 1 : segment + 1] = [
            vertex for vertex in between if vertex not in (line[segment], line[segment + 1])
        ]
    return chosen
