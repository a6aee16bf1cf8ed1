"""Runs what is hostile in a process of its own, with a bound on its memory and its work."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SECONDS_OF_WORK = 60
"""Processor time of all cases of a module together: a hundred times what they need."""

Refusals = dict[str, list[str]]
"""By case, the codes it is refused with; `read` where it is not refused."""


def refusals_of(module: str, megabytes: int) -> Refusals:
    """What a module's `CASES` are refused with, in a process that may take so much memory more.

    A case that takes more, or anything but a refusal, ends the process and fails the test.
    """
    if not sys.platform.startswith("linux"):
        pytest.skip("memory is bounded by a means of Linux")
    done = subprocess.run(
        [sys.executable, "-m", "tests.bounded", module, str(megabytes)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return json.loads(done.stdout)


def _bound(megabytes: int) -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_OF_WORK, SECONDS_OF_WORK))


def _refused(cases: Mapping[str, Callable[[], list[str]]]) -> Refusals:
    return {name: case() for name, case in cases.items()}


if __name__ == "__main__":
    from importlib import import_module

    hostile = import_module(sys.argv[1])
    _bound(int(sys.argv[2]))
    sys.stdout.write(json.dumps(_refused(hostile.CASES)))
