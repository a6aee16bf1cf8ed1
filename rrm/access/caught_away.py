"""Departures by a way that is open, from which the vehicle would not come home in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from rrm.access.days_away import DaysAway
from rrm.access.way_home import trip_home
from rrm.model.access import Access
from rrm.model.language import Message, msg
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Scenario, Vehicle

Days = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CaughtAway:
    """Days of departure on which a way is open, and closed again before the vehicle is home.

    No plan sends a vehicle then. first_day, last_day: of the scenario, both included. because:
    what keeps the vehicle away, as part of a sentence: which closures or seasons, which days that
    are too short.
    """

    origin: str
    destination: str
    vehicle_class: str
    first_day: int
    last_day: int
    because: Message


@dataclass(frozen=True)
class Departures:
    """The departures of an access table that would be caught away, looked up by its rows."""

    caught: tuple[CaughtAway, ...] = ()

    def caught_by(self, row: Access) -> tuple[CaughtAway, ...]:
        """Those by an open row of the table, within the row's days."""
        if not row.open:
            return ()
        return tuple(
            replace(
                one,
                first_day=max(one.first_day, row.period_start),
                last_day=min(one.last_day, row.period_end),
            )
            for one in self._by_journey.get((row.origin, row.destination, row.vehicle_class), ())
            if one.first_day <= row.period_end and one.last_day >= row.period_start
        )

    def days_caught(self, row: Access) -> tuple[int, ...]:
        """The same as days of the scenario."""
        return tuple(
            day for one in self.caught_by(row) for day in range(one.first_day, one.last_day + 1)
        )

    def coming_home(self, rows: Iterable[Access]) -> tuple[Access, ...]:
        """The rows cut to the days on which the vehicle that leaves comes home; closed ones as
        they are. A row whose every departure would be caught is left out.
        """
        return tuple(part for row in rows for part in self._uncaught(row))

    def _uncaught(self, row: Access) -> Iterator[Access]:
        first = row.period_start
        for one in self.caught_by(row):
            if first < one.first_day:
                yield replace(row, period_start=first, period_end=one.first_day - 1)
            first = one.last_day + 1
        if first <= row.period_end:
            yield replace(row, period_start=first)

    @cached_property
    def _by_journey(self) -> Mapping[tuple[str, str, str], tuple[CaughtAway, ...]]:
        found: dict[tuple[str, str, str], list[CaughtAway]] = {}
        for one in self.caught:
            found.setdefault((one.origin, one.destination, one.vehicle_class), []).append(one)
        return {journey: tuple(mine) for journey, mine in found.items()}


def caught_away(
    scenario: Scenario, pack: RulePack, rows: Iterable[Access]
) -> tuple[CaughtAway, ...]:
    """Of open rows from depots, the days on which no vehicle that leaves comes home by them.

    rows: of the access table, by period. Adjoining days with the same cause are told as one.
    """
    catches = Catches(scenario, pack)
    return _joined(one for row in rows for one in catches.of(row))


def only_in(these: Iterable[CaughtAway], others: Iterable[CaughtAway]) -> tuple[CaughtAway, ...]:
    """The days of departure among these that are not among the others, whatever the cause."""
    known = {
        (one.origin, one.destination, one.vehicle_class, day)
        for one in others
        for day in range(one.first_day, one.last_day + 1)
    }
    return _joined(
        replace(one, first_day=day, last_day=day)
        for one in these
        for day in range(one.first_day, one.last_day + 1)
        if (one.origin, one.destination, one.vehicle_class, day) not in known
    )


class Catches:
    """What catches the vehicles of a scenario while they are away.

    A vehicle keeps to the way that it left by; see DaysAway. Tankers are home the same day.
    """

    def __init__(self, scenario: Scenario, pack: RulePack) -> None:
        self._away = DaysAway(scenario, pack.access)
        self._classes = pack.access.classes
        self._stationed: dict[tuple[str, str], list[Vehicle]] = {}
        for vehicle in sorted(scenario.vehicles, key=lambda vehicle: -vehicle.hours_per_day):
            if vehicle.count > 0 and self._carries_goods(vehicle.vehicle_class):
                here = (vehicle.depot_id, vehicle.vehicle_class)
                self._stationed.setdefault(here, []).append(vehicle)

    def of(self, row: Access) -> tuple[CaughtAway, ...]:
        """The days of an open row on which every vehicle that leaves is caught away."""
        vehicles = self._stationed.get((row.origin, row.vehicle_class), [])
        return _joined(self._days(row, vehicles)) if row.open and vehicles else ()

    def _days(self, row: Access, vehicles: list[Vehicle]) -> Iterator[CaughtAway]:
        for day in range(row.period_start, row.period_end + 1):
            reasons = [self._not_home(row, vehicle, day) for vehicle in vehicles]
            if reasons[0] is not None and all(reasons):
                yield CaughtAway(
                    row.origin, row.destination, row.vehicle_class, day, day, reasons[0]
                )

    def _not_home(self, row: Access, vehicle: Vehicle, day: int) -> Message | None:
        """What keeps a vehicle that leaves on a day from coming home; None where it does come."""
        rules = self._classes[row.vehicle_class]
        made = trip_home(self._away, row, rules, vehicle, day)
        if made is None:
            return self._too_short(row, rules.max_trip_days, day)
        later = range(day + 1, day + made[0].days)
        shut = (on for on in later if not self._away.stays_open(row, on))
        first = next(shut, None)
        return None if first is None else self._away.what_bars(row, first)

    def _too_short(self, row: Access, longest: int, day: int) -> Message:
        """The first day on which less is worked than on the day of departure."""
        for on in range(day + 1, day + longest):
            hours = self._away.working_day(on)[1]
            if hours < row.day_hours:
                return msg(
                    "a day of only {hours} h on {date}", hours=hours, date=self._away.on_day(on)
                )
        return msg("days that are too short")

    def _carries_goods(self, vehicle_class: str) -> bool:
        rules = self._classes.get(vehicle_class)
        return rules is not None and rules.carries == "goods"


def _joined(found: Iterable[CaughtAway]) -> tuple[CaughtAway, ...]:
    """Adjoining days of one journey with the same cause as one."""
    joined: list[CaughtAway] = []
    for one in found:
        last = joined[-1] if joined else None
        if last is not None and last.last_day == one.first_day - 1:
            longer = replace(last, last_day=one.last_day)
            if longer == replace(one, first_day=last.first_day):
                joined[-1] = longer
                continue
        joined.append(one)
    return tuple(joined)
