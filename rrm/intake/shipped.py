"""The rule packs and scenarios that come with the engine."""

from __future__ import annotations

from pathlib import Path

from rrm.intake.wording import did_you_mean, quoted
from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem

_PACKAGE = Path(__file__).resolve().parents[1]
SETTINGS = "scenario.yaml"


def shipped_folder(name: str) -> Path:
    """`rules` or `scenarios`: within an installed package, else those of the repository."""
    installed = _PACKAGE / "shipped" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def shipped_scenarios() -> tuple[Path, ...]:
    """Folders of the scenarios that come with the engine, by name."""
    root = shipped_folder("scenarios")
    if not root.is_dir():
        return ()
    return tuple(path for path in sorted(root.iterdir()) if (path / SETTINGS).is_file())


def find_scenario(reference: str | Path) -> Path:
    """The folder of a scenario named by its path, or by the name of a shipped one.

    Raises BadInput where there is neither.
    """
    path = Path(reference)
    try:
        if path.name == SETTINGS and path.is_file():
            return path.parent
        if path.is_dir():
            return path
    except (OSError, ValueError):  # a name too long, or with a zero byte: no folder has it
        path = Path("?")
    for shipped in shipped_scenarios():
        if shipped.name == str(reference):
            return shipped
    names = [shipped.name for shipped in shipped_scenarios()]
    problem = Problem(
        "RRM-I001",
        Place(quoted(reference)),
        msg("there is no such scenario folder"),
        msg("a folder with a scenario.yaml is needed"),
        did_you_mean(path.name, names),
    )
    raise BadInput([problem])
