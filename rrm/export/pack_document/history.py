"""Where each rule of a pack comes from: who brought it, who changed it, what was before."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from rrm.model.rule_pack import RulePack
from rrm.scoring import KeyChange, Kind, RuleChange, pack_changes

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Override:
    """A pack that changed a rule of a pack it extends; parent: whose value was before."""

    parent: str
    pack: str
    keys: tuple[KeyChange, ...]

    def was(self, key: str) -> KeyChange | None:
        """What it changed of a key, if it changed it."""
        return next((change for change in self.keys if change.key == key), None)


@dataclass(frozen=True, slots=True)
class Origin:
    """The pack that brought a rule, and those that changed it, in order."""

    brought_by: str
    overrides: tuple[Override, ...] = ()

    @property
    def last_word(self) -> str:
        """The pack that spoke last."""
        return self.overrides[-1].pack if self.overrides else self.brought_by


@dataclass(frozen=True, slots=True)
class Removed:
    """A rule that a pack took away from what it extends."""

    parent: str
    pack: str
    change: RuleChange


@dataclass(frozen=True, slots=True)
class History:
    """A lineage told rule by rule; packs: ids from the root to the pack itself."""

    packs: tuple[str, ...]
    origins: dict[Path, Origin] = field(default_factory=dict)
    removed: tuple[Removed, ...] = ()

    def origin(self, path: Path) -> Origin:
        """Of a rule by its path; a rule that no pack added or changed is the root's."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.origins:
                return self.origins[path[:length]]
        return Origin(self.packs[0])

    @property
    def has_parents(self) -> bool:
        """Whether the pack extends another."""
        return len(self.packs) > 1


def history_of(lineage: Sequence[RulePack]) -> History:
    """The history of a pack; lineage: each pack resolved, from the root to the pack itself."""
    origins: dict[Path, Origin] = {}
    removed: list[Removed] = []
    for parent, child in itertools.pairwise(lineage):
        for change in pack_changes(parent, child):
            match change.kind:
                case Kind.ADDED:
                    origins[change.path] = Origin(child.id)
                case Kind.REMOVED:
                    removed.append(Removed(parent.id, child.id, change))
                case Kind.CHANGED:
                    before = origins.get(change.path, Origin(lineage[0].id))
                    override = Override(parent.id, child.id, change.keys)
                    origins[change.path] = Origin(before.brought_by, (*before.overrides, override))
    return History(tuple(pack.id for pack in lineage), origins, tuple(removed))
