"""The horizon, cut where what a vehicle class can pass changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from math import prod

import numpy as np

from rrm.access.calendar import Calendar, Day
from rrm.access.closure_windows import ClosureWindow
from rrm.access.conditions import Conditions, hours_of_passage
from rrm.access.link_arrays import Flags, LinkArrays
from rrm.model.rule_pack import AccessRules
from rrm.model.scenario import Certainty, Escort, Season


@dataclass(frozen=True, slots=True)
class Period:
    """Days with the same open links, the same doubts and the same working day, both included.

    doubts: chance that uncertain closures bar a link, by its position. starts, hours: of the
    working day. escort: the convoy that leaves each day, if the class has links that need one.
    """

    first_day: int
    last_day: int
    conditions: Conditions
    doubts: tuple[tuple[int, float], ...]
    starts: float
    hours: float
    escort: Escort | None

    def is_like(self, other: Period) -> bool:
        """Whether only the days differ."""
        return replace(self, first_day=0, last_day=0) == replace(other, first_day=0, last_day=0)


class ClassDays:
    """What the days of the horizon mean to one vehicle class."""

    def __init__(
        self,
        vehicle_class: str,
        links: LinkArrays,
        windows: tuple[ClosureWindow, ...],
        rules: AccessRules,
        calendar: Calendar,
    ) -> None:
        self._class = vehicle_class
        self._links = links
        self._rules = rules
        self._calendar = calendar
        self._could: dict[Season, Flags] = {}
        used = self._in_any_season(calendar)
        self._windows = tuple(
            window
            for window in windows
            if window.concerns(vehicle_class) and any(used[at] for at in window.routes)
        )

    def periods(self) -> tuple[Period, ...]:
        """In order, covering every day once; neighbours that came out the same are one."""
        found: list[Period] = []
        for first, after in pairwise(self._cuts()):
            period = self._period(first, after - 1)
            if found and found[-1].is_like(period):
                found[-1] = replace(found[-1], last_day=after - 1)
            else:
                found.append(period)
        return tuple(found)

    def on(self, day: int) -> Period:
        """A day as a period of its own."""
        return self._period(day, day)

    def _cuts(self) -> list[int]:
        """First days of periods, and the day after the horizon."""
        days = self._calendar.days
        end = len(days) + 1
        cuts = {1, end}
        for window in self._windows:
            cuts.add(window.first_day or 1)
            cuts.add(end if window.last_day is None else window.last_day + 1)
        cuts |= {at + 2 for at, (one, other) in enumerate(pairwise(days)) if one != other}
        return sorted(day for day in cuts if 1 <= day <= end)

    def _period(self, first: int, last: int) -> Period:
        day = self._calendar.on(first)
        could = self._usable(day.season)
        shut = frozenset(at for at in day.out_of_season if could[at])
        escort, convoy = self._escort(day, could, shut)
        active = tuple(window for window in self._windows if window.overlaps(first, first))
        walls = frozenset(
            at
            for window in active
            if window.certainty is Certainty.CERTAIN
            for at in window.routes
            if could[at] and at not in shut
        )
        passed = {
            at
            for window in active
            for at in window.routes
            if could[at] and at not in shut and at not in walls
        }
        return Period(
            first_day=first,
            last_day=last,
            conditions=Conditions(day.season, shut, load_limits=True, convoy=convoy, walls=walls),
            doubts=_doubts(active, passed, self._rules),
            starts=day.starts,
            hours=day.hours,
            escort=escort,
        )

    def _escort(self, day: Day, could: Flags, shut: frozenset[int]) -> tuple[Escort | None, bool]:
        """The day's convoy, and whether links that need one are open."""
        if shut.issuperset(np.flatnonzero(could & self._links.escort).tolist()):
            return None, True
        escort = day.convoy_for(self._class)
        return escort, escort is not None

    def _usable(self, season: Season) -> Flags:
        if season not in self._could:
            conditions = Conditions(season, load_limits=True)
            of_class = self._rules.classes[self._class]
            self._could[season] = np.isfinite(hours_of_passage(self._links, of_class, conditions))
        return self._could[season]

    def _in_any_season(self, calendar: Calendar) -> Flags:
        used = np.zeros(len(self._links), dtype=np.bool_)
        for season in dict.fromkeys(day.season for day in calendar.days):
            used |= self._usable(season)
        return used


def _doubts(
    active: Iterable[ClosureWindow], passed: set[int], rules: AccessRules
) -> tuple[tuple[int, float], ...]:
    reports: dict[int, list[float]] = {}
    for window in active:
        for at in window.routes:
            if at in passed:
                reports.setdefault(at, []).append(_risk_of(window.certainty, rules))
    return tuple(
        (at, 1 - prod(1 - risk for risk in risks)) for at, risks in sorted(reports.items())
    )


def _risk_of(certainty: Certainty, rules: AccessRules) -> float:
    """What the pack adds for a doubt; one that it gives no figure for adds nothing."""
    by_certainty = {str(name): risk for name, risk in rules.closure_risk.items()}
    return by_certainty.get(certainty.value, 0.0)
