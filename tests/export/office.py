"""LibreOffice without a window: opens workbooks as a planner's computer does and computes them."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook

NAMES = ("soffice", "libreoffice")


def installed() -> str | None:
    """Path of a LibreOffice, if there is one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def computed(books: dict[str, bytes], folder: Path) -> dict[str, Workbook]:
    """The workbooks with every formula worked out anew; nothing of what the file says it gives."""
    opened, saved = folder / "opened", folder / "saved"
    opened.mkdir()
    for name, book in books.items():
        # Saved by openpyxl, formulas are kept and their values are not.
        openpyxl.load_workbook(BytesIO(book)).save(opened / f"{name}.xlsx")
    files = [str(opened / f"{name}.xlsx") for name in books]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [installed() or "", profile, "--headless", "--convert-to", "xlsx", "--outdir"]
    done = subprocess.run(
        [*command, str(saved), *files], capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stderr
    return {name: openpyxl.load_workbook(saved / f"{name}.xlsx", data_only=True) for name in books}
