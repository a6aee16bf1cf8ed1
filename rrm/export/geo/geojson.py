"""GeoJSON (RFC 7946): one collection of all layers, `layer` telling them apart."""

from __future__ import annotations

from typing import Any

from rrm.export.geo.layer import Feature, Layer, Value, box
from rrm.export.geo.layers import MARKS, about, layers, marks, stamp_of
from rrm.export.network import geojson_text
from rrm.export.published import PublishedPlan


def map_geojson(plan: PublishedPlan, languages: tuple[str, ...]) -> bytes:
    """The plan's map in one language, WGS 84, longitude first.

    Names of properties are the same in every language. What stands on the file is its member
    `about`, which RFC 7946 §6.1 allows; each feature has the run's id and says if it is a draft.
    """
    language = languages[0]
    found = layers(plan, language)
    document: dict[str, Any] = {"type": "FeatureCollection", "about": about(plan, language)}
    positions = [at for layer in found for one in layer.features for at in one.positions]
    if positions:
        document["bbox"] = list(box(positions))
    own = marks(stamp_of(plan))
    document["features"] = [_feature(layer, one, own) for layer in found for one in layer.features]
    return geojson_text(document).encode("utf-8")


def _feature(layer: Layer, feature: Feature, own: tuple[Value, ...]) -> dict[str, Any]:
    names = [column.name for column in (*layer.columns, *MARKS)]
    positions = [list(at) for at in feature.positions]
    return {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": positions}
        if layer.is_line
        else {"type": "Point", "coordinates": positions[0]},
        "properties": {
            "layer": layer.name,
            **dict(zip(names, (*feature.values, *own), strict=True)),
        },
    }
