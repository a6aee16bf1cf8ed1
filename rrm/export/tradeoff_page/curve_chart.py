"""The curve of a trade-off and what its points cost, as positions on a drawing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import ceil, floor, isfinite

from rrm.export.comparison_page.charts import WIDTH, Bar, Chart, Mark, Stroke
from rrm.export.quantity import money
from rrm.model.language import Message, msg
from rrm.model.rounding import round_half_up
from rrm.what_if import TradeOff

_LEFT, _RIGHT, _TOP, _BOTTOM = 50.0, 18.0, 14.0, 40.0
_HEIGHT = 250.0
_DOT = 7.0
_ROW = 36.0
_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5)
_MOST_LINES = 6


def curve_charts(curve: TradeOff) -> tuple[Chart, ...]:
    """Need met against the worst-off site, and the cost of each point where anything costs."""
    if not curve.points:
        return ()
    costs = _costs(curve)
    return (_curve(curve), *([costs] if costs is not None else []))


class _Scale:
    """An axis from a round share below the least value to one above the largest."""

    def __init__(self, values: list[float], start: float, end: float) -> None:
        low, high = min(values), min(1.0, max(values))
        span = max(high - low, _STEPS[0])
        self.step = next((s for s in _STEPS if span / s <= _MOST_LINES - 2), _STEPS[-1])
        self.low = max(0.0, floor(low / self.step) * self.step)
        self.high = max(self.low + self.step, ceil(high / self.step - 1e-9) * self.step)
        self._start, self._end = start, end

    def at(self, value: float) -> float:
        """Where a value stands on the drawing."""
        part = (min(value, self.high) - self.low) / (self.high - self.low)
        return self._start + part * (self._end - self._start)

    def lines(self) -> Iterator[tuple[float, Message]]:
        """Shares that are written at the axis."""
        digits = 1 if self.step < 0.01 else 0
        for number in range(round((self.high - self.low) / self.step) + 1):
            share = self.low + number * self.step
            yield (
                share,
                msg("{number}\N{NO-BREAK SPACE}%", number=round_half_up(100 * share, digits)),
            )


def _curve(curve: TradeOff) -> Chart:
    whole = need_of_all(curve)
    needs = [point.need / whole for point in curve.points]
    limits = [min(1.0, point.need_limit / whole) for point in curve.points]
    shares = [point.worst_off for point in curve.points]
    x = _Scale([*shares, min(1.0, curve.worst_off_limit)], _LEFT, WIDTH - _RIGHT)
    y = _Scale([*needs, *limits], _HEIGHT - _BOTTOM, _TOP)
    spots = [(x.at(share), y.at(need)) for share, need in zip(shares, needs, strict=True)]
    return Chart(
        msg("Need met, and the worst-off site"),
        msg("each square a plan that passed the check; dashed: what no plan passes"),
        _HEIGHT,
        grounds=tuple((_LEFT, y.at(share), WIDTH - _RIGHT, y.at(share)) for share, _ in y.lines()),
        strokes=(
            Stroke("due", _limits(curve, whole, x, y)),
            Stroke("run-0", _made(spots)),
        ),
        bars=tuple(Bar("more", left - _DOT / 2, top - _DOT / 2, _DOT, _DOT) for left, top in spots),
        marks=(
            *(Mark(_LEFT - 6, y.at(share) + 4, words, "end") for share, words in y.lines()),
            *(Mark(x.at(share), _HEIGHT - _BOTTOM + 16, words) for share, words in x.lines()),
            *_numbers(spots),
            Mark(
                (_LEFT + WIDTH - _RIGHT) / 2,
                _HEIGHT - 6,
                msg("what the worst-off site gets of what could reach it"),
            ),
        ),
    )


def _made(spots: list[tuple[float, float]]) -> str:
    """What the plans made allow: for a share between two of them, what the next one meets."""
    corners = spots[:1]
    for (left, _), (right, top) in pairwise(spots):
        corners += [(left, top), (right, top)]
    return _joined(corners)


def _limits(curve: TradeOff, whole: float, x: _Scale, y: _Scale) -> str:
    """The proven limit: from each floor on, no plan meets more than its limit."""
    corners: list[tuple[float, float]] = []
    limit = 1.0
    for point in sorted(curve.points, key=lambda one: one.limit_from):
        start = x.at(max(x.low, point.limit_from))
        before, limit = limit, min(limit, point.need_limit / whole)
        corners += [(start, y.at(before)), (start, y.at(limit))]
    end = x.at(min(1.0, curve.worst_off_limit))
    return _joined([*corners, (end, y.at(limit)), (end, y.at(y.low))])


def _joined(corners: list[tuple[float, float]]) -> str:
    return " ".join(f"{left:.1f},{top:.1f}" for left, top in corners)


def _numbers(spots: list[tuple[float, float]]) -> Iterator[Mark]:
    """The number of each point above it to the right, as far apart as letters need."""
    taken: list[tuple[float, float]] = []
    for number, (left, top) in enumerate(spots, start=1):
        place = (left + 4, top - 6)
        while any(abs(place[0] - a) < 9 and abs(place[1] - b) < 11 for a, b in taken):
            place = (place[0] + 9, place[1])
        taken.append(place)
        yield Mark(place[0], place[1], Message("{n}", (("n", number),)), "start")


def _costs(curve: TradeOff) -> Chart | None:
    most = max(point.cost for point in curve.points)
    if most <= 0:
        return None
    bars: list[Bar] = []
    marks: list[Mark] = []
    for number, point in enumerate(curve.points, start=1):
        top = _TOP + (number - 1) * _ROW
        marks.append(Mark(4, top + 26, Message("{n}", (("n", number),)), "start"))
        marks.append(Mark(24, top + 8, money(point.cost, point.currency), "start"))
        width = (WIDTH - 34) * max(0.0, point.cost) / most
        bars.append(Bar("goods_transport", 24, top + 14, width, 14))
    return Chart(
        msg("Cost"),
        msg("transport, agents’ fees, and losses to be expected on the way"),
        _TOP + _ROW * len(curve.points) + 4,
        bars=tuple(bars),
        marks=tuple(marks),
    )


def need_of_all(curve: TradeOff) -> float:
    """What need met is a share of: the most that any plan could meet, as far as is proven."""
    best = max(point.need for point in curve.points)
    return curve.need_limit if isfinite(curve.need_limit) and curve.need_limit > 0 else best or 1.0
