"""The horizon, cut where what a vehicle class can pass changes."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from math import prod

from rrm.access.closure_windows import ClosureWindow
from rrm.access.conditions import Conditions, usable_links
from rrm.model.rule_pack import AccessRules
from rrm.model.scenario import Certainty, Mode, Route, Season


@dataclass(frozen=True, slots=True)
class Period:
    """Days with the same open links and the same doubts, first and last included.

    closure_risk: risk that uncertain closures add, by link position.
    """

    first_day: int
    last_day: int
    conditions: Conditions
    closure_risk: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Horizon:
    """The days that are planned for, and which of them have enough water for boats."""

    days: int
    is_navigable: Callable[[int], bool]


def class_periods(
    vehicle_class: str,
    routes: tuple[Route, ...],
    windows: tuple[ClosureWindow, ...],
    rules: AccessRules,
    season: Season,
    horizon: Horizon,
) -> tuple[Period, ...]:
    """The periods of one class, in order, covering every day of the horizon once.

    Only closures and seasons that touch a link the class could use make a cut; neighbours
    that came out the same are one period.
    """
    usable = usable_links(routes, rules.classes[vehicle_class], season, Conditions())
    mine = tuple(
        window
        for window in windows
        if window.concerns(vehicle_class) and any(index in usable for index in window.routes)
    )
    sails = any(routes[index].mode is Mode.RIVER for index in usable)
    periods: list[Period] = []
    for first, after in pairwise(_cuts(mine, horizon, sails)):
        active = tuple(window for window in mine if window.overlaps(first, first))
        low_water = sails and not horizon.is_navigable(first)
        links = {i for i in usable if not (low_water and routes[i].mode is Mode.RIVER)}
        walls = _walls(active, links)
        conditions = Conditions(low_water=low_water, walls=walls)
        risk = _closure_risk(active, links - walls, rules)
        period = Period(first, after - 1, conditions, risk)
        if periods and _same(periods[-1], period):
            periods[-1] = replace(periods[-1], last_day=after - 1)
        else:
            periods.append(period)
    return tuple(periods)


def _cuts(windows: tuple[ClosureWindow, ...], horizon: Horizon, sails: bool) -> list[int]:
    """First days of periods, and the day after the horizon."""
    cuts = {1, horizon.days + 1}
    for window in windows:
        cuts.add(window.first_day or 1)
        cuts.add(horizon.days + 1 if window.last_day is None else window.last_day + 1)
    if sails:
        days = range(1, horizon.days)
        cuts |= {d + 1 for d in days if horizon.is_navigable(d) != horizon.is_navigable(d + 1)}
    return sorted(day for day in cuts if 1 <= day <= horizon.days + 1)


def _walls(active: tuple[ClosureWindow, ...], links: Set[int]) -> frozenset[int]:
    return frozenset(
        index
        for window in active
        if window.certainty is Certainty.CERTAIN
        for index in window.routes
        if index in links
    )


def _closure_risk(
    active: tuple[ClosureWindow, ...], open_links: Set[int], rules: AccessRules
) -> tuple[tuple[int, float], ...]:
    doubts: dict[int, list[float]] = {}
    for window in active:
        for index in window.routes:
            if index in open_links:
                doubts.setdefault(index, []).append(_risk_of(window.certainty, rules))
    return tuple(
        (index, 1 - prod(1 - risk for risk in risks)) for index, risks in sorted(doubts.items())
    )


def _risk_of(certainty: Certainty, rules: AccessRules) -> float:
    """What the pack adds for a doubt; one that it gives no figure for adds nothing."""
    by_certainty = {str(name): risk for name, risk in rules.closure_risk.items()}
    return by_certainty.get(certainty.value, 0.0)


def _same(one: Period, other: Period) -> bool:
    return (one.conditions, one.closure_risk) == (other.conditions, other.closure_risk)
