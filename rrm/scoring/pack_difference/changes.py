"""What one pack says otherwise than another: rules added, removed, changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rrm.model.rule_pack import RulePack
from rrm.scoring.pack_difference.rules import SECTORS, Path, Plain, is_same, plain, rules_of


class Kind(StrEnum):
    """What happened to a rule."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class KeyChange:
    """One key of a rule, `severity.3` or `because.fr`, with its two values.

    The key is empty where the rule is a single value. None: the key is not there.
    """

    key: str
    old: Plain
    new: Plain


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that two packs don't share, or share with a difference.

    old, new: the whole rule as plain values, None where the pack has none.
    keys: what differs, where the rule is in both.
    """

    path: Path
    kind: Kind
    old: Plain
    new: Plain
    keys: tuple[KeyChange, ...] = ()

    @property
    def section(self) -> str:
        """A sector's name, else that of the file: `wash`, `severity`, `form`."""
        return self.path[1] if self.path[0] == SECTORS and len(self.path) > 1 else self.path[0]

    @property
    def name(self) -> str:
        """As people cite it: `wash.water_per_person`, `severity.area_share`, `form.gps`."""
        parts = self.path[1:] if self.path[0] == SECTORS and len(self.path) > 1 else self.path
        return parts[0] if len(parts) == 1 else f"{parts[0]}.{parts[-1]}"

    @property
    def may_move_scores(self) -> bool:
        """Whether severities could depend on what differs: not on words, sources or help."""
        if self.path[0] not in ("form", SECTORS, "severity", "triggers"):
            return False
        if self.path[:2] in _NO_SCORES or (len(self.path) < 4 and self.path[-1] in _WORDS):
            return False
        if self.kind is not Kind.CHANGED or not all(change.key for change in self.keys):
            return True
        return any(not _is_words(change.key) for change in self.keys)


_NO_SCORES = (
    ("form", "sections"),
    ("form", "missing"),
    ("severity", "labels"),
    ("severity", "resampling"),
    ("triggers", "who"),
    ("triggers", "households_at_least"),
    ("triggers", "respond_within_days"),
)
_WORDS = ("label", "hint", "because", "source", "status", "valid_for", "range", "doubtful", "order")


def pack_changes(old: RulePack, new: RulePack) -> tuple[RuleChange, ...]:
    """Every rule in which the second pack differs from the first, file by file.

    A sector that only one of them has is one change. Ids, versions and parents of the packs
    don't count, nor does where a rule is written: two packs that say the same differ in nothing.
    """
    before, after = rules_of(old), rules_of(new)
    gone = _lone_sectors(old, new)
    come = _lone_sectors(new, old)
    changes: list[RuleChange] = []
    for path in dict.fromkeys((*before, *after)):
        sector = path[:2]
        if sector in gone or sector in come:
            found = _whole_sector(sector, old, new)
            if found not in changes:
                changes.append(found)
        elif path not in after:
            changes.append(RuleChange(path, Kind.REMOVED, before[path], None))
        elif path not in before:
            changes.append(RuleChange(path, Kind.ADDED, None, after[path]))
        elif not is_same(before[path], after[path]):
            keys = tuple(_key_changes("", before[path], after[path]))
            changes.append(RuleChange(path, Kind.CHANGED, before[path], after[path], keys))
    sectors = tuple(dict.fromkeys((*new.sectors, *old.sectors)))
    return tuple(sorted(changes, key=lambda change: _turn(change, sectors)))


_TURNS = ("severity", SECTORS, "triggers", "form", "entitlements", "modality", "referrals",
          "catalogue", "access", "sources")  # fmt: skip
"""What people ask about first: how severity is made."""


def _turn(change: RuleChange, sectors: tuple[str, ...]) -> tuple[int, int]:
    file = _TURNS.index(change.path[0]) if change.path[0] in _TURNS else len(_TURNS)
    return file, sectors.index(change.section) if change.section in sectors else 0


def _lone_sectors(pack: RulePack, other: RulePack) -> set[Path]:
    return {(SECTORS, name) for name in pack.sectors if name not in other.sectors}


def _whole_sector(path: Path, old: RulePack, new: RulePack) -> RuleChange:
    name = path[1]
    if name in old.sectors:
        return RuleChange(path, Kind.REMOVED, plain(old)[SECTORS][name], None)
    return RuleChange(path, Kind.ADDED, None, plain(new)[SECTORS][name])


def _key_changes(key: str, old: Plain, new: Plain) -> Iterator[KeyChange]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for part in dict.fromkeys((*old, *new)):
            below = f"{key}.{part}" if key else part
            if not is_same(old.get(part), new.get(part)):
                yield from _key_changes(below, old.get(part), new.get(part))
        if list(old) != list(new) and old.keys() == new.keys():
            yield from _order_change(key, old, new)
    else:
        yield KeyChange(key, old, new)


def _order_change(
    key: str, old: Mapping[str, Plain], new: Mapping[str, Plain]
) -> Iterator[KeyChange]:
    if all(part.isdecimal() for part in old):
        yield KeyChange(key, list(old), list(new))


def _is_words(key: str) -> bool:
    """Whether a key of a rule is for people, as are the words of an option."""
    parts = key.split(".")
    return parts[0] in _WORDS or (parts[0] == "choices" and len(parts) > 2)
