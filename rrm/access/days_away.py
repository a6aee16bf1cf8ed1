"""What becomes of a way, and of the working day, while a vehicle is away."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from math import isfinite

from rrm.access.class_view import Setting
from rrm.access.conditions import Conditions, hours_of_passage
from rrm.access.periods import ClassDays
from rrm.access.table import scenario_setting
from rrm.model.access import Access
from rrm.model.rule_pack import AccessRules
from rrm.model.scenario import Scenario

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
        self._conditions: dict[tuple[str, int], Conditions] = {}

    def working_day(self, day: int) -> tuple[float, float]:
        """The hour at which vehicles leave on a day, and how long they may be on the move."""
        of_day = self._setting.calendar.on(day)
        return of_day.starts, of_day.hours

    def stays_open(self, way: Access, day: int) -> bool:
        """Whether the way out and home of an open row is still open on a later day."""
        steps = self._open_steps(way.vehicle_class, day, with_convoy=way.escorted)
        return steps.issuperset((*pairwise(way.path), *pairwise(way.path_back)))

    @cached_property
    def _setting(self) -> Setting:
        longest = max((known.max_trip_days for known in self._rules.classes.values()), default=1)
        return scenario_setting(self._scenario, self._rules, beyond=longest)

    def _open_steps(self, vehicle_class: str, day: int, *, with_convoy: bool) -> frozenset[Hop]:
        asked = (vehicle_class, day)
        if asked not in self._conditions:
            self._conditions[asked] = self._class_days(vehicle_class).on(day).conditions
        conditions = replace(self._conditions[asked], convoy=with_convoy)
        key = (vehicle_class, conditions)
        if key not in self._steps:
            self._steps[key] = self._passable(vehicle_class, conditions)
        return self._steps[key]

    def _passable(self, vehicle_class: str, conditions: Conditions) -> frozenset[Hop]:
        of_class = self._rules.classes[vehicle_class]
        hours = hours_of_passage(self._setting.links, of_class, conditions)
        steps: set[Hop] = set()
        for route, taken in zip(self._setting.routes, hours.tolist(), strict=True):
            if isfinite(taken):
                steps.add((route.from_node, route.to_node))
                if route.bidirectional:
                    steps.add((route.to_node, route.from_node))
        return frozenset(steps)

    def _class_days(self, vehicle_class: str) -> ClassDays:
        if vehicle_class not in self._days:
            setting = self._setting
            windows = setting.circumstances.windows
            self._days[vehicle_class] = ClassDays(
                vehicle_class, setting.links, windows, setting.rules, setting.calendar
            )
        return self._days[vehicle_class]
