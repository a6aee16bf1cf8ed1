"""A rule pack as people name it on the command line: by its id, or by its folder."""

from __future__ import annotations

from pathlib import Path

from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem

_RULES = "rules"


def pack_named(reference: str) -> tuple[str, Path]:
    """A pack's id, and a place beside whose `rules/` folder it is looked for first.

    reference: an id, looked for in the `rules/` of the working folder before those that come
    with the engine; or the folder of a pack, which lies in a folder called rules.
    Raises BadInput where it lies elsewhere: packs find each other by that folder.
    """
    folder = Path(reference)
    if not _is_pack(folder):
        return reference, _beside(Path.cwd())
    folder = folder.resolve()
    if folder.parent.name != _RULES:
        problem = Problem(
            "RRM-C005",
            Place(reference),
            msg('the pack lies in "{folder}"', folder=folder.parent.name),
            msg("packs lie in a folder called rules, where they find those that they extend"),
            msg("Move it to rules/{name}.", name=folder.name),
        )
        raise BadInput([problem])
    return folder.name, _beside(folder.parent.parent)


def _is_pack(folder: Path) -> bool:
    try:
        return (folder / "pack.yaml").is_file()
    except (OSError, ValueError):  # a name too long, or with a zero byte: no folder has it
        return False


def _beside(folder: Path) -> Path:
    """Where a scenario would lie whose own rules are those of the folder."""
    return folder / "scenarios" / "any"
