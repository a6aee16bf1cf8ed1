"""The map of a report: sites, depots and links over borders and rivers, as inline SVG."""

from rrm.export.map.drawing import MapDrawing, SiteOnMap, Size, draw_map
from rrm.export.map.link_state import LinkOnMap, LinkState, links_on_first_day

__all__ = [
    "LinkOnMap",
    "LinkState",
    "MapDrawing",
    "SiteOnMap",
    "Size",
    "draw_map",
    "links_on_first_day",
]
