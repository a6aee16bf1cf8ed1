"""The plan on a map of somebody's own: sites, places that trips start from, roads, trips.

    map_geojson(plan, ("fr",)), map_geopackage(plan, ("fr",))

`layers.py` says once what both files hold; each writer knows its format alone.
"""

from rrm.export.geo.geojson import map_geojson
from rrm.export.geo.geopackage import map_geopackage

__all__ = ["map_geojson", "map_geopackage"]
