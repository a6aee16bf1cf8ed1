"""A pack on its way to another: some of their differences taken over, the others not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from pydantic import ValidationError

from rrm.model.problem import BadInput
from rrm.model.rule_pack import RulePack
from rrm.scoring.compiled_pack import compile_pack
from rrm.scoring.pack_difference.changes import Kind, RuleChange
from rrm.scoring.pack_difference.rules import SECTORS, Path, Plain, plain

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def partial_pack(
    old: RulePack, new: RulePack, change: RuleChange, changes: Sequence[RuleChange]
) -> RulePack | None:
    """The first pack with one change towards the second; None where that can't stand alone.

    A rule that names another which changed too, as a new indicator names a new question, takes
    that one along. changes: all differences of the two packs.
    """
    alone = with_changes(old, new, [change])
    return alone or with_changes(old, new, _with_companions(change, changes))


def without_change(
    old: RulePack, new: RulePack, change: RuleChange, changes: Sequence[RuleChange]
) -> RulePack | None:
    """The second pack with one of its changes taken back; None where it can't stand so."""
    others = [one for one in changes if one is not change]
    companions = _with_companions(change, changes)
    fewer = [one for one in changes if one not in companions]
    return with_changes(old, new, others) or with_changes(old, new, fewer)


def with_changes(old: RulePack, new: RulePack, changes: Iterable[RuleChange]) -> RulePack | None:
    """The first pack with these changes made; None where its rules then can't be computed."""
    tree, target = plain(old), plain(new)
    for change in changes:
        _apply(tree, change, target)
    identity = {"id": old.id, "version": old.version, "lineage": old.lineage}
    try:
        pack = RulePack.model_validate({**tree, **identity})
        compile_pack(pack)
    except (BadInput, ValidationError):
        return None
    return pack


def _apply(tree: dict[str, Plain], change: RuleChange, target: Mapping[str, Plain]) -> None:
    *parents, name = change.path
    here = tree
    for at, key in enumerate(parents):
        if key not in here:
            here[key] = _frame(change.path[: at + 1], target)
        here = here[key]
    if change.kind is Kind.REMOVED:
        here.pop(name, None)
    else:
        here[name] = change.new


def _frame(path: Path, target: Mapping[str, Plain]) -> Plain:
    """What a rule stands in, without the rules beside it: of a new sector, its name and label."""
    there: Plain = target
    for key in path:
        there = there.get(key, {})
    if path[0] == SECTORS and len(path) == 2:
        return {key: value for key, value in there.items() if not isinstance(value, Mapping)} | {
            "label": there.get("label", {})
        }
    return {}


def _with_companions(change: RuleChange, changes: Sequence[RuleChange]) -> list[RuleChange]:
    """The change and all that it is tied to by name, in the order of the changes."""
    taken = {change.path}
    names = {one.path: _own_names(one) for one in changes}
    spoken = {one.path: _names_in(one) for one in changes}
    while True:
        tied = {
            one.path
            for one in changes
            for path in taken
            if names[one.path] & spoken[path] or names[path] & spoken[one.path]
        }
        if tied <= taken:
            return [one for one in changes if one.path in taken]
        taken |= tied


def _own_names(change: RuleChange) -> frozenset[str]:
    """Names by which other rules may speak of it: only those of questions and of rules."""
    if change.path[0] == SECTORS and len(change.path) == 2:
        rules = change.new or change.old
        parts = (rules.get("measures", {}), rules.get("indicators", {}))
        return frozenset(name for part in parts for name in part)
    is_named = change.path[:2] in (("form", "questions"), ("form", "rosters"))
    is_rule = change.path[0] == SECTORS and len(change.path) == 4
    return frozenset({change.path[-1]}) if is_named or is_rule else frozenset()


def _names_in(change: RuleChange) -> frozenset[str]:
    text = json.dumps([change.old, change.new], ensure_ascii=False)
    return frozenset(_NAME.findall(text)) - {change.path[-1]}
