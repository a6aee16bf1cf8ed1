"""The files for people, written to any folder: `rrm.export(checked, "out")`.

A run at hand has no id, so that its copies have no stamp; documents of a stored run do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from rrm.export.report import report_html
from rrm.export.workbook import plan_workbook
from rrm.model.run import CheckedRun, Run
from rrm.model.verdict import Verdict
from rrm.whole_file import write_whole


def export(
    checked: CheckedRun, to: str | Path, formats: Sequence[str] = ("html", "xlsx")
) -> tuple[Path, ...]:
    """A checked run as report.html (html) and plan.xlsx (xlsx); returns the files written.

    to: a folder, made where there is none; files of these names in it are replaced.
    Raises ValueError, with nothing written, for a format that there is not.
    """
    unknown = [name for name in formats if name not in _FILES]
    if unknown:
        raise ValueError(f"no such format: {', '.join(unknown)}; there are {', '.join(_FILES)}")
    made = {
        name: make(checked.run, checked.verdict)
        for name, make in (_FILES[one] for one in dict.fromkeys(formats))
    }
    return write_files(made, Path(to))


def write_files(files: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Files by name, each written whole into a folder, which is made where there is none.

    Others that lie there stay. Raises BadInput (RRM-R131) where one can't be written.
    """
    with suppress(OSError):  # told of by the first file
        folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        write_whole(folder / name, content)
    return tuple(folder / name for name in files)


_FILES: dict[str, tuple[str, Callable[[Run, Verdict], bytes]]] = {
    "html": ("report.html", report_html),
    "xlsx": ("plan.xlsx", plan_workbook),
}
