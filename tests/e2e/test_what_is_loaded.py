"""A short command loads what it needs and nothing else."""

import subprocess
import sys

from tests.builders import tiny_scenario
from tests.e2e.shell import surroundings

SCORE = """\
import sys
sys.argv = ["rrm", "score", {folder!r}, "--quiet"]
from rrm.cli.app import main
try:
    main()
except SystemExit as end:
    print(end.code, [name for name in {names!r} if name in sys.modules])
"""
NOT_FOR_SCORES = (
    "networkx", "pulp", "highspy", "openpyxl", "xlsxwriter", "jinja2", "rich", "babel",
    "rrm.access", "rrm.allocation", "rrm.export", "rrm.scoring.lint",
)  # fmt: skip


def test_scoring_in_silence_loads_neither_networks_nor_solvers_nor_words(tmp_path):
    folder = str(tiny_scenario(tmp_path / "tiny"))
    program = SCORE.format(folder=folder, names=NOT_FOR_SCORES)
    done = subprocess.run([sys.executable, "-c", program], env=surroundings(),
                          capture_output=True, text=True, check=True)  # fmt: skip
    assert done.stdout.strip() == "0 []"
