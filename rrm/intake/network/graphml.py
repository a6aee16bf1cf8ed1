"""GraphML as OSMnx, networkx and this engine write it, as lines between points."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping
from typing import Any

import networkx as nx

from rrm.intake.network.coordinates import number_of
from rrm.intake.network.geojson import bad_coordinates, too_many
from rrm.intake.network.graphml_guard import check_graphml, no_graphml
from rrm.intake.network.properties import properties_of
from rrm.intake.network.source_lines import (
    MAX_VERTICES,
    Point,
    SourceFeatures,
    SourceLine,
    SourcePoint,
)
from rrm.intake.problem_list import ProblemList
from rrm.intake.wording import found, quoted
from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem

Graph = Any
"""A graph of networkx, of whichever kind."""

_LON, _LAT = ("x", "lon", "longitude"), ("y", "lat", "latitude")
_WKT = re.compile(r"\s*LINESTRING\s*Z?\s*\(([^()]*)\)\s*", re.IGNORECASE)


def read_graph(data: bytes, shown: str) -> Graph:
    """The graph of a GraphML file. Raises BadInput for what is none."""
    check_graphml(data, shown)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of keys without a type, which are read as text
            return nx.read_graphml(
                io.BytesIO(data), node_type=str, edge_key_type=str, force_multigraph=True
            )
    except (nx.NetworkXException, ValueError, KeyError, TypeError, IndexError, AttributeError):
        problem = no_graphml(Place(shown), msg("its keys, nodes or edges don't fit together"))
        raise BadInput([problem]) from None


def read_graph_lines(graph: Graph, shown: str, problems: ProblemList) -> SourceFeatures:
    """Edges as lines, nodes as points; edges are counted from 1 in the order of the file.

    An edge without a geometry is a straight line, or has a length of its own. Of the two edges that
    OSMnx writes for a road travelled both ways, the reversed one is passed over.
    """
    where: dict[str, Point] = {}
    for number, (node, raw) in enumerate(graph.nodes(data=True), 1):
        point = _node_point(raw)
        if point is None:
            problems.add(_no_position(shown, number, node))
        else:
            where[node] = point
    lines: list[SourceLine] = []
    vertices = 0
    for number, (start, end, raw) in enumerate(graph.edges(data=True), 1):
        place = Place(shown, row=number)
        properties = properties_of(raw)
        if start not in where or end not in where or _is_repeated(properties):
            continue
        shape = _shape(raw.get("geometry"), place, problems)
        points = shape or (where[start], where[end])
        vertices += len(points)
        if vertices > MAX_VERTICES:
            raise BadInput([too_many(shown, msg("{n} vertices", n=MAX_VERTICES))])
        properties.pop("geometry", None)
        lines.append(SourceLine(points, properties, place, bool(shape), bool(graph.is_directed())))
    nodes = [
        SourcePoint(where[node], properties_of(raw), Place(shown))
        for node, raw in graph.nodes(data=True)
        if node in where
    ]
    return SourceFeatures(tuple(lines), tuple(nodes))


def _node_point(raw: Mapping[str, Any]) -> Point | None:
    values = []
    for names in (_LON, _LAT):
        value = next((raw[name] for name in names if name in raw), None)
        if isinstance(value, str):
            try:
                value = float(value[:40])
            except ValueError:
                return None
        values.append(number_of(value))
    lon, lat = values
    return None if lon is None or lat is None else (lon, lat)


def _is_repeated(properties: Mapping[str, str]) -> bool:
    """Whether OSMnx wrote the same road before, in the other direction."""
    is_reversed = properties.get("reversed", "").casefold() in ("true", "yes")
    return is_reversed and properties.get("oneway", "").casefold() in ("false", "no")


def _shape(text: object, place: Place, problems: ProblemList) -> tuple[Point, ...]:
    if not isinstance(text, str) or not text.strip():
        return ()
    match = _WKT.fullmatch(text)
    points = []
    for position in match[1].split(",") if match is not None else ():
        try:
            numbers = [float(part[:40]) for part in position.split()]
        except ValueError:
            numbers = []
        lon, lat = (number_of(one) for one in (numbers + [float("nan")] * 2)[:2])
        if lon is None or lat is None:
            problems.add(bad_coordinates(place, position))
            return ()
        points.append((lon, lat))
    if match is None:
        problems.add(
            Problem(
                "RRM-N013",
                Place(place.file, row=place.row, column="geometry"),
                found(text),
                msg("a LINESTRING in WKT is expected"),
                msg("The edge is taken as a straight line; check it."),
                is_error=False,
            )
        )
    return tuple(points)


def _no_position(shown: str, number: int, node: str) -> Problem:
    return Problem(
        "RRM-N011",
        Place(shown, row=number, column="x, y"),
        msg('the node "{node}" has no position', node=quoted(node)),
        msg("nodes have x and y, or lon and lat, in degrees"),
        msg("Save the graph unprojected, with x and y of each node."),
    )
