"""One rule pack's own files, as trees by section, before anything is inherited."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rrm.intake.input_folder import InputFolder
from rrm.intake.problem_list import ProblemList
from rrm.intake.source_tree import Tree, mapping_at, place_of
from rrm.intake.wording import did_you_mean, quoted
from rrm.intake.yaml_source import MAX_BYTES, read_yaml
from rrm.model.language import msg
from rrm.model.near_name import near_name
from rrm.model.problem import BadInput, Place, Problem

PACK = "pack"
SECTORS = "sectors"
SECTIONS = (
    "form",
    "severity",
    "triggers",
    "entitlements",
    "modality",
    "referrals",
    "catalogue",
    "access",
    "sharing",
)
"""Files of a pack besides pack.yaml and those of the sectors; each is one section."""

_KNOWN_FILES = tuple(f"{name}.yaml" for name in (PACK, *SECTIONS))


@dataclass(frozen=True, slots=True)
class PackFiles:
    """A pack's files as written.

    tree: pack.yaml under `pack`, each section under its name, sectors by their name.
    shown: the pack's folder in messages. unread: names of files that can't be read, told as such.
    """

    path: Path
    shown: str
    tree: dict[str, Tree]
    unread: frozenset[str] = frozenset()

    @property
    def about(self) -> dict[str, Tree]:
        """What pack.yaml says."""
        return mapping_at(self.tree, PACK)

    def place(self, *path: str) -> Place:
        """The place of a key of pack.yaml."""
        return place_of(self.about, path, Place(f"{self.shown}/{PACK}.yaml"))


def read_pack_files(path: Path, inputs: InputFolder, problems: ProblemList) -> PackFiles:
    """Reads every .yaml file of a pack's folder, subfolders (its test cases) apart."""
    tree: dict[str, Tree] = {}
    sectors: dict[str, Tree] = {}
    unread: set[str] = set()
    files = [file for file in inputs.entries(path) if file.suffix in (".yaml", ".yml")]
    if path / f"{PACK}.yaml" not in files:
        files.insert(0, path / f"{PACK}.yaml")
    for file in files:
        shown = inputs.shown(file)
        try:
            content = read_yaml(inputs.read(file, MAX_BYTES), shown)
        except BadInput as bad:
            problems.extend(bad.problems)
            unread.add(file.stem)
            continue
        if "sector" in content and file.name not in _KNOWN_FILES:
            _add_sector(sectors, content, shown, problems)
        elif file.name in _KNOWN_FILES:
            tree[file.stem] = content
        else:
            problems.add(_unknown_file(shown, file.name, content))
    if sectors:
        tree[SECTORS] = sectors
    return PackFiles(path, inputs.shown(path), tree, frozenset(unread))


def _add_sector(
    sectors: dict[str, Tree], content: dict[str, Tree], shown: str, problems: ProblemList
) -> None:
    name = content["sector"]
    if not isinstance(name, str) or name in sectors:
        problems.add(
            Problem(
                "RRM-R106",
                place_of(content, ("sector",), Place(shown)),
                msg('a second file for the sector "{name}"', name=quoted(name)),
                msg("a sector has one file in a pack"),
                msg("Join the two files."),
            )
        )
        return
    sectors[name] = content


def _unknown_file(shown: str, name: str, content: dict[str, Tree]) -> Problem:
    place = Place(shown)
    remedy = msg("Add `sector:` with its name at the top if the file is a sector's.")
    misspelt = next((key for key in content if near_name(key, ["sector"])), None)
    if misspelt is not None:
        place = place_of(content, (misspelt, ""), place)
        remedy = did_you_mean(misspelt, ["sector"])
    elif near_name(name, _KNOWN_FILES) is not None:
        remedy = did_you_mean(name, _KNOWN_FILES)
    return Problem(
        "RRM-R105",
        place,
        msg("this file is no part of a rule pack"),
        msg("a pack is made of {names} and a file a sector", names=", ".join(_KNOWN_FILES)),
        remedy,
    )
