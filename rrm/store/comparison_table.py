"""What differs between runs as one table, a row for each figure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from math import isfinite
from typing import Any

from rrm.comparison import LETTERS, Change, Comparison, Difference
from rrm.store.csv_text import table_text

COLUMNS = (
    "run", "against", "part", "site_id", "group", "about", "figure", "before", "after", "by",
)  # fmt: skip

Cells = tuple[object, ...]
"""From `part` to `by`."""


def comparison_csv(comparison: Comparison) -> str:
    """Each figure that differs, run after run, in the columns of COLUMNS."""
    rows = (
        (LETTERS[number], LETTERS[0], *cells)
        for number, difference in enumerate(comparison.differences, start=1)
        for cells in _rows(difference)
    )
    return table_text(COLUMNS, rows)


def _rows(difference: Difference) -> Iterator[Cells]:
    yield from _inputs(difference)
    yield from _priorities(difference)
    yield from _needs(difference)
    yield from _served(difference)
    for cost, change in difference.costs.items():
        yield _figure("cost", "", "", cost.value, difference.after.currency, change)
    for use in difference.vehicles:
        for name in ("vehicles", "trips", "km", "hours"):
            yield from _if_moved("vehicle", "", "", use.vehicle_class, name, getattr(use, name))
    for site in difference.sites_before:
        yield "site", site, "", "", "", "yes", "no", None
    for site in difference.sites_after:
        yield "site", site, "", "", "", "no", "yes", None


def _inputs(difference: Difference) -> Iterator[Cells]:
    made_from = difference.made_from
    for file in made_from.files:
        yield "file", "", "", file.path, "sha256", file.sha256_before, file.sha256_after, None
    for cell in made_from.settings:
        yield "setting", "", "", cell.column, "", _plain(cell.before), _plain(cell.after), None
    for cell in made_from.made_by:
        yield "engine", "", "", cell.column, "", _plain(cell.before), _plain(cell.after), None
    for row in made_from.rows:
        about = " · ".join(filter(None, (row.table, *row.key)))
        if not row.cells:
            yield "row", "", "", about, row.kind.value, None, None, None
        for cell in row.cells:
            yield "row", "", "", about, cell.column, _plain(cell.before), _plain(cell.after), None
    old, new = made_from.pack.before, made_from.pack.after
    if old != new:
        yield "pack", "", "", "", "version", " ".join(old), " ".join(new), None
    for rule in made_from.pack.rules:
        if not rule.keys:
            yield "rule", "", "", rule.name, "", _plain(rule.old), _plain(rule.new), None
        for key in rule.keys:
            yield "rule", "", "", rule.name, key.key, _plain(key.old), _plain(key.new), None


def _priorities(difference: Difference) -> Iterator[Cells]:
    for tier in difference.moved_tiers:
        results = (tier.before, tier.after)
        for name in ("value", "bound", "gap"):
            before, after = (getattr(one, name) if one else None for one in results)
            if before != after:
                yield "priority", "", "", tier.tier, name, _known(before), _known(after), None
        yield "priority", "", "", tier.tier, "standing", None, tier.standing.value, None


def _needs(difference: Difference) -> Iterator[Cells]:
    for need in difference.needs:
        for score in (need.overall, *need.sectors):
            for name in ("severity", "people_in_need", "rank"):
                before, after = (
                    getattr(one, name) if one else None for one in (score.before, score.after)
                )
                if before != after:
                    by = None if before is None or after is None else after - before
                    yield "need", need.site_id, need.group, score.sector, name, before, after, by


def _served(difference: Difference) -> Iterator[Cells]:
    for one in difference.served:
        figures = [field.name for field in fields(one) if field.type == "Change"]
        for name in figures:
            yield from _if_moved(
                "served", one.site_id, one.group, one.item, name, getattr(one, name)
            )
        if one.day is not None:
            yield from _if_moved("served", one.site_id, one.group, one.item, "day", one.day)
    for lacks in difference.unmet:
        place = (lacks.site_id, lacks.group, lacks.item)
        yield from _if_moved("unmet", *place, "quantity", lacks.quantity)
        codes = [one.reason_code if one else None for one in (lacks.before, lacks.after)]
        if codes[0] != codes[1]:
            yield "unmet", *place, "reason_code", *codes, None


def _if_moved(
    part: str, site: str, group: str, about: str, figure: str, change: Change
) -> Iterator[Cells]:
    if change.is_one:
        yield _figure(part, site, group, about, figure, change)


def _figure(part: str, site: str, group: str, about: str, figure: str, change: Change) -> Cells:
    before, after, by = (_number(value) for value in (change.before, change.after, change.by))
    return part, site, group, about, figure, before, after, by


def _number(value: float) -> float | int:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _known(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None


def _plain(value: Any) -> object:  # noqa: ANN401
    """A value as JSON has it; text and numbers as they are."""
    if value is None or isinstance(value, str | int | float):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=False)
