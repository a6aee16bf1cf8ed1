"""A network that this engine wrote itself, read back to the very same tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rrm.intake.csv_records import MAX_ROWS, Record, too_many_rows
from rrm.intake.network.graphml import Graph
from rrm.intake.problem_list import ProblemList
from rrm.intake.scenario_tables import TABLES
from rrm.intake.table import read_table
from rrm.model.problem import BadInput
from rrm.model.scenario import Location, Route

MARK = "rrm_network"
"""The property by which a file says that it is one of ours, and its format's version."""

VERSION = "1"
POSITION = "row"
"""Edges of GraphML come in another order: which row of routes each of them is."""


def is_own_geojson(document: Mapping[str, Any]) -> bool:
    """Whether the engine wrote it."""
    return str(document.get(MARK)) == VERSION


def is_own_graph(graph: Graph) -> bool:
    """Whether the engine wrote it."""
    return str(graph.graph.get(MARK)) == VERSION


def own_geojson(
    document: Mapping[str, Any], shown: str, problems: ProblemList
) -> tuple[tuple[Location, ...], tuple[Route, ...]]:
    """Places and links of a GeoJSON file of ours."""
    features = document.get("features")
    rows = [
        properties
        for feature in (features if isinstance(features, list) else ())
        if isinstance(feature, dict) and isinstance(properties := feature.get("properties"), dict)
    ]
    places = [row for row in rows if "node_id" in row]
    links = [row for row in rows if "from" in row and "to" in row]
    return _tables(places, links, shown, problems)


def own_graph(
    graph: Graph, shown: str, problems: ProblemList
) -> tuple[tuple[Location, ...], tuple[Route, ...]]:
    """Places and links of a GraphML file of ours; of a link both ways the edge there is read."""
    places = [{**raw, "node_id": node} for node, raw in graph.nodes(data=True)]
    links = [
        {**raw, "from": start, "to": end}
        for start, end, raw in graph.edges(data=True)
        if raw.get("reversed") is not True
    ]
    return _tables(places, sorted(links, key=_position), shown, problems)


def _position(link: Mapping[str, Any]) -> int:
    position = link.get(POSITION)
    return position if isinstance(position, int) else 0


def _tables(
    places: Sequence[Mapping[str, Any]],
    links: Sequence[Mapping[str, Any]],
    shown: str,
    problems: ProblemList,
) -> tuple[tuple[Location, ...], tuple[Route, ...]]:
    if max(len(places), len(links)) > MAX_ROWS:
        raise BadInput([too_many_rows(shown)])
    locations = read_table(TABLES["locations"], _records("locations", places), shown, problems)
    routes = read_table(TABLES["routes"], _records("routes", links), shown, problems)
    return (
        tuple(row.value for row in locations.rows if isinstance(row.value, Location)),
        tuple(row.value for row in routes.rows if isinstance(row.value, Route)),
    )


def _records(name: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[Record]:
    columns = TABLES[name].columns
    yield 1, list(columns)
    for number, row in enumerate(rows, 2):
        yield number, [_cell(row.get(column)) for column in columns]


def _cell(value: object) -> str:
    if value is None or isinstance(value, Mapping | list | tuple):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
