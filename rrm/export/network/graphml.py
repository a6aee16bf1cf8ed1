"""The access graph as GraphML that networkx, Gephi and OSMnx read, and that rrm reads back."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import networkx as nx

from rrm.export.network.link_state import (
    LinkState,
    Network,
    link_properties,
    passing,
    place_properties,
)
from rrm.intake.network import MARK, POSITION, VERSION

if TYPE_CHECKING:
    Graph = nx.MultiDiGraph[str]

# What XML 1.0 has no way to write, even where a table can hold it.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def graph_graphml(
    network: Network, state: LinkState | None = None, day: int | None = None
) -> bytes:
    """Places as nodes, each link as an edge there and, where travelled both ways, an edge back.

    Nodes and edges have all columns of their tables, and besides what others look for: x and y in
    degrees, length in metres, oneway, reversed. state, day: as for graph_geojson.
    """
    written = io.BytesIO()
    # Where lxml is installed networkx would otherwise write the same in other bytes.
    nx.write_graphml_xml(_graph(network, state, day), written, named_key_ids=True)
    return written.getvalue()


def _graph(network: Network, state: LinkState | None, day: int | None) -> Graph:
    graph: Graph = nx.MultiDiGraph()
    graph.graph |= {"crs": "epsg:4326", MARK: VERSION}
    if day is not None:
        graph.graph["day"] = day
    for place in network.locations:
        graph.add_node(place.node_id, **_clean(place_properties(place)), x=place.lon, y=place.lat)
    for position, route in enumerate(network.routes):
        told = _clean({**link_properties(route), **passing(state, position)})
        told |= {
            POSITION: position + 1,
            "length": route.km * 1000,
            "oneway": not route.bidirectional,
        }
        graph.add_edge(route.from_node, route.to_node, **_named(told), reversed=False)
        if route.bidirectional:
            graph.add_edge(route.to_node, route.from_node, **_named(told), reversed=True)
    return graph


def _named(told: Mapping[str, Any]) -> dict[str, Any]:
    """Without the ends: an edge has them already."""
    return {name: value for name, value in told.items() if name not in ("from", "to")}


def _clean(told: Mapping[str, Any]) -> dict[str, Any]:
    """Texts as XML can hold them, line ends as it keeps them."""
    return {
        name: _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", value)
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        if isinstance(value, str)
        else value
        for name, value in told.items()
    }
