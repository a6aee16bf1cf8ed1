"""Writing to disk so that a power cut leaves the old or the new, never half of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem


def write_durably(path: Path, content: bytes) -> None:
    """Writes a new file and waits until it is on disk."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace_durably(path: Path, content: bytes, fresh: Path) -> None:
    """Puts new content in the place of a file in one step; `fresh` is where it is made."""
    write_durably(fresh, content)
    fresh.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Waits until the names in a folder are on disk, where the system has such a thing."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def refusing_disk(place: Path) -> Iterator[None]:
    """Turns a disk that can't be written (full, read-only, no rights) into RRM-T001."""
    try:
        yield
    except OSError as error:
        raise BadInput([_unwritable(place, error)]) from error


def _unwritable(place: Path, error: OSError) -> Problem:
    return Problem(
        "RRM-T001",
        Place(str(place)),
        found=msg("this can't be written: {why}", why=error.strerror or type(error).__name__),
        allowed=msg("a folder is needed that can be written to, with room for a run"),
        remedy=msg("Free some space, or give another folder for the runs."),
    )
