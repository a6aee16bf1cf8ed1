"""GeoPackages and shapefiles made harmless before GDAL opens them, from memory.

A GeoPackage is a database: one with views could compute without end when it is read. A shapefile is
several files, mostly zipped: a zip may unpack to something enormous, and hold other things.
"""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Mapping
from pathlib import Path

from rrm.intake.input_folder import InputFolder
from rrm.intake.wording import listed
from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem

_MAGIC = b"SQLite format 3\x00"
_APPLICATIONS = (b"GPKG", b"GP10", b"GP11")
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_NEEDED = (".shp", ".shx", ".dbf")


def checked_geopackage(data: bytes, shown: str) -> bytes:
    """The bytes of a GeoPackage without views; raises BadInput for anything else."""
    if not data.startswith(_MAGIC) or data[68:72] not in _APPLICATIONS:
        raise BadInput([no_layers(shown, msg("it is no GeoPackage"))])
    # Written ahead in a file beside it: in memory there is no such file to look for.
    still = data[:18] + b"\x01\x01" + data[20:]
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(still)
        views = [
            name
            for (name,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'view' LIMIT 20"
            )
        ]
    except (sqlite3.Error, ValueError, OverflowError):
        raise BadInput([no_layers(shown, msg("the database in it is damaged"))]) from None
    finally:
        database.close()
    if views:
        what = msg("it holds views: {names}", names=listed(map(str, views)))
        raise BadInput([no_layers(shown, what)])
    return still


def has_pending_changes(path: Path) -> bool:
    """Whether changes to a GeoPackage wait in a file beside it, since a program has it open."""
    beside = path.with_name(path.name + "-wal")
    try:
        return beside.stat().st_size > 0
    except OSError:
        return False


def unzipped_shapefile(data: bytes, shown: str, limit: int) -> bytes:
    """The one shapefile of a zip, alone and under a plain name, as a zip again.

    limit: bytes that it may unpack to. Raises BadInput where there is none, or several.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            shapes = [one.filename for one in members if one.filename.lower().endswith(".shp")]
            if len(shapes) != 1:
                raise BadInput([_not_one(shown, shapes)])
            stem = shapes[0][:-4]
            wanted = {
                suffix: one
                for one in members
                for suffix in _PARTS
                if one.filename.lower() == stem.lower() + suffix
            }
            if sum(one.file_size for one in wanted.values()) > limit:
                raise BadInput([_too_large(shown, limit)])
            parts = {}
            for suffix, one in wanted.items():
                with archive.open(one) as part:
                    parts[suffix] = part.read(limit + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise BadInput([no_layers(shown, msg("it can't be unpacked"))]) from None
    return _as_zip(parts, shown, limit)


def gathered_shapefile(path: Path, folder: InputFolder, limit: int) -> bytes:
    """A shapefile and the files beside it that belong to it, as a zip."""
    parts = {}
    for suffix in _PARTS:
        for candidate in (path.with_suffix(suffix), path.with_suffix(suffix.upper())):
            if candidate.is_file():
                parts[suffix] = folder.read(candidate, limit)
                break
    return _as_zip(parts, folder.shown(path), limit)


def _as_zip(parts: Mapping[str, bytes], shown: str, limit: int) -> bytes:
    missing = [suffix for suffix in _NEEDED if suffix not in parts]
    if missing:
        what = msg("of the shapefile {names} is missing", names=listed(missing))
        raise BadInput([no_layers(shown, what)])
    if sum(map(len, parts.values())) > limit:
        raise BadInput([_too_large(shown, limit)])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for suffix in _PARTS:
            if suffix in parts:
                archive.writestr("layer" + suffix, parts[suffix])
    return packed.getvalue()


def no_layers(shown: str, what: Message) -> Problem:
    """A file from which no layer can be read."""
    return Problem(
        "RRM-N008",
        Place(shown),
        what,
        msg("a GeoPackage, or a zip with one shapefile, is needed"),
        msg("Export the layer again: in QGIS “Export, Save features as”, GeoPackage or GeoJSON."),
    )


def _not_one(shown: str, names: list[str]) -> Problem:
    if not names:
        return no_layers(shown, msg("there is no shapefile in it"))
    return no_layers(
        shown, msg("there are several shapefiles in it: {names}", names=listed(sorted(names)))
    )


def _too_large(shown: str, limit: int) -> Problem:
    return Problem(
        "RRM-I002",
        Place(shown),
        msg("it unpacks to more than {n} MB", n=limit / 1_000_000),
        msg("at most {n} MB are read", n=limit / 1_000_000),
        msg("Cut it to the area in question."),
    )
