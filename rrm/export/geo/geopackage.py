"""GeoPackage 1.4 (OGC 12-128r19) by the standard library: a table a layer, and one about the run.

Another SQLite writes its own version number into the header; on one installation the bytes are the
same.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator

from rrm.export.geo.layer import Column, Feature, Layer, Value, box
from rrm.export.geo.layers import MARKS, about, layers, marks, stamp_of
from rrm.export.published import PublishedPlan

_APPLICATION_ID = 0x47504B47
_USER_VERSION = 10400
_WGS84 = 4326
_LITTLE_ENDIAN = 1
_ENVELOPE_XY = 1 << 1
_POINT, _LINE = 1, 2

_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY,
 organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL,
 definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
 identifier TEXT UNIQUE, description TEXT DEFAULT '',
 last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
 min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
 CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
 geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
 CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
 CONSTRAINT uk_gc_table_name UNIQUE (table_name),
 CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
 CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
"""

_WGS84_TEXT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,'
    'AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,'
    'AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AUTHORITY["EPSG","4326"]]'
)

_SYSTEMS = (
    ("Undefined Cartesian", -1, "NONE", -1, "undefined", None),
    ("Undefined geographic", 0, "NONE", 0, "undefined", None),
    ("WGS 84", _WGS84, "EPSG", _WGS84, _WGS84_TEXT, None),
)


def map_geopackage(plan: PublishedPlan, languages: tuple[str, ...]) -> bytes:
    """The plan's map in one language: sites, starts, roads, trips, and the table `about`."""
    language = languages[0]
    stamp = stamp_of(plan)
    changed = f"{stamp.time_of_data.isoformat()}T00:00:00.000Z"
    marked = about(plan, language)
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        database.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {_USER_VERSION}")
        database.execute("BEGIN")
        for statement in _TABLES.strip().split(";\n"):
            database.execute(statement)
        database.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?,?)", _SYSTEMS)
        for layer in layers(plan, language):
            told = f"{layer.title.text(language)}. {marked['state_in_words']}"
            _write_layer(database, layer, told, changed, marks(stamp))
        _write_about(database, marked, changed)
        database.execute("COMMIT")
        return database.serialize()
    finally:
        database.close()


def _write_layer(
    database: sqlite3.Connection,
    layer: Layer,
    told: str,
    changed: str,
    own: tuple[Value, ...],
) -> None:
    table = layer.name
    kind = "LINESTRING" if layer.is_line else "POINT"
    columns = (*layer.columns, *MARKS)
    positions = [at for one in layer.features for at in one.positions]
    borders = box(positions) if positions else (None,) * 4
    _declare(database, table, columns, f"geom {kind}, ")
    database.execute(
        "INSERT INTO gpkg_contents VALUES (?,'features',?,?,?,?,?,?,?,?)",
        (table, table, told, changed, *borders, _WGS84),
    )
    database.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?,'geom',?,?,0,0)", (table, kind, _WGS84)
    )
    _insert(
        database,
        table,
        ((geometry(layer, one), *one.values, *own) for one in layer.features),
        len(columns) + 1,
    )


def _write_about(database: sqlite3.Connection, marked: dict[str, Value], changed: str) -> None:
    columns = (Column("name"), Column("value"))
    _declare(database, "about", columns, "")
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)"
        " VALUES ('about','attributes','about',?,?)",
        (marked["circle_in_words"], changed),
    )
    rows = ((name, None if said is None else str(said)) for name, said in marked.items())
    _insert(database, "about", rows, len(columns))


def _declare(
    database: sqlite3.Connection, table: str, columns: tuple[Column, ...], geometry_column: str
) -> None:
    names = column_names(columns)
    declared = ", ".join(
        f"{name} {column.kind}" for name, column in zip(names, columns, strict=True)
    )
    key = "fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"
    database.execute(f"CREATE TABLE {table} ({key}, {geometry_column}{declared})")


def _insert(
    database: sqlite3.Connection, table: str, rows: Iterator[tuple[object, ...]], width: int
) -> None:
    places = ",".join("?" * (width + 1))
    numbered = ((at, *row) for at, row in enumerate(rows, start=1))
    database.executemany(f"INSERT INTO {table} VALUES ({places})", numbered)


def column_names(columns: tuple[Column, ...]) -> tuple[str, ...]:
    """Names in quotes, none twice; to SQLite a letter is the same small and large."""
    taken = {"fid", "geom"}
    names = []
    for column in columns:
        name, at = column.name, 2
        while name.lower() in taken:
            name, at = f"{column.name}_{at}", at + 1
        taken.add(name.lower())
        escaped = name.replace('"', '""')
        names.append(f'"{escaped}"')
    return tuple(names)


def geometry(layer: Layer, feature: Feature) -> bytes:
    """A point or line as GeoPackage binary: header, borders of a line, well-known binary."""
    positions = feature.positions
    flat = [figure for at in positions for figure in at]
    if not layer.is_line:
        return _header(0) + struct.pack("<BI2d", _LITTLE_ENDIAN, _POINT, *flat)
    west, south, east, north = box(positions)
    borders = struct.pack("<4d", west, east, south, north)
    line = struct.pack(f"<BII{len(flat)}d", _LITTLE_ENDIAN, _LINE, len(positions), *flat)
    return _header(_ENVELOPE_XY) + borders + line


def _header(envelope: int) -> bytes:
    return struct.pack("<2sBBi", b"GP", 0, _LITTLE_ENDIAN | envelope, _WGS84)
