"""Runs that take over from another one, found beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rrm.store.reading import StoredRun
from rrm.store.run_id import is_run_id

_MOST_BYTES = 10_000_000


def later_runs(stored: StoredRun) -> tuple[tuple[str, int], ...]:
    """Accepted runs beside this one that take over from it: id, and the day from which they do.

    In the order in which they were made. What can't be read takes over from nothing.
    """
    return tuple(_later(stored))


def _later(stored: StoredRun) -> Iterator[tuple[str, int]]:
    home = stored.folder.resolve().parent
    for folder in sorted(one for one in home.iterdir() if is_run_id(one.name)):
        about = _about(folder / "run.json")
        replans = about.get("replans")
        if about.get("verdict") != "accepted" or not isinstance(replans, dict):
            continue
        day = replans.get("day")
        if replans.get("run_id") == stored.run_id and isinstance(day, int):
            yield folder.name, day


def _about(path: Path) -> dict[str, Any]:
    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return {}
        read = json.loads(path.read_bytes().decode("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}
