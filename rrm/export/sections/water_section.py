"""Water day by day against the survival line, a small chart for each group."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.export.facts import Facts
from rrm.export.names import PlaceName
from rrm.export.quantity import with_decimal
from rrm.export.sections.plan_days import days_in_words
from rrm.export.water_days import WaterWindow
from rrm.model.labels import group_label
from rrm.model.language import Message, msg

CHART_HEIGHT = 48.0
DAY_WIDTH = 10.0


@dataclass(frozen=True, slots=True)
class ChartBar:
    """A day's bar in chart units; `holds` when the whole group reaches the survival line."""

    x: float
    y: float
    height: float
    holds: bool


@dataclass(frozen=True, slots=True)
class WaterChart:
    """A group's water by day: bars, the height of the survival line and of the full amount."""

    site: PlaceName
    group: Message
    width: float
    bars: tuple[ChartBar, ...]
    survival_y: float
    full_y: float
    days: Message
    held: Message
    amounts: Message


@dataclass(frozen=True, slots=True)
class WaterSection:
    """A chart for each group that is to get water by tanker."""

    title: Message
    intro: Message
    height: float
    day_width: float
    charts: tuple[WaterChart, ...]
    legend: dict[str, Message]
    empty: Message


def water_section(facts: Facts) -> WaterSection:
    """Charts in the order of the demands."""
    return WaterSection(
        title=msg("Water on each day"),
        intro=msg(
            "One bar a day. Water that does not come on a day is not made up for on the next: "
            "a day below the line is a day of thirst."
        ),
        height=CHART_HEIGHT,
        day_width=DAY_WIDTH,
        charts=tuple(_chart(window, facts) for window in facts.water),
        legend={
            "holds": msg("everyone gets at least the survival quantity"),
            "short": msg("less than that"),
            "survival": msg("survival line"),
            "full": msg("full entitlement"),
        },
        empty=msg("No group is to get water by tanker."),
    )


def _chart(window: WaterWindow, facts: Facts) -> WaterChart:
    demand = window.line.demand
    top = max(
        [demand.quantity, demand.survival_quantity, *(day.delivered for day in window.days)]
    ) or 1.0  # fmt: skip

    def height(m3: float) -> float:
        return (CHART_HEIGHT - 2) * m3 / top

    bars = tuple(
        ChartBar(
            x=place * DAY_WIDTH,
            y=CHART_HEIGHT - height(day.delivered),
            height=height(day.delivered),
            holds=day.reaches_survival,
        )
        for place, day in enumerate(window.days)
    )
    return WaterChart(
        site=facts.names.place(demand.site_id),
        group=group_label(demand.group),
        width=len(window.days) * DAY_WIDTH,
        bars=bars,
        survival_y=CHART_HEIGHT - height(demand.survival_quantity),
        full_y=CHART_HEIGHT - height(demand.quantity),
        days=days_in_words(demand.from_day, demand.due_day, facts),
        held=msg(
            "{held} of {days} days at or above the survival line",
            held=window.days_at_survival,
            days=len(window.days),
        ),
        amounts=msg(
            "{m3} m³ in all; {survival} m³ a day to survive, {full} m³ a day in full, "
            "for {people} people",
            m3=with_decimal(window.delivered_m3),
            survival=with_decimal(demand.survival_quantity),
            full=with_decimal(demand.quantity),
            people=demand.people,
        ),
    )
