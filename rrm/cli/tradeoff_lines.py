"""What raising the worst-off site costs the others: for a terminal and as data."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from rrm.cli.figures import at_most_percent, money, percent, quantity
from rrm.cli.layout import table, wrapped
from rrm.model.language import format_number, msg, put_into_words
from rrm.what_if import (
    Point,
    TradeOff,
    left_out_words,
    made_for_words,
    trade_off_words,
)


def tradeoff_lines(curve: TradeOff, language: str) -> Iterator[str]:
    """What there is to choose, the plans on the curve, and those that are not on it."""
    for sentence in trade_off_words(curve):
        yield from wrapped(sentence.text(language))
    if curve.points:
        yield ""
        yield from _table(curve, language)
        yield ""
        yield from wrapped(_READING.text(language))
    left_out = list(left_out_words(curve))
    if left_out:
        yield ""
        for sentence in left_out:
            yield from wrapped("- " + sentence.text(language), indent=2, hanging=2)


def tradeoff_json(curve: TradeOff) -> dict[str, object]:
    """The same as data; the shares of need met are for the reader to make."""
    return {
        "need_met_limit": curve.need_limit if isfinite(curve.need_limit) else None,
        "worst_off_limit": curve.worst_off_limit,
        "points": [
            {"plan": number, **_point_json(point)}
            for number, point in enumerate(curve.points, start=1)
        ],
        "left_out": [
            {
                "made_for": one.aim.value,
                "floor": one.floor,
                "why": one.why.value,
                "figures": _point_json(one.point) if one.point is not None else None,
            }
            for one in curve.dropped
        ],
    }


_READING = msg(
    "Each line is a plan that passed the independent check. Worst-off: the least share of what"
    " could reach it that any site gets. Need met: of the most that any plan could meet; at most:"
    " what no plan with that floor passes, as far as is proven."
)


def _table(curve: TradeOff, language: str) -> Iterator[str]:
    has_thirst = any(point.thirst_m3 for point in curve.points)
    header = [
        msg("made for"), msg("worst-off"), msg("need met"), msg("at most"), msg("cost"),
    ]  # fmt: skip
    if has_thirst:
        header.append(msg("thirst m³"))
    whole = _whole(curve)
    rows = []
    for number, point in enumerate(curve.points, start=1):
        cells = [
            msg("{number}. {made_for}", number=str(number),
                made_for=made_for_words(point.aim, point.floor)),
            percent(point.worst_off, 1),
            percent(point.need / whole, 1),
            at_most_percent(min(1.0, point.need_limit / whole)),
            money(point.cost, point.currency),
        ]  # fmt: skip
        row = [put_into_words(cell, language) for cell in cells]
        if has_thirst:
            row.append(format_number(quantity(point.thirst_m3 or 0.0), language))
        rows.append(row)
    yield from table([cell.text(language) for cell in header], rows, gap=2)


def _whole(curve: TradeOff) -> float:
    best = max(point.need for point in curve.points)
    return curve.need_limit if isfinite(curve.need_limit) and curve.need_limit > 0 else best or 1.0


def _point_json(point: Point) -> dict[str, object]:
    return {
        "made_for": point.aim.value,
        "floor": point.floor,
        "worst_off": point.worst_off,
        "worst_off_limit": point.worst_off_limit,
        "need_met": point.need,
        "need_met_limit": point.need_limit if isfinite(point.need_limit) else None,
        "survival_water_missing_m3": point.thirst_m3,
        "cost": point.cost,
        "currency": point.currency,
        "trips": point.trips,
    }
