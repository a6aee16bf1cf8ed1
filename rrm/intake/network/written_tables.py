"""Both tables written into a scenario's folder: whole or not at all."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from unicodedata import category

from rrm.intake.network.places import nodes_named
from rrm.intake.scenario_tables import TABLES
from rrm.intake.validation import is_plain_number
from rrm.intake.wording import listed, quoted
from rrm.model.frozen import Frozen
from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.scenario import Location, Route

FILES = ("locations.csv", "routes.csv")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def table_text(name: str, rows: Sequence[Frozen]) -> str:
    """A table of a scenario as CSV: needed columns, and those that any row says something in."""
    spec = TABLES[name]
    fields = {field.alias or name: name for name, field in spec.model.model_fields.items()}
    defaults = {name: field.default for name, field in spec.model.model_fields.items()}
    used = [
        column
        for column in spec.columns
        if column in spec.required
        or any(getattr(row, fields[column]) != defaults[fields[column]] for row in rows)
    ]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(used)
    writer.writerows([_cell(getattr(row, fields[column])) for column in used] for row in rows)
    return text.getvalue()


def write_network(
    folder: Path, locations: Sequence[Location], routes: Sequence[Route], replace: bool = False
) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Writes locations.csv and routes.csv; a folder that is not there is made.

    Returns the files, and doubts about tables of the scenario that name nodes no longer there.
    Raises BadInput where a table is there already and `replace` is not said, or on a disk that
    can't be written to; both tables are then as they were.
    """
    there = [name for name in FILES if (folder / name).exists()]
    if there and not replace:
        raise BadInput([_already_there(folder, there)])
    texts = (table_text("locations", locations), table_text("routes", routes))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _put(folder, dict(zip(FILES, texts, strict=True)))
    except OSError as error:
        raise BadInput([_unwritable(folder, error)]) from error
    return tuple(folder / name for name in FILES), _lost_nodes(folder, locations)


def _put(folder: Path, texts: dict[str, str]) -> None:
    """All files are written beside their place first; what was there is put back on a failure."""
    before = {name: (folder / name).read_bytes() for name in texts if (folder / name).exists()}
    drafts = {name: _draft(folder, text) for name, text in texts.items()}
    done: list[str] = []
    try:
        for name, draft in drafts.items():
            draft.replace(folder / name)
            done.append(name)
    except BaseException:
        for name in done:
            if name in before:
                (folder / name).write_bytes(before[name])
            else:
                (folder / name).unlink(missing_ok=True)
        raise
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _draft(folder: Path, text: str) -> Path:
    handle, name = tempfile.mkstemp(prefix=".network-", suffix=".tmp", dir=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
    # mkstemp makes files that nobody else can read; tables are read by colleagues.
    Path(name).chmod(0o644)
    return Path(name)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        # As short as it is exact, and never with an exponent.
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    text = "".join(" " if category(sign) == "Cc" else sign for sign in str(value))
    runs = text.startswith(_FORMULA_STARTS) and not is_plain_number(text)
    return f"'{text}" if runs else text


def _lost_nodes(folder: Path, locations: Iterable[Location]) -> tuple[Problem, ...]:
    nodes = {place.node_id for place in locations}
    lost = [name for name in nodes_named(folder) if name not in nodes]
    if not lost:
        return ()
    problem = Problem(
        "RRM-N027",
        Place(quoted(folder.name)),
        msg("its tables name nodes that the new network has not: {names}", names=listed(lost)),
        msg("sites, depots and the like stand at nodes of locations.csv"),
        msg("Correct `node` there; rrm check lists each of them."),
        is_error=False,
    )
    return (problem,)


def _already_there(folder: Path, names: list[str]) -> Problem:
    return Problem(
        "RRM-N023",
        Place(quoted(folder)),
        msg("these files are there already: {names}", names=listed(names)),
        msg("tables are replaced only when it is said"),
        msg("Add --replace, or choose another folder."),
    )


def _unwritable(folder: Path, error: OSError) -> Problem:
    return Problem(
        "RRM-I094",
        Place(quoted(folder)),
        msg("this can't be written: {why}", why=error.strerror or type(error).__name__),
        msg("a folder is needed that can be written to"),
        msg("Free some space, or give another folder."),
    )
