"""Forms filled in with generated answers, from what the XLSForm alone says.

pyxform converts the workbook; ODK Collect's engine asks, decides what is shown, refuses what a
constraint refuses. Nothing here knows a rule pack.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tests.export.xlsform.telephone import Telephone

LEFT_EMPTY = 0.15
TEXTS = ("rien, sauf l’eau", "à revoir ; « plus tard »", "=1+1", "-3", "x")

_BOUNDS = re.compile(r"\. >= (-?[\d.]+) and \. <= (-?[\d.]+)")
_QUESTIONS = ("integer", "decimal", "date", "text", "select one", "select all that apply")
_COUNTED = re.compile(r"\$\{(\w+)\}")

Labels = Mapping[str, str]


@dataclass(frozen=True)
class Entry:
    """A question, calculation or entry of the tool; groups: those around it, outermost first."""

    type: str
    name: str
    labels: Labels
    groups: tuple[tuple[str, Labels], ...]
    choices: tuple[tuple[str, Labels], ...] = ()
    bounds: tuple[float, float] | None = None
    required: bool = False


@dataclass(frozen=True)
class SeenForm:
    """A form as pyxform sees it: entries of the household, and of each repeat."""

    form_id: str
    version: str
    entries: tuple[Entry, ...]
    repeats: Mapping[str, tuple[Entry, ...]]
    counts: frozenset[str]
    xform: Path

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for one in self.entries for name in one.labels))


@dataclass(frozen=True)
class Record:
    """One filled form: answers by name, and those of each repeat's rows; "" where there is none."""

    answers: Mapping[str, str]
    rows: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)


def seen(workbook: bytes, folder: Path) -> SeenForm:
    """The form as pyxform sees it; it must convert without a warning."""
    from pyxform.xls2xform import convert

    warnings: list[str] = []
    made = convert(workbook, warnings=warnings, file_type=".xlsx")
    assert warnings == []
    xform = folder / "form.xml"
    xform.write_text(made.xform, encoding="utf-8")
    tree: dict[str, Any] = made._pyxform
    repeats: dict[str, tuple[Entry, ...]] = {}
    counts: set[str] = set()
    entries = tuple(_entries(tree, tree["choices"], (), repeats, counts))
    return SeenForm(tree["id_string"], tree["version"], entries, repeats, frozenset(counts), xform)


def filled(form: SeenForm, telephone: Telephone, chance: random.Random) -> Record:
    """One interview; the telephone has opened the form anew."""
    by_name = {entry.name: entry for entry in form.entries}
    for entries in form.repeats.values():
        by_name |= {entry.name: entry for entry in entries}
    telephone.open(form.xform)
    xml = telephone.fill(lambda name, kind: _answer(by_name[name], form, chance))
    root = ElementTree.fromstring(xml)
    rows = {
        name: tuple(_answers(row, entries) for row in root.iter(name))
        for name, entries in form.repeats.items()
    }
    return Record(_answers(root, form.entries), rows)


def _entries(
    node: Mapping[str, Any],
    choices: Mapping[str, Any],
    groups: tuple[tuple[str, Labels], ...],
    repeats: dict[str, tuple[Entry, ...]],
    counts: set[str],
) -> Iterator[Entry]:
    for child in node["children"]:
        here = (*groups, (child["name"], child.get("label", {})))
        match child["type"]:
            case "group" if child["name"] != "meta":
                yield from _entries(child, choices, here, repeats, counts)
            case "repeat":
                repeats[child["name"]] = tuple(_entries(child, choices, here, repeats, counts))
                counts |= set(_COUNTED.findall(child["control"]["jr:count"]))
            case "note" | "group":
                continue
            case kind:
                bind = child.get("bind", {})
                bounds = _BOUNDS.match(bind.get("constraint", ""))
                yield Entry(
                    kind,
                    child["name"],
                    child.get("label", {}),
                    groups,
                    tuple(
                        (one["name"], one["label"])
                        for one in choices.get(child.get("list_name"), ())
                    ),
                    (float(bounds[1]), float(bounds[2])) if bounds else None,
                    bind.get("required") == "yes",
                )


def _answer(entry: Entry, form: SeenForm, chance: random.Random) -> str:
    if not entry.required and chance.random() < LEFT_EMPTY:
        return ""
    low, high = entry.bounds or (-5.0, 60.0)
    match entry.type:
        case "integer" if entry.name in form.counts:
            return str(chance.randint(0, 3))
        case "integer":
            # Most answers are usual ones, so that few are refused.
            high = high if chance.random() < 0.1 else min(high, low + 9)
            return str(chance.randint(int(low), int(high)))
        case "decimal":
            return str(round(chance.uniform(low, high), chance.choice([0, 1, 2])))
        case "date":
            return (date(2022, 4, 1) + timedelta(days=chance.randint(0, 16))).isoformat()
        case "select one":
            return chance.choice(entry.choices)[0]
        case "select all that apply":
            count = chance.randint(1, len(entry.choices))
            return " ".join(name for name, _ in chance.sample(entry.choices, count))
        case _:
            return chance.choice(TEXTS)


def _answers(node: ElementTree.Element, entries: tuple[Entry, ...]) -> dict[str, str]:
    """Answers below a record or a row; what was not shown is not in it."""
    found = {}
    for entry in entries:
        path = "/".join((*(name for name, _ in entry.groups), entry.name))
        at = node.find(path) if node.tag == "data" else node.find(entry.name)
        found[entry.name] = "" if at is None or at.text is None else at.text
    return found


def asked(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Those that people answer."""
    return tuple(entry for entry in entries if entry.type in _QUESTIONS)
