"""What is delivered by when, of what people are entitled to, as a table for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.cli.figures import percent
from rrm.cli.layout import WIDTH, columns, cut, left, right
from rrm.cli.plain import plain
from rrm.model.language import Text, format_number, msg
from rrm.model.rule_pack import Item, ItemKind
from rrm.model.run import Run

MILESTONES = (3, 7)
"""Days by which help is looked at on the way; the last day of the plan comes after them."""
GAP = 2


def delivered_lines(run: Run, language: str) -> Iterator[str]:
    """Each item against what people are entitled to, by day 3, day 7 and the end."""
    items = tuple(dict.fromkeys(demand.item for demand in run.entitled.demands))
    if not items:
        yield msg("Nobody is entitled to anything: no severity calls for it.").text(language)
        return
    horizon = run.loaded.scenario.settings.horizon_days
    days = sorted({min(day, horizon) for day in (*MILESTONES, horizon)})
    header = [msg("day {day}", day=day).text(language) for day in days]
    header += [msg("entitled").text(language), msg("share").text(language)]
    rows = [_figures(run, item, days, language) for item in items]
    widths = [max(columns(row[c]) for row in (header, *rows)) for c in range(len(header))]
    room = WIDTH - sum(widths) - GAP * len(widths)
    labels = [_label(run.loaded.pack.catalogue[item], language, room) for item in items]
    name = max(columns(label) for label in labels)
    for label, row in zip(("", *labels), (header, *rows), strict=True):
        cells = (" " * GAP + right(cell, width) for cell, width in zip(row, widths, strict=True))
        yield left(label, name) + "".join(cells)


def _figures(run: Run, item: str, days: list[int], language: str) -> list[str]:
    is_water = run.loaded.pack.catalogue[item].kind == ItemKind.WATER
    wanted = sum(
        demand.quantity * ((demand.due_day - demand.from_day + 1) if is_water else 1)
        for demand in run.entitled.demands
        if demand.item == item
    )
    brought = [_brought(run, item, day) for day in days]
    share = percent(brought[-1] / wanted if wanted else 1.0)
    return [
        *(format_number(quantity, language, 0) for quantity in (*brought, wanted)),
        plain(share.text(language)),
    ]


def _brought(run: Run, item: str, day: int) -> float:
    goods = sum(d.counted for d in run.plan.deliveries if d.for_item == item and d.day <= day)
    return goods + sum(p.households for p in run.plan.payments if p.item == item and p.day <= day)


def _label(item: Item, language: str, width: int) -> str:
    """An item and its unit; the item gives way."""
    words = Text.of(item.unit_label) if item.unit_label else Text.of(item.unit)
    unit = cut(words.text(language), 12)
    name = cut(Text.of(item.label).text(language), max(8, width - columns(unit) - 3))
    return f"{name} ({unit})"
