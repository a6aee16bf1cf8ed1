"""Coordinates in the right units and order, before anything is built on them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from rrm.intake.network.road_mapping import Region
from rrm.intake.network.source_lines import Point
from rrm.model.language import msg
from rrm.model.problem import Place, Problem

_LARGEST_DEGREE = 360.0
_MOSTLY = 0.95
_RATHER_NOT = 0.8


def number_of(value: object) -> float | None:
    """A coordinate as a finite float, or None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, int) and abs(value) > 10**12:
        return None
    number = float(value)
    return number if math.isfinite(number) else None


def is_on_earth(point: Point) -> bool:
    """Whether longitude and latitude are degrees."""
    return -180 <= point[0] <= 180 and -90 <= point[1] <= 90


def turned(points: Iterable[Point]) -> tuple[Point, ...]:
    """Latitude first made longitude first, or the other way round."""
    return tuple((second, first) for first, second in points)


def out_of_place(
    points: Sequence[Point], shown: str, region: Region | None, is_known: bool
) -> Problem | None:
    """What is wrong with the coordinates of a file as a whole, or None.

    region: where they should lie. is_known: because the scenario's places lie there, not only
    because mappings are made for it.
    """
    if not points:
        return None
    if any(max(abs(x), abs(y)) > _LARGEST_DEGREE for x, y in points):
        return not_degrees(shown, *_largest(points))
    swapped = turned(points)
    if not all(map(is_on_earth, points)):
        return _latitude_first(shown, points[0]) if all(map(is_on_earth, swapped)) else None
    if region is None:
        return None
    here, there = _share_within(points, region), _share_within(swapped, region)
    if here < _RATHER_NOT and there > _MOSTLY:
        return _latitude_first(shown, points[0])
    if here == 0:
        return _elsewhere(shown, points[0], region, is_known)
    return None


def not_degrees(shown: str, x: float, y: float) -> Problem:
    """Refused: coordinates of a projection, in metres."""
    return Problem(
        "RRM-N009",
        Place(shown),
        msg("its coordinates reach {x}, {y}: no degrees", x=str(x), y=str(y)),
        msg("degrees of longitude and latitude are needed, WGS 84 (EPSG:4326)"),
        msg(
            "Export it again in EPSG:4326: in QGIS under “CRS” of “Save features as”, or with"
            " ogr2ogr -t_srs EPSG:4326."
        ),
    )


def around(points: Sequence[Point], margin_degrees: float) -> Region | None:
    """The region that holds all points, with a margin; None without points."""
    if not points:
        return None
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return Region(
        west=max(-180.0, min(lons) - margin_degrees),
        south=max(-90.0, min(lats) - margin_degrees),
        east=min(180.0, max(lons) + margin_degrees),
        north=min(90.0, max(lats) + margin_degrees),
    )


def _largest(points: Sequence[Point]) -> Point:
    return max(points, key=lambda point: max(abs(point[0]), abs(point[1])))


def _share_within(points: Sequence[Point], region: Region) -> float:
    inside = sum(
        region.west <= lon <= region.east and region.south <= lat <= region.north
        for lon, lat in points
    )
    return inside / len(points)


def _latitude_first(shown: str, first: Point) -> Problem:
    return Problem(
        "RRM-N010",
        Place(shown),
        msg(
            "it begins at {first}, and seems to give latitude first",
            first=f"{first[0]}, {first[1]}",
        ),
        msg("GeoJSON gives longitude first, then latitude (RFC 7946)"),
        msg("If it is so, add --swap-coordinates; else check where it lies."),
    )


def _elsewhere(shown: str, first: Point, region: Region, is_known: bool) -> Problem:
    box = msg(
        "from {west} to {east} east and from {south} to {north} north",
        west=str(region.west),
        east=str(region.east),
        south=str(region.south),
        north=str(region.north),
    )
    return Problem(
        "RRM-N012",
        Place(shown),
        msg("it begins at {first}, and nothing of it lies there", first=f"{first[0]}, {first[1]}"),
        msg("the places lie {box}", box=box)
        if is_known
        else msg("the mapping is made for a region {box}", box=box),
        msg("Check that it is the right file; it is read as it is."),
        is_error=False,
    )
