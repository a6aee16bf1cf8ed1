"""Which row of a table holds its HXL tags: libhxl says so where it is installed.

libhxl is given cells that were read already; it never opens a path or an address. Without it a
row is taken for tags only where every cell of it is one, which libhxl reads in the same way; any
other row that might be one is refused, so that no file is read differently here and there.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import Any

from rrm.intake.csv_records import Record
from rrm.intake.foreign.separators import TAGS_WITHIN
from rrm.intake.hxl_tags import is_tag
from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem


def tag_row(records: Sequence[Record], shown: str) -> tuple[int, tuple[str, ...]] | None:
    """The position among the records of the row of tags, with them by position; None without any.

    A row counts as one where at least half of what it says are tags.
    Raises BadInput where such a row holds other things too and libhxl isn't installed.
    """
    for position, (row, cells) in enumerate(records):
        if row > TAGS_WITHIN:
            return None
        given = [cell for cell in cells if cell.strip()]
        if sum(map(is_tag, given)) * 2 < max(1, len(given)):
            continue
        tags = _tags(cells, Place(shown, row=row))
        if tags is not None:
            return position, tags
    return None


def _tags(cells: Sequence[str], place: Place) -> tuple[str, ...] | None:
    # The library takes no space after a plus sign.
    plain = ["".join(cell.split()) if is_tag(cell) else cell for cell in cells]
    hxl = _library()
    if hxl is None:
        if all(is_tag(cell) for cell in plain if cell.strip()):
            return tuple(cell.casefold().strip() for cell in plain)
        raise BadInput([_not_read(place, msg("Install the extra `hxl`, or correct the tags."))])
    try:
        columns: Any = hxl.Column.parse_list(plain)
    except Exception:
        # The library's own log refuses settings that it doesn't know.
        raise BadInput([_not_read(place, msg("Correct the tags, or remove their row."))]) from None
    return None if columns is None else tuple(str(one.display_tag or "") for one in columns)


def _library() -> ModuleType | None:
    """The library, None where it isn't installed."""
    try:
        hxl = import_module("hxl")
    except ImportError:
        return None
    # What it logs of cells is told by us, or not at all.
    log = logging.getLogger("hxl")
    log.addHandler(logging.NullHandler())
    log.propagate = False
    return hxl


def _not_read(place: Place, remedy: Message) -> Problem:
    return Problem(
        "RRM-I077",
        place,
        msg("a row with HXL tags and other things can't be read"),
        msg("a row of tags holds tags and empty cells"),
        remedy,
    )
