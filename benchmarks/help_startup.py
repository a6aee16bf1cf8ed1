"""`rrm --help` against a bare Typer app with as many commands, each in a process of its own.

    python benchmarks/help_startup.py [runs]

Both are started in turn, so that whatever else the machine does meets both alike. Printed: the
median of each in milliseconds, and their ratio; 1.0 would be as fast as Typer itself.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rrm.cli.commands import COMMANDS

RUNS = 41

COMMAND = """
@app.command("{name}", help="What it is for.")
def {name}(
    folder: Annotated[Path, typer.Argument(help="A folder.")],
    number: Annotated[int, typer.Option(help="A number.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only errors.")] = False,
) -> None:
    pass
"""
BARE = """\
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None)
{commands}
def main() -> None:
    app()
"""


def milliseconds(program: str, folder: Path) -> float:
    """How long a process takes to print its help."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", program, "--help"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return 1000 * (time.perf_counter() - started)


def main() -> None:
    """Prints both medians and their ratio."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    bare_source = BARE.format(commands="".join(COMMAND.format(name=name) for name in COMMANDS))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bare.py").write_text(bare_source, encoding="utf-8")
        programs = {
            "bare typer": "from bare import main; main()",
            "rrm": "from rrm.cli.app import main; main()",
        }
        taken: dict[str, list[float]] = {label: [] for label in programs}
        for run in range(runs + 1):
            for label, program in programs.items():
                spent = milliseconds(program, folder)
                if run:  # the first of each compiles and warms the disk's cache
                    taken[label].append(spent)
    medians = {label: statistics.median(spent) for label, spent in taken.items()}
    for label, median in medians.items():
        print(f"{label:<12} {median:6.1f} ms")
    print(f"ratio        {medians['rrm'] / medians['bare typer']:6.2f}   ({runs} runs each)")


if __name__ == "__main__":
    main()
