"""How far places lie apart by road, whatever drives there."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from rrm.access.graph import Network, access_graph
from rrm.model.scenario import Mode


def road_km(network: Network, origins: Iterable[str]) -> dict[tuple[str, str], float]:
    """Shortest road distances from some places to every place that roads, ferries and borders join.

    Classes, closures, load limits and seasons don't count: this says whether a market or an
    agent is near, not whether a truck gets there. Keys are (origin, node), with 0 km to the
    origin itself; a pair that is missing is not joined.
    """
    graph = access_graph(network)
    by_road = {Mode.ROAD.value, Mode.FERRY.value, Mode.BORDER.value}
    other = [hop for hop in graph.edges(keys=True) if graph.edges[hop]["mode"] not in by_road]
    graph.remove_edges_from(other)
    return {
        (origin, node): float(km)
        for origin in dict.fromkeys(origins)
        if origin in graph
        for node, km in nx.single_source_dijkstra_path_length(graph, origin, weight="km").items()
    }
