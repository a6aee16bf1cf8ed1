import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from rrm.model.language import msg

ROOT = Path(__file__).parents[2]


def at_a_terminal(*arguments, **environment):
    """What a command writes where its output is a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "rrm.cli", *map(str, arguments)],
        cwd=ROOT, stdout=theirs, stderr=theirs,
        env={**os.environ, "NO_COLOR": "", "TERM": "xterm", "COLUMNS": "80", **environment},
    ) as process:  # fmt: skip
        os.close(theirs)
        written = b""
        while True:
            try:
                written += os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
        os.close(ours)
    assert process.returncode == 0
    return written.decode("utf-8")


def test_a_terminal_gets_severities_in_colour(tiny):
    assert "\x1b[" in at_a_terminal("score", tiny)


@pytest.mark.parametrize("refusal", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_who_wants_no_colour_gets_none(refusal, tiny):
    assert "\x1b[" not in at_a_terminal("score", tiny, **refusal)


def test_progress_is_shown_at_a_terminal_in_its_language(tiny, tmp_path):
    written = at_a_terminal("run", tiny, "--runs", tmp_path, "--lang", "fr")
    before_the_summary = written[: written.index("LIVRÉ")]
    steps = (msg("Planning"), msg("Checking the plan"), msg("Writing the report"))
    assert any(f"{step.text('fr')} …" in before_the_summary for step in steps)
