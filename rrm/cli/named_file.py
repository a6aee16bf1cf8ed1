"""Files that a command is asked to write: their names."""

from __future__ import annotations

from pathlib import Path

from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem


def refuse_unless_named(path: Path, endings: tuple[str, ...]) -> None:
    """Raises BadInput where a file's name doesn't end in one of these, or is that of a folder."""
    if path.suffix.lower() in endings and not path.is_dir():
        return
    names = ", ".join(endings)
    raise BadInput(
        [
            Problem(
                "RRM-R130",
                Place(str(path)[:200]),
                msg("a folder")
                if path.is_dir()
                else msg('the name ends in "{end}"', end=path.suffix),
                msg("the name of the file tells what is written: {names}", names=names),
                msg("Write, for example, --to {name}.", name=f"document{endings[0]}"),
            )
        ]
    )
