"""The page of a trade-off, and its picture."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from markupsafe import Markup

from rrm.export.comparison_page.charts import WIDTH
from rrm.export.comparison_page.page import Placed
from rrm.export.markup import environment, words
from rrm.export.page_policy import page_policy
from rrm.export.quantity import at_most_percent, money, percent, with_decimal
from rrm.export.table import Cell, Column, Table
from rrm.export.tradeoff_page.curve_chart import curve_charts, need_of_all
from rrm.model.language import LANGUAGES, Message, Text, msg
from rrm.what_if import TradeOff, left_out_words, made_for_words, trade_off_words

_GAP, _HEAD, _TITLE = 28.0, 50.0, 44.0
_LONGEST = 110


def page(curve: TradeOff, title: Text, language: str) -> bytes:
    """A trade-off as HTML: UTF-8, every language inside, no outside reference."""
    style = "".join(map(_resource, ("report.css", "comparison_charts.css", "comparison_page.css")))
    script = _resource("report.js")
    html = (
        environment(language)
        .get_template("tradeoff_page.html")
        .render(
            title=_titled(title),
            kicker=msg("Total need met, or the worst-off site"),
            lead=tuple(trade_off_words(curve)),
            charts=curve_charts(curve),
            table=_table(curve) if curve.points else None,
            table_title=msg("The plans on the curve"),
            left_out=tuple(left_out_words(curve)),
            left_out_title=msg("Plans that are not on it"),
            style=Markup(style),
            script=Markup(script),
            policy=page_policy(style, script),
            languages=LANGUAGES,
        )
    )
    return html.encode("utf-8")


def picture(curve: TradeOff, title: Text, language: str) -> bytes:
    """The curve and its costs as one SVG picture, beside each other."""
    jinja = environment(language)
    jinja.globals["svg_t"] = lambda value, most=_LONGEST: _cut(words(value, language), most)
    placed = tuple(_placed(curve))
    bottom = max((one.y + one.chart.height for one in placed), default=_HEAD)
    svg = jinja.get_template("comparison_picture.svg").render(
        title=_titled(title),
        names=(),
        placed=placed,
        width=2 * WIDTH + 3 * _GAP,
        height=bottom + _GAP,
        style=Markup(_resource("comparison_charts.css")),
    )
    return svg.encode("utf-8")


def _placed(curve: TradeOff) -> Iterator[Placed]:
    for column, chart in enumerate(curve_charts(curve)):
        yield Placed(chart, _GAP + column * (WIDTH + _GAP), _HEAD + _TITLE)


def _titled(title: Text) -> Message:
    return msg("What raising the worst-off site costs: {title}", title=title)


def _table(curve: TradeOff) -> Table:
    has_thirst = any(point.thirst_m3 is not None for point in curve.points)
    columns = [
        Column(msg("Plan"), is_number=True),
        Column(msg("made for")),
        Column(msg("the worst-off site gets"), is_number=True),
        Column(msg("need met, of the most"), is_number=True),
        Column(msg("no plan meets more than"), is_number=True),
        Column(msg("cost"), is_number=True),
        Column(msg("trips"), is_number=True),
    ]
    if has_thirst:
        columns.append(Column(msg("survival water missing, m³"), is_number=True))
    return Table(tuple(columns), tuple(_rows(curve, has_thirst)))


def _rows(curve: TradeOff, has_thirst: bool) -> Iterator[tuple[Cell, ...]]:
    whole = need_of_all(curve)
    for number, point in enumerate(curve.points, start=1):
        row: tuple[Cell, ...] = (
            number,
            made_for_words(point.aim, point.floor),
            percent(point.worst_off, 1),
            percent(point.need / whole, 1),
            at_most_percent(min(1.0, point.need_limit / whole)),
            money(point.cost, point.currency),
            point.trips,
        )
        thirst = None if point.thirst_m3 is None else with_decimal(point.thirst_m3)
        yield (*row, thirst) if has_thirst else row


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _resource(name: str) -> str:
    return files("rrm.export").joinpath("templates", name).read_text(encoding="utf-8")
