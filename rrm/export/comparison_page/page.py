"""The page of a comparison, and its picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from markupsafe import Markup

from rrm.comparison import LETTERS, Comparison, Part, Sentence, story
from rrm.export.comparison_page.charts import WIDTH, Chart, charts
from rrm.export.markup import environment, words
from rrm.export.page_policy import page_policy
from rrm.export.table import Column, Table
from rrm.model.language import LANGUAGES, Message, Text, msg

SHOWN = 12
"""Entries of a part that stand open; those after them are unfolded."""
_LONGEST = 110
"""Letters that a line of the picture has room for."""
_GAP = 28.0
_TITLE = 44.0
_NAME_ROW, _KEY = 20.0, 36.0


@dataclass(frozen=True, slots=True)
class PagePart:
    """A part of the page: its entries, those shown and those folded, and its table."""

    code: str
    title: Message
    shown: tuple[tuple[Sentence, ...], ...]
    folded: tuple[tuple[Sentence, ...], ...]
    table: Table | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A chart and where it stands on the picture."""

    chart: Chart
    x: float
    y: float


def page(comparison: Comparison, language: str) -> bytes:
    """A comparison as HTML: UTF-8, every language inside, no outside reference."""
    told = story(comparison)
    style = "".join(map(_resource, ("report.css", "comparison_charts.css", "comparison_page.css")))
    script = _resource("report.js")
    html = (
        environment(language)
        .get_template("comparison_page.html")
        .render(
            title=_title(comparison),
            kicker=msg("What differs, and who gains and loses"),
            runs=_part("runs", told.runs),
            glance=_part("glance", told.glance),
            chapters=[
                (chapter, [_part(f"{letter}-{at}", part) for at, part in enumerate(chapter.parts)])
                for letter, chapter in zip(LETTERS[1:], told.chapters, strict=False)
            ],
            charts=charts(comparison),
            charts_title=msg("Day by day"),
            more=msg("The others"),
            style=Markup(style),
            script=Markup(script),
            policy=page_policy(style, script),
            languages=LANGUAGES,
        )
    )
    return html.encode("utf-8")


def picture(comparison: Comparison, language: str) -> bytes:
    """The charts as one SVG picture: two beside each other, runs named at the top."""
    jinja = environment(language)
    jinja.globals["svg_t"] = lambda value, most=_LONGEST: _cut(words(value, language), most)
    names = [entry[0].words for entry in story(comparison).runs.entries]
    top = 46.0 + _NAME_ROW * len(names)
    placed = tuple(_placed(charts(comparison), top))
    bottom = max((one.y + one.chart.height + _KEY for one in placed), default=top)
    svg = jinja.get_template("comparison_picture.svg").render(
        title=_title(comparison),
        names=names,
        placed=placed,
        width=2 * WIDTH + 3 * _GAP,
        height=bottom + _GAP,
        style=Markup(_resource("comparison_charts.css")),
    )
    return svg.encode("utf-8")


def _placed(found: tuple[Chart, ...], top: float) -> Iterator[Placed]:
    """Charts in two columns, each where there is room first."""
    ends = [top, top]
    for chart in found:
        column = 0 if ends[0] <= ends[1] else 1
        yield Placed(chart, _GAP + column * (WIDTH + _GAP), ends[column] + _TITLE)
        ends[column] += _TITLE + chart.height + (_KEY if chart.key else 0) + _GAP / 2


def _title(comparison: Comparison) -> Message:
    titles = [Text.of(run.scenario.settings.title) for run in comparison.runs]
    return msg("Runs side by side: {title}", title=list(dict.fromkeys(titles)))


def _part(code: str, part: Part) -> PagePart:
    table = None
    if part.grid.rows:
        columns = tuple(
            Column(heading if not isinstance(heading, str) else Message(heading), is_number=at > 0)
            for at, heading in enumerate(part.grid.header)
        )
        table = Table(columns, part.grid.rows)
    return PagePart(code, part.title, part.entries[:SHOWN], part.entries[SHOWN:], table)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _resource(name: str) -> str:
    return files("rrm.export").joinpath("templates", name).read_text(encoding="utf-8")
