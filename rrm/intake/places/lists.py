"""Which lists of places come with the engine; their files are opened in bounded memory."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from functools import cache
from operator import itemgetter

from rrm.intake.csv_records import csv_records
from rrm.intake.input_folder import InputFolder
from rrm.intake.shipped import shipped_folder
from rrm.intake.source_tree import place_of
from rrm.intake.validation import validated
from rrm.intake.yaml_source import MAX_BYTES, read_yaml
from rrm.model.frozen import Frozen
from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem

_FILE = "lists.yaml"
_SHOWN = "rules/places/"
_PACKED_BYTES = 2_000_000
_UNPACKED_BYTES = 20_000_000


class CommuneList(Frozen):
    """A country's communes with their codes and borders.

    country: ISO code of three letters. version: how the list is called; a scenario whose
    `pcode_version` begins so speaks of these codes. credit: whom to name; licence: of the data.
    """

    country: str
    version: str
    file: str
    credit: str
    licence: str


class PlaceList(Frozen):
    """Named places with their positions; title: how messages call the list, by language."""

    title: dict[str, str]
    file: str
    credit: str
    licence: str


class PlaceLists(Frozen):
    """lists.yaml."""

    communes: tuple[CommuneList, ...] = ()
    places: tuple[PlaceList, ...] = ()


@cache
def place_lists() -> PlaceLists:
    """The lists that come with the engine; none where they are not there.

    Raises BadInput where lists.yaml can't be read.
    """
    path = shipped_folder("rules") / "places" / _FILE
    if not path.is_file():
        return PlaceLists()
    folder = _folder()
    shown = folder.shown(path)
    tree = read_yaml(folder.read(path, MAX_BYTES), shown)
    value, problems = validated(PlaceLists, tree, lambda at: place_of(tree, at, Place(shown)))
    if value is None:
        raise BadInput(problems)
    return value


def listed_rows(file: str, columns: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of a packed table: their number, and the cells of these columns in this order.

    columns: two or more. Raises BadInput where the file is missing, too large, damaged, or lacks
    a column.
    """
    folder = _folder()
    shown = folder.shown(folder.root / file)
    packed = folder.read(folder.root / file, _PACKED_BYTES)
    records = csv_records(_unpacked(packed, file), shown)
    _, header = next(records, (1, []))
    if not set(columns) <= set(header):
        raise damaged(file, 1)
    wanted = itemgetter(*(header.index(column) for column in columns))
    for row, cells in records:
        if len(cells) != len(header):
            raise damaged(file, row)
        yield row, wanted(cells)


def damaged(file: str, row: int | None = None) -> BadInput:
    """A list of places that doesn't say what it should."""
    return BadInput(
        [
            Problem(
                "RRM-I111",
                Place(_SHOWN + file, row=row),
                msg("this list of places is damaged"),
                msg("the lists of places come with the engine"),
                msg("Install the engine again, or make the list as rules/places/README.md says."),
            )
        ]
    )


def _folder() -> InputFolder:
    return InputFolder(shipped_folder("rules") / "places", _SHOWN)


def _unpacked(packed: bytes, name: str) -> bytes:
    try:
        with gzip.open(io.BytesIO(packed)) as file:
            data = file.read(_UNPACKED_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        raise damaged(name) from None
    if len(data) > _UNPACKED_BYTES:
        raise damaged(name)
    return data
