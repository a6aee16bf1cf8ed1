"""Access as a file: a page with a map, or a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from rrm.access import Departures, merged_periods
from rrm.cli.named_file import refuse_unless_named
from rrm.cli.reach import Reached, names_of
from rrm.model.access import Access, AccessTable
from rrm.model.run import Loaded
from rrm.whole_file import write_whole

ENDINGS = (".html", ".csv")


def write_access(
    path: Path,
    loaded: Loaded,
    reached: Reached,
    table: AccessTable,
    site: str | None,
    language: str,
) -> None:
    """Writes what the file's name asks for, whole or not at all.

    site: with this site's rows only. Raises BadInput for another ending, or where it can't be
    written.
    """
    refuse_unless_named(path, ENDINGS)
    if path.suffix.lower() == ".csv":
        content = _csv(_only(table.rows, site), reached.departures)
    else:
        content = _page(loaded, _only(reached.rows, site), reached.departures, language)
    write_whole(path, content)


def _only(rows: Iterable[Access], site: str | None) -> tuple[Access, ...]:
    return tuple(row for row in rows if site is None or row.destination == site)


def _page(loaded: Loaded, rows: tuple[Access, ...], departures: Departures, language: str) -> bytes:
    from rrm.export import access_page

    scenario = loaded.scenario
    told = merged_periods(rows)
    return access_page(scenario, loaded.pack, told, names_of(scenario), language, departures)


def _csv(rows: tuple[Access, ...], departures: Departures) -> bytes:
    """access.csv as in a run's folder, with one more column: days_caught, as 7;8."""
    from rrm.store import access_csv

    head, *lines = csv.reader(io.StringIO(access_csv(rows), newline=""))
    days = (";".join(map(str, departures.days_caught(row))) for row in rows)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*head, "days_caught"])
    writer.writerows([*line, caught] for line, caught in zip(lines, days, strict=True))
    return out.getvalue().encode("utf-8")
