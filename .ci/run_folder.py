"""Checks that a folder of runs holds one whose files are all there, each with its columns.

python .ci/run_folder.py runs
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

from rrm.model.run_files import FILES, TABLES


def faults(folder: Path) -> list[str]:
    """What is missing in a run folder or other than it should be."""
    found = [f"{name} is missing" for name in FILES if not (folder / name).is_file()]
    if found:
        return found
    for name, columns in TABLES.items():
        with (folder / name).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file), [])
        if tuple(header) != columns:
            found.append(f"{name} has the columns {header}")
    about = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    if about["verdict"] != "accepted":
        found.append(f"the plan is {about['verdict']}")
    return found


def main() -> int:
    """Prints what is wrong; exit 1 where anything is."""
    runs = [path.parent for path in Path(sys.argv[1]).glob("*/*/run.json")]
    found = [f"{folder.name}: {fault}" for folder in runs for fault in faults(folder)]
    for fault in found or ([] if runs else ["there is no run"]):
        sys.stderr.write(f"{fault}\n")
    return 1 if found or not runs else 0


if __name__ == "__main__":
    sys.exit(main())
