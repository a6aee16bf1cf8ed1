"""Ids and names of nodes, the same whenever the same roads are read."""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rrm.intake.network.places import NamedPlace
from rrm.intake.network.source_lines import Point

_LONGEST = 60
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_GIVEN = re.compile(r"[\w][\w.:/'’ -]{0,79}")


def node_ids(points: Mapping[int, Point], places: Mapping[int, NamedPlace]) -> dict[int, str]:
    """An id for each node, by its vertex.

    Of a place the id that it has to have, else its name in plain letters; places of one name have
    their position added, all of them, so that no id depends on the order. Of any other node its
    position, to a metre, or to a centimetre where two would share it.
    """
    ids, given = dict[int, str](), set[str]()
    for vertex, place in places.items():
        if _GIVEN.fullmatch(place.node_id) and place.node_id not in given:
            ids[vertex] = place.node_id
            given.add(place.node_id)
    plain = {vertex: _plain(places[vertex].name) for vertex in places if vertex not in ids}
    counts = Counter(plain.values())
    for vertex, name in plain.items():
        is_own = name and counts[name] == 1 and name not in given
        ids[vertex] = name if is_own else f"{name}-{coordinate_id(points[vertex])}".lstrip("-")
    positions = Counter(coordinate_id(point) for point in points.values())
    for vertex, point in points.items():
        short = coordinate_id(point)
        ids.setdefault(vertex, short if positions[short] == 1 else coordinate_id(point, 7))
    return ids


def same_names(places: Iterable[NamedPlace]) -> dict[str, list[NamedPlace]]:
    """Places that share a name with another."""
    by_name: dict[str, list[NamedPlace]] = {}
    for place in places:
        by_name.setdefault(_plain(place.name) or place.name, []).append(place)
    return {name: alike for name, alike in by_name.items() if len(alike) > 1}


def coordinate_id(point: Point, decimals: int = 5) -> str:
    """An id made of a position: n, latitude, longitude."""
    lon, lat = point
    return f"n{lat:.{decimals}f}/{lon:.{decimals}f}"


def road_names(
    links: Sequence[tuple[str, str, float]], names: Mapping[str, str], nodes: Mapping[str, Point]
) -> dict[str, str]:
    """What people call each node: its name, else the place nearest by road and the km from it.

    links: both ends and km. A node that no place can reach is called by its position.
    """
    around: dict[str, list[tuple[str, float]]] = {}
    for one, other, km in links:
        around.setdefault(one, []).append((other, km))
        around.setdefault(other, []).append((one, km))
    called = dict(names)
    waiting = [(0.0, name, node) for node, name in names.items()]
    heapq.heapify(waiting)
    settled: set[str] = set()
    while waiting:
        km, name, node = heapq.heappop(waiting)
        if node in settled:
            continue
        settled.add(node)
        called.setdefault(node, f"{name} +{km:.{0 if km >= 10 else 1}f} km")
        for other, step in around.get(node, ()):
            if other not in settled:
                heapq.heappush(waiting, (km + step, name, other))
    for node, (lon, lat) in nodes.items():
        called.setdefault(node, f"{lat:.3f}, {lon:.3f}")
    return called


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return _NOT_PLAIN.sub("-", letters.casefold()).strip("-")[:_LONGEST].strip("-")
