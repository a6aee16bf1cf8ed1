"""The same inputs give the same bytes, whatever the machine's language, time zone or hashes."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from rrm.store import read_run

REPO = Path(__file__).parents[2]
WRITE = """
import sys
from pathlib import Path
from tests.verification.small_run import write_small_run
print(write_small_run(Path(sys.argv[1])))
"""


def written(root: Path, **environment: str) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(root)],
        env={**os.environ, "PYTHONPATH": str(REPO), **environment},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    folder = Path(done.stdout.strip())
    about = dict(read_run(folder).about)
    for of_its_time in ("run_id", "started_at", "timings"):
        del about[of_its_time]
    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name != "run.json"
    }
    return {**digests, "run.json": json.dumps(about)}


def test_two_machines_write_the_same_bytes(tmp_path: Path) -> None:
    here = written(tmp_path / "a", PYTHONHASHSEED="1", LC_ALL="C", TZ="UTC", PYTHONUTF8="0")
    there = written(
        tmp_path / "b", PYTHONHASHSEED="2", LC_ALL="C.utf8", LANG="fr_FR.UTF-8", TZ="Asia/Kolkata"
    )
    assert here == there
