"""GeoJSON (RFC 7946) as lines and points, whatever else stands in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from rrm.intake.input_folder import checked_utf8
from rrm.intake.network.coordinates import number_of
from rrm.intake.network.properties import properties_of
from rrm.intake.network.source_lines import (
    MAX_FEATURES,
    MAX_VERTICES,
    Point,
    SourceFeatures,
    SourceLine,
    SourcePoint,
)
from rrm.intake.problem_list import ProblemList
from rrm.intake.wording import found, quoted
from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem

MAX_DEPTH = 5
"""Collections of geometries within each other; one is unusual already."""

_LINES = ("LineString", "MultiLineString")
_POINTS = ("Point", "MultiPoint")
_WGS84 = ("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "OGC:CRS84")


def read_json(data: bytes, shown: str) -> dict[str, Any]:
    """A JSON object; raises BadInput for what is none, with the line where it breaks off."""
    checked_utf8(data, shown)
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        place = Place(shown, line=error.lineno, column=error.colno)
        raise BadInput([_no_json(place, msg("it can't be read as JSON from here on"))]) from None
    except RecursionError:
        raise BadInput([_no_json(Place(shown), msg("it is nested without end"))]) from None
    except ValueError:  # a number of thousands of digits
        raise BadInput([_no_json(Place(shown), msg("a number in it has no end"))]) from None
    if not isinstance(document, dict):
        raise BadInput([_no_json(Place(shown), msg("it holds no JSON object"))])
    return document


def read_geojson(document: Mapping[str, Any], shown: str, problems: ProblemList) -> SourceFeatures:
    """Lines and points of a GeoJSON document; what can't be used goes to `problems`.

    Raises BadInput where it is no GeoJSON, is in another projection or has too much in it.
    """
    _check_crs(document, shown)
    reader = _Reader(shown, problems)
    for number, feature in enumerate(_features(document, shown), 1):
        if number > MAX_FEATURES:
            raise BadInput([too_many(shown, msg("{n} features", n=MAX_FEATURES))])
        reader.take(number, feature)
    return SourceFeatures(tuple(reader.lines), tuple(reader.points))


class _Reader:
    def __init__(self, shown: str, problems: ProblemList) -> None:
        self._shown = shown
        self._problems = problems
        self._vertices = 0
        self.lines: list[SourceLine] = []
        self.points: list[SourcePoint] = []

    def take(self, number: int, feature: object) -> None:
        place = Place(self._shown, row=number)
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            self._doubt(place, msg("this is no feature"), "type")
            return
        raw = feature.get("properties")
        properties = properties_of(raw if isinstance(raw, dict) else {})
        for geometry in self._geometries(feature.get("geometry"), place, 0):
            kind, coordinates = geometry["type"], geometry.get("coordinates")
            whole = [coordinates] if kind in ("LineString", "Point") else coordinates
            if not isinstance(whole, list):
                self._problems.add(bad_coordinates(place, coordinates))
                continue
            for part in whole:
                self._part(kind, part, properties, place)

    def _part(self, kind: str, part: object, properties: dict[str, str], place: Place) -> None:
        if kind in _POINTS:
            point = _point(part)
            if point is None:
                self._problems.add(bad_coordinates(place, part))
            else:
                self.points.append(SourcePoint(point, properties, place))
            return
        if not isinstance(part, list):
            self._problems.add(bad_coordinates(place, part))
            return
        self._vertices += len(part)
        if self._vertices > MAX_VERTICES:
            raise BadInput([too_many(self._shown, msg("{n} vertices", n=MAX_VERTICES))])
        points: list[Point] = []
        for position in part:
            point = _point(position)
            if point is None:
                self._problems.add(bad_coordinates(place, position))
                return
            points.append(point)
        self.lines.append(SourceLine(tuple(points), properties, place))

    def _geometries(self, geometry: object, place: Place, depth: int) -> Iterator[dict[str, Any]]:
        if geometry is None:
            self._doubt(place, msg("it has no geometry"), "geometry")
        elif not isinstance(geometry, dict):
            self._doubt(place, msg("its geometry is no object"), "geometry")
        elif geometry.get("type") == "GeometryCollection":
            inner = geometry.get("geometries")
            if depth >= MAX_DEPTH or not isinstance(inner, list):
                self._doubt(place, msg("a collection of geometries that can't be read"), "geometry")
                return
            for one in inner:
                yield from self._geometries(one, place, depth + 1)
        elif geometry.get("type") in (*_LINES, *_POINTS):
            yield geometry
        else:
            kind = quoted(geometry.get("type"))
            self._doubt(place, msg("its geometry is of type {kind}", kind=kind), "geometry")

    def _doubt(self, place: Place, what: Message, column: str) -> None:
        self._problems.add(no_line(Place(place.file, row=place.row, column=column), what))


def no_line(place: Place, what: Message) -> Problem:
    """A feature without a line or point, left out."""
    return Problem(
        "RRM-N013",
        place,
        what,
        msg("links are lines, places are points"),
        msg("It is left out; check the layer if a road is meant."),
        is_error=False,
    )


def bad_coordinates(place: Place, value: object) -> Problem:
    """A position that is none: an error, since the line would lead somewhere else without it."""
    return Problem(
        "RRM-N011",
        Place(place.file, row=place.row, column="coordinates"),
        found(value if not isinstance(value, list) else json.dumps(value[:3])[:60]),
        msg("longitude from -180 to 180 and latitude from -90 to 90 are needed"),
        msg("Correct or remove the feature."),
    )


def too_many(shown: str, most: Message) -> Problem:
    """A file with more in it than is read."""
    return Problem(
        "RRM-N004",
        Place(shown),
        msg("it holds more than {most}", most=most),
        msg("at most {most} are read", most=most),
        msg("Cut it to the area in question, or leave out small roads."),
    )


def _features(document: Mapping[str, Any], shown: str) -> list[Any]:
    kind = document.get("type")
    if kind == "FeatureCollection" and isinstance(document.get("features"), list):
        features: list[Any] = document["features"]
        return features
    if kind == "Feature":
        return [document]
    if kind in (*_LINES, *_POINTS, "GeometryCollection"):
        return [{"type": "Feature", "properties": {}, "geometry": document}]
    remedy = msg("Export the layer as GeoJSON.")
    what = msg("its type is {kind}", kind=quoted(kind))
    if isinstance(document.get("elements"), list):
        what = msg("it is an answer of Overpass in its own form")
        remedy = msg("In overpass-turbo choose Export, GeoJSON; else convert it with osmtogeojson.")
    raise BadInput(
        [
            Problem(
                "RRM-N003",
                Place(shown),
                what,
                msg("a GeoJSON FeatureCollection is needed"),
                remedy,
            )
        ]
    )


def _check_crs(document: Mapping[str, Any], shown: str) -> None:
    """Files from before RFC 7946 may name a projection."""
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if crs is None or name in _WGS84 or (isinstance(name, str) and name.endswith(":4326")):
        return
    raise BadInput([other_projection(shown, quoted(name or "?"))])


def other_projection(shown: str, name: str) -> Problem:
    """A layer that says itself that it is not in WGS 84."""
    return Problem(
        "RRM-N009",
        Place(shown),
        msg("it is in the projection {name}", name=name),
        msg("degrees of longitude and latitude are needed, WGS 84 (EPSG:4326)"),
        msg(
            "Export it again in EPSG:4326: in QGIS under “CRS” of “Save features as”, or with"
            " ogr2ogr -t_srs EPSG:4326."
        ),
    )


def _point(position: object) -> Point | None:
    if not isinstance(position, list) or not 2 <= len(position) <= 4:
        return None
    first, second = number_of(position[0]), number_of(position[1])
    return None if first is None or second is None else (first, second)


def _no_json(place: Place, what: Message) -> Problem:
    return Problem(
        "RRM-N002",
        place,
        what,
        msg("a GeoJSON file is needed"),
        msg("Export it again; the file may be cut off."),
    )
