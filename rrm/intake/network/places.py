"""Places with names: from a table, a layer of points, or a scenario that is there already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rrm.intake.csv_records import csv_records
from rrm.intake.input_folder import InputFolder
from rrm.intake.network.coordinates import is_on_earth, number_of
from rrm.intake.network.geojson import bad_coordinates
from rrm.intake.network.road_mapping import ANY, Towns
from rrm.intake.network.source_lines import SourcePoint
from rrm.intake.problem_list import ProblemList
from rrm.intake.validation import is_plain_number
from rrm.intake.wording import found, listed
from rrm.model.language import msg
from rrm.model.problem import Place, Problem
from rrm.model.scenario import Location

MAX_PLACES = 100_000
MAX_TABLE_BYTES = 50_000_000
CROSSING = "crossing"
"""The kind of a node that no place has given its name."""

OF_THE_SCENARIO = ("locations", "sites", "depots")

_NAME = ("name", "nom", "place", "localite", "village")
_LAT = ("lat", "latitude", "y")
_LON = ("lon", "long", "longitude", "lng", "x")
_ID = ("node_id", "node")
_KIND = ("kind", "type")


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place to be found on the roads.

    node_id: the id that it has to have, "" for none. stays: it becomes a location even where no
    road comes near, since tables of the scenario name it.
    """

    name: str
    lat: float
    lon: float
    kind: str
    place: Place
    node_id: str = ""
    stays: bool = False


def places_of_points(points: Iterable[SourcePoint], towns: Towns) -> Iterator[NamedPlace]:
    """Points that a mapping takes for places and that have a name."""
    for point in points:
        name = next((point.properties[n] for n in towns.names if n in point.properties), "")
        if not name or not _holds(towns.when, point.properties) or not is_on_earth(point.point):
            continue
        kind = point.properties.get(towns.kind or "", "place")
        lon, lat = point.point
        yield NamedPlace(name, lat, lon, kind, point.place)


def places_of_layer(points: Iterable[SourcePoint]) -> Iterator[NamedPlace]:
    """Points of a layer that was named as one of places: all that have a name."""
    for point in points:
        name = _first(point.properties, ("name:fr", *_NAME, "name:en", "featurenam"))
        if name and is_on_earth(point.point):
            kind = _first(point.properties, ("place", *_KIND)) or "place"
            lon, lat = point.point
            node_id = _first(point.properties, _ID)
            yield NamedPlace(name, lat, lon, kind, point.place, node_id)


def places_of_tables(locations: Iterable[Location], shown: str) -> Iterator[NamedPlace]:
    """The places of a network that the engine wrote, its crossings left out."""
    for one in locations:
        if one.kind != CROSSING:
            yield NamedPlace(one.name, one.lat, one.lon, one.kind, Place(shown), one.node_id)


def places_of_table(path: Path, folder: InputFolder, problems: ProblemList) -> list[NamedPlace]:
    """A CSV table of places: name, lat and lon are needed, node_id and kind may be there."""
    shown = folder.shown(path)
    records = csv_records(folder.read(path, MAX_TABLE_BYTES), shown)
    _, header = next(records, (0, []))
    names = [cell.strip().lstrip("#").casefold() for cell in header]
    at = {key: _position(names, wanted) for key, wanted in _COLUMNS.items()}
    missing = [key for key in ("name", "lat", "lon") if at[key] is None]
    if missing:
        problems.add(_lacks(shown, missing, names))
        return []
    places: list[NamedPlace] = []
    for row, cells in records:
        place = Place(shown, row=row)
        given = {key: _cell(cells, position) for key, position in at.items()}
        lat, lon = (_degrees(given[key]) for key in ("lat", "lon"))
        if lat is None or lon is None or not is_on_earth((lon, lat)):
            problems.add(bad_coordinates(place, f"{given['lat']}, {given['lon']}"))
        elif given["name"] and len(places) < MAX_PLACES:
            kind = given["kind"] or "place"
            places.append(NamedPlace(given["name"], lat, lon, kind, place, given["node_id"]))
    return places


def places_of_scenario(folder: Path) -> list[NamedPlace]:
    """Nodes that a scenario's tables name, with their positions; each once, locations first.

    Its old locations are taken only where sites, depots and the like stand at them: crossings of an
    older network need not stay.
    """
    inputs, named = InputFolder(folder), nodes_named(folder)
    found_at: dict[str, NamedPlace] = {}
    for name in OF_THE_SCENARIO:
        for place, row in _rows(folder / f"{name}.csv", inputs):
            node = row.get("node_id" if name == "locations" else "node", "")
            lat, lon = _degrees(row.get("lat", "")), _degrees(row.get("lon", ""))
            if node not in named or node in found_at or lat is None or lon is None:
                continue
            kind = row.get("kind", "") or "place"
            found_at[node] = NamedPlace(
                row.get("name", "") or node, lat, lon, kind, place, node, stays=True
            )
    return list(found_at.values())


def nodes_named(folder: Path) -> dict[str, None]:
    """The nodes at which a scenario's sites, depots and the like stand, in the order of tables."""
    inputs = InputFolder(folder)
    return dict.fromkeys(
        row["node"]
        for name in _TABLES_WITH_NODES
        for _, row in _rows(folder / f"{name}.csv", inputs)
        if row.get("node")
    )


_TABLES_WITH_NODES = (
    "sites",
    "depots",
    "water_sources",
    "cash_agents",
    "markets",
    "transhipments",
)
_COLUMNS = {"name": _NAME, "lat": _LAT, "lon": _LON, "node_id": _ID, "kind": _KIND}


def _rows(path: Path, inputs: InputFolder) -> list[tuple[Place, dict[str, str]]]:
    if not path.is_file():
        return []
    shown = inputs.shown(path)
    records = csv_records(inputs.read(path, MAX_TABLE_BYTES), shown)
    _, header = next(records, (0, []))
    names = [cell.strip() for cell in header]
    return [
        (Place(shown, row=row), dict(zip(names, (cell.strip() for cell in cells), strict=False)))
        for row, cells in records
    ]


def _position(names: list[str], wanted: tuple[str, ...]) -> int | None:
    return next((names.index(name) for name in wanted if name in names), None)


def _cell(cells: list[str], position: int | None) -> str:
    return cells[position].strip()[:300] if position is not None and position < len(cells) else ""


def _first(properties: Mapping[str, str], names: Iterable[str]) -> str:
    return next((properties[name] for name in names if name in properties), "")


def _degrees(text: str) -> float | None:
    return number_of(float(text)) if is_plain_number(text) else None


def _holds(when: Mapping[str, tuple[str, ...]], properties: Mapping[str, str]) -> bool:
    return all(
        column in properties and (ANY in values or properties[column].casefold() in values)
        for column, values in when.items()
    )


def _lacks(shown: str, missing: list[str], names: list[str]) -> Problem:
    return Problem(
        "RRM-N022",
        Place(shown, row=1),
        found(listed(names)),
        msg("a table of places has name, lat and lon"),
        msg("Add or rename: {names}.", names=listed(missing)),
    )
