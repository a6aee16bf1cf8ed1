"""Decision tables as people say them: `kind of place: "camp" × rung: 5`."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rrm.model.language import Message, Text, msg
from rrm.model.rule_pack import Words
from rrm.model.unit_words import quantity_in_words
from rrm.rule_language import Band, Choice, Head, Name, Numeric
from rrm.scoring.compiled_pack import CompiledRules
from rrm.scoring.compiled_table import Axis, CompiledTable
from rrm.scoring.line_words import within_sentence
from rrm.scoring.rule_words import (
    Said,
    either,
    label_of_name,
    threshold_in_words,
    unit_of_name,
)

_GROUPS_SAID = 4
"""Rows, with their columns, that are said of the cells of one class; the others are counted."""


def axis_in_words(pack: CompiledRules, axis: Axis) -> Text:
    """What the rows or columns sort: the label of a name, else the expression as written."""
    words = _label(pack, axis)
    return Text.of(words or " ".join(axis.of.split()))


def head_in_words(pack: CompiledRules, axis: Axis, head: Head) -> Said:
    """What stands under a head: `from 15 to below 30 min`, `"camp"`, `all else`."""
    if head.text in axis.words:
        return Text.of(axis.words[head.text])
    if head.is_rest:
        return msg("all else")
    if head.is_unanswered:
        return msg("not answered")
    if head.says is not None:
        return msg("yes") if head.says else msg("no")
    if head.options:
        return either(_option_words(axis, option) for option in head.options)
    unit = _unit(pack, axis)
    said = [_band(band, unit) for band in head.bands]
    return said[0] if len(said) == 1 else Message("{numbers}", (("numbers", tuple(said)),))


def cell_in_words(pack: CompiledRules, table: CompiledTable, row: int, column: int) -> Message:
    """A cell by its two heads; below 0: the row or column is not known and makes no difference."""
    parts = [
        axis_head_in_words(pack, axis, at)
        for axis, at in ((table.rows, row), (table.columns, column))
    ]
    return Message("{row} × {column}", (("row", parts[0]), ("column", parts[1])))


def axis_head_in_words(pack: CompiledRules, axis: Axis, at: int) -> Message:
    """One head of an axis within a sentence: `kind of place: "camp"`."""
    head: Said = msg("whatever it is")
    if at >= 0:
        head = head_in_words(pack, axis, axis.heads[at])
    return msg("{what}: {said}", what=_within_sentence(pack, axis), said=head)


def heads_in_words(pack: CompiledRules, axis: Axis, places: Sequence[int]) -> Message:
    """Several heads of an axis within a sentence: `kind of place: "town" or "village"`."""
    said = [head_in_words(pack, axis, axis.heads[at]) for at in places]
    which = said[0] if len(said) == 1 else msg("{some} or {last}", some=said[:-1], last=said[-1])
    return msg("{what}: {said}", what=_within_sentence(pack, axis), said=which)


def cells_in_words(pack: CompiledRules, table: CompiledTable, severity: int) -> Message:
    """The cells of one class, rows with the same columns together."""
    groups: dict[tuple[int, ...], list[int]] = {}
    for row in range(len(table.cells)):
        columns = tuple(at for at, cell in enumerate(table.cells[row]) if cell == severity)
        if columns:
            groups.setdefault(columns, []).append(row)
    said = [_group(pack, table, rows, columns) for columns, rows in groups.items()]
    if len(said) > _GROUPS_SAID:
        rest = len(said) - _GROUPS_SAID + 1
        said = [*said[: _GROUPS_SAID - 1], msg("and {n} more rows of its table", n=rest)]
    return joined(said)


def joined(parts: Sequence[Message]) -> Message:
    """Parts of a sentence with semicolons between them."""
    sentence, *others = parts
    for other in others:
        sentence = msg("{sentence}; {more}", sentence=sentence, more=other)
    return sentence


def _group(
    pack: CompiledRules, table: CompiledTable, rows: Sequence[int], columns: Sequence[int]
) -> Message:
    row = heads_in_words(pack, table.rows, rows)
    if len(columns) == len(table.columns.heads):
        return row
    column = heads_in_words(pack, table.columns, columns)
    if len(rows) == len(table.rows.heads):
        return column
    return Message("{row} × {column}", (("row", row), ("column", column)))


def _label(pack: CompiledRules, axis: Axis) -> Words:
    return label_of_name(pack, axis.tree.key) if isinstance(axis.tree, Name) else {}


def _within_sentence(pack: CompiledRules, axis: Axis) -> Text:
    words = _label(pack, axis)
    return within_sentence(words) if words else axis_in_words(pack, axis)


def _option_words(axis: Axis, option: str) -> Text:
    kind = axis.kind
    if not isinstance(kind, Choice) or not kind.labels:
        return Text.of(option)
    return dict(zip(kind.options, kind.labels, strict=True))[option]


def _unit(pack: CompiledRules, axis: Axis) -> str:
    if isinstance(axis.tree, Name):
        return unit_of_name(pack, axis.tree.key)
    unit = axis.kind.unit if isinstance(axis.kind, Numeric) else None
    return str(unit) if unit is not None and unit.powers else ""


def _band(band: Band, unit: str) -> Message:
    if band.is_one_number:
        return quantity_in_words(band.low, unit)
    high = quantity_in_words(band.high, unit)
    if math.isinf(band.low):
        return threshold_in_words("at most" if band.holds_high else "below", high)
    if math.isinf(band.high):
        low = quantity_in_words(band.low, unit)
        return threshold_in_words("at least" if band.holds_low else "above", low)
    if band.holds_low and band.holds_high:
        return msg("from {low} to {high}", low=band.low, high=high)
    if band.holds_low:
        return msg("from {low} to below {high}", low=band.low, high=high)
    if band.holds_high:
        return msg("above {low}, at most {high}", low=band.low, high=high)
    return msg("above {low}, below {high}", low=band.low, high=high)
