"""Pieces that many sections say in the same way: where a figure is from, what it was before."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from rrm.export.citation import citation
from rrm.export.pack_document.blocks import (
    Cell,
    Code,
    Line,
    Link,
    Piece,
    Soft,
    Strong,
    Tag,
    Target,
    lines,
)
from rrm.export.pack_document.history import Override, Path
from rrm.export.pack_document.subject import Subject
from rrm.export.status_labels import STATUS_LABELS
from rrm.model.language import Message, Text, msg
from rrm.model.rule_pack import Cited, Status

_STATUS = {**STATUS_LABELS, Status.PROPOSED: msg("proposed: to be decided")}
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9_]")
_CITATION_KEYS = ("source", "status", "valid_for")


def status_tag(status: Status) -> Tag:
    """How far a figure has been checked; a proposed one catches the eye."""
    return Tag(_STATUS[status], status.value)


def where_from(subject: Subject, rule: Cited, path: Path) -> Cell:
    """Status, source, validity and origin of a figure, below each other."""
    is_file = len(path) == 1
    return lines(
        (status_tag(rule.status),),
        (citation(rule.source, subject.pack.sources),),
        valid_for(rule),
        *(file_origin(subject, path[0], rule) if is_file else origin_lines(subject, path)),
    )


def valid_for(rule: Cited) -> Line | None:
    """For where and when a figure holds, if the pack says it."""
    return (msg("Valid for: {what}", what=rule.valid_for),) if rule.valid_for else None


def origin_lines(subject: Subject, path: Path) -> tuple[Line, ...]:
    """Which pack of the lineage brought a rule, and what each that changed it changed.

    Nothing for what stands as the first of the lineage has it, as the head of the document says.
    """
    history = subject.history
    origin = history.origin(path)
    changed = tuple(line for one in origin.overrides for line in _override(one))
    if origin.brought_by == history.packs[0]:
        return changed
    return ((Tag(msg("added by {pack}", pack=origin.brought_by), "changed"),), *changed)


def file_origin(subject: Subject, section: str, rules: object) -> tuple[Line, ...]:
    """For a file of single figures: those that a pack of the lineage changed, key by key.

    rules: what the file says; rules of it that carry a source of their own tell theirs.
    """
    told: list[Line] = []
    for path, origin in subject.history.origins.items():
        own = len(path) == 2 and path[0] == section and path[1] not in _CITATION_KEYS
        if not own or isinstance(getattr(rules, path[1], None), Cited):
            continue
        for override in origin.overrides:
            tag = Tag(msg("changed by {pack}", pack=override.pack), "changed")
            for change in override.keys:
                key = f"{path[1]}.{change.key}" if change.key else path[1]
                told.append((tag, " ", *was_line(key, change.old, override.parent)))
    return tuple(told)


def _override(override: Override) -> tuple[Line, ...]:
    tag = Tag(msg("changed by {pack}", pack=override.pack), "changed")
    said = [change for change in override.keys if change.key.split(".")[0] != "severity"]
    return ((tag,), *(was_line(change.key, change.old, override.parent) for change in said))


def was_line(key: str, old: object, parent: str) -> Line:
    """The parent's value of a key that a child changed."""
    what: tuple[Piece, ...] = (Code(key), " ") if key else ()
    if old is None or old == "":
        return (*what, Soft(msg("was not given in {pack}", pack=parent)))
    return (*what, Soft(msg("was, in {pack}:", pack=parent)), " ", Code(as_yaml(old)))


def as_yaml(value: Any) -> str:  # noqa: ANN401
    """A plain value much as a pack writes it, on one line."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list | tuple):
        return "[" + ", ".join(as_yaml(one) for one in value) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {as_yaml(one)}" for key, one in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


def other_settings(rule: Cited | object, told: tuple[str, ...]) -> tuple[Line, ...]:
    """Keys of a rule that no sentence of the document tells, as the pack writes them.

    told: the keys that are told in words. So that no setting is left out of what is signed.
    """
    fields = getattr(type(rule), "model_fields", {})
    given = rule.model_dump(mode="json") if hasattr(rule, "model_dump") else {}
    silent = (*told, "label", *_CITATION_KEYS)
    return tuple(
        (Code(f"{key}: {as_yaml(given[key])}"),)
        for key, field in fields.items()
        if key not in silent and getattr(rule, key) not in (field.default, None, {}, ())
    )


def named(label: Mapping[str, str] | Text | Message, key: str, path: Path) -> Cell:
    """What a rule is called, with its key below, by which the pack cites it; links lead here."""
    words = label if isinstance(label, Text | Message) else Text.of(label or key)
    return ((Target(anchor_of(path)), Strong(words)), (Code(key),))


def anchor_of(path: Path) -> str:
    """Where links to a rule lead: its path, other signs than plain letters by their number."""
    plain = (_NOT_PLAIN.sub(lambda sign: f"{ord(sign[0]):x}", part) for part in path)
    return "-".join(("rule", *plain))


def link_to(path: Path, words: Text | Message) -> Link:
    """Words that lead to a rule, or to the chapter where its file is told as a whole."""
    is_told_there = len(path) == 1 or path in _TOLD_IN_THEIR_CHAPTER
    return Link(words, f"#{path[0] if is_told_there else anchor_of(path)}")


_TOLD_IN_THEIR_CHAPTER = (
    ("entitlements", "lateness"), ("entitlements", "group_parity"), ("access", "river_season"),
    ("access", "wet_season"), ("access", "places"), ("access", "routes"), ("modality", "feasible"),
)  # fmt: skip
