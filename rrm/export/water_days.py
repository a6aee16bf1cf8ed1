"""Water by day: what arrives, against the survival line and the full entitlement."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.export.arrivals import Line
from rrm.model.rule_pack import ItemKind

# A plan is solved to about 1e-6; a day that misses its line by less has reached it.
_TOLERANCE = 1e-4


@dataclass(frozen=True, slots=True)
class WaterDay:
    """A day of a group's water window, in m3."""

    day: int
    delivered: float
    survival: float
    full: float

    @property
    def reaches_survival(self) -> bool:
        """Whether the whole group gets at least the survival quantity."""
        return self.delivered >= self.survival - _TOLERANCE


@dataclass(frozen=True, slots=True)
class WaterWindow:
    """The days on which a group is to get water by tanker."""

    line: Line
    days: tuple[WaterDay, ...]

    @property
    def delivered_m3(self) -> float:
        """All water within the window."""
        return sum(day.delivered for day in self.days)

    @property
    def days_at_survival(self) -> int:
        """Days on which the group gets at least the survival quantity."""
        return sum(day.reaches_survival for day in self.days)

    @property
    def person_days_at_survival(self) -> int:
        """People times the days on which all of them get at least the survival quantity."""
        return self.line.demand.people * self.days_at_survival

    @property
    def person_days(self) -> int:
        """People times the days of the window."""
        return self.line.demand.people * len(self.days)


def water_windows(lines: tuple[Line, ...]) -> tuple[WaterWindow, ...]:
    """A window for every demand for water, in the order of the demands."""
    return tuple(_window(line) for line in lines if line.kind is ItemKind.WATER)


def _window(line: Line) -> WaterWindow:
    demand = line.demand
    arrived = {arrival.day: arrival.quantity for arrival in line.arrivals}
    days = tuple(
        WaterDay(day, arrived.get(day, 0.0), demand.survival_quantity, demand.quantity)
        for day in range(demand.from_day, demand.due_day + 1)
    )
    return WaterWindow(line, days)
