"""A scenario to begin with: small, complete, clearly made up, and fit to run as it is."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from pathlib import Path
from string import Template

from rrm.intake.csv_records import csv_records
from rrm.intake.rule_pack import load_pack
from rrm.intake.wording import quoted
from rrm.model.form import KEY_COLUMNS, Form
from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.rule_pack import ClassAccess, ItemKind, RulePack

_TEMPLATES = Path(__file__).parent / "skeleton"
_ASSESSMENT = "assessment.csv"
# Round sums of about the same worth, so that the example's budget binds in either currency.
_AMOUNTS = {
    "XOF": {"budget": 25_000_000, "liquidity": 3_000_000, "capacity": 15_000_000,
            "cost_per_km": 400, "cost_per_day": 60_000},
}  # fmt: skip
_OTHER_AMOUNTS = {
    "budget": 40_000, "liquidity": 5_000, "capacity": 25_000, "cost_per_km": 1, "cost_per_day": 100,
}  # fmt: skip


def write_skeleton(folder: Path, pack: str) -> tuple[Path, ...]:
    """Writes an example scenario that uses the rule pack of that id; returns the files written.

    Names of vehicles, items, shocks and questions are those of the pack; what it does not have
    is left out. Raises BadInput where the folder holds anything already, or there is no such
    pack.
    """
    rules, _ = load_pack(pack, folder)
    refuse_unless_empty(folder)
    words = _words(rules, folder)
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for template in sorted(_TEMPLATES.iterdir()):
        text = template.read_text(encoding="utf-8")
        if template.name == _ASSESSMENT:
            text = _answerable(text, rules.form)
        path = folder / template.name
        path.write_text(_filled(text, words), encoding="utf-8", newline="")
        written.append(path)
    return tuple(written)


def refuse_unless_empty(folder: Path) -> None:
    """Raises BadInput where a folder for a new scenario holds anything already, or is a file."""
    empty = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    if empty:
        return
    problem = Problem(
        "RRM-I045",
        Place(quoted(folder)),
        msg("the folder is not empty"),
        msg("a new scenario is written to a new or an empty folder"),
        msg("Choose another folder; nothing was written."),
    )
    raise BadInput([problem])


def _filled(text: str, words: dict[str, str]) -> str:
    """The template's text; a line that names what the pack has not is left out."""
    lines = text.splitlines(keepends=True)
    known = [line for line in lines if all(name in words for name in _names(line))]
    return Template("".join(known)).substitute(words)


def _names(line: str) -> list[str]:
    return re.findall(r"\$([a-z_]+)", line)


def _words(pack: RulePack, folder: Path) -> dict[str, str]:
    vehicle, tanker = _vehicle(pack, "goods"), _vehicle(pack, "water")
    kits = _kits(pack)
    currency = _currency(pack)
    amounts = _AMOUNTS.get(currency, _OTHER_AMOUNTS)
    words = {
        "id": _scenario_id(folder),
        "pack": pack.id,
        "shock": pack.triggers.default_profile,
        "currency": currency,
        "vehicle": vehicle,
        "tanker": tanker,
        "kit": kits[0] if kits else None,
        "second_kit": kits[1] if len(kits) > 1 else None,
        "surface": _surface(pack, vehicle, tanker),
        **{name: str(amount) for name, amount in amounts.items()},
    }
    return {name: word for name, word in words.items() if word is not None}


def _vehicle(pack: RulePack, carries: str) -> str | None:
    """The lightest road vehicle for goods, or for water."""

    def weight(name: str) -> tuple[float, str]:
        return pack.access.classes[name].gross_t, name

    suitable = [
        name
        for name, one in pack.access.classes.items()
        if one.mode == "road" and one.carries == carries
    ]
    return min(suitable, key=weight, default=None)


def _surface(pack: RulePack, *names: str | None) -> str | None:
    """A surface that all these vehicles drive on in the dry season, the fastest for the first."""
    vehicles: list[ClassAccess] = [pack.access.classes[name] for name in names if name]
    if not vehicles:
        return None
    shared = [
        surface
        for surface in vehicles[0].speeds_kmh
        if all("dry" in one.speeds_kmh.get(surface, {}) for one in vehicles)
    ]
    return "laterite" if "laterite" in shared else next(iter(shared), None)


def _kits(pack: RulePack) -> list[str]:
    """Goods that somebody may be entitled to, in the order of the entitlements."""
    items = dict.fromkeys(rule.item for rule in pack.entitlements.entitlements.values())
    goods = [name for name in items if pack.catalogue[name].kind is ItemKind.GOODS]
    return sorted(goods, key=lambda name: ("nfi" not in name, "kit" not in name))


def _currency(pack: RulePack) -> str:
    cash = [item for item in pack.catalogue.values() if item.kind is ItemKind.CASH]
    currencies = [item.currency for item in (*cash, *pack.catalogue.values()) if item.currency]
    return currencies[0] if currencies else "XOF"


def _scenario_id(folder: Path) -> str:
    name = unicodedata.normalize("NFKD", folder.resolve().name)
    plain = re.sub(r"[^a-z0-9]+", "-", name.encode("ascii", "ignore").decode().lower())
    return plain.strip("-")[:64] or "example"


def _answerable(text: str, form: Form) -> str:
    """The example answers to those questions that the form has, with the options that it has."""
    (_, header), *rows = csv_records(text.encode("utf-8"), _ASSESSMENT)
    kept = [name for name in header if name in KEY_COLUMNS or name in form.questions]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(kept)
    for _, cells in rows:
        given = dict(zip(header, cells, strict=True))
        writer.writerow([_answer(name, given[name], form) for name in kept])
    return written.getvalue()


def _answer(name: str, cell: str, form: Form) -> str:
    question = form.questions.get(name)
    if question is None or not question.choices or cell in question.choices:
        return cell
    return ""
