"""`rrm score` of a hundred households, start to exit, against loading the libraries it uses.

    python benchmarks/score_startup.py [runs]

The scenario is menaka-2022 with its first hundred interviews. The baseline is a process that
imports the modules of other projects that scoring was seen to load, and does nothing else. The
second baseline imports the libraries that the engine is built on, as a program would that uses
all of them. All run as on any day but the first: with their modules compiled, in a folder of the
benchmark's own, whatever the environment says of that. Printed: medians in milliseconds, and
their ratios.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS, INTERVIEWS = 15, 100
SCENARIO = Path(__file__).parent.parent / "scenarios" / "menaka-2022"
BUILT_ON = "import networkx, numpy, pulp, pydantic, typer, yaml, highspy; pydantic.BaseModel"
SCORE = """\
import sys
sys.argv = ["rrm", "score", {folder!r}, "--quiet"]
from rrm.cli.app import main
main()
"""
LOADED = """\
import json, sys, sysconfig
sys.argv = ["rrm", "score", {folder!r}, "--quiet"]
from rrm.cli.app import main
try:
    main()
except SystemExit:
    pass
home = sysconfig.get_paths()["purelib"]
ours = lambda name: name == "rrm" or name.startswith("rrm.")
loaded = [name for name, module in sys.modules.items() if not ours(name)
          and (getattr(module, "__file__", None) or "").startswith(home)]
print("loaded", json.dumps(loaded))
"""
IMPORT = """\
from importlib import import_module
for name in {names!r}:
    import_module(name)
"""


def a_hundred_households(folder: Path) -> Path:
    """The scenario with its first interviews only."""
    copy = folder / "a-hundred"
    shutil.copytree(SCENARIO, copy)
    interviews = copy / "assessment.csv"
    rows = interviews.read_text(encoding="utf-8").splitlines(keepends=True)
    interviews.write_text("".join(rows[: INTERVIEWS + 1]), encoding="utf-8")
    return copy


def as_compiled(folder: Path) -> dict[str, str]:
    """The environment of a program whose modules are compiled once, into a folder."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def output(program: str, environment: dict[str, str]) -> str:
    """What a program prints, run in a process of its own."""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return done.stdout


def milliseconds(program: str, environment: dict[str, str]) -> float:
    """How long a program takes in a process of its own."""
    started = time.perf_counter()
    output(program, environment)
    return 1000 * (time.perf_counter() - started)


def main() -> None:
    """Prints the medians and their ratios."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as name:
        folder = str(a_hundred_households(Path(name)))
        environment = as_compiled(Path(name) / "compiled")
        loaded = output(LOADED.format(folder=folder), environment)
        names = json.loads(loaded.split("loaded", 1)[1])
        programs = {
            "libraries used": IMPORT.format(names=names),
            "libraries built on": BUILT_ON,
            "rrm score": SCORE.format(folder=folder),
        }
        taken: dict[str, list[float]] = {label: [] for label in programs}
        for run in range(runs + 1):
            for label, program in programs.items():
                spent = milliseconds(program, environment)
                if run:  # the first of each compiles its modules and warms the disk's cache
                    taken[label].append(spent)
    medians = {label: statistics.median(spent) for label, spent in taken.items()}
    for label, median in medians.items():
        ratio = medians["rrm score"] / median
        print(f"{label:<20} {median:6.0f} ms   {ratio:5.2f}")


if __name__ == "__main__":
    main()
