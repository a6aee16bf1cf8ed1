"""Which vertex of the roads is which place."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rrm.intake.network.drawing import Drawing, NearestSpots, put_vertices
from rrm.intake.network.places import NamedPlace
from rrm.intake.problem_list import ProblemList
from rrm.intake.wording import quoted
from rrm.model.great_circle import great_circle_km
from rrm.model.language import msg
from rrm.model.problem import Place, Problem

_VERTEX_NEAR_M = 50.0


@dataclass(frozen=True, slots=True)
class PlacedPlaces:
    """Places by the vertex that they are, and those that no road comes near."""

    at: dict[int, NamedPlace]
    apart: tuple[NamedPlace, ...]


def put_places(
    drawing: Drawing, places: Sequence[NamedPlace], within_km: float, problems: ProblemList
) -> PlacedPlaces:
    """Finds each place on the roads: the nearest crossing or end within half the limit, else the
    nearest spot of a road within all of it.

    Of several places at one vertex the nearest has it; the others take the nearest spot of a road,
    and where that is taken too, they are told.
    """
    points = {number: (place.lon, place.lat) for number, place in enumerate(places)}
    spots = NearestSpots(drawing, points, within_km * 1000).found()
    on_road = put_vertices(drawing, spots, _VERTEX_NEAR_M)
    crossings = _Crossings(drawing, within_km / 2)
    wishes: list[tuple[float, int, tuple[int, ...]]] = []
    for number, place in enumerate(places):
        if number in on_road:
            crossing = crossings.nearest(place)
            there = (on_road[number],)
            wanted: tuple[int, ...] = there if crossing is None else (crossing, *there)
            wishes.append((_km(drawing, place, wanted[0]), number, wanted))
    at: dict[int, NamedPlace] = {}
    apart = [place for number, place in enumerate(places) if number not in on_road]
    for place in apart:
        problems.add(_off_the_roads(place, within_km))
    for _, number, wanted in sorted(wishes):
        free = next((vertex for vertex in wanted if vertex not in at), None)
        if free is None:
            problems.add(_taken(places[number], at[wanted[0]]))
            apart.append(places[number])
        else:
            at[free] = places[number]
    return PlacedPlaces(at, tuple(place for place in apart if place.stays))


class _Crossings:
    """Vertices where roads cross or end, in a grid."""

    def __init__(self, drawing: Drawing, km: float) -> None:
        self._drawing = drawing
        self._km = km
        self._cell = max(0.01, km / 111.0)
        ways: Counter[int] = Counter()
        for line in drawing.lines:
            for vertex in line.vertices:
                ways[vertex] += 2
            ways[line.vertices[0]] -= 1
            ways[line.vertices[-1]] -= 1
        self._cells: dict[tuple[int, int], list[int]] = {}
        for vertex, count in ways.items():
            if count != 2:
                self._cells.setdefault(self._key(*drawing.points[vertex]), []).append(vertex)

    def nearest(self, place: NamedPlace) -> int | None:
        column, row = self._key(place.lon, place.lat)
        wide = math.ceil(1 / max(0.1, math.cos(math.radians(place.lat))))
        near = [
            vertex
            for x in range(column - wide, column + wide + 1)
            for y in range(row - 1, row + 2)
            for vertex in self._cells.get((x, y), ())
        ]
        measured = [(_km(self._drawing, place, vertex), vertex) for vertex in near]
        best = min(measured, default=None)
        return None if best is None or best[0] > self._km else best[1]

    def _key(self, lon: float, lat: float) -> tuple[int, int]:
        return math.floor(lon / self._cell), math.floor(lat / self._cell)


def _km(drawing: Drawing, place: NamedPlace, vertex: int) -> float:
    lon, lat = drawing.points[vertex]
    return great_circle_km(place.lat, place.lon, lat, lon)


def _off_the_roads(place: NamedPlace, within_km: float) -> Problem:
    remedy = msg("It is left out; raise --within, or add the road that leads there.")
    if place.stays:
        remedy = msg("It stays as a location without a road; raise --within, or add its road.")
    return Problem(
        "RRM-N019",
        Place(place.place.file, row=place.place.row, column="name"),
        msg("no road comes near {name}", name=quoted(place.name)),
        msg("a place lies within {km} km of a road", km=within_km),
        remedy,
        is_error=False,
    )


def _taken(place: NamedPlace, other: NamedPlace) -> Problem:
    remedy = msg("It is left out; nothing is lost if both are one town.")
    if place.stays:
        remedy = msg(
            "It stays as a location without a road; give both the same node in your tables."
        )
    return Problem(
        "RRM-N020",
        Place(place.place.file, row=place.place.row, column="name"),
        msg(
            "{name} would be at the same crossing as {other}",
            name=quoted(place.name),
            other=quoted(other.name),
        ),
        msg("a crossing has one name"),
        remedy,
        is_error=False,
    )
