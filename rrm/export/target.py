"""The folder that documents are written to: none of a run, none with those of another run."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile

from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem

_MOST_BYTES = 10_000_000


def prepare_target(folder: Path, run_id: str, list_name: str) -> None:
    """Makes the folder where there is none, and sees that documents of a run can go there.

    list_name: of the list that is to lie beside them. Raises BadInput: RRM-X005 where it is a run
    folder or within one, or holds documents of another run under these names; RRM-R131 where it
    can't be written to.
    """
    try:
        _refuse_run_folder(folder)
        _refuse_other_run(folder, run_id, list_name)
        with suppress(FileExistsError):
            folder.mkdir(parents=True)
        with TemporaryFile(dir=folder):
            pass
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else None
        raise BadInput(
            [
                Problem(
                    "RRM-R131",
                    Place(str(folder)[:200]),
                    msg("it can't be written ({why})", why=why or type(error).__name__),
                    msg("a folder that exists and may be written to is needed"),
                    msg("Make the folder, or choose another."),
                )
            ]
        ) from None


def _refuse_run_folder(folder: Path) -> None:
    found = folder.resolve()
    for one in (found, *found.parents):
        if (one / "run.json").is_file() and (one / "inputs.json").is_file():
            raise BadInput([_not_there(folder, msg("this is a run folder, or lies within one"))])


def _refuse_other_run(folder: Path, run_id: str, list_name: str) -> None:
    path = folder / list_name
    if not path.exists():
        return
    told: object = None
    if path.is_file() and path.stat().st_size <= _MOST_BYTES:
        with suppress(ValueError, RecursionError):
            told = json.loads(path.read_bytes().decode("utf-8"))
    if not isinstance(told, dict) or told.get("run_id") != run_id:
        raise BadInput(
            [_not_there(path, msg("documents of another run lie there under the same names"))]
        )


def _not_there(path: Path, found: Message) -> Problem:
    return Problem(
        "RRM-X005",
        Place(str(path)[:200]),
        found,
        msg("documents of a run need a folder of their own"),
        msg("Choose another folder."),
    )
