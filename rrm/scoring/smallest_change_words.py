"""The smallest change that would lower a severity, as a sentence with its numbers."""

from __future__ import annotations

import math

import numpy as np

from rrm.model.labels import group_label
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.needs import OVERALL
from rrm.model.rounding import round_half_up, whole
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Site
from rrm.model.unit_words import quantity_in_words
from rrm.rule_language import Choice, Name, Numeric, Operation, Unit
from rrm.scoring.cells_hit import CELLS_TOLD, more_cells
from rrm.scoring.compiled_pack import CompiledIndicator, CompiledPack
from rrm.scoring.compiled_table import Axis, CompiledTable
from rrm.scoring.indicator_change import (
    AnswerChange,
    CellMove,
    Change,
    ClassChange,
    NumberChange,
    TableChange,
)
from rrm.scoring.levels import KEY_INFORMANTS
from rrm.scoring.line_words import rows_in_words, within_sentence
from rrm.scoring.overall_change import WORST_COUNTS
from rrm.scoring.smallest_change import SmallestChange
from rrm.scoring.table_words import cell_in_words, heads_in_words, joined

OPTIONS_NAMED = 3
_ADDED_UP = ("L", "kg", "m2", "m3")
"""Units whose amounts mean something when they are added up over households."""


def change_in_words(pack: CompiledPack, site: Site, change: SmallestChange) -> Message:
    """How many households must leave the class, and the least that each indicator takes."""
    if change.changes:
        takes = joined([_said(pack, site, change, one) for one in change.changes])
    else:
        takes = msg("by the mean of their indicators, which no single one decides")
    sentence = _leaving(pack, site, change, takes)
    if not change.several:
        return sentence
    together = msg_plural(
        "{n} of them needs several of these at once",
        "{n} of them need several of these at once",
        n=change.several,
    )
    return msg("{sentence}; {more}", sentence=sentence, more=together)


def _leaving(pack: CompiledPack, site: Site, change: SmallestChange, takes: Message) -> Message:
    """How many of those asked must leave the class; of households, how many that is on the spot."""
    n = int(change.rows.size)
    values: dict[str, object] = {
        "asked": change.asked,
        "changes": takes,
        **_who(pack.pack, site, change.sector, change.severity, change.lower),
    }
    if change.interviews == KEY_INFORMANTS:
        return msg(
            "{sector} {lower} instead of {severity} at {site} ({group}): what {n} of {asked} key"
            " informants asked say would have to leave class {severity}: {changes}",
            n=n,
            **values,
        )
    return msg_plural(
        "{sector} {lower} instead of {severity} at {site} ({group}): {n} of {asked} households"
        " asked, {scaled} of {living} living there, would have to leave class {severity}:"
        " {changes}",
        "{sector} {lower} instead of {severity} at {site} ({group}): {n} of {asked} households"
        " asked, {scaled} of {living} living there, would have to leave class {severity}:"
        " {changes}",
        n=n,
        scaled=max(1, whole(change.share * site.households)) if site.households else 0,
        living=site.households,
        **values,
    )


def _rows(pack: CompiledPack, change: SmallestChange, n: int) -> Message:
    """`3 households`, or `3 key informants` where they stand in for them."""
    return rows_in_words(pack.pack, change.interviews, n)


def overall_change_in_words(
    pack: RulePack, site: Site, severity: int, lower: int, moves: dict[str, tuple[int, int]]
) -> Message:
    """Which sectors must fall for the overall class to fall.

    moves: by sector its class now and then.
    """
    said = tuple(
        msg(
            "{sector} from {now} to {then}",
            sector=Text.of(pack.sectors[name].label),
            now=now,
            then=then,
        )
        for name, (now, then) in moves.items()
    )
    values = {**_who(pack, site, OVERALL, severity, lower), "sectors": said}
    if pack.severity.overall.method in WORST_COUNTS:
        return msg(
            "Overall {lower} instead of {severity} at {site} ({group}): every sector of class"
            " {severity} would have to fall: {sectors}",
            **values,
        )
    return msg(
        "Overall {lower} instead of {severity} at {site} ({group}): it would do, for instance, if"
        " sectors fell: {sectors}",
        **values,
    )


def _said(pack: CompiledPack, site: Site, whole_change: SmallestChange, one: Change) -> Message:
    said = _by_kind(pack, site, whole_change, one)
    return msg("{said}, the same for the whole place", said=said) if one.is_of_place else said


def _by_kind(pack: CompiledPack, site: Site, whole_change: SmallestChange, one: Change) -> Message:
    match one:
        case NumberChange():
            return _number(pack, site, whole_change, one)
        case TableChange():
            return _by_its_table(pack, whole_change, one)
        case AnswerChange(options=options, households=n) if options:
            return msg(
                "{label}: {options} instead ({rows})",
                label=_label(one.indicator),
                rows=_rows(pack, whole_change, n),
                options=_options(one),
            )
        case AnswerChange(households=n):
            return msg(
                "{label}: no instead of yes ({rows})",
                label=_label(one.indicator),
                rows=_rows(pack, whole_change, n),
            )
        case ClassChange(is_unanswered=True, households=n):
            return msg(
                "{label}: an answer, where none was given ({rows})",
                label=_label(one.indicator),
                rows=_rows(pack, whole_change, n),
            )
        case _:
            return msg(
                "{label}: better than class {severity} ({rows})",
                label=_label(one.indicator),
                rows=_rows(pack, whole_change, one.households),
                severity=whole_change.severity,
            )


def _by_its_table(pack: CompiledPack, whole_change: SmallestChange, change: TableChange) -> Message:
    """The cells that hold most households, each with the rows or columns that would do."""
    table = change.indicator.table
    assert table is not None
    said = [_moved(pack, table, move) for move in change.moves[:CELLS_TOLD]]
    if len(change.moves) > CELLS_TOLD:
        said.append(more_cells(len(change.moves) - CELLS_TOLD))
    return msg(
        "{label} by its table ({rows}): {changes}",
        label=_label(change.indicator),
        rows=_rows(pack, whole_change, change.households),
        changes=joined(said),
    )


def _moved(pack: CompiledPack, table: CompiledTable, move: CellMove) -> Message:
    hit = move.hit
    cell = cell_in_words(pack, table, hit.row, hit.column)
    ways = [
        _few_heads(pack, axis, places)
        for axis, places in ((table.rows, move.rows), (table.columns, move.columns))
        if places
    ]
    if not ways:
        return msg("{cell} ({n}), which neither alone would change", cell=cell, n=hit.households)
    way = ways[0] if len(ways) == 1 else msg("{some} or {last}", some=ways[0], last=ways[1])
    return msg("{cell} ({n}), {way} instead", cell=cell, n=hit.households, way=way)


def _few_heads(pack: CompiledPack, axis: Axis, places: tuple[int, ...]) -> Message:
    said = heads_in_words(pack, axis, places[:OPTIONS_NAMED])
    rest = len(places) - OPTIONS_NAMED
    return (
        said
        if rest <= 0
        else msg_plural("{said} or {n} other", "{said} or one of {n} others", n=rest, said=said)
    )


def _number(
    pack: CompiledPack, site: Site, whole_change: SmallestChange, change: NumberChange
) -> Message:
    unit = change.indicator.rule.unit
    most = _rounded_up(float(change.amounts.max()))
    n = int(change.amounts.size)
    values: dict[str, Message | Text] = {
        "label": _label(change.indicator),
        "rows": _rows(pack, whole_change, n),
        "line": quantity_in_words(change.target, unit),
        "by": quantity_in_words(most, unit),
    }
    if most == 0:
        said = _just_past(change, values)
    elif change.is_rise:
        said = msg(
            "{label} raised to {line}, by {by} at the most ({rows})",
            **values,
        )
    else:
        said = msg(
            "{label} lowered to {line}, by {by} at the most ({rows})",
            **values,
        )
    if change.is_beyond and most > 0:
        said = msg("{said}, and a little further", said=said)
    return _with_total(pack, site, whole_change, change, said)


def _just_past(change: NumberChange, values: dict[str, Message | Text]) -> Message:
    if change.is_rise:
        return msg(
            "{label} raised just above {line} ({rows})",
            **values,
        )
    return msg(
        "{label} lowered just below {line} ({rows})",
        **values,
    )


def _with_total(
    pack: CompiledPack,
    site: Site,
    whole_change: SmallestChange,
    change: NumberChange,
    said: Message,
) -> Message:
    """The amounts added up, where that means something: litres a day, not litres a person."""
    unit, amounts = change.indicator.rule.unit.strip(), change.amounts
    if change.multiplied is not None:
        unit, amounts = _unit_of_dividend(pack, change.indicator), change.multiplied
    if (
        change.is_of_place
        or not amounts.any()
        or not unit
        or (change.multiplied is None and unit not in _ADDED_UP)
    ):
        return said
    with np.errstate(over="ignore"):
        in_all = float(amounts.sum())
        share = float(np.sum(amounts * change.weights)) / whole_change.total_weight
    for_all = share * site.households
    if not math.isfinite(in_all) or not math.isfinite(for_all):
        return said
    return msg(
        "{said}, {total} in all, {scaled} for all living there",
        said=said,
        total=quantity_in_words(_rounded_up(in_all, 0), unit),
        scaled=quantity_in_words(_rounded_up(for_all, 0), unit),
    )


def _unit_of_dividend(pack: CompiledPack, indicator: CompiledIndicator) -> str:
    """Of `litres / people` in L/person/day: L/day. Blank where it has no unit."""
    match indicator.tree:
        case Operation(sign="/", operands=(_, Name() as divisor)):
            kind = pack.kinds.get(divisor.key)
        case _:
            return ""
    if not isinstance(kind, Numeric) or kind.unit is None:
        return ""
    unit = Unit.parse(indicator.rule.unit).times(kind.unit)
    return str(unit) if unit.powers else ""


def _rounded_up(value: float, digits: int = 1) -> float:
    """What is needed, never understated; small amounts keep two digits."""
    while 0 < value < 10.0**-digits and digits < 6:
        digits += 1
    step = 10.0**digits
    if not math.isfinite(value * step):
        return value
    return math.ceil(round_half_up(value * step, 6)) / step


def _options(change: AnswerChange) -> tuple[Message, ...]:
    kind = change.indicator.kind
    labels = dict(zip(kind.options, kind.labels, strict=True)) if isinstance(kind, Choice) else {}
    said = tuple(
        msg('"{words}"', words=labels.get(option, Text.of(option)))
        for option in change.options[:OPTIONS_NAMED]
    )
    rest = len(change.options) - OPTIONS_NAMED
    return (*said, msg("or one of {n} others", n=rest)) if rest > 0 else said


def _label(indicator: CompiledIndicator) -> Text:
    return within_sentence(indicator.rule.label)


def _who(pack: RulePack, site: Site, sector: str, severity: int, lower: int) -> dict[str, object]:
    return {
        "sector": Text.of(pack.sectors[sector].label) if sector in pack.sectors else msg("Overall"),
        "severity": severity,
        "lower": lower,
        "site": site.name,
        "group": group_label(site.group),
    }
