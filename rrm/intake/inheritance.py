"""What a scenario takes from the one it extends: settings by key, table rows by id."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rrm.intake.input_folder import InputFolder
from rrm.intake.interviews import FolderTables
from rrm.intake.problem_list import ProblemList
from rrm.intake.scenario_folder import (
    SETTINGS,
    ScenarioFolder,
    read_scenario_folder,
)
from rrm.intake.scenario_tables import TABLES
from rrm.intake.source_tree import Tree, overlaid, place_of
from rrm.intake.table import Placed, Removal, TableRows, TableSpec
from rrm.intake.wording import did_you_mean, quoted
from rrm.model.frozen import Frozen
from rrm.model.language import Message, msg
from rrm.model.near_name import near_name
from rrm.model.problem import Place, Problem

MAX_STEPS = 10
_MAX_PATH = 300


@dataclass(frozen=True, slots=True)
class Resolved:
    """A scenario with all that it extends laid under it, before the rows meet each other.

    rejected: by table, the cells of rows that have problems of their own.
    answers: of each folder, from the one that extends nothing to the one that was asked for.
    """

    shown: str
    settings: dict[str, Tree]
    tables: dict[str, tuple[Placed[Frozen], ...]]
    rejected: dict[str, tuple[dict[str, str], ...]]
    answers: tuple[FolderTables, ...]


def read_with_inherited(folder: Path, inputs: InputFolder, problems: ProblemList) -> Resolved:
    """Reads a scenario folder and those it extends.

    Of settings, the extending scenario's keys count, mappings key by key; `~remove` takes one
    away. Of a table, a row with the same key replaces the inherited one and others are added;
    a row with `yes` in a column `remove` takes away the rows with its key. An assessment
    replaces the inherited one as a whole, since its rows have no id that must be there.
    """
    chain = _chain(folder, inputs, problems)
    settings: Tree = {}
    found: list[Problem] = []
    tables: dict[str, dict[tuple[str, ...], Placed[Frozen]]] = {}
    for step in chain:
        base = {key: value for key, value in _as_mapping(settings).items() if key not in _OWN}
        settings = overlaid(base, step.settings, found)
        for name, rows in step.tables.items():
            _lay_over(tables.setdefault(name, {}), rows, TABLES[name], problems)
    problems.extend(found)
    return Resolved(
        chain[-1].shown,
        _as_mapping(settings),
        {name: tuple(rows.values()) for name, rows in tables.items()},
        {
            name: tuple(
                cells for step in chain for cells in step.tables.get(name, TableRows()).rejected
            )
            for name in TABLES
        },
        tuple(step.answers for step in chain),
    )


_OWN = ("id", "extends")
"""Settings that a scenario never inherits."""


def _as_mapping(tree: Tree) -> dict[str, Tree]:
    return tree if isinstance(tree, dict) else {}


def _chain(folder: Path, inputs: InputFolder, problems: ProblemList) -> list[ScenarioFolder]:
    """The folders from the one that extends nothing to the one that was asked for."""
    chain = [read_scenario_folder(folder, inputs, problems)]
    seen = [folder]
    while True:
        parent = _parent(chain[-1], seen, inputs, problems)
        if parent is None:
            return chain[::-1]
        seen.append(parent)
        chain.append(read_scenario_folder(parent, inputs, problems))


def _parent(
    child: ScenarioFolder, seen: list[Path], inputs: InputFolder, problems: ProblemList
) -> Path | None:
    written = child.settings.get("extends")
    if written is None:
        return None
    path = written if isinstance(written, str) else ""
    refusal = _refusal(path, child.path, seen, inputs)
    if refusal is None:
        return (child.path / path).resolve()
    what, remedy = refusal
    problems.add(
        Problem(
            "RRM-I042",
            place_of(child.settings, ("extends",), Place(child.shown)),
            what,
            msg("a scenario extends another one beside it, at most {n} in a row", n=MAX_STEPS),
            remedy,
        )
    )
    return None


def _refusal(
    written: str, folder: Path, seen: list[Path], inputs: InputFolder
) -> tuple[Message, Message] | None:
    """What is wrong with a path to extend, and what to do; None where it is a folder to read."""
    remedy = msg("Write the path of another scenario's folder, such as ../other.")
    if not written or len(written) > _MAX_PATH:
        return msg("this is no path"), remedy
    quote = quoted(written)
    if PurePosixPath(written).is_absolute() or not inputs.holds(folder / written):
        return msg('"{path}" leads out of the folder of scenarios', path=quote), remedy
    target = (folder / written).resolve()
    if target in seen:
        names = " > ".join(path.name for path in (*seen, target))
        return (
            msg("scenarios extend each other in a circle: {names}", names=names),
            msg("Remove `extends` from one of them."),
        )
    if len(seen) > MAX_STEPS:
        return (
            msg("more than {n} scenarios extend each other", n=MAX_STEPS),
            msg("Join some of them."),
        )
    if not (target / SETTINGS).is_file():
        others = [path.name for path in inputs.entries(inputs.root) if path.is_dir()]
        close = near_name(target.name, others)
        if close is not None:
            remedy = msg('Did you mean "{name}"?', name=f"../{close}")
        return msg('there is no scenario in "{path}"', path=quote), remedy
    return None


def _lay_over(
    rows: dict[tuple[str, ...], Placed[Frozen]],
    own: TableRows,
    spec: TableSpec,
    problems: ProblemList,
) -> None:
    for removal in own.removals:
        matching = [key for key in rows if removal.matches(key)]
        if not matching:
            problems.add(_nothing_to_remove(removal, rows, spec))
        for key in matching:
            del rows[key]
    for row in own.rows:
        rows[row.key(spec)] = row


def _nothing_to_remove(
    removal: Removal, rows: dict[tuple[str, ...], Placed[Frozen]], spec: TableSpec
) -> Problem:
    written = " ".join(part for part in removal.key if part)
    return Problem(
        "RRM-I043",
        removal.place,
        msg('there is no inherited row "{key}" to remove', key=quoted(written)),
        msg("a row is told by {columns}", columns=", ".join(spec.key_columns)),
        did_you_mean(written, [" ".join(part for part in key if part) for key in rows]),
    )
