"""Layers of a GeoPackage or shapefile, by pyogrio (GDAL) and Shapely of the extra `geo`."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rrm.intake.network.geojson import no_line, other_projection, too_many
from rrm.intake.network.packed_layers import no_layers
from rrm.intake.network.properties import MAX_PROPERTIES, properties_of
from rrm.intake.network.source_lines import (
    MAX_FEATURES,
    MAX_VERTICES,
    SourceFeatures,
    SourceLine,
    SourcePoint,
)
from rrm.intake.problem_list import ProblemList
from rrm.intake.wording import quoted
from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem

_DRIVERS = ("GPKG", "ESRI Shapefile")
_WGS84 = ("EPSG:4326", "OGC:CRS84")
_MAX_LAYERS = 50
_LINE, _POINT, _LINES, _POINTS = 1, 0, 5, 4  # Shapely's numbers of geometry types


def read_layers(data: bytes, shown: str, problems: ProblemList) -> SourceFeatures:
    """Lines and points of every layer that has some.

    data: a checked GeoPackage, or a zip with one shapefile. Raises BadInput where the extra `geo`
    is not installed, nothing can be read, or a layer is in another projection.
    """
    check_installed(shown)
    lines: list[SourceLine] = []
    points: list[SourcePoint] = []
    with _read_by_gdal(shown):
        names = _layer_names(data)
    if not names:
        raise BadInput([no_layers(shown, msg("there is no layer with lines in it"))])
    vertices = 0
    for name in names:
        place = shown if len(names) == 1 else f"{shown}/{quoted(name)}"
        layer = _Layer(data, name, place, problems)
        vertices += layer.vertices
        if len(lines) + len(points) + len(layer.geometries) > MAX_FEATURES:
            raise BadInput([too_many(shown, msg("{n} features", n=MAX_FEATURES))])
        if vertices > MAX_VERTICES:
            raise BadInput([too_many(shown, msg("{n} vertices", n=MAX_VERTICES))])
        layer.take(lines, points)
    return SourceFeatures(tuple(lines), tuple(points))


def check_installed(shown: str) -> None:
    """Raises BadInput, with how to install it, where the extra `geo` is missing."""
    try:
        import pyogrio  # noqa: F401
        import shapely  # noqa: F401
    except ImportError:
        problem = Problem(
            "RRM-N007",
            Place(shown),
            msg("GeoPackages and shapefiles need two libraries that are not installed"),
            msg("pyogrio and shapely are needed, the extra `geo`"),
            msg(
                "Install them: pip install 'rrm-engine[geo]'; or export the layer as GeoJSON, which"
                " needs nothing."
            ),
        )
        raise BadInput([problem]) from None


class _Layer:
    def __init__(self, data: bytes, name: str, shown: str, problems: ProblemList) -> None:
        import shapely
        from pyogrio import raw, read_info

        self._shown = shown
        self._problems = problems
        with _read_by_gdal(shown):
            about = read_info(data, layer=name)
            if about["driver"] not in _DRIVERS:
                raise BadInput([no_layers(shown, msg("it is no GeoPackage"))])
            if about["features"] > MAX_FEATURES:
                raise BadInput([too_many(shown, msg("{n} features", n=MAX_FEATURES))])
            if about["crs"] not in _WGS84:
                raise BadInput([other_projection(shown, quoted(_projection(about["crs"])))])
            columns = list(about["fields"])[:MAX_PROPERTIES]
            meta, _, wkb, cells = raw.read(
                data, layer=name, columns=columns, force_2d=True, datetime_as_string=True
            )
            self.geometries: Any = shapely.from_wkb(wkb, on_invalid="ignore")
        names = map(str, meta["fields"])
        self._columns = {name: c.tolist() for name, c in zip(names, cells, strict=True)}
        self.vertices = int(shapely.get_num_coordinates(self.geometries).sum())

    def take(self, lines: list[SourceLine], points: list[SourcePoint]) -> None:
        """Adds what the layer holds."""
        import shapely

        kinds = shapely.get_type_id(self.geometries)
        for row, (geometry, kind) in enumerate(zip(self.geometries, kinds, strict=True)):
            place = Place(self._shown, row=row + 1)
            if kind in (_LINE, _LINES, _POINT, _POINTS):
                properties = properties_of({name: c[row] for name, c in self._columns.items()})
                for part in shapely.get_parts(geometry):
                    positions = shapely.get_coordinates(part).tolist()
                    whole = tuple((float(x), float(y)) for x, y in positions)
                    if kind in (_LINE, _LINES):
                        lines.append(SourceLine(whole, properties, place))
                    elif whole:
                        points.append(SourcePoint(whole[0], properties, place))
            else:
                what = msg("it has no line or point that can be read")
                where = Place(self._shown, row=row + 1, column="geometry")
                self._problems.add(no_line(where, what))


def _layer_names(data: bytes) -> list[str]:
    from pyogrio import list_layers

    found = [(str(name), kind) for name, kind in list_layers(data)][:_MAX_LAYERS]
    return [name for name, kind in found if kind is not None and _is_wanted(str(kind))]


def _is_wanted(kind: str) -> bool:
    return any(word in kind for word in ("Line", "Point", "Unknown", "Collection"))


def _projection(crs: object) -> str:
    return str(crs) if crs else "?"


@contextmanager
def _read_by_gdal(shown: str) -> Iterator[None]:
    """GDAL's failures as ours, and none of its remarks about files that lie in memory."""
    from pyogrio.errors import DataLayerError, DataSourceError, FieldError, GeometryError

    errors = (DataSourceError, DataLayerError, FieldError, GeometryError, ValueError)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except errors:
        raise BadInput([no_layers(shown, msg("it can't be read"))]) from None
