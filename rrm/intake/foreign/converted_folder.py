"""The scenario folder that an intake writes: whole or not at all, replacing nothing."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rrm.intake.foreign.conversion import ConvertedTable
from rrm.intake.foreign.first_look import (
    SETTINGS,
    SITES,
    groups_found,
    settings_text,
    sites_doubts,
    sites_table,
)
from rrm.intake.foreign.intake_record import intake_record
from rrm.intake.foreign.taking_in import Intake
from rrm.intake.input_folder import InputFolder
from rrm.intake.scenario import load_scenario
from rrm.intake.validation import is_plain_number
from rrm.intake.wording import listed, quoted
from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem

RECORD = "intake.json"
ASSESSMENT = "assessment.csv"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_MAX_SITES_BYTES = 50_000_000


def write_folder(
    intake: Intake, folder: Path, sites: Path | None = None
) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Writes assessment.csv, rosters, intake.json and, where there are none, sites and settings.

    sites: a table of sites to be copied in. The folder, once written, is read as a scenario; with
    an error in it nothing stays. Returns the files written and the doubts that come with them.
    Raises BadInput where a file of that name stands there already, or nothing can be written.
    """
    files, doubts = _files(intake, folder, sites)
    there = [name for name in files if (folder / name).exists()]
    if there:
        raise BadInput([_already_there(folder, there)])
    with _refusing_disk(folder):
        if folder.is_dir():
            _write_into(folder, files)
        else:
            _write_new(folder, files)
    return tuple(folder / name for name in files), doubts


def _files(
    intake: Intake, folder: Path, sites: Path | None
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    converted = intake.converted
    files = {ASSESSMENT: table_bytes(converted.assessment)}
    for name, roster in converted.rosters.items():
        files[f"{name}.csv"] = table_bytes(roster)
    doubts: list[Problem] = []
    if sites is not None:
        full = sites.resolve()
        files[SITES] = InputFolder(full.parent).read(full, _MAX_SITES_BYTES)
    elif not (folder / SITES).exists():
        places = {} if intake.mapping is None else dict(intake.mapping.mapping.sites)
        groups = groups_found(converted.assessment)
        files[SITES] = table_bytes(sites_table(groups, places))
        doubts += sites_doubts(groups, places, SITES)
    if not (folder / SETTINGS).exists():
        name = folder.resolve().name
        files[SETTINGS] = settings_text(intake, name).encode("utf-8")
    record = intake_record(intake, (*intake.problems, *doubts))
    files[RECORD] = (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
    return files, tuple(doubts)


def table_bytes(table: ConvertedTable) -> bytes:
    """A table as UTF-8 CSV; text that a spreadsheet would run as a formula gets an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    for row in zip(*table.columns.values(), strict=True):
        writer.writerow([_guarded(cell) for cell in row])
    return text.getvalue().encode("utf-8")


def _guarded(cell: str) -> str:
    runs = cell.startswith(_FORMULA_STARTS) and not is_plain_number(cell)
    return f"'{cell}" if runs else cell


def _write_new(folder: Path, files: dict[str, bytes]) -> None:
    """The folder is made beside its place and appears in one step; an error in it takes it back.

    It is read as a scenario where it will stay: which packs are found depends on the place.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".intake-", dir=folder.parent))
    try:
        made = draft / folder.name
        made.mkdir()
        for name, content in files.items():
            _write(made / name, content)
        made.rename(folder)
        try:
            load_scenario(folder)
        except BaseException:
            folder.rename(made)
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write_into(folder: Path, files: dict[str, bytes]) -> None:
    """New files beside those that are there; all of them go again where one can't stay."""
    written: list[Path] = []
    try:
        for name, content in files.items():
            _write(folder / name, content)
            written.append(folder / name)
        load_scenario(folder)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def _write(path: Path, content: bytes) -> None:
    """A new file, on disk when this returns; raises FileExistsError where one is there."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _refusing_disk(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        problem = Problem(
            "RRM-I094",
            Place(quoted(folder)),
            msg("this can't be written: {why}", why=error.strerror or type(error).__name__),
            msg("a folder is needed that can be written to"),
            msg("Free some space, or give another folder."),
        )
        raise BadInput([problem]) from error


def _already_there(folder: Path, names: list[str]) -> Problem:
    return Problem(
        "RRM-I094",
        Place(quoted(folder)),
        msg("these files are there already: {names}", names=listed(names)),
        msg("an intake replaces nothing"),
        msg("Choose another folder, or move them away."),
    )
