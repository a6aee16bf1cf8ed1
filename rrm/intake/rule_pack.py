"""Rule packs: found by their id, laid over the packs they extend, checked as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from rrm.intake.pack_checks import pack_problems
from rrm.intake.pack_files import PACK, SECTIONS, SECTORS, PackFiles
from rrm.intake.pack_search import PackSearch
from rrm.intake.problem_list import ProblemList
from rrm.intake.source_tree import Tree, mapping_at, overlaid, place_of, place_of_text
from rrm.intake.validation import validated
from rrm.intake.wording import quoted
from rrm.model.form import Form
from rrm.model.frozen import Frozen
from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem, raise_errors
from rrm.model.rule_pack import (
    AccessRules,
    EntitlementRules,
    Item,
    ModalityRules,
    Reference,
    ReferralRule,
    RulePack,
    Sector,
    SeverityRules,
    TriggerRules,
    Words,
)
from rrm.model.run import InputFile

M = TypeVar("M", bound=BaseModel)


class About(Frozen):
    """pack.yaml."""

    id: str
    version: str
    extends: str | None = None
    title: Words
    languages: tuple[str, ...] = ("en", "fr")
    sources: dict[str, Reference] = {}


class Catalogue(Frozen):
    """catalogue.yaml."""

    items: dict[str, Item]


class Referrals(Frozen):
    """referrals.yaml."""

    referrals: dict[str, ReferralRule]


@dataclass(frozen=True, slots=True)
class ReadPack:
    """A pack with the files it was read from and the doubts about it."""

    pack: RulePack
    files: tuple[InputFile, ...]
    warnings: tuple[Problem, ...]


def load_pack(reference: str, near: Path | None = None) -> tuple[RulePack, tuple[InputFile, ...]]:
    """The rule pack of that id, resolved, and the files it was read from.

    near: a scenario's folder; its own `rules/` and the `rules/` beside the folder of scenarios
    come before the shipped packs. Raises BadInput with every problem found.

    A pack that extends another is laid over it key by key: mappings are joined, lists and texts
    replaced, and `key: ~remove` takes an inherited key away. New severity classes go where they
    belong in the order of those inherited.
    """
    read = read_pack(reference, near)
    return read.pack, read.files


def read_pack(reference: str, near: Path | None = None, cited_at: Place | None = None) -> ReadPack:
    """As load_pack, with the doubts; cited_at: where the reference itself is written."""
    problems = ProblemList()
    search = PackSearch(near, problems)
    lineage = search.lineage(reference, cited_at or Place(quoted(reference)))
    pack = _Resolver(lineage, problems).pack()
    raise_errors(problems.all())
    if pack is None:  # no pack without a problem that says why
        raise BadInput(problems.all())
    return ReadPack(pack, search.files, problems.all())


class _Resolver:
    """Lays a lineage of packs over each other and reads the sections of the result."""

    def __init__(self, lineage: list[PackFiles], problems: ProblemList) -> None:
        self._lineage = lineage
        self._own = lineage[-1]
        self._unread = {name for pack in lineage for name in pack.unread}
        self._problems = problems
        found: list[Problem] = []
        tree: Tree = {}
        for pack in lineage:
            tree = overlaid(_inheritable(tree), pack.tree, found)
        problems.extend(found)
        self._tree = tree if isinstance(tree, dict) else {}

    def pack(self) -> RulePack | None:
        """The pack, or None with the problems that its sections have."""
        about = self._section(PACK, About)
        form = self._section("form", Form)
        severity = self._section("severity", SeverityRules)
        triggers = self._section("triggers", TriggerRules)
        entitlements = self._section("entitlements", EntitlementRules)
        modality = self._section("modality", ModalityRules)
        referrals = self._section("referrals", Referrals)
        catalogue = self._section("catalogue", Catalogue)
        access = self._section("access", AccessRules)
        sectors = self._sectors()
        if not (
            about
            and form
            and severity
            and triggers
            and entitlements
            and modality
            and referrals
            and catalogue
            and access
            and sectors
        ):
            return None
        pack = RulePack(
            id=about.id,
            version=about.version,
            title=about.title,
            languages=about.languages,
            lineage=tuple(_name_and_version(pack) for pack in self._lineage),
            sources=about.sources,
            form=form,
            sectors=sectors,
            severity=severity,
            triggers=triggers,
            entitlements=entitlements,
            modality=modality,
            referrals=referrals.referrals,
            catalogue=catalogue.items,
            access=access,
        )
        if not self._unread:
            self._problems.extend(pack_problems(pack, self._tree, self._place))
        return pack

    def _section(self, name: str, model: type[M]) -> M | None:
        if name in self._unread:
            return None
        if name not in self._tree:
            self._problems.add(self._missing(f"{name}.yaml"))
            return None
        return self._validated(model, (name,))

    def _sectors(self) -> dict[str, Sector] | None:
        names = mapping_at(self._tree, SECTORS)
        if not names and not self._unread:
            self._problems.add(self._missing(msg("file of a sector")))
        sectors = {name: self._validated(Sector, (SECTORS, name)) for name in names}
        read = {str(name): sector for name, sector in sectors.items() if sector is not None}
        return read if names and len(read) == len(names) else None

    def _validated(self, model: type[M], path: tuple[str, ...]) -> M | None:
        value, problems = validated(
            model, mapping_at(self._tree, *path), lambda below: self._place((*path, *below))
        )
        self._problems.extend(problems)
        return value

    def _place(self, path: tuple[str | int, ...]) -> Place:
        """Where a path was last written, by any pack of the lineage; else the file it is due in."""
        place = place_of(self._tree, path, Place(""))
        if place.file:
            return place
        section = mapping_at(self._tree, str(path[0])) if path else {}
        first = next((key for key in section if place_of_text(key)), None)
        home = place_of_text(first)
        return Place(home.file if home else f"{self._own.shown}/{PACK}.yaml")

    def _missing(self, what: str | Message) -> Problem:
        inherited = [pack.shown for pack in self._lineage[:-1]]
        names = ", ".join([self._own.shown, *inherited])
        return Problem(
            "RRM-R104",
            Place(self._own.shown),
            msg("there is no {what} in {folders}", what=what, folders=names),
            msg("a pack is complete together with those that it extends"),
            msg(
                "Add the file, or `extends:` another pack to {name}/pack.yaml.",
                name=self._own.shown,
            ),
        )


_OWN = ("id", "version", "extends")
"""Keys of pack.yaml that a pack never inherits."""


def _inheritable(tree: Tree) -> Tree:
    if not isinstance(tree, dict):
        return tree
    about = {key: value for key, value in mapping_at(tree, PACK).items() if key not in _OWN}
    return {**tree, PACK: about}


def _name_and_version(pack: PackFiles) -> tuple[str, str]:
    about = pack.about
    return str(about.get("id", pack.path.name)), str(about.get("version", ""))


assert set(SECTIONS) < set(RulePack.model_fields), "each section has its field in the model"
