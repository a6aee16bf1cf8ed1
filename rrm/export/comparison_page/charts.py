"""The charts of a comparison, as positions on a drawing of 360 units' width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from rrm.comparison import LETTERS, Comparison, Coverage, Difference, Names, Spent, spending
from rrm.export.quantity import money
from rrm.model.language import Message, Text, msg
from rrm.model.rounding import whole
from rrm.model.rule_pack import ItemKind

WIDTH = 360.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 46.0, 26.0, 10.0, 34.0
_CURVE_HEIGHT = 210.0
_ROW = 36.0
_LETTER_GAP = 13.0
MOST_SITES = 10

Label = Message | Text | str


@dataclass(frozen=True, slots=True)
class Mark:
    """A few words on a drawing."""

    x: float
    y: float
    words: Label
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points, in the look of a run or of a bound."""

    look: str
    points: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in the look of a run, of what it is spent on, or of more and less."""

    look: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: what it shows, and its parts where they stand.

    grounds: thin lines of a scale. key: looks with their words.
    """

    title: Label
    note: Label
    height: float
    grounds: tuple[tuple[float, float, float, float], ...] = ()
    strokes: tuple[Stroke, ...] = ()
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()
    key: tuple[tuple[str, Label], ...] = ()
    width: float = WIDTH


def charts(comparison: Comparison) -> tuple[Chart, ...]:
    """Coverage by day item by item, who gains and loses, and what it costs."""
    found = [_curve(comparison, item) for item in comparison.items]
    for difference, letter in zip(comparison.differences, LETTERS[1:], strict=False):
        if any(_moved(difference)):
            found.append(_gains(difference, letter))
    costs = _costs(comparison)
    return (*found, *([costs] if costs else []))


def _curve(comparison: Comparison, item: str) -> Chart:
    names = Names(comparison.runs)
    found = [comparison.coverage_of(at, item) for at in range(len(comparison.runs))]
    known = [(at, one) for at, one in enumerate(found) if one is not None]
    is_water = names.kind(item) is ItemKind.WATER
    days = max(run.days for run in comparison.runs)
    bounds = [(look, values) for at, one in known for look, values in _bounds(one, at)]
    top = _round_up(max((v for _, vs in [*bounds, *_lines(known)] for v in vs), default=1.0))
    strokes = [Stroke(look, _points(values, days, top)) for look, values in dict(bounds).items()]
    strokes += [Stroke(look, _points(values, days, top)) for look, values in _lines(known)]
    note = (
        msg("m³ on each day; dashed: what is due and what survival asks")
        if is_water
        else msg("households served by the end of each day; dashed: for whom it is due")
    )
    return Chart(
        names.item(item),
        note,
        _CURVE_HEIGHT,
        grounds=tuple(
            (_LEFT, _y(top * part, top), WIDTH - _RIGHT, _y(top * part, top))
            for part in (0, 0.5, 1)
        ),
        strokes=tuple(strokes),
        marks=(
            *_scale(top),
            *_days(days),
            *_letters([(LETTERS[at], one.by_day[-1]) for at, one in known if one.by_day], top),
        ),
    )


def _lines(known: Sequence[tuple[int, Coverage]]) -> list[tuple[str, tuple[float, ...]]]:
    return [(f"run-{at}", one.by_day) for at, one in known]


def _bounds(one: Coverage, at: int) -> list[tuple[str, tuple[float, ...]]]:
    """Lines of what is due; those of runs that are due the same fall on one another."""
    if one.kind is ItemKind.WATER:
        return [
            (f"due due-{at}", one.full_by_day),
            (f"survival survival-{at}", one.survival_by_day),
        ]
    return [(f"due due-{at}", (one.households_due,) * len(one.by_day))]


def _points(values: Sequence[float], days: int, top: float) -> str:
    return " ".join(
        f"{_x(day, days):.1f},{_y(value, top):.1f}" for day, value in enumerate(values, start=1)
    )


def _x(day: int, days: int) -> float:
    return _LEFT + (WIDTH - _LEFT - _RIGHT) * (day - 1) / max(1, days - 1)


def _y(value: float, top: float) -> float:
    return _TOP + (_CURVE_HEIGHT - _TOP - _BOTTOM) * (1 - min(1.0, max(0.0, value / top)))


def _round_up(value: float) -> float:
    """The next number that a scale ends in: 1, 2, 4, 5 or 10 times a power of ten."""
    if value <= 0:
        return 1.0
    power = 10.0 ** floor(log10(value))
    return next(step * power for step in (1, 2, 4, 5, 10, 20) if step * power >= value)


def _scale(top: float) -> tuple[Mark, ...]:
    return tuple(
        Mark(_LEFT - 6, _y(top * part, top) + 4, Message("{n}", (("n", top * part),)), "end")
        for part in (0, 0.5, 1)
    )


def _days(days: int) -> tuple[Mark, ...]:
    step = max(1, ceil(days / 6))
    shown = [*range(1, days + 1, step)]
    y = _CURVE_HEIGHT - _BOTTOM + 16
    marks = [Mark(_x(day, days), y, Message("{n}", (("n", day),))) for day in shown]
    return (*marks, Mark((_LEFT + WIDTH - _RIGHT) / 2, y + 15, msg("day of the plan")))


def _letters(ends: Sequence[tuple[str, float]], top: float) -> tuple[Mark, ...]:
    """Each run's letter beside the end of its line, one below the other where lines meet."""
    marks: list[Mark] = []
    y = -_LETTER_GAP
    for letter, value in sorted(ends, key=lambda end: (-end[1], end[0])):
        y = max(y + _LETTER_GAP, _y(value, top) + 4)
        marks.append(Mark(WIDTH - _RIGHT + 5, y, letter, "start"))
    return tuple(marks)


def _moved(difference: Difference) -> list[tuple[str, int, int]]:
    """Sites with households that gain and lose, those with most of either first."""
    return [
        (site.site_id, more, less)
        for site in difference.sites
        for more, less in [(whole(site.households_more), whole(site.households_less))]
        if more or less
    ][:MOST_SITES]


def _gains(difference: Difference, letter: str) -> Chart:
    names = Names((difference.after, difference.before))
    sites = _moved(difference)
    most = max(max(more, less) for _, more, less in sites)
    middle, room = WIDTH / 2, WIDTH / 2 - 46
    bars: list[Bar] = []
    marks: list[Mark] = []
    for number, (site, more, less) in enumerate(sites):
        y = _TOP + number * _ROW
        marks.append(Mark(4, y + 8, _short(names.site(site)), "start"))
        for look, count, sign in (("more", more, 1), ("less", less, -1)):
            if count:
                width = room * count / most
                bars.append(Bar(look, middle - (0 if sign > 0 else width), y + 14, width, 12))
                at, anchor = (
                    (middle + width + 4, "start") if sign > 0 else (middle - width - 4, "end")
                )
                said = Message("{sign}{n}", (("sign", "+" if sign > 0 else "−"), ("n", count)))
                marks.append(Mark(at, y + 24, said, anchor))
    height = _TOP + _ROW * len(sites) + 4
    return Chart(
        msg("Who gains, who loses: {letter} against A", letter=letter),
        msg(
            "households that get more of something, or less; the {n} sites with most", n=len(sites)
        ),
        height,
        grounds=((middle, _TOP, middle, height - 4),),
        bars=tuple(bars),
        marks=tuple(marks),
    )


def _short(name: str) -> str:
    return name if len(name) <= 46 else name[:45].rstrip() + "…"


_SPENT = (
    (Spent.GOODS_TRANSPORT, msg("goods transport")),
    (Spent.WATER_TRANSPORT, msg("water transport")),
    (Spent.TRANSFERS, msg("transfers")),
    (Spent.FEES, msg("fees")),
)


def _costs(comparison: Comparison) -> Chart | None:
    """What each run spends; none where the currencies differ, or nothing is spent."""
    spent = [spending(run) for run in comparison.runs]
    currencies = {run.currency for run in comparison.runs}
    most = max(sum(amounts.values()) for amounts in spent)
    if len(currencies) > 1 or most <= 0:
        return None
    bars: list[Bar] = []
    marks: list[Mark] = []
    for number, (run, amounts) in enumerate(zip(comparison.runs, spent, strict=True)):
        x, y = 24.0, _TOP + number * _ROW
        total = sum(amounts.values())
        marks.append(Mark(4, y + 26, LETTERS[number], "start"))
        marks.append(Mark(x, y + 8, money(total, run.currency), "start"))
        for kind, _ in _SPENT:
            width = (WIDTH - 34) * max(0.0, amounts[kind]) / most
            bars.append(Bar(kind.value, x, y + 14, width, 14))
            x += width
    return Chart(
        msg("Cost"),
        msg("transport, transfers and agents’ fees; the stock itself is not bought here"),
        _TOP + _ROW * len(spent) + 4,
        bars=tuple(bars),
        marks=tuple(marks),
        key=tuple((kind.value, words) for kind, words in _SPENT),
    )
