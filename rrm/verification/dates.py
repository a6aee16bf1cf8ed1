"""What the dates of the inputs say: seasons, convoys, and the hours in which vehicles move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from rrm.model.rule_pack import AccessRules
from rrm.model.scenario import Mode, Route, Season, Settings

MONDAY_FIRST = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Dates:
    """The days of a scenario under the rules of its pack, told by their number."""

    settings: Settings
    rules: AccessRules

    def season(self, day: int) -> Literal["dry", "wet"]:
        """Whose speeds count: the scenario's season, else by the pack's dates of the rains."""
        if self.settings.season is not None:
            return "wet" if self.settings.season is Season.WET else "dry"
        rains = self.rules.wet_season
        if rains is None:
            return "dry"
        return "wet" if self._falls(day, rains.from_day, rains.to_day) else "dry"

    def is_in_season(self, route: Route, day: int) -> bool:
        """Whether the time of the year lets a link through: its own dates, else the river's."""
        if route.open_from is not None and route.open_to is not None:
            return self._falls(day, route.open_from, route.open_to)
        if route.mode is not Mode.RIVER:
            return True
        high_water = self.rules.river_season
        return self._falls(day, high_water.from_day, high_water.to_day)

    def convoy_cost(self, vehicle_class: str, day: int) -> float | None:
        """What the cheapest convoy asks that takes the class along on a day; None without one."""
        when = self.settings.date_of(day)
        weekday = MONDAY_FIRST[when.weekday()]
        return min(
            (
                convoy.cost_per_trip
                for convoy in self.settings.escorts
                if weekday in [str(leaves.value) for leaves in convoy.weekdays]
                and _holds(when, convoy.start, convoy.end)
                and (not convoy.classes or vehicle_class in convoy.classes)
            ),
            default=None,
        )

    def hours_of_movement(self, day: int) -> tuple[float, float]:
        """From which hour to which vehicles may be on the move on a day.

        The longest stretch of the pack's working day that no curfew cuts, the earlier of equals;
        where curfews leave nothing, it ends as it begins.
        """
        opens, closes = self.rules.day_starts, self.rules.day_ends
        barred = self._barred(day)
        marks = sorted({opens, closes, *(h for curfew in barred for h in curfew)})
        stretches: list[tuple[float, float]] = []
        for begins, ends in pairwise(h for h in marks if opens <= h <= closes):
            if any(first <= begins and ends <= last for first, last in barred):
                continue
            if stretches and stretches[-1][1] == begins:
                stretches[-1] = (stretches[-1][0], ends)
            else:
                stretches.append((begins, ends))
        return max(stretches, key=lambda hours: hours[1] - hours[0], default=(opens, opens))

    def _barred(self, day: int) -> list[tuple[float, float]]:
        when = self.settings.date_of(day)
        found: list[tuple[float, float]] = []
        for curfew in self.settings.curfews:
            if not _holds(when, curfew.start, curfew.end):
                continue
            if curfew.from_hour <= curfew.to_hour:
                found.append((curfew.from_hour, curfew.to_hour))
            else:  # over midnight
                found += [(0.0, curfew.to_hour), (curfew.from_hour, 24.0)]
        return [(first, last) for first, last in found if first < last]

    def _falls(self, day: int, from_day: str, to_day: str) -> bool:
        when = self.settings.date_of(day)
        today = (when.month, when.day)
        first, last = _month_and_day(from_day), _month_and_day(to_day)
        if first <= last:
            return first <= today <= last
        return not last < today < first  # over the new year


def _holds(when: date, start: date | None, end: date | None) -> bool:
    return (start is None or start <= when) and (end is None or when <= end)


def _month_and_day(written: str) -> tuple[int, int]:
    month, day = written.split("-")
    return int(month), int(day)
