"""A file that is there whole or not at all, and one writer at a time in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file, replacing the one of that name only once the new one is complete.

    It is on disk when this returns. Raises BadInput where it can't be written; the old file is
    then as it was.
    """
    part: Path | None = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".rrm-", delete=False) as file:
            part = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except OSError as error:
        if part is not None:
            part.unlink(missing_ok=True)
        raise BadInput(
            [
                Problem(
                    "RRM-R131",
                    Place(str(path)[:200]),
                    msg("it can't be written ({why})", why=error.strerror or type(error).__name__),
                    msg("a folder that exists and may be written to is needed"),
                    msg("Make the folder, or choose another."),
                )
            ]
        ) from None


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


def _umask() -> int:
    """What new files of this user don't allow; a temporary file allows nobody else anything."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
