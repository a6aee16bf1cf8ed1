"""Some thirty roads between Douentza, Hombori, Gao and Tombouctou, drawn by hand for tests.

Towns lie about where they are; courses, crossings and tags are made up. Nothing is copied from a map.

    python -m tests.network_files.drawn_roads     writes the files beside this one again
"""

from __future__ import annotations

import json
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
Point = tuple[float, float]

KONNA, DOUENTZA, BONI = (-3.8906, 14.9431), (-2.9497, 15.0019), (-2.2167, 15.0731)
HOMBORI, GOSSI, DORO = (-1.7, 15.2833), (-1.3, 15.8167), (-0.85, 16.15)
WABARIA, GAO, ANSONGO = (-0.08, 16.25), (-0.0447, 16.2717), (0.5, 15.66)
BAMBARA, SOUTH_BANK, KORIOUME = (-2.78, 15.85), (-3.02, 16.655), (-3.026, 16.665)
TOMBOUCTOU, BAMBA, BOUREM = (-3.0074, 16.7735), (-1.4, 17.03), (-0.35, 16.95)
RHAROUS_SOUTH, RHAROUS_NORTH, MONDORO = (-1.92, 16.87), (-1.92, 16.885), (-1.95, 14.67)
HOMBORI_WEST, HOMBORI_EAST = (-1.73, 15.276), (-1.672, 15.294)

PLACES: tuple[tuple[str, Point, str], ...] = (
    ("Konna", KONNA, "town"),
    ("Douentza", DOUENTZA, "town"),
    ("Boni", BONI, "village"),
    ("Hombori", (-1.7, 15.2851), "town"),
    ("Gossi", GOSSI, "town"),
    ("Doro", DORO, "village"),
    ("Gao", (-0.0447, 16.2717), "city"),
    ("Ansongo", ANSONGO, "town"),
    ("Bambara-Maoundé", BAMBARA, "village"),
    ("Korioumé", KORIOUME, "village"),
    ("Tombouctou", TOMBOUCTOU, "city"),
    ("Bamba", BAMBA, "village"),
    ("Bourem", BOUREM, "town"),
    ("Gourma-Rharous", RHAROUS_SOUTH, "town"),
    ("Mondoro", MONDORO, "village"),
    ("In-Dellimane", (1.38, 15.86), "village"),
)


def bent(start: Point, end: Point, pieces: int = 6, sway: float = 0.02) -> list[Point]:
    """A course from start to end that sways to both sides, always the same."""
    (x, y), (u, v) = start, end
    points = [start]
    for step in range(1, pieces):
        share = step / pieces
        side = sway * math.sin(2 * math.pi * share)
        points.append((round(x + share * (u - x) - side, 6), round(y + share * (v - y) + side, 6)))
    return [*points, end]


def _shifted(point: Point, metres_east: float) -> Point:
    degrees = metres_east / (111_195 * math.cos(math.radians(point[1])))
    return round(point[0] + degrees, 7), point[1]


def roads() -> list[tuple[list[Point], dict[str, str]]]:
    """Courses and tags, as OpenStreetMap would write them."""
    trunk = {"highway": "trunk", "ref": "RN16"}
    konna_douentza = bent(KONNA, DOUENTZA, 8)
    rharous_track = bent(GOSSI, RHAROUS_SOUTH, 8)
    river = [
        *bent(KORIOUME, RHAROUS_SOUTH, 6),
        *bent(RHAROUS_SOUTH, BOUREM, 6)[1:],
        *bent(BOUREM, WABARIA, 6)[1:],
    ]
    roundabout = [GAO, (-0.0443, 16.2721), (-0.0439, 16.2717), (-0.0443, 16.2713), GAO]
    return [
        (konna_douentza[:5], {**trunk, "surface": "asphalt"}),
        (konna_douentza[4:], {**trunk, "surface": "asphalt"}),
        (bent(DOUENTZA, BONI, 6, 0.01), {**trunk, "surface": "paved"}),
        (bent(BONI, HOMBORI_WEST, 6, 0.01), {**trunk, "surface": "asphalt"}),
        (
            [HOMBORI_WEST, HOMBORI, HOMBORI_EAST],
            {**trunk, "surface": "asphalt", "name": "Route nationale"},
        ),
        (
            [HOMBORI_WEST, (-1.702, 15.27), HOMBORI_EAST],
            {"highway": "tertiary", "surface": "gravel"},
        ),
        (bent(HOMBORI_EAST, GOSSI, 6), {**trunk}),
        (bent(GOSSI, DORO, 6), {**trunk}),
        (bent(DORO, WABARIA, 8), {**trunk, "surface": "asphalt"}),
        (
            [WABARIA, (-0.07, 16.256)],
            {**trunk, "surface": "asphalt", "bridge": "yes", "maxweight": "40"},
        ),
        (
            [(-0.07, 16.256), (-0.055, 16.266), GAO],
            {**trunk, "surface": "asphalt", "oneway": "yes"},
        ),
        (
            [GAO, (-0.0553, 16.2663), (-0.0702, 16.2562), (-0.07, 16.256)],
            {**trunk, "surface": "asphalt", "oneway": "yes"},
        ),
        (roundabout, {"highway": "primary", "junction": "roundabout", "surface": "asphalt"}),
        ([GAO, (-0.04, 16.28), (-0.03, 16.275)], {"highway": "residential", "surface": "ground"}),
        ([(-0.03, 16.275), (-0.0439, 16.2717)], {"highway": "residential"}),
        (
            bent((-0.0439, 16.2717), ANSONGO, 8),
            {"highway": "primary", "surface": "compacted", "ref": "RN17"},
        ),
        (bent(GAO, BOUREM, 8), {"highway": "primary", "surface": "laterite", "ref": "RN18"}),
        (
            bent(DOUENTZA, BAMBARA, 8),
            {"highway": "secondary", "tracktype": "grade3", "ref": "RN33"},
        ),
        (
            bent(BAMBARA, _shifted(SOUTH_BANK, 12), 8),
            {"highway": "secondary", "surface": "sand", "ref": "RN33"},
        ),
        (
            [SOUTH_BANK, KORIOUME],
            {"route": "ferry", "name": "Bac de Korioumé", "motor_vehicle": "yes"},
        ),
        (
            bent(KORIOUME, TOMBOUCTOU, 4, 0.004),
            {"highway": "secondary", "surface": "asphalt", "ref": "RN33"},
        ),
        (
            [TOMBOUCTOU, (-3.0, 16.78), (-2.99, 16.775), (-3.0, 16.77), TOMBOUCTOU],
            {"highway": "tertiary", "surface": "sand"},
        ),
        (bent(TOMBOUCTOU, BAMBA, 10), {"highway": "track", "surface": "sand"}),
        (bent(BAMBA, BOUREM, 8), {"highway": "track", "tracktype": "grade5"}),
        (rharous_track, {"highway": "track", "tracktype": "grade4", "seasonal": "yes"}),
        (rharous_track[2:5], {"highway": "track", "tracktype": "grade4", "seasonal": "yes"}),
        ([RHAROUS_SOUTH, RHAROUS_NORTH], {"route": "ferry", "name": "Bac de Rharous"}),
        (bent(RHAROUS_NORTH, bent(TOMBOUCTOU, BAMBA, 10)[6], 3, 0.002), {"highway": "track"}),
        (
            bent(BONI, MONDORO, 6),
            {"highway": "tertiary", "surface": "unpaved", "maxweight": "3.5 t"},
        ),
        (
            bent(bent(BONI, MONDORO, 6)[3], (-2.4, 14.75), 4),
            {"highway": "unclassified", "maxweight": "light"},
        ),
        (river, {"waterway": "river", "name": "Niger"}),
        ([DOUENTZA, (-2.94, 15.01)], {"highway": "footway"}),
        ([DOUENTZA, (-2.955, 15.005)], {"highway": "service"}),
        ([GAO, (-0.05, 16.28)], {"highway": "unclassified", "access": "private"}),
        ([GOSSI, (-1.2, 15.7)], {"highway": "construction", "construction": "trunk"}),
        (bent((1.3, 15.8), (1.38, 15.86), 3), {"highway": "track", "surface": "sand"}),
    ]


def geojson() -> dict[str, Any]:
    """The roads and places as overpass-turbo exports them."""
    features = [
        {
            "type": "Feature",
            "properties": {"@id": f"way/{number}", **tags},
            "geometry": {"type": "LineString", "coordinates": course},
        }
        for number, (course, tags) in enumerate(roads(), 1)
    ]
    features += [
        {
            "type": "Feature",
            "properties": {"@id": f"node/{number}", "place": kind, "name": name},
            "geometry": {"type": "Point", "coordinates": point},
        }
        for number, (name, point, kind) in enumerate(PLACES, 1)
    ]
    return {"type": "FeatureCollection", "features": features}


_SURFACES = {"asphalt": 1, "paved": 1, "gravel": 2, "compacted": 2, "laterite": 2, "sand": 3}
_CLASSES = {"trunk": 1, "primary": 2, "secondary": 3, "tertiary": 4, "track": 6}


def hdx_geojson() -> dict[str, Any]:
    """The same roads as a layer of a Logistics Cluster has them: codes, one drawing after the other."""
    features = [
        {
            "type": "Feature",
            "properties": {
                "SourceID": number,
                "FClass": _CLASSES.get(tags["highway"], 5),
                "SrfTpe": _SURFACES.get(tags.get("surface", ""), 0),
                "CurntPrac": 3 if tags.get("surface") == "sand" else 0,
                "IsSeasonal": 1 if "seasonal" in tags else 0,
            },
            "geometry": {"type": "MultiLineString", "coordinates": [course]},
        }
        for number, (course, tags) in enumerate(roads(), 1)
        if "highway" in tags and tags["highway"] not in ("footway", "service", "construction")
    ]
    return {"type": "FeatureCollection", "features": features}


def places_csv() -> str:
    """The places as a table."""
    rows = [f"{name},{point[1]},{point[0]},{kind}" for name, point, kind in PLACES]
    return "\n".join(["name,lat,lon,kind", *rows]) + "\n"


def graphml() -> str:
    """The roads as OSMnx saves them: both directions, metres, courses in WKT, all as text."""
    import networkx as nx

    from rrm.model.great_circle import great_circle_km

    graph = nx.MultiDiGraph(crs="epsg:4326", simplified="True")
    numbers: dict[Point, str] = {}
    for course, _ in roads():
        for point in (course[0], course[-1]):
            numbers.setdefault(point, str(7_000_000_000 + len(numbers)))
    for (lon, lat), number in numbers.items():
        graph.add_node(number, x=str(lon), y=str(lat), street_count="3")
    for number, (course, tags) in enumerate(roads(), 1):
        if tags.get("highway") in (None, "footway", "service", "construction"):
            continue
        metres = 1000 * sum(great_circle_km(a[1], a[0], b[1], b[0]) for a, b in pairwise(course))
        for start, end, line, is_reversed in (
            (course[0], course[-1], course, False),
            (course[-1], course[0], course[::-1], True),
        ):
            if is_reversed and tags.get("oneway") == "yes":
                continue
            wkt = "LINESTRING (" + ", ".join(f"{x} {y}" for x, y in line) + ")"
            told = {name: text for name, text in tags.items() if name not in ("oneway", "bridge")}
            graph.add_edge(
                numbers[start],
                numbers[end],
                osmid=str(number),
                oneway=str(tags.get("oneway") == "yes"),
                reversed=str(is_reversed),
                length=str(round(metres, 3)),
                geometry=wkt,
                **told,
            )
    return "\n".join(nx.generate_graphml(graph)) + "\n"


def write_all() -> None:
    """All files beside this one."""
    for name, document in (("roads-osm", geojson()), ("roads-hdx", hdx_geojson())):
        lines = [json.dumps(one, ensure_ascii=False) for one in document["features"]]
        text = '{"type": "FeatureCollection", "features": [\n' + ",\n".join(lines) + "\n]}\n"
        (FOLDER / f"{name}.geojson").write_text(text, encoding="utf-8", newline="\n")
    (FOLDER / "places.csv").write_text(places_csv(), encoding="utf-8", newline="\n")
    (FOLDER / "roads-osmnx.graphml").write_text(graphml(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_all()
