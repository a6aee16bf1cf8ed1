"""The small run with roles that may approve it, stored; and folders of it that were tampered with."""

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

from rrm.model.rule_pack import SharingRules
from tests.verification.small_run import small_run, write_small_run

ROLES = {
    "coordinator": {"en": "coordinator", "fr": "coordinatrice ou coordinateur"},
    "meal": {"en": "monitoring officer", "fr": "chargé de suivi"},
}


def run_with_roles(**changes):
    """The small run, its pack naming roles."""
    run = small_run(**changes)
    sharing = SharingRules(source="book", minimum_cell=5, roles=ROLES)
    pack = run.loaded.pack.model_copy(update={"sharing": sharing})
    return replace(run, loaded=replace(run.loaded, pack=pack))


def stored_run_folder(root: Path, **changes) -> Path:
    """It written below a folder."""
    return write_small_run(root, run_with_roles(**changes))


def copy_of(folder: Path, to: Path) -> Path:
    """A copy of a run folder, to be tampered with."""
    return Path(shutil.copytree(folder, to / folder.name))


def forge(folder: Path, name: str, content: str | bytes) -> None:
    """Changes a file of a run folder, and the checksum that run.json holds of it."""
    written = content.encode("utf-8") if isinstance(content, str) else content
    (folder / name).write_bytes(written)
    if name == "run.json":
        return
    about = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    for file in about["files"]:
        if file["path"] == name:
            file["sha256"] = hashlib.sha256(written).hexdigest()
    (folder / "run.json").write_text(json.dumps(about), encoding="utf-8")
