"""Makes west_africa.geojson from Natural Earth extracts; run once, by hand, as README.md says.

Neighbours are simplified along the border that they share, so that no gap opens between them.
"""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Chain = tuple[Point, ...]

NORTH_LIMIT = 27.0
BORDER_TOLERANCE = 0.008
RIVER_TOLERANCE = 0.004
DECIMALS = 3

NAMES = {
    "Algeria": ("DZA", "Algérie"),
    "Benin": ("BEN", "Bénin"),
    "Burkina Faso": ("BFA", "Burkina Faso"),
    "Côte d'Ivoire": ("CIV", "Côte d'Ivoire"),
    "Gambia": ("GMB", "Gambie"),
    "Ghana": ("GHA", "Ghana"),
    "Guinea": ("GIN", "Guinée"),
    "Guinea-Bissau": ("GNB", "Guinée-Bissau"),
    "Mali": ("MLI", "Mali"),
    "Mauritania": ("MRT", "Mauritanie"),
    "Niger": ("NER", "Niger"),
    "Nigeria": ("NGA", "Nigéria"),
    "Senegal": ("SEN", "Sénégal"),
    "Togo": ("TGO", "Togo"),
}
RIVERS = ("Niger", "Sénégal", "Bafing")


def thinned(points: Sequence[Point], tolerance: float) -> list[Point]:
    """A line without the points that lie within `tolerance` degrees of it (Douglas-Peucker)."""
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        worst = max(
            range(first + 1, last), key=lambda i: off_line(points[i], points[first], points[last])
        )
        if off_line(points[worst], points[first], points[last]) > tolerance:
            keep.add(worst)
            spans += [(first, worst), (worst, last)]
    return [points[i] for i in sorted(keep)]


def off_line(point: Point, start: Point, end: Point) -> float:
    """Distance of a point from a stretch of line, in the units given."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length2 = dx * dx + dy * dy
    along = 0.0
    if length2:
        along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length2
        along = min(1.0, max(0.0, along))
    x, y = start[0] + along * dx, start[1] + along * dy
    return float(((point[0] - x) ** 2 + (point[1] - y) ** 2) ** 0.5)


def junctions(rings: Iterable[Chain]) -> set[Point]:
    """Points where more than two stretches of border meet."""
    neighbours: dict[Point, set[Point]] = {}
    for ring in rings:
        for a, b in itertools.pairwise(ring):
            neighbours.setdefault(a, set()).add(b)
            neighbours.setdefault(b, set()).add(a)
    return {point for point, others in neighbours.items() if len(others) != 2}


def thinned_ring(ring: Chain, corners: set[Point]) -> list[Point]:
    """A ring thinned stretch by stretch between corners; each stretch from its lower end."""
    open_ring = ring[:-1]
    starts = [i for i, point in enumerate(open_ring) if point in corners] or [0]
    turned = open_ring[starts[0] :] + open_ring[: starts[0]] + (open_ring[starts[0]],)
    if len(starts) == 1 and turned[0] not in corners:
        # A ring of its own needs a second fixed point, or thinning would flatten it.
        half = len(turned) // 2
        return thinned(turned[: half + 1], BORDER_TOLERANCE)[:-1] + thinned(
            turned[half:], BORDER_TOLERANCE
        )
    cuts = [i for i, point in enumerate(turned) if point in corners]
    result: list[Point] = [turned[0]]
    for first, last in itertools.pairwise(cuts):
        stretch = list(turned[first : last + 1])
        backwards = stretch[-1] < stretch[0]
        line = thinned(stretch[::-1] if backwards else stretch, BORDER_TOLERANCE)
        result += (line[::-1] if backwards else line)[1:]
    return result


def below_limit(ring: Sequence[Point]) -> list[Point]:
    """A ring cut off at the northern limit."""
    result: list[Point] = []
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if ay <= NORTH_LIMIT:
            result.append((ax, ay))
        if (ay <= NORTH_LIMIT) != (by <= NORTH_LIMIT):
            x = ax + (bx - ax) * (NORTH_LIMIT - ay) / (by - ay)
            result.append((x, NORTH_LIMIT))
    return result


def rounded(line: Iterable[Point]) -> list[list[float]]:
    """Points at the decimals kept, none twice in a row."""
    points = [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in line]
    return [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]


def polygons(geometry: dict[str, Any]) -> list[list[Chain]]:
    """Polygons of a feature, each a list of rings."""
    parts = geometry["coordinates"]
    parts = parts if geometry["type"] == "MultiPolygon" else [parts]
    return [[tuple((x, y) for x, y in ring) for ring in part] for part in parts]


def countries(extract: dict[str, Any]) -> list[dict[str, Any]]:
    """Countries with their names, thinned; outer rings only (Lesotho is far away)."""
    shapes = {f["properties"]["name"]: polygons(f["geometry"]) for f in extract["features"]}
    corners = junctions(ring for parts in shapes.values() for rings in parts for ring in rings)
    features = []
    for name in sorted(shapes):
        rings = [below_limit(thinned_ring(rings[0], corners)[:-1]) for rings in shapes[name]]
        parts = [[rounded([*ring, ring[0]])] for ring in rings if len(ring) > 3]
        iso3, french = NAMES[name]
        features.append(
            {
                "type": "Feature",
                "properties": {"kind": "country", "iso3": iso3, "en": name, "fr": french},
                "geometry": {"type": "MultiPolygon", "coordinates": parts},
            }
        )
    return features


def rivers(extract: dict[str, Any]) -> list[dict[str, Any]]:
    """The rivers kept, a feature each."""
    features = []
    for name in RIVERS:
        lines = [
            rounded(thinned([(x, y) for x, y in line], RIVER_TOLERANCE))
            for feature in extract["features"]
            if feature["properties"]["name"] == name
            for line in feature["geometry"]["coordinates"]
        ]
        features.append(
            {
                "type": "Feature",
                "properties": {"kind": "river", "en": name.replace("é", "e"), "fr": name},
                "geometry": {"type": "MultiLineString", "coordinates": lines},
            }
        )
    return features


def main(folder: Path) -> None:
    """Writes west_africa.geojson beside this file from the extracts in `folder`."""

    def read(name: str) -> dict[str, Any]:
        data: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"))
        return data

    features = countries(read("ne_10m_countries_west_africa.geojson")) + rivers(
        read("ne_50m_rivers_lake_centerlines_west_africa.geojson")
    )
    collection = {"type": "FeatureCollection", "features": features}
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    target = Path(__file__).with_name("west_africa.geojson")
    target.write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
