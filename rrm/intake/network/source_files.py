"""Network files opened and read by their kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rrm.intake.input_folder import InputFolder
from rrm.intake.network.geojson import read_geojson, read_json
from rrm.intake.network.graphml import read_graph, read_graph_lines
from rrm.intake.network.layers import check_installed, read_layers
from rrm.intake.network.own_network import (
    is_own_geojson,
    is_own_graph,
    own_geojson,
    own_graph,
)
from rrm.intake.network.packed_layers import (
    checked_geopackage,
    gathered_shapefile,
    has_pending_changes,
    unzipped_shapefile,
)
from rrm.intake.network.source_lines import SourceFeatures
from rrm.intake.problem_list import ProblemList
from rrm.intake.wording import quoted
from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.run import InputFile
from rrm.model.scenario import Location, Route

MAX_BYTES = 200_000_000
KINDS = (".geojson", ".json", ".graphml", ".gpkg", ".shp", ".zip")

Tables = tuple[tuple[Location, ...], tuple[Route, ...]]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as read: features that a mapping says the meaning of, or tables of our own making."""

    shown: str
    digest: tuple[InputFile, ...]
    features: SourceFeatures | None
    tables: Tables | None = None


def read_source_file(path: Path, problems: ProblemList) -> SourceFile:
    """Reads a GeoJSON, GraphML, GeoPackage or shapefile by its ending and its content.

    Raises BadInput where it is none of these, too large or damaged.
    """
    full = path.resolve()
    folder = InputFolder(full.parent)
    shown = folder.shown(full)
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise BadInput([_unknown_kind(shown)])
    features, tables = read(full, folder, shown, problems)
    return SourceFile(shown, folder.files, features, tables)


_Read = tuple[SourceFeatures | None, Tables | None]


def _geojson(path: Path, folder: InputFolder, shown: str, problems: ProblemList) -> _Read:
    document = read_json(folder.read(path, MAX_BYTES), shown)
    if is_own_geojson(document):
        return None, own_geojson(document, shown, problems)
    return read_geojson(document, shown, problems), None


def _graphml(path: Path, folder: InputFolder, shown: str, problems: ProblemList) -> _Read:
    graph = read_graph(folder.read(path, MAX_BYTES), shown)
    if is_own_graph(graph):
        return None, own_graph(graph, shown, problems)
    return read_graph_lines(graph, shown, problems), None


def _geopackage(path: Path, folder: InputFolder, shown: str, problems: ProblemList) -> _Read:
    check_installed(shown)
    if has_pending_changes(path):
        problems.add(_open_elsewhere(shown))
    return read_layers(
        checked_geopackage(folder.read(path, MAX_BYTES), shown), shown, problems
    ), None


def _shapefile(path: Path, folder: InputFolder, shown: str, problems: ProblemList) -> _Read:
    check_installed(shown)
    return read_layers(gathered_shapefile(path, folder, MAX_BYTES), shown, problems), None


def _zip(path: Path, folder: InputFolder, shown: str, problems: ProblemList) -> _Read:
    check_installed(shown)
    data = unzipped_shapefile(folder.read(path, MAX_BYTES), shown, MAX_BYTES)
    return read_layers(data, shown, problems), None


_READERS: dict[str, Callable[[Path, InputFolder, str, ProblemList], _Read]] = {
    ".geojson": _geojson,
    ".json": _geojson,
    ".graphml": _graphml,
    ".gpkg": _geopackage,
    ".shp": _shapefile,
    ".zip": _zip,
}


def _unknown_kind(shown: str) -> Problem:
    return Problem(
        "RRM-N001",
        Place(shown),
        msg('it ends in "{ending}"', ending=quoted(Path(shown).suffix)),
        msg("networks are read from {kinds} and from FLEE folders", kinds=", ".join(KINDS)),
        msg("Export the layer as GeoJSON."),
    )


def _open_elsewhere(shown: str) -> Problem:
    return Problem(
        "RRM-N024",
        Place(shown),
        msg("another program has changes to it that are not in the file yet"),
        msg("a file is read as it is on disk"),
        msg("Close it in QGIS and read it again, if the changes matter."),
        is_error=False,
    )
