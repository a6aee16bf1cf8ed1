"""The access graph: places, and the links between them in the directions they are travelled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

import networkx as nx

from rrm.model.scenario import Location, Route

if TYPE_CHECKING:
    AccessGraph = nx.MultiDiGraph[str]


class Network(Protocol):
    """Anything with places and links: a scenario, or a FLEE network."""

    @property
    def locations(self) -> tuple[Location, ...]:
        """The places."""

    @property
    def routes(self) -> tuple[Route, ...]:
        """The links."""


def access_graph(network: Network) -> AccessGraph:
    """Places as nodes, links as edges, one edge for each direction that can be travelled.

    Nodes carry name, lat, lon and kind; edges the columns of the routes table. An edge's key is
    the link's position in `network.routes`, the same both ways.
    """
    graph: AccessGraph = nx.MultiDiGraph()
    for place in network.locations:
        graph.add_node(
            place.node_id, name=place.name, lat=place.lat, lon=place.lon, kind=place.kind
        )
    for index, route in enumerate(network.routes):
        for start, end in directions(route):
            graph.add_edge(
                start,
                end,
                key=index,
                km=route.km,
                surface=route.surface,
                mode=route.mode.value,
                max_payload_t=route.max_payload_t,
                risk=route.risk,
                risk_per_km=route.risk_per_km,
                speed_kmh=route.speed_kmh,
                wait_hours=route.wait_hours,
                toll=route.toll,
                escort=route.escort,
                open_from=route.open_from,
                open_to=route.open_to,
                source=route.source,
            )
    return graph


def directions(route: Route) -> tuple[tuple[str, str], ...]:
    """The ways a link may be travelled, as (start node, end node)."""
    there = (route.from_node, route.to_node)
    return (there, there[::-1]) if route.bidirectional else (there,)


def place_names(locations: Iterable[Location]) -> dict[str, str]:
    """What people call each node."""
    return {place.node_id: place.name for place in locations}
