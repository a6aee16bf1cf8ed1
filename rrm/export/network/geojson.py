"""The access graph as GeoJSON (RFC 7946): links are straight lines between places."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rrm.export.network.link_state import (
    LinkState,
    Network,
    link_properties,
    passing,
    place_properties,
)
from rrm.intake.network import MARK, VERSION
from rrm.model.rounding import round_half_up
from rrm.model.scenario import Location

DECIMALS = 7
"""Of a degree: a centimetre."""


def graph_geojson(
    network: Network, state: LinkState | None = None, day: int | None = None
) -> dict[str, Any]:
    """Places as points and links as lines, each with all columns of its table.

    state: whether each vehicle class passes a link; it then has `open_<class>` for each. day: the
    day of the scenario that it holds for. A link to a place that isn't there has no line.
    """
    where = {place.node_id: _position(place) for place in network.locations}
    document: dict[str, Any] = {"type": "FeatureCollection", MARK: int(VERSION)}
    if day is not None:
        document["day"] = day
    if where:
        document["bbox"] = _box(list(where.values()))
    document["features"] = [
        *_places(network, where),
        *_links(network, where, state),
    ]
    return document


def geojson_text(document: dict[str, Any]) -> str:
    """A feature a line, so that two versions can be compared."""
    head = {key: value for key, value in document.items() if key != "features"}
    lines = [json.dumps(one, ensure_ascii=False, allow_nan=False) for one in document["features"]]
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    return f'{opening}, "features": [\n' + ",\n".join(lines) + "\n]}\n"


def _places(network: Network, where: dict[str, list[float]]) -> Iterator[dict[str, Any]]:
    for place in network.locations:
        yield {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": where[place.node_id]},
            "properties": place_properties(place),
        }


def _links(
    network: Network, where: dict[str, list[float]], state: LinkState | None
) -> Iterator[dict[str, Any]]:
    for position, route in enumerate(network.routes):
        ends = [where[n] for n in (route.from_node, route.to_node) if n in where]
        line = {"type": "LineString", "coordinates": ends} if len(ends) == 2 else None
        yield {
            "type": "Feature",
            "geometry": line,
            "properties": {**link_properties(route), **passing(state, position)},
        }


def _position(place: Location) -> list[float]:
    return [round_half_up(place.lon, DECIMALS), round_half_up(place.lat, DECIMALS)]


def _box(positions: list[list[float]]) -> list[float]:
    lons, lats = [lon for lon, _ in positions], [lat for _, lat in positions]
    return [min(lons), min(lats), max(lons), max(lats)]
