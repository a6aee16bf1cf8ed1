"""The ways to one site beside the fastest: quick ones, safe ones, and what each costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from rrm.access.class_view import ClassView, Setting
from rrm.access.differences import Told, difference
from rrm.access.fast_or_safe import FastOrSafe
from rrm.access.journeys import Journey, journeys
from rrm.access.label_limit import LabelLimit
from rrm.access.merged_periods import says_the_same
from rrm.access.periods import Period
from rrm.access.ranked_ways import RankedWays
from rrm.access.steps import MICROSECONDS_AN_HOUR, by_risk, by_time, open_steps
from rrm.access.table import scenario_setting
from rrm.access.trip_rows import Way, hours_allowed_out, not_in_time
from rrm.model.access import Access
from rrm.model.language import Message
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Scenario

LABELS_AT_MOST = 200_000
"""Partial ways that a search looks at before it stops and says so."""
_SLACK = 1_000_000  # microseconds more than allowed are searched, as ways are judged by hours


@dataclass(frozen=True, slots=True)
class Alternative:
    """A way that is open all through the period and can be driven within the class's rules.

    trip: the way out with the fastest way home, as a row of the access table; `escorted` says
    whether it needs an escort. links: of the way out, as positions in the routes table.
    time_rank, risk_rank: 1 for the fastest, the safest; None where it is not among the best.
    is_unbeaten: no other way is as fast and as safe and better in one of the two.
    difference: to the fastest, in words; None for the fastest itself.
    """

    trip: Access
    links: tuple[int, ...]
    time_rank: int | None
    risk_rank: int | None
    is_unbeaten: bool
    difference: Message | None


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The ways of one journey in one period, fastest first.

    period_start, period_end: days of the scenario, both included.
    is_cut: whether a search stopped early: there may then be further ways, slower or riskier than
    those found by the same measure.
    """

    origin: str
    site_id: str
    vehicle_class: str
    period_start: int
    period_end: int
    ways: tuple[Alternative, ...]
    is_cut: bool


def alternatives(
    scenario: Scenario,
    pack: RulePack,
    site_id: str,
    most: int = 3,
    labels_at_most: int = LABELS_AT_MOST,
) -> tuple[Alternatives, ...]:
    """The ways to a site from each origin, by class and period; none where the way is barred.

    most: how many of the fastest and how many of the safest are told. To these comes every way
    that no other beats in both time and risk. A way visits no place twice; two links between the
    same places make two ways. Adjoining periods with the same ways are one.
    labels_at_most: partial ways that each search may look at.
    """
    setting = scenario_setting(scenario, pack.access)
    views: dict[str, ClassView] = {}
    found: list[Alternatives] = []
    for journey in journeys(scenario, pack.access):
        if journey.destination != site_id:
            continue
        if journey.vehicle_class not in views:
            views[journey.vehicle_class] = ClassView(setting, journey.vehicle_class)
        view = views[journey.vehicle_class]
        searches = (
            _Search(setting, view, journey, period, most, labels_at_most) for period in view.periods
        )
        found.extend(_merged(search.ways() for search in searches if search.is_open))
    return tuple(found)


class _Search:
    """The ways of one journey in one period."""

    def __init__(
        self,
        setting: Setting,
        view: ClassView,
        journey: Journey,
        period: Period,
        most: int,
        labels_at_most: int,
    ) -> None:
        self._setting = setting
        self._view = view
        self._journey = journey
        self._period = period
        self._most = most
        self._labels_at_most = labels_at_most
        self._row = view.row(journey, period)
        self._trips: dict[Way, Access] = {}

    @property
    def is_open(self) -> bool:
        """Whether there is any way."""
        return self._row.open

    def ways(self) -> Alternatives:
        """All that are told, fastest first."""
        fastest = self._view.fastest_way(self._journey, self._period, outward=True)
        start, end = self._view.ends(self._journey)
        hours = self._view.network.hours(self._period.conditions)
        steps = open_steps(self._view.network.links, hours, doubts=dict(self._period.doubts))
        limits = tuple(LabelLimit(self._labels_at_most) for _ in range(3))
        allowed = self._time_allowed
        ranked = RankedWays(steps, end, by_time, allowed, limits[0]).ways_from(start)
        quick = _ranks(islice(self._in_time(ranked), self._most)) or {fastest: 1}
        ranked = RankedWays(steps, end, by_risk, allowed, limits[1]).ways_from(start)
        safe = _ranks(islice(self._in_time(ranked), self._most))
        front = FastOrSafe(steps, end, allowed, limits[2]).ways_from(start)
        unbeaten = frozenset(self._in_time(front))
        others = sorted({*quick, *safe, *unbeaten} - {fastest}, key=self._order)
        return Alternatives(
            origin=self._journey.origin,
            site_id=self._journey.destination,
            vehicle_class=self._journey.vehicle_class,
            period_start=self._period.first_day,
            period_end=self._period.last_day,
            ways=tuple(
                Alternative(
                    trip=self._trip(way),
                    links=way.links,
                    time_rank=quick.get(way),
                    risk_rank=safe.get(way),
                    is_unbeaten=way in unbeaten,
                    difference=None if way == fastest else self._difference(way, fastest),
                )
                for way in (fastest, *others)
            ),
            is_cut=any(limit.is_reached for limit in limits),
        )

    @property
    def _time_allowed(self) -> int | None:
        allowed = hours_allowed_out(self._journey, self._row, self._view.rules)
        return None if allowed is None else int(allowed * MICROSECONDS_AN_HOUR) + _SLACK

    def _trip(self, way: Way) -> Access:
        if way not in self._trips:
            home = self._view.fastest_way(self._journey, self._period, outward=False)
            self._trips[way] = self._view.trip(self._journey, self._period, way, home)
        return self._trips[way]

    def _in_time(self, ways: Iterable[Way]) -> Iterator[Way]:
        for way in ways:
            if not_in_time(self._journey, self._trip(way), self._view.rules) is None:
                yield way

    def _order(self, way: Way) -> tuple[float, float, tuple[int, ...], tuple[int, ...]]:
        trip = self._trip(way)
        return (trip.hours, trip.risk, way.places, way.links)

    def _difference(self, way: Way, fastest: Way) -> Message:
        names = self._setting.circumstances.names
        routes = self._setting.routes
        return difference(
            Told(self._trip(way), way.links),
            Told(self._trip(fastest), fastest.links),
            routes,
            names,
        )


def _ranks(ways: Iterable[Way]) -> dict[Way, int]:
    return {way: rank for rank, way in enumerate(ways, 1)}


def _merged(periods: Iterable[Alternatives]) -> list[Alternatives]:
    """Adjoining periods with the same ways as one."""
    found: list[Alternatives] = []
    for one in periods:
        last = found[-1] if found else None
        if last is not None and last.period_end == one.period_start - 1 and _same(last, one):
            found[-1] = replace(
                last,
                period_end=one.period_end,
                ways=tuple(
                    replace(way, trip=replace(way.trip, period_end=one.period_end))
                    for way in last.ways
                ),
            )
        else:
            found.append(one)
    return found


def _same(one: Alternatives, other: Alternatives) -> bool:
    return (
        one.is_cut == other.is_cut
        and len(one.ways) == len(other.ways)
        and all(
            replace(mine, trip=theirs.trip) == theirs and says_the_same(mine.trip, theirs.trip)
            for mine, theirs in zip(one.ways, other.ways, strict=True)
        )
    )
