"""A scenario's access graph as files for other programs: GeoJSON for maps, GraphML for graphs."""

from rrm.export.network.geojson import geojson_text, graph_geojson
from rrm.export.network.graphml import graph_graphml
from rrm.export.network.link_state import LinkState

__all__ = ["LinkState", "geojson_text", "graph_geojson", "graph_graphml"]
