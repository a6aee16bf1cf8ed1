"""Access as a file: a page with a map, or a table."""

from __future__ import annotations

from pathlib import Path

from rrm.access import merged_periods
from rrm.cli.reach import Reached, names_of
from rrm.cli.whole_file import refuse_unless_named, write_whole
from rrm.model.run import Loaded

ENDINGS = (".html", ".csv")


def write_access(path: Path, loaded: Loaded, reached: Reached, language: str) -> None:
    """Writes what the file's name asks for, whole or not at all.

    Raises BadInput for another ending, or where it can't be written.
    """
    refuse_unless_named(path, ENDINGS)
    write_whole(path, _content(path.suffix.lower(), loaded, reached, language))


def _content(ending: str, loaded: Loaded, reached: Reached, language: str) -> bytes:
    if ending == ".csv":
        from rrm.store import access_csv

        return access_csv(reached.rows).encode("utf-8")
    from rrm.export import access_page

    rows = merged_periods(reached.rows)
    return access_page(loaded.scenario, loaded.pack, rows, names_of(loaded.scenario), language)
