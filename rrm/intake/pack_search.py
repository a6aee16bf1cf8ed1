"""Rule packs found by their id, in the folders where packs may lie."""

from __future__ import annotations

import re
from pathlib import Path

from rrm.intake.input_folder import InputFolder
from rrm.intake.pack_files import PACK, PackFiles, read_pack_files
from rrm.intake.problem_list import ProblemList
from rrm.intake.shipped import shipped_folder
from rrm.intake.source_tree import Tree, mapping_at
from rrm.intake.wording import did_you_mean, quoted
from rrm.intake.yaml_source import MAX_BYTES, read_yaml
from rrm.model.language import msg
from rrm.model.near_name import near_name
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.run import InputFile

MAX_STEPS = 10
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


class PackSearch:
    """A scenario's own `rules/`, the one beside it, the one beside the folder of scenarios, then
    those shipped.

    near: the scenario's folder, if there is one.
    """

    def __init__(self, near: Path | None, problems: ProblemList) -> None:
        self._problems = problems
        roots = [shipped_folder("rules")]
        if near is not None:
            scenario = near.resolve()
            roots.insert(0, scenario.parent.parent / "rules")
            if scenario.parent != scenario.parent.parent:
                roots.insert(0, scenario.parent / "rules")
            if InputFolder(scenario.parent).holds(scenario / "rules"):
                roots.insert(0, scenario / "rules")
        existing = dict.fromkeys(root.resolve() for root in roots if root.is_dir())
        self._roots = [InputFolder(root, "rules/") for root in existing]

    @property
    def files(self) -> tuple[InputFile, ...]:
        """Every file read, by path."""
        read = {file for root in self._roots for file in root.files}
        return tuple(sorted(read, key=lambda file: file.path))

    def lineage(self, reference: str, cited_at: Place) -> list[PackFiles] | None:
        """The packs from the root to the one asked for; None, and a problem, where one is not."""
        packs: list[PackFiles] = []
        seen: list[str] = []
        wanted: str | None = reference
        place = cited_at
        while wanted is not None:
            refusal = self._refusal(wanted, seen, place)
            if refusal is not None:
                self._problems.add(refusal)
                return None
            pack = self._read(wanted, packs[-1] if packs else None)
            if pack is None:
                return None
            seen.append(wanted)
            packs.append(pack)
            extends = pack.about.get("extends")
            wanted = extends if isinstance(extends, str) else None
            place = pack.place("extends")
        return packs[::-1]

    def nearest(self, reference: str) -> str | None:
        """The id of the pack that was most likely meant, where there is none of that id."""
        meant = near_name(reference, self._ids())
        return meant if meant != reference else None

    def rosters(self) -> dict[str, tuple[str, ...]]:
        """By pack id, the rosters that its own form.yaml names; what can't be read names none."""
        forms = {pack_id: self._folder(pack_id) for pack_id in self._ids()}
        return {
            pack_id: tuple(_rosters_of(*folder))
            for pack_id, folder in forms.items()
            if folder is not None
        }

    def _refusal(self, wanted: str, seen: list[str], place: Place) -> Problem | None:
        if wanted in seen:
            circle = " > ".join((*seen, wanted))
            return Problem(
                "RRM-R103",
                place,
                msg("packs extend each other in a circle: {names}", names=circle),
                msg("a pack extends one that does not extend it"),
                msg("Remove `extends` from one of them."),
            )
        if len(seen) > MAX_STEPS:
            return Problem(
                "RRM-R103",
                place,
                msg("more than {n} packs extend each other", n=MAX_STEPS),
                msg("at most {n} packs are joined", n=MAX_STEPS),
                msg("Join some of them."),
            )
        if _ID.fullmatch(wanted) is None or self._folder(wanted) is None:
            return Problem(
                "RRM-R101",
                place,
                msg('there is no rule pack "{name}"', name=quoted(wanted)),
                msg("the id of a rule pack is needed, without slashes or points"),
                did_you_mean(wanted, self._ids()),
            )
        return None

    def _read(self, pack_id: str, child: PackFiles | None) -> PackFiles | None:
        folder = self._folder(pack_id, child)
        if folder is None:
            return None
        path, root = folder
        pack = read_pack_files(path, root, self._problems)
        stated = pack.about.get("id")
        if stated is not None and stated != pack_id:
            self._problems.add(
                Problem(
                    "RRM-R102",
                    pack.place("id"),
                    msg('found "{value}"', value=quoted(stated)),
                    msg('the id of a pack is the name of its folder, "{name}"', name=pack_id),
                    msg("Write {name}, or rename the folder.", name=pack_id),
                )
            )
        return pack

    def _folder(
        self, pack_id: str, child: PackFiles | None = None
    ) -> tuple[Path, InputFolder] | None:
        """A pack's folder: beside the pack that extends it first, then in the order of roots."""
        roots = self._roots
        if child is not None:
            roots = sorted(roots, key=lambda root: root.root != child.path.parent)
        for root in roots:
            path = root.root / pack_id
            if path.is_dir() and root.holds(path):
                return path, root
        return None

    def _ids(self) -> list[str]:
        return [
            path.name
            for root in self._roots
            for path in root.entries(root.root)
            if (path / f"{PACK}.yaml").is_file()
        ]


def _rosters_of(pack: Path, root: InputFolder) -> dict[str, Tree]:
    try:
        form = read_yaml(root.read(pack / "form.yaml", MAX_BYTES), "form.yaml")
    except BadInput:
        return {}
    return mapping_at(form, "rosters")
