"""A pack as a list of rules, each with its path, as plain values that can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rrm.model.rule_pack import RulePack

Path = tuple[str, ...]
"""Where a rule stands in a pack: ("sectors", "wash", "indicators", "water_per_person")."""

Plain = Any
"""What a YAML file can say: text, number, yes or no, nothing, a list, or keys with such values."""

SECTORS = "sectors"
_ANY = "*"
_NAMED: tuple[Path, ...] = (
    ("sources", _ANY),
    ("form", "questions", _ANY),
    ("form", "rosters", _ANY),
    ("form", "sections", _ANY),
    (SECTORS, _ANY, "measures", _ANY),
    (SECTORS, _ANY, "indicators", _ANY),
    ("triggers", "profiles", _ANY),
    ("entitlements", "entitlements", _ANY),
    ("referrals", _ANY),
    ("catalogue", _ANY),
    ("access", "classes", _ANY),
)
"""Where rules stand by a name of their own; elsewhere each key of a file is a rule."""

_OF_THE_PACK_ALONE = ("id", "version", "lineage")
"""What two packs always differ in, and nothing follows from."""


def rules_of(pack: RulePack) -> dict[Path, Plain]:
    """Every rule of a pack by its path, as plain values."""
    return dict(_rules_below((), plain(pack)))


def plain(pack: RulePack) -> dict[str, Plain]:
    """A pack as keys and plain values, without what is its alone: id, version, lineage."""
    tree = pack.model_dump(mode="json", by_alias=True)
    return {key: value for key, value in tree.items() if key not in _OF_THE_PACK_ALONE}


def is_same(old: Plain, new: Plain) -> bool:
    """Whether two values say the same; classes are read from the top, so their order counts."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return (
            old.keys() == new.keys()
            and (list(old) == list(new) or not _are_classes(old))
            and all(is_same(old[key], new[key]) for key in old)
        )
    return bool(old == new)


def _rules_below(path: Path, tree: Mapping[str, Plain]) -> Iterator[tuple[Path, Plain]]:
    for key, value in tree.items():
        here = (*path, key)
        if isinstance(value, Mapping) and _leads_to_rules(here):
            yield from _rules_below(here, value)
        else:
            yield here, value


def _leads_to_rules(path: Path) -> bool:
    """Whether rules stand further down; a file of its own is one step above its keys."""
    deeper = any(
        len(named) > len(path) and all(_matches(*one) for one in zip(named, path, strict=False))
        for named in _NAMED
    )
    return deeper or path in (("severity",), ("modality",))


def _matches(pattern: str, key: str) -> bool:
    return pattern in (_ANY, key)


def _are_classes(tree: Mapping[str, Plain]) -> bool:
    return all(key.isdecimal() for key in tree)
