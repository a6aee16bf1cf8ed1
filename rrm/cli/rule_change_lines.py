"""What one rule pack says otherwise than another, for a terminal and as data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from rrm.cli.layout import heading, wrapped
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.rule_pack import RulePack, Status
from rrm.scoring import (
    CompiledPack,
    KeyChange,
    Kind,
    RuleChange,
    compile_pack,
    line_in_words,
)

_SECTIONS: dict[str, Message] = {
    "severity": msg("How severity is made"),
    "triggers": msg("Alerts and triggers"),
    "form": msg("What is asked"),
    "entitlements": msg("Entitlements"),
    "modality": msg("Cash or in kind"),
    "catalogue": msg("Catalogue"),
    "referrals": msg("Handover to programmes"),
    "access": msg("Vehicles and ways"),
    "sources": msg("Sources cited"),
}
_KINDS: dict[Kind, Message] = {
    Kind.ADDED: msg("added"),
    Kind.REMOVED: msg("removed"),
    Kind.CHANGED: msg("changed"),
}
_KEYS: dict[str, Message] = {
    "status": msg("status"),
    "title": msg("title"),
    "label": msg("label"),
    "valid_for": msg("valid for"),
    "because": msg("why it is need"),
    "hint": msg("hint"),
    "unit": msg("unit"),
    "value": msg("value"),
    "missing": msg("where not answered"),
    "year": msg("year"),
    "source": msg("source"),
    "level": msg("level"),
    "unanswered": msg("where a part is not answered"),
    "critical": msg("may decide alone"),
    "combine": msg("of several key informants"),
    "severity": msg("severity lines"),
    "table": msg("table"),
    "table.rows": msg("what the rows of the table sort"),
    "table.columns": msg("what the columns of the table sort"),
    "table.heads": msg("heads of the columns"),
    "table.cells": msg("row of the table"),
    "table.words": msg("words of the table’s heads"),
    "table.given": msg("what no help changes"),
    "table.uneven_because": msg("why the cells go up and down"),
    "type": msg("type of answer"),
    "choices": msg("option"),
    "range": msg("possible numbers"),
    "doubtful": msg("usual numbers"),
    "relevant": msg("asked where"),
    "constraint": msg("condition of the answer"),
    "recall_days": msg("days looked back"),
    "asked_of": msg("who is asked"),
    "personal": msg("personal, not kept"),
    "questions": msg("questions"),
    "order": msg("place among the sectors"),
    "area_share": msg("share of households that makes the class of an area"),
    "in_need_from": msg("class from which people are in need"),
    "households_at_least": msg("households from which an alert calls for a response"),
    "respond_within_days": msg("days to first help"),
    "who": msg("who acts"),
    "share_in_need": msg("share in need"),
    "kg": msg("weight of a unit, kg"),
    "m3": msg("volume of a unit, m³"),
    "unit_value": msg("value of a unit"),
    "currency": msg("currency"),
    "whole": msg("in whole units only"),
    "amount": msg("amount"),
    "survival_amount": msg("amount for survival"),
    "if_unknown": msg("amount where not known"),
    "criticality": msg("weight against other items"),
    "covers": msg("who is covered"),
    "from_severity": msg("from class"),
    "urgency_days": msg("days until due"),
    "reason": msg("reason"),
    "agent_reach_km": msg("reach of a payment agent, km"),
    "market_reach_km": msg("way to a market, km"),
    "accepted_at_least": msg("least share that accepts cash"),
    "speeds_kmh": msg("speed, km/h"),
    "load_hours": msg("hours to load"),
    "unload_hours": msg("hours to unload"),
    "max_trip_days": msg("days away at most"),
    "from_day": msg("from (month-day)"),
    "to_day": msg("to (month-day)"),
    "day_starts": msg("hour at which the day begins"),
    "url": msg("address"),
    "licence": msg("licence"),
}
"""Keys in words, by themselves or as the beginning of others; any other as the pack writes it."""
_STATUSES: dict[str, Message] = {
    Status.READ: msg("read in the source"),
    Status.STANDARD: msg("standard, quoted"),
    Status.PROPOSED: msg("proposed, to be replaced"),
}
_NOTHING = "–"


class PackPair:
    """Two packs, their differences, and the words for them. Raises BadInput with rule faults."""

    def __init__(self, old: RulePack, new: RulePack, changes: Sequence[RuleChange]) -> None:
        self.old, self.new = compile_pack(old), compile_pack(new)
        self.changes = changes

    def label(self, change: RuleChange) -> Message | Text | None:
        """What a rule is called: its label, or that of its key; None where there are no words."""
        for value in (change.new, change.old):
            words = value.get("label") if isinstance(value, dict) else None
            if isinstance(words, dict) and words:
                return Text.of(words)
        return _KEYS.get(change.path[-1]) if len(change.path) == 2 else None

    def section(self, change: RuleChange) -> Message | Text:
        """A sector's label, or what a file of the pack is about."""
        for pack in (self.new.pack, self.old.pack):
            if change.section in pack.sectors and change.path[0] == "sectors":
                return Text.of(pack.sectors[change.section].label)
        return _SECTIONS.get(change.section) or msg("The pack itself")

    def key(self, key: KeyChange) -> Message:
        """What a key is called: as written, a severity line by its class."""
        first, _, rest = key.key.partition(".")
        if first == "severity" and rest.isdecimal():
            return msg("class {severity}", severity=int(rest))
        parts = key.key.split(".")
        for length in range(len(parts), 0, -1):
            known = _KEYS.get(".".join(parts[:length]))
            if known is not None:
                below = ".".join(parts[length:])
                return msg("{what} ({which})", what=known, which=below) if below else known
        return Message("{key}", (("key", key.key),))

    def values(self, change: RuleChange, key: KeyChange) -> tuple[Message | Text | str, ...]:
        """Old and new value; a severity line in words."""
        return (
            self._value(self.old, change, key.key, key.old),
            self._value(self.new, change, key.key, key.new),
        )

    def lines(self, change: RuleChange) -> tuple[tuple[int, Message | Text], ...]:
        """The severity lines of an indicator that only one of the packs has."""
        pack = {Kind.ADDED: self.new, Kind.REMOVED: self.old}.get(change.kind)
        indicator = pack.indicators.get(change.name) if pack is not None else None
        if pack is None or indicator is None:
            return ()
        return tuple(
            (line.severity, line_in_words(pack, indicator, line)) for line in indicator.lines
        )

    def _value(
        self,
        pack: CompiledPack,
        change: RuleChange,
        key: str,
        value: Any,  # noqa: ANN401
    ) -> Message | Text | str:
        if (key or change.path[-1]) == "status" and value in _STATUSES:
            return _STATUSES[value]
        if isinstance(value, bool):
            return msg("yes") if value else msg("no")
        first, _, severity = key.partition(".")
        indicator = pack.indicators.get(change.name)
        if value is not None and indicator is not None and first == "severity":
            for line in indicator.lines:
                if str(line.severity) == severity:
                    return line_in_words(pack, indicator, line)
        return as_written(value)


def as_written(value: Any) -> str:  # noqa: ANN401
    """A plain value much as YAML has it, on one line."""
    if value is None or value == "":
        return _NOTHING
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return "[" + ", ".join(as_written(one) for one in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {as_written(one)}" for key, one in value.items()) + "}"
    if isinstance(value, str):
        return " ".join(value.split())
    return json.dumps(value, ensure_ascii=False)


def change_lines(pair: PackPair, language: str) -> Iterator[str]:
    """The differences section by section, each with its number."""
    old, new = pair.old.pack, pair.new.pack
    yield from wrapped(f"{old.id} {old.version} → {new.id} {new.version}")
    if not pair.changes:
        yield msg("The two packs say the same.").text(language)
        return
    yield from wrapped(_counted(pair.changes).text(language))
    section = None
    for number, change in enumerate(pair.changes, start=1):
        here = pair.section(change).text(language)
        if here != section:
            yield ""
            yield from wrapped(heading(here))
            section = here
        yield from _change(pair, number, change, language)


def _counted(changes: Sequence[RuleChange]) -> Message:
    counts = {kind: sum(one.kind is kind for one in changes) for kind in Kind}
    return msg_plural(
        "{n} difference: added {added}, removed {removed}, changed {changed}.",
        "{n} differences: added {added}, removed {removed}, changed {changed}.",
        n=len(changes),
        added=counts[Kind.ADDED],
        removed=counts[Kind.REMOVED],
        changed=counts[Kind.CHANGED],
    )


def _change(pair: PackPair, number: int, change: RuleChange, language: str) -> Iterator[str]:
    label = pair.label(change)
    said = label.text(language) if label is not None else ""
    is_new = bool(said) and said != change.path[-1].replace("_", " ")
    named = f"{change.name} – {said}" if is_new else change.name
    indent = 6
    start = msg("{what}: {said}", what=_KINDS[change.kind], said=named)
    yield from wrapped(f"{number:>3}. {start.text(language)}", hanging=indent - 1)
    for level, caught in pair.lines(change):
        line = msg("class {severity}: {line}", severity=level, line=caught)
        yield from wrapped(line.text(language), indent=indent, hanging=2)
    for key in change.keys:
        old, new = (_said(value, language) for value in pair.values(change, key))
        moved = f"{old} → {new}"
        told = msg("{what}: {said}", what=pair.key(key), said=moved).text(language)
        yield from wrapped(told if key.key else moved, indent=indent, hanging=2)


def _said(value: Message | Text | str, language: str) -> str:
    return value if isinstance(value, str) else value.text(language)


def changes_json(pair: PackPair, language: str) -> list[dict[str, object]]:
    """The same as data: each difference with its number, path, keys and values as written."""
    return [
        {
            "number": number,
            "kind": change.kind.value,
            "rule": change.name,
            "path": list(change.path),
            "label": (label.text(language) if (label := pair.label(change)) else ""),
            "old": change.old if change.kind is Kind.REMOVED else None,
            "new": change.new if change.kind is Kind.ADDED else None,
            "keys": [
                {"key": key.key, "old": key.old, "new": key.new}
                | dict(
                    zip(
                        ("old_in_words", "new_in_words"),
                        (_said(value, language) for value in pair.values(change, key)),
                        strict=True,
                    )
                )
                for key in change.keys
            ],
        }
        for number, change in enumerate(pair.changes, start=1)
    ]
