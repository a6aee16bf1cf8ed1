"""Run folders read back, whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem, raise_errors
from rrm.model.rule_pack import RulePack
from rrm.model.run_files import FILES, FORMAT_VERSION, REPLAN_TABLES, TABLES
from rrm.model.scenario import Scenario

Row = Mapping[str, str]
_WRITE_AGAIN = msg("Make the run again, or take the folder from where it was copied.")


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run as its folder holds it.

    about: run.json; run_sha256: its checksum, by which the whole folder is approved.
    tables: rows by table name, every cell the text that stands there.
    sentences: sentences.json as it was written, for who reads the run whole.
    """

    folder: Path
    about: Mapping[str, Any]
    tables: Mapping[str, tuple[Row, ...]]
    traces: tuple[Mapping[str, Any], ...]
    inputs: Mapping[str, Any]
    verification: Mapping[str, Any]
    run_sha256: str
    sentences: bytes

    @property
    def run_id(self) -> str:
        """What the run is called."""
        return str(self.about["run_id"])

    @property
    def is_accepted(self) -> bool:
        """Whether the independent check found nothing that its plan breaks."""
        return self.verification.get("verdict") == "accepted"

    @property
    def is_rejected(self) -> bool:
        """Whether there is a plan that the check rejected; one that is none breaks locks only."""
        return not self.is_accepted and self.about.get("status") != "infeasible"

    def scenario(self) -> Scenario:
        """The scenario that the run was made from."""
        return Scenario.model_validate(self.inputs["scenario"])

    def pack(self) -> RulePack:
        """The rule pack that the run was made with."""
        return RulePack.model_validate(self.inputs["pack"])


def read_run(folder: Path) -> StoredRun:
    """A run folder, checked against what run.json says was written.

    Raises BadInput with every problem found: RRM-T010 no run folder, RRM-T011 another format
    version, RRM-T012 a file missing, RRM-T013 a file changed or cut short since, RRM-T014 a
    file that can't be read.
    """
    about, run_sha256 = _about(folder)
    digests = {file["path"]: file["sha256"] for file in about["files"]}
    problems: list[Problem] = []
    more = tuple(name for name in REPLAN_TABLES if name in digests)
    found = {name: _content(folder / name, digests, problems) for name in (*FILES, *more)}
    raise_errors(problems)
    texts = {name: content for name, content in found.items() if content is not None}
    tables = {name: tuple(_rows(folder / name, texts[name], problems)) for name in (*TABLES, *more)}
    documents = {
        name: _document(folder / name, texts[name], problems)
        for name in ("inputs.json", "verification.json")
    }
    traces = tuple(_traces(folder / "traces.json", texts["traces.json"], problems))
    raise_errors(problems)
    return StoredRun(
        folder=folder,
        about=about,
        tables=tables,
        traces=traces,
        inputs=documents["inputs.json"],
        verification=documents["verification.json"],
        run_sha256=run_sha256,
        sentences=texts["sentences.json"],
    )


def read_usable_run(folder: Path) -> StoredRun:
    """As read_run, for whoever goes by its plan.

    Raises BadInput also (RRM-T016) where the independent check rejected the plan.
    """
    stored = read_run(folder)
    refuse_rejected(stored)
    return stored


def refuse_rejected(stored: StoredRun) -> None:
    """Raises BadInput (RRM-T016) for a run whose plan the independent check rejected."""
    if stored.is_rejected:
        raise BadInput(
            [
                Problem(
                    "RRM-T016",
                    Place(str(stored.folder)),
                    found=msg("the independent check rejected the plan of this run"),
                    allowed=msg("only a plan that was accepted is gone by"),
                    remedy=msg(
                        "Take another run. This one is kept to look for the fault:"
                        " verification.json says what its plan breaks."
                    ),
                )
            ]
        )


def _about(folder: Path) -> tuple[Mapping[str, Any], str]:
    """What run.json says, and its SHA-256."""
    path = folder / "run.json"
    try:
        if not path.is_file():
            raise FileNotFoundError
        content = path.read_bytes()
        about = json.loads(content.decode("utf-8"))
    except FileNotFoundError:
        raise BadInput([_no_run(folder)]) from None
    except (OSError, ValueError, RecursionError):
        raise BadInput([_unreadable(path)]) from None
    if not isinstance(about, dict):
        raise BadInput([_unreadable(path)])
    if about.get("format_version") != FORMAT_VERSION:
        raise BadInput([_other_version(path, about)])
    if not _is_complete(about):
        raise BadInput([_unreadable(path)])
    return about, hashlib.sha256(content).hexdigest()


def _is_complete(about: Mapping[str, Any]) -> bool:
    files = about.get("files")
    return (
        isinstance(about.get("run_id"), str)
        and isinstance(files, list)
        and all(isinstance(file, dict) and _names_a_file(file) for file in files)
    )


def _names_a_file(file: Mapping[str, Any]) -> bool:
    return isinstance(file.get("path"), str) and isinstance(file.get("sha256"), str)


def _content(path: Path, digests: Mapping[str, str], problems: list[Problem]) -> bytes | None:
    # The report and the workbook are for people, who may open and save them; they only need
    # to be there.
    for_people = path.suffix not in (".csv", ".json")
    try:
        if not path.is_file():
            # A pipe in its place would never end.
            raise FileNotFoundError
        if for_people or path.name == "run.json":
            return b""
        content = path.read_bytes()
    except OSError:
        problems.append(_missing(path))
        return None
    if hashlib.sha256(content).hexdigest() != digests.get(path.name):
        problems.append(_changed(path, len(content)))
    return content


def _rows(path: Path, content: bytes, problems: list[Problem]) -> Iterator[Row]:
    columns = TABLES.get(path.name) or REPLAN_TABLES[path.name]
    try:
        lines = list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))
    except (ValueError, csv.Error):
        problems.append(_unreadable(path))
        return
    if not lines or tuple(lines[0]) != columns or any(len(x) != len(columns) for x in lines):
        problems.append(_unreadable(path))
        return
    yield from (dict(zip(columns, line, strict=True)) for line in lines[1:])


def _document(path: Path, content: bytes, problems: list[Problem]) -> Mapping[str, Any]:
    parsed = _parsed(content)
    if isinstance(parsed, dict):
        return parsed
    problems.append(_unreadable(path))
    return {}


def _traces(path: Path, content: bytes, problems: list[Problem]) -> Iterator[Mapping[str, Any]]:
    parsed = _parsed(content)
    if isinstance(parsed, list) and all(isinstance(trace, dict) for trace in parsed):
        yield from parsed
    else:
        problems.append(_unreadable(path))


def _parsed(content: bytes) -> object:
    try:
        return json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return None


def _no_run(folder: Path) -> Problem:
    return Problem(
        "RRM-T010",
        Place(str(folder)),
        found=msg("this is no run folder: it has no run.json"),
        allowed=msg("a folder that a run was written to is needed"),
        remedy=msg("Give a run folder, a scenario’s id, or “last”."),
    )


def _other_version(path: Path, about: Mapping[str, Any]) -> Problem:
    return Problem(
        "RRM-T011",
        Place(str(path)),
        found=msg(
            "the run folder is of format “{version}”", version=str(about.get("format_version"))[:20]
        ),
        allowed=msg("this engine reads format {version}", version=FORMAT_VERSION),
        remedy=msg("Make the run again with this engine, or read it with the one that made it."),
    )


def _missing(path: Path) -> Problem:
    return _damaged("RRM-T012", path, msg("the file is missing"))


def _changed(path: Path, size: int) -> Problem:
    found = msg("the file, of {size} bytes, is not the one that was written", size=size)
    return _damaged("RRM-T013", path, found)


def _unreadable(path: Path) -> Problem:
    return _damaged("RRM-T014", path, msg("the file can't be read"))


def _damaged(code: str, path: Path, found: Message) -> Problem:
    allowed = msg("a run folder holds all its files as they were written")
    return Problem(code, Place(str(path)), found, allowed, _WRITE_AGAIN)
