"""Which run a person means."""

from __future__ import annotations

import re
from pathlib import Path

from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.store.run_folder import LAST
from rrm.store.run_id import is_run_id

_SCENARIO_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def find_run(reference: str, root: Path, *, paths_allowed: bool = True) -> Path:
    """The run folder that a reference means.

    reference: `last` (the newest run of all scenarios), `<scenario>` or `<scenario>/last` (its
    newest), `<scenario>/<run id>` below the root, or the path of a run folder.
    paths_allowed: False for references from elsewhere than the person's own command line; then
    nothing outside the root is ever looked at.
    Raises BadInput: RRM-T020 no such run, RRM-T021 a reference that leaves the folder of runs.
    """
    try:
        found = _below(reference, root)
        if found is None and paths_allowed:
            found = _at(Path(reference))
    except (OSError, ValueError):
        # A name that no file system takes names no run.
        found = None
    if found is not None:
        return found
    if ".." in Path(reference).parts or Path(reference).is_absolute():
        raise BadInput([_outside(reference, root)])
    raise BadInput([_unknown(reference, root)])


def _below(reference: str, root: Path) -> Path | None:
    scenario, _, run = reference.partition("/")
    found: Path | None = None
    if reference == LAST:
        found = _newest(root)
    elif _SCENARIO_ID.fullmatch(scenario) and run in ("", LAST):
        found = _last_of(root / scenario)
    elif _SCENARIO_ID.fullmatch(scenario) and is_run_id(run):
        found = root / scenario / run
    if found is None or not found.is_dir():
        return None
    # A link within the root may still lead out of it.
    if not found.resolve().is_relative_to(root.resolve()):
        raise BadInput([_outside(reference, root)])
    return found


def _at(path: Path) -> Path | None:
    if (path / "run.json").is_file():
        return path
    return _last_of(path.parent if path.name == LAST else path)


def _newest(root: Path) -> Path | None:
    homes = (home for home in root.glob("*") if _SCENARIO_ID.fullmatch(home.name))
    found = [run for run in map(_last_of, homes) if run is not None]
    return max(found, key=lambda run: (run.name, run.parent.name), default=None)


def _last_of(home: Path) -> Path | None:
    try:
        named = (home / LAST).read_bytes()[:200].decode("utf-8").strip()
    except (OSError, ValueError):
        return None
    return home / named if is_run_id(named) and (home / named).is_dir() else None


def _unknown(reference: str, root: Path) -> Problem:
    return _problem("RRM-T020", root, msg("there is no run “{run}”", run=reference[:120]))


def _outside(reference: str, root: Path) -> Problem:
    found = msg("“{run}” leads out of the folder of runs", run=reference[:120])
    return _problem("RRM-T021", root, found)


def _problem(code: str, root: Path, found: Message) -> Problem:
    return Problem(
        code,
        Place(str(root)),
        found,
        allowed=msg("last, a scenario’s id, scenario/run id, or a run folder is needed"),
        remedy=msg("Look into the folder of runs for what there is, or make a run first."),
    )
