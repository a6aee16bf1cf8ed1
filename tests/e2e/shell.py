"""`rrm` as a process of its own, as a person starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
MENAKA = ROOT / "scenarios" / "menaka-2022"

Finished = subprocess.CompletedProcess[str]


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "rrm.cli", *map(str, arguments)]


def surroundings(**variables: str) -> dict[str, str]:
    """The environment of the tests without a language of its own, and with these variables."""
    unset = ("RRM_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "NO_COLOR", "RRM_DEBUG")
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    return {**kept, "PYTHONPATH": str(ROOT), **variables}


def rrm(*arguments: object, cwd: Path = ROOT, **variables: str) -> Finished:
    """Runs a command to its end."""
    return subprocess.run(
        command(*arguments), cwd=cwd, env=surroundings(**variables), check=False,
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip


def only_run(runs: Path, scenario: str) -> Path:
    """The one run folder of a scenario."""
    (folder,) = (path for path in (runs / scenario).iterdir() if path.is_dir())
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path, hidden ones too."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
