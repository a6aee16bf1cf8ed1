"""A run that is killed, at whatever moment, takes nothing with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rrm.store import find_run, read_run
from tests.verification.small_run import write_small_run

REPO = Path(__file__).parents[2]
STOP_BEFORE_PUBLISHING = """
import sys, time
from pathlib import Path
from rrm.model.verdict import Verdict
from rrm.store import draft_run
from tests.verification.small_run import fill_draft, small_run
with draft_run(small_run(), Path(sys.argv[1])) as draft:
    draft.write_tables()
    if sys.argv[2] == "filled":
        fill_draft(draft, Verdict(()))
    print("written", flush=True)
    time.sleep(60)
"""
WRITE_FOR_EVER = """
import sys
from pathlib import Path
from tests.verification.small_run import write_small_run
while True:
    print(write_small_run(Path(sys.argv[1])), flush=True)
"""


def start(program: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "PYTHONPATH": str(REPO)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


@pytest.mark.parametrize("moment", ["tables", "filled"])
def test_a_kill_before_publishing_leaves_the_earlier_run_the_last(
    moment: str, tmp_path: Path
) -> None:
    earlier = write_small_run(tmp_path)
    process = start(STOP_BEFORE_PUBLISHING, str(tmp_path), moment)
    assert process.stdout is not None
    assert process.stdout.readline() == "written\n"
    kill(process)
    assert find_run("small", tmp_path) == earlier
    assert read_run(earlier).run_id == earlier.name
    visible = [p.name for p in (tmp_path / "small").iterdir() if not p.name.startswith(".")]
    assert sorted(visible) == sorted([earlier.name, "last"])


def test_what_a_killed_run_left_is_swept_by_the_next(tmp_path: Path) -> None:
    process = start(STOP_BEFORE_PUBLISHING, str(tmp_path), "tables")
    assert process.stdout is not None
    process.stdout.readline()
    kill(process)
    assert list((tmp_path / "small").glob(".partial-*"))
    write_small_run(tmp_path)
    assert not list((tmp_path / "small").glob(".partial-*"))


@pytest.mark.parametrize("seconds", [0.01, 0.05, 0.17])
def test_whatever_a_kill_interrupts_every_visible_run_is_whole(
    seconds: float, tmp_path: Path
) -> None:
    process = start(WRITE_FOR_EVER, str(tmp_path))
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(seconds)
    kill(process)
    home = tmp_path / "small"
    runs = [path for path in home.iterdir() if path.is_dir() and not path.name.startswith(".")]
    assert runs
    for run in runs:
        assert read_run(run).run_id == run.name
    assert find_run("small", tmp_path) in runs


def test_runs_written_at_the_same_time_do_not_get_in_each_others_way(tmp_path: Path) -> None:
    processes = [start(WRITE_FOR_EVER, str(tmp_path)) for _ in range(2)]
    for process in processes:
        assert process.stdout is not None
        for _ in range(3):
            assert process.stdout.readline()
    for process in processes:
        kill(process)
    runs = [path for path in (tmp_path / "small").glob("2*") if path.is_dir()]
    assert len(runs) >= 6
    assert all(read_run(run).run_id == run.name for run in runs)
