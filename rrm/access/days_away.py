"""What becomes of a way, and of the working day, while a vehicle is away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from math import isfinite

from rrm.access.causes import causes
from rrm.access.class_view import Setting
from rrm.access.conditions import Conditions, hours_of_passage
from rrm.access.periods import ClassDays, Period
from rrm.access.table import scenario_setting
from rrm.model.access import Access
from rrm.model.language import Message, msg
from rrm.model.rule_pack import AccessRules
from rrm.model.scenario import Route, Scenario

Hop = tuple[str, str]


class DaysAway:
    """The days of a scenario and those after it, as vehicles that are away meet them.

    A vehicle keeps to the way of the day on which it left, at the speeds of that day. It needs
    that way open until it is home: each step by a link that the season lets through, that carries
    the class and isn't closed for certain. Convoys stay together: a vehicle that left with one
    passes links under escort on later days too, whether another convoy leaves then or not.
    """

    def __init__(self, scenario: Scenario, rules: AccessRules) -> None:
        self._scenario = scenario
        self._rules = rules
        self._days: dict[str, ClassDays] = {}
        self._steps: dict[tuple[str, Conditions], frozenset[Hop]] = {}
        self._periods: dict[tuple[str, int], Period] = {}
        self._open: dict[tuple[str, Conditions, tuple[str, ...], tuple[str, ...]], bool] = {}

    def working_day(self, day: int) -> tuple[float, float]:
        """The hour at which vehicles leave on a day, and how long they may be on the move."""
        of_day = self._setting.calendar.on(day)
        return of_day.starts, of_day.hours

    def stays_open(self, way: Access, day: int) -> bool:
        """Whether the way out and home of an open row is still open on a later day."""
        conditions = self._conditions(way, day)
        key = (way.vehicle_class, conditions, way.path, way.path_back)
        if key not in self._open:
            steps = self._open_steps(way.vehicle_class, conditions)
            self._open[key] = steps.issuperset(_hops(way))
        return self._open[key]

    def what_bars(self, way: Access, day: int) -> Message:
        """What bars a way that doesn't stay open until that day, link by link, in words.

        Of links beside each other the one is told whose cause is lifted first.
        """
        conditions = self._conditions(way, day)
        steps = self._open_steps(way.vehicle_class, conditions)
        shut = {frozenset(hop): hop for hop in reversed(_hops(way)) if hop not in steps}
        by_code: dict[str, dict[int, Route]] = {}
        for hop in reversed(shut.values()):
            code, at = self._barred_link(way.vehicle_class, conditions, hop)
            by_code.setdefault(code, {})[at] = self._setting.routes[at]
        period = self._period(way.vehicle_class, day)
        about = self._setting.circumstances
        mine = tuple(window for window in about.windows if window.concerns(way.vehicle_class))
        told = (
            causes(code, barred, period, replace(about, windows=mine))
            for code, barred in by_code.items()
        )
        return msg("{causes}", causes=tuple(cause for each in told for cause in each))

    def on_day(self, day: int) -> date | Message:
        """A day of the scenario as it is written in a sentence."""
        return self._setting.circumstances.on_day(day)

    @cached_property
    def _setting(self) -> Setting:
        longest = max((known.max_trip_days for known in self._rules.classes.values()), default=1)
        return scenario_setting(self._scenario, self._rules, beyond=longest)

    def _conditions(self, way: Access, day: int) -> Conditions:
        conditions = self._period(way.vehicle_class, day).conditions
        return replace(conditions, convoy=way.escorted)

    def _period(self, vehicle_class: str, day: int) -> Period:
        asked = (vehicle_class, day)
        if asked not in self._periods:
            self._periods[asked] = self._class_days(vehicle_class).on(day)
        return self._periods[asked]

    def _open_steps(self, vehicle_class: str, conditions: Conditions) -> frozenset[Hop]:
        key = (vehicle_class, conditions)
        if key not in self._steps:
            self._steps[key] = self._passable(vehicle_class, conditions)
        return self._steps[key]

    def _barred_link(self, vehicle_class: str, conditions: Conditions, hop: Hop) -> tuple[str, int]:
        """Of the links from one place to the next, barred all, the one whose cause is the least
        lasting, with the code of the cause.
        """
        of_class = self._rules.classes[vehicle_class]
        hours = [
            (code, hours_of_passage(self._setting.links, of_class, so_far))
            for code, so_far in conditions.step_by_step()
        ]
        rank = {code: number for number, (code, _) in enumerate(hours)}
        found = [
            (next(code for code, of_link in hours if not isfinite(of_link[at])), at)
            for at, route in enumerate(self._setting.routes)
            if hop in _directions(route)
        ]
        return max(found, key=lambda one: (rank[one[0]], -one[1]))

    def _passable(self, vehicle_class: str, conditions: Conditions) -> frozenset[Hop]:
        of_class = self._rules.classes[vehicle_class]
        hours = hours_of_passage(self._setting.links, of_class, conditions)
        steps: set[Hop] = set()
        for route, taken in zip(self._setting.routes, hours.tolist(), strict=True):
            if isfinite(taken):
                steps.update(_directions(route))
        return frozenset(steps)

    def _class_days(self, vehicle_class: str) -> ClassDays:
        if vehicle_class not in self._days:
            setting = self._setting
            windows = setting.circumstances.windows
            self._days[vehicle_class] = ClassDays(
                vehicle_class, setting.links, windows, setting.rules, setting.calendar
            )
        return self._days[vehicle_class]


def _directions(route: Route) -> tuple[Hop, ...]:
    there = (route.from_node, route.to_node)
    return (there, there[::-1]) if route.bidirectional else (there,)


def _hops(way: Access) -> tuple[Hop, ...]:
    return (*pairwise(way.path), *pairwise(way.path_back))
