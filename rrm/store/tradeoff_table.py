"""A trade-off as a table, a row for each plan that was made."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from rrm.store.csv_text import table_text
from rrm.what_if import Point, TradeOff

COLUMNS = (
    "plan", "made_for", "floor", "worst_off", "worst_off_limit", "need_met", "need_met_limit",
    "survival_water_missing_m3", "cost", "currency", "trips", "left_out",
)  # fmt: skip


def tradeoff_csv(curve: TradeOff) -> str:
    """The plans on the curve, numbered as in its picture, then those left out, each with why."""
    return table_text(COLUMNS, _rows(curve))


def _rows(curve: TradeOff) -> Iterator[tuple[object, ...]]:
    for number, point in enumerate(curve.points, start=1):
        yield (number, point.aim.value, point.floor, *_figures(point), None)
    for one in curve.dropped:
        figures = _figures(one.point) if one.point is not None else (None,) * 8
        yield (None, one.aim.value, one.floor, *figures, one.why.value)


def _figures(point: Point) -> tuple[object, ...]:
    limit = point.need_limit if isfinite(point.need_limit) else None
    return (
        point.worst_off, point.worst_off_limit, point.need, limit, point.thirst_m3, point.cost,
        point.currency, point.trips,
    )  # fmt: skip
