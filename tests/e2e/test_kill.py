"""A run that is killed leaves `last` and earlier runs as they were, and no trace after the next."""

import subprocess
import time
from pathlib import Path

import pytest

from rrm.store import find_run, read_run
from tests.e2e.shell import command, contents, rrm, surroundings


def killed_once(seen, tiny: Path, runs: Path) -> None:
    """Starts a run and kills it -9 as soon as `seen` holds."""
    with subprocess.Popen(
        command("run", tiny, "--runs", runs, "--quiet"), env=surroundings()
    ) as process:
        deadline = time.monotonic() + 60
        while not seen() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.001)
        was_running = process.poll() is None
        process.kill()
    assert was_running


@pytest.mark.parametrize(
    ("moment", "pattern"),
    [("before anything is written", "*"), ("while tables are written", ".partial-*/needs.csv"),
     ("while the report is made", ".partial-*/verification.json")],
)  # fmt: skip
def test_a_killed_run_takes_nothing_with_it(moment, pattern, tiny, tmp_path):
    assert rrm("run", tiny, "--runs", tmp_path, "--quiet").returncode == 0
    home = tmp_path / "tiny"
    before = contents(tmp_path)
    killed_once(lambda: any(home.glob(pattern)), tiny, tmp_path)
    after = {
        name: content for name, content in contents(tmp_path).items() if ".partial-" not in name
    }
    assert after == before
    earlier = read_run(find_run("last", tmp_path))
    assert earlier.about["verdict"] == "accepted"

    assert rrm("run", tiny, "--runs", tmp_path, "--quiet").returncode == 0
    assert list(home.glob(".partial-*")) == []
    assert find_run("last", tmp_path) != earlier.folder
