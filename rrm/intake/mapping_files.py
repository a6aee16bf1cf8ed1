"""Where a mapping stands: a file of one's own, or one of those that come with the engine."""

from __future__ import annotations

import re
from pathlib import Path

from rrm.intake.shipped import shipped_folder
from rrm.intake.wording import did_you_mean, quoted
from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def mapping_names(below: str) -> tuple[str, ...]:
    """Names of the shipped mappings of a kind. below: their folder within rules/."""
    folder = shipped_folder("rules") / below
    found = folder.glob("*.yaml") if folder.is_dir() else ()
    return tuple(sorted(path.stem for path in found if _NAME.fullmatch(path.stem)))


def find_mapping(reference: str, below: str) -> tuple[Path, str]:
    """The mapping of that path, or the shipped one of that name, and what is shown before it.

    Raises BadInput where there is neither.
    """
    path = Path(reference)
    if path.is_file():
        return path.resolve(), ""
    names = mapping_names(below)
    if reference in names:
        return (shipped_folder("rules") / below / f"{reference}.yaml").resolve(), f"{below}/"
    problem = Problem(
        "RRM-I080",
        Place(quoted(reference)),
        msg("there is no such mapping"),
        msg("the path of a mapping file is needed, or the name of a shipped one"),
        did_you_mean(reference, names),
    )
    raise BadInput([problem])
