"""What runs leave behind that were killed while they were written."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
import time
import zlib
from pathlib import Path

PARTIAL = re.compile(r"\.partial-(?P<host>[0-9a-f]{8})-(?P<pid>[0-9]{1,10})-[0-9a-f]{8}")
OLD_AFTER_SECONDS = 24 * 3600
"""A day: far longer than any run takes."""


def partial_name() -> str:
    """A hidden name that says which process of which machine is writing."""
    return f".partial-{_this_host()}-{os.getpid()}-{secrets.token_hex(4)}"


def sweep(folder: Path) -> None:
    """Removes partial folders and files whose process is dead, or that are older than a day.

    A process of another machine can't be asked, so only age counts for its folders.
    """
    for left in sorted(folder.glob(".partial-*")):
        if not _is_abandoned(left):
            continue
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def _is_abandoned(left: Path) -> bool:
    named = PARTIAL.fullmatch(left.name)
    if named is None:
        return False
    if named["host"] == _this_host() and not _is_running(int(named["pid"])):
        return True
    try:
        return time.time() - left.stat().st_mtime > OLD_AFTER_SECONDS
    except OSError:
        return False


def _is_running(pid: int) -> bool:
    if os.name == "nt":
        # On Windows os.kill() with signal 0 ends the process; there only age counts.
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _this_host() -> str:
    return f"{zlib.crc32(socket.gethostname().encode('utf-8')):08x}"
