"""What each day of the horizon allows, whatever the vehicle: season, convoys, hours of daylight."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from rrm.model.rule_pack import AccessRules
from rrm.model.scenario import Curfew, Escort, Mode, Route, Season, Settings
from rrm.model.season import is_within


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the scenario.

    season: whose speeds count. out_of_season: links shut by the time of the year, by position.
    starts: hour at which vehicles leave. hours: how long they may be on the move.
    convoys: escorts that leave that day, in the order of the settings.
    """

    season: Season = Season.DRY
    out_of_season: frozenset[int] = frozenset()
    starts: float = 0.0
    hours: float = 24.0
    convoys: tuple[Escort, ...] = ()

    def convoy_for(self, vehicle_class: str) -> Escort | None:
        """The cheapest convoy that takes the class along, the first stated of equals."""
        taking = [it for it in self.convoys if not it.classes or vehicle_class in it.classes]
        return min(taking, key=lambda escort: escort.cost_per_trip, default=None)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of the horizon, day 1 first.

    opens: the next day after that date on which a link's season is open; None for never.
    """

    days: tuple[Day, ...]
    opens: Callable[[Route, date], date | None] = field(default=lambda _, __: None, compare=False)

    def on(self, day: int) -> Day:
        """A day by its number."""
        return self.days[day - 1]

    def next_convoy(self, vehicle_class: str, after: int) -> int | None:
        """The first day after that one on which a convoy takes the class along."""
        later = range(after + 1, len(self.days) + 1)
        return next((day for day in later if self.on(day).convoy_for(vehicle_class)), None)


def calendar(
    settings: Settings, rules: AccessRules, routes: tuple[Route, ...], beyond: int = 0
) -> Calendar:
    """The days of a scenario under the rules of its pack.

    beyond: so many days after the horizon too, for vehicles that come home later.
    """
    seasonal = tuple(
        (position, *window)
        for position, route in enumerate(routes)
        if (window := season_of(route, rules)) is not None
    )

    @cache
    def shut(month_day: date) -> frozenset[int]:
        closed = (at for at, first, last in seasonal if not is_within(first, last, month_day))
        return frozenset(closed)

    def day(number: int) -> Day:
        when = settings.date_of(number)
        starts, hours = _daylight(rules, _active(settings.curfews, when))
        return Day(
            season=season_on(settings, rules, when),
            out_of_season=shut(when),
            starts=starts,
            hours=hours,
            convoys=tuple(_leaving(settings.escorts, when)),
        )

    def opens(route: Route, after: date) -> date | None:
        window = season_of(route, rules)
        days = (after + timedelta(days=ahead) for ahead in range(1, 367))
        return next((when for when in days if window is None or is_within(*window, when)), None)

    last = settings.horizon_days + beyond
    return Calendar(tuple(day(n) for n in range(1, last + 1)), opens)


def season_on(settings: Settings, rules: AccessRules, when: date) -> Season:
    """Whose speeds count: the scenario's season where it states one, else by the pack's dates."""
    if settings.season is not None:
        return settings.season
    wet = rules.wet_season
    return Season.WET if wet is not None and wet.holds(when) else Season.DRY


def season_of(route: Route, rules: AccessRules) -> tuple[str, str] | None:
    """From and to which month-day a link can be passed: its own, else on rivers the pack's."""
    if route.open_from is not None and route.open_to is not None:
        return (route.open_from, route.open_to)
    if route.mode is Mode.RIVER:
        return (rules.river_season.from_day, rules.river_season.to_day)
    return None


def _leaving(escorts: tuple[Escort, ...], when: date) -> Iterable[Escort]:
    today = f"{when:%A}".lower()
    for escort in escorts:
        begun = escort.start is None or escort.start <= when
        over = escort.end is not None and escort.end < when
        if begun and not over and today in {day.value for day in escort.weekdays}:
            yield escort


def _active(curfews: tuple[Curfew, ...], when: date) -> tuple[Curfew, ...]:
    return tuple(
        curfew
        for curfew in curfews
        if (curfew.start is None or curfew.start <= when)
        and (curfew.end is None or when <= curfew.end)
    )


def _daylight(rules: AccessRules, curfews: tuple[Curfew, ...]) -> tuple[float, float]:
    """Hour of departure and hours on the move: the longest free stretch of the working day.

    The earlier of two equally long ones.
    """
    free = [(rules.day_starts, rules.day_ends)]
    for curfew in curfews:
        for begins, ends in _of_one_day(curfew):
            free = [
                piece
                for start, end in free
                for piece in ((start, min(end, begins)), (max(start, ends), end))
                if piece[1] > piece[0]
            ]
    if not free:
        return rules.day_starts, 0.0
    start, end = max(free, key=lambda piece: (piece[1] - piece[0], -piece[0]))
    return start, end - start


def _of_one_day(curfew: Curfew) -> tuple[tuple[float, float], ...]:
    """A curfew's hours within one day: one over midnight is two stretches, an empty one none."""
    if curfew.from_hour == curfew.to_hour:
        return ()
    if curfew.from_hour < curfew.to_hour:
        return ((curfew.from_hour, curfew.to_hour),)
    return ((0.0, curfew.to_hour), (curfew.from_hour, 24.0))
