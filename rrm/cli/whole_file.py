"""Files that a command is asked to write: their names, and one writer at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.whole_file import write_whole

__all__ = ["alone_in", "refuse_unless_named", "write_whole"]


def refuse_unless_named(path: Path, endings: tuple[str, ...]) -> None:
    """Raises BadInput where a file's name doesn't end in one of these, or is that of a folder."""
    if path.suffix.lower() in endings and not path.is_dir():
        return
    names = ", ".join(endings)
    raise BadInput(
        [
            Problem(
                "RRM-R130",
                Place(str(path)[:200]),
                msg("a folder")
                if path.is_dir()
                else msg('the name ends in "{end}"', end=path.suffix),
                msg("the name of the file tells what is written: {names}", names=names),
                msg("Write, for example, --to {name}.", name=f"document{endings[0]}"),
            )
        ]
    )


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Makes those wait who change files of the same folder this way, until the block is done.

    So that of two reports at the same moment both are kept. A process that is killed holds nobody
    up. Where the system has no such locks, as on Windows, nobody waits.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
