"""What two runs were made from, in words."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.comparison.figure_words import as_written, from_to
from rrm.comparison.made_from import MadeFrom
from rrm.comparison.parts import Part, Sentence, Words
from rrm.comparison.table_rows import CellChange, RowChange
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.scoring import Kind, RuleChange

TABLES: dict[str, Message] = {
    "sites": msg("Site"),
    "alerts": msg("Alert"),
    "assistance": msg("Help already given"),
    "depots": msg("Depot"),
    "stock": msg("Stock"),
    "pipeline": msg("Expected stock"),
    "vehicles": msg("Vehicles"),
    "teams": msg("Team"),
    "water_sources": msg("Water source"),
    "cash_agents": msg("Payment agent"),
    "markets": msg("Market"),
    "locations": msg("Place"),
    "routes": msg("Road or way"),
    "closures": msg("Closure"),
    "transhipments": msg("Transhipment"),
    "locks": msg("Lock"),
}
"""What a row of each table is."""
_KINDS = {
    Kind.ADDED: msg("added"),
    Kind.REMOVED: msg("removed"),
    Kind.CHANGED: msg("changed"),
}
_MADE_BY = {
    "engine_version": msg("Engine version"),
    "seed": msg("Seed"),
    "gap": msg("Gap asked"),
    "time_limit": msg("Time limit, seconds"),
}


def counted(made_from: MadeFrom) -> Message:
    """How much of the inputs differs, in a sentence."""
    parts: list[Message] = []
    if made_from.rows:
        parts.append(msg_plural("{n} row", "{n} rows", n=len(made_from.rows)))
    if made_from.settings:
        parts.append(msg_plural("{n} setting", "{n} settings", n=len(made_from.settings)))
    if made_from.pack.rules:
        parts.append(msg_plural("{n} rule", "{n} rules", n=len(made_from.pack.rules)))
    elif made_from.pack.is_one:
        parts.append(msg("the version of the rules"))
    if made_from.answers_differ:
        parts.append(msg("the interviews"))
    if made_from.made_by:
        parts.append(msg("the engine or its options"))
    if parts:
        return msg("What was changed: {parts}.", parts=parts)
    if made_from.files:
        return msg("Input files differ, though what was read from them is the same.")
    return msg("They were made from the same inputs.")


def changed_part(made_from: MadeFrom) -> Part:
    """Everything that differs in the inputs, files last."""
    return Part(msg("What was changed"), tuple(_changed(made_from)))


def _changed(made_from: MadeFrom) -> Iterator[Sentence]:
    for row in made_from.rows:
        yield from _row(row)
    for cell in made_from.settings:
        yield Sentence(msg("Setting {key}: {moved}", key=cell.column, moved=_moved(cell)))
    yield from _pack(made_from)
    for cell in made_from.made_by:
        label = _MADE_BY.get(cell.column, cell.column)
        yield Sentence(msg("{what}: {moved}", what=label, moved=_moved(cell)))
    if made_from.answers_differ:
        said = msg("The interviews are not the same; a run folder holds none of their answers.")
        yield Sentence(said)
    for file in made_from.files:
        said = msg("File {path}: {what}", path=file.path, what=_KINDS[file.kind])
        yield Sentence(said)
        sums = [digest[:12] or "–" for digest in (file.sha256_before, file.sha256_after)]
        yield Sentence(msg("SHA-256 {moved}", moved=from_to(*sums)), 1)


def _row(row: RowChange) -> Iterator[Sentence]:
    name = " · ".join(filter(None, row.key))
    label = TABLES[row.table]
    cells: list[Words] = []
    for cell in row.cells:
        moved = _moved(cell) if row.kind is Kind.CHANGED else _single(row, cell)
        cells.append(Message("{column} {moved}", (("column", cell.column), ("moved", moved))))
    if row.kind is Kind.CHANGED:
        yield Sentence(msg("{table} {key}: {cells}", table=label, key=name, cells=cells))
        return
    yield Sentence(msg("{table} {key}: {what}", table=label, key=name, what=_KINDS[row.kind]))
    if cells:
        yield Sentence(Message("{cells}", (("cells", tuple(cells)),)), 1)


def _single(row: RowChange, cell: CellChange) -> str:
    return as_written(cell.after if row.kind is Kind.ADDED else cell.before)


def _moved(cell: CellChange) -> Message:
    return from_to(as_written(cell.before), as_written(cell.after))


def _pack(made_from: MadeFrom) -> Iterator[Sentence]:
    pack = made_from.pack
    if pack.before != pack.after:
        moved = from_to(" ".join(pack.before), " ".join(pack.after))
        yield Sentence(msg("Rules: {moved}", moved=moved))
    for rule in pack.rules:
        yield Sentence(msg("Rule {rule}: {what}", rule=_rule(rule), what=_KINDS[rule.kind]))
        for key in rule.keys:
            moved = from_to(as_written(key.old), as_written(key.new))
            said = Message("{key}: {moved}", (("key", key.key), ("moved", moved)))
            yield Sentence(said if key.key else moved, 1)


def _rule(rule: RuleChange) -> Message:
    for value in (rule.new, rule.old):
        words = value.get("label") if isinstance(value, dict) else None
        if isinstance(words, dict) and words:
            label = Text.of({code: str(said) for code, said in words.items()})
            return Message("{name} – {label}", (("name", rule.name), ("label", label)))
    return Message("{name}", (("name", rule.name),))
