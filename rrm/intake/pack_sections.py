"""The sections of a rule pack, laid over those of the packs it extends and read one by one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel

from rrm.intake.pack_files import PACK, SECTORS, PackFiles
from rrm.intake.problem_list import ProblemList
from rrm.intake.sharing_checks import SHARING, protected_problems, sharing_problems
from rrm.intake.source_tree import Path, Tree, mapping_at, overlaid, place_of, place_of_text
from rrm.intake.table_checks import one_way_each, with_tables_whole
from rrm.intake.validation import validated
from rrm.model.form import Form
from rrm.model.frozen import Frozen
from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import (
    AccessRules,
    EntitlementRules,
    Item,
    ModalityRules,
    Reference,
    ReferralRule,
    RulePack,
    RulesRead,
    Sector,
    SeverityRules,
    SharingRules,
    TriggerRules,
    Words,
)

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
class PackSections:
    """What could be read of a pack; None for a section that is missing or has problems.

    sectors: all of them; None where one has problems. sectors_read: those that have none.
    is_whole: whether every file of the pack could be read.
    """

    about: About | None = None
    form: Form | None = None
    sectors: dict[str, Sector] | None = None
    severity: SeverityRules | None = None
    triggers: TriggerRules | None = None
    entitlements: EntitlementRules | None = None
    modality: ModalityRules | None = None
    referrals: Referrals | None = None
    catalogue: Catalogue | None = None
    access: AccessRules | None = None
    sharing: SharingRules | None = None
    sectors_read: dict[str, Sector] = field(default_factory=dict)
    is_whole: bool = False

    @property
    def rules(self) -> RulesRead:
        """The form and the rules, as far as they could be read."""
        referrals = {} if self.referrals is None else self.referrals.referrals
        is_whole = self.is_whole and self.form is not None and self.sectors is not None
        return RulesRead(self.form, self.sectors_read, referrals, is_whole)

    def pack(self, lineage: tuple[tuple[str, str], ...]) -> RulePack | None:
        """The whole pack, or None where a section is lacking."""
        if (
            self.about is None
            or self.form is None
            or self.sectors is None
            or self.severity is None
            or self.triggers is None
            or self.entitlements is None
            or self.modality is None
            or self.referrals is None
            or self.catalogue is None
            or self.access is None
        ):
            return None
        return RulePack(
            id=self.about.id,
            version=self.about.version,
            title=self.about.title,
            languages=self.about.languages,
            lineage=lineage,
            sources=self.about.sources,
            form=self.form,
            sectors=dict(sorted(self.sectors.items(), key=lambda one: (one[1].order, one[0]))),
            severity=self.severity,
            triggers=self.triggers,
            entitlements=self.entitlements,
            modality=self.modality,
            referrals=self.referrals.referrals,
            catalogue=self.catalogue.items,
            access=self.access,
            sharing=self.sharing,
        )


class ResolvedPack:
    """A lineage of packs laid over each other.

    lineage: from the pack that extends nothing to the one asked for.
    problems: receives those of every section.
    """

    def __init__(self, lineage: list[PackFiles], problems: ProblemList) -> None:
        self._lineage = lineage
        self._own = lineage[-1]
        self._problems = problems
        self._unread = {name for pack in lineage for name in pack.unread}
        found: list[Problem] = []
        tree: Tree = {}
        for pack in lineage:
            inherited = with_tables_whole(_inheritable(tree), pack.tree)
            tree = overlaid(inherited, pack.tree, found)
        problems.extend(found)
        self.tree = tree if isinstance(tree, dict) else {}

    @property
    def is_whole(self) -> bool:
        """Whether every file of every pack could be read."""
        return not self._unread

    @property
    def names_and_versions(self) -> tuple[tuple[str, str], ...]:
        """Pack id and version from the root to the pack itself."""
        return tuple(
            (str(pack.about.get("id", pack.path.name)), str(pack.about.get("version", "")))
            for pack in self._lineage
        )

    def sections(self) -> PackSections:
        """Every section that can be read; the others are among the problems."""
        names, sectors = self._sectors()
        return PackSections(
            about=self._section(PACK, About),
            form=self._section("form", Form),
            sectors=sectors if sectors and len(sectors) == len(names) else None,
            severity=self._section("severity", SeverityRules),
            triggers=self._section("triggers", TriggerRules),
            entitlements=self._section("entitlements", EntitlementRules),
            modality=self._section("modality", ModalityRules),
            referrals=self._section("referrals", Referrals),
            catalogue=self._section("catalogue", Catalogue),
            access=self._section("access", AccessRules),
            sharing=self._sharing(tuple(map(str, names))),
            sectors_read=sectors,
            is_whole=self.is_whole,
        )

    def place(self, path: Path) -> Place:
        """Where a path was last written, by any pack of the lineage; else the file it is due in."""
        place = place_of(self.tree, path, Place(""))
        if place.file:
            return place
        section = mapping_at(self.tree, str(path[0])) if path else {}
        home = next((place_of_text(key) for key in section if place_of_text(key)), None)
        return Place(home.file if home else f"{self._own.shown}/{PACK}.yaml")

    def _section(self, name: str, model: type[M]) -> M | None:
        if name in self._unread:
            return None
        if name not in self.tree:
            self._problems.add(self._missing(f"{name}.yaml"))
            return None
        return self._validated(model, (name,))

    def _sharing(self, sectors: tuple[str, ...]) -> SharingRules | None:
        """The one section that a pack may lack: then nothing of it is passed on."""
        if SHARING in self._unread or SHARING not in self.tree:
            return None
        sharing = self._validated(SharingRules, (SHARING,))
        if sharing is not None:
            above = [pack.tree for pack in self._lineage[:-1]]
            self._problems.extend(sharing_problems(sharing, above, self.place))
            self._problems.extend(protected_problems(sharing, sectors, self.place))
        return sharing

    def _sectors(self) -> tuple[Tree, dict[str, Sector]]:
        """The sectors as written, and those of them that can be read."""
        names = mapping_at(self.tree, SECTORS)
        if not names and self.is_whole:
            self._problems.add(self._missing(msg("file of a sector")))
        sectors = {name: self._sector(name) for name in names}
        return names, {str(name): one for name, one in sectors.items() if one is not None}

    def _sector(self, name: str) -> Sector | None:
        sector = self._validated(Sector, (SECTORS, name))
        if sector is None:
            return None
        found = list(one_way_each(sector, lambda below: self.place((SECTORS, name, *below))))
        self._problems.extend(found)
        return None if found else sector

    def _validated(self, model: type[M], path: tuple[str, ...]) -> M | None:
        tree = mapping_at(self.tree, *path)
        value, problems = validated(model, tree, lambda below: self.place((*path, *below)))
        self._problems.extend(problems)
        return value

    def _missing(self, what: str | Message) -> Problem:
        folders = ", ".join(pack.shown for pack in reversed(self._lineage))
        own = self._own.shown
        return Problem(
            "RRM-R104",
            Place(own),
            msg("there is no {what} in {folders}", what=what, folders=folders),
            msg("a pack is complete together with those that it extends"),
            msg("Add the file, or `extends:` another pack to {name}/pack.yaml.", name=own),
        )


_OWN = ("id", "version", "extends")
"""Keys of pack.yaml that a pack never inherits."""


def _inheritable(tree: Tree) -> Tree:
    if not isinstance(tree, dict):
        return tree
    about = {key: value for key, value in mapping_at(tree, PACK).items() if key not in _OWN}
    return {**tree, PACK: about}
