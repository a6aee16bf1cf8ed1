"""Smallest network files, and what tests say about them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rrm.intake.network import NetworkReading, ReadingOptions, read_network
from rrm.model.scenario import Route

FOLDER = Path(__file__).parent
Course = Sequence[Sequence[float]]

A, B, C, D = (-3.0, 15.0), (-2.9, 15.0), (-2.8, 15.0), (-2.9, 15.1)


def line(course: Course, **tags: str) -> dict[str, Any]:
    """A road; a tertiary one of gravel unless told otherwise."""
    return {
        "type": "Feature",
        "properties": tags or {"highway": "tertiary", "surface": "gravel"},
        "geometry": {"type": "LineString", "coordinates": [list(point) for point in course]},
    }


def town(name: str, point: Sequence[float], kind: str = "town") -> dict[str, Any]:
    """A named place, as OpenStreetMap has it."""
    return {
        "type": "Feature",
        "properties": {"place": kind, "name": name},
        "geometry": {"type": "Point", "coordinates": list(point)},
    }


def written(folder: Path, *features: dict[str, Any], name: str = "roads.geojson") -> Path:
    """The features as a file."""
    path = folder / name
    document = {"type": "FeatureCollection", "features": list(features)}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def reading(folder: Path, *features: dict[str, Any], **options: Any) -> NetworkReading:
    """What a file of these features says."""
    return read_network([written(folder, *features)], ReadingOptions(**options))


def ends(routes: Sequence[Route]) -> set[frozenset[str]]:
    """Which nodes are joined."""
    return {frozenset((route.from_node, route.to_node)) for route in routes}


def codes(found: NetworkReading) -> list[str]:
    """Codes of the doubts."""
    return [problem.code for problem in found.problems]
