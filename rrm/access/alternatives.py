"""The ways to one site beside the fastest: quick ones, safe ones, and what each costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from rrm.access.caught_away import Catches, CaughtAway
from rrm.access.class_view import ClassView, Setting
from rrm.access.differences import Told, difference
from rrm.access.fast_or_safe import FastOrSafe
from rrm.access.journeys import Journey, journeys
from rrm.access.label_limit import LabelLimit
from rrm.access.merged_periods import says_the_same
from rrm.access.periods import Period
from rrm.access.ranked_ways import RankedWays
from rrm.access.steps import MICROSECONDS_AN_HOUR, Weight, by_risk, by_time, open_steps
from rrm.access.table import scenario_setting
from rrm.access.trip_rows import Way, hours_allowed, not_in_time
from rrm.access.ways_home import SLACK, HomeBy, RoundTrip, WaysHome
from rrm.model.access import Access
from rrm.model.language import Message
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Scenario

LABELS_AT_MOST = 200_000
"""Partial ways that a search looks at before it stops and says so."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A way that is open all through the period and can be driven within the class's rules.

    trip: out and home, as a row of the access table; `escorted` says whether it needs an escort.
    links, links_back: of the way out and of the way home, as positions in the routes table.
    home_by: which way home that is, see WaysHome. risk_back: of the way home.
    time_rank, risk_rank: 1 for the fastest, the safest; None where it is not among the best.
    is_unbeaten: no other way is as fast and as safe and better in one of the two.
    difference: to the fastest, in words; None for the fastest itself.
    caught: days of the period on which who leaves by it would be caught away.
    """

    trip: Access
    links: tuple[int, ...]
    links_back: tuple[int, ...]
    home_by: HomeBy
    risk_back: float
    time_rank: int | None
    risk_rank: int | None
    is_unbeaten: bool
    difference: Message | None
    caught: tuple[CaughtAway, ...] = ()


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
        periods = (period for period in view.periods if view.row(journey, period).open)
        searches = (
            _Search(setting, view, journey, period, most, labels_at_most) for period in periods
        )
        found.extend(_merged(search.ways() for search in searches))
    catches = Catches(scenario, pack)
    return tuple(_with_catches(one, catches) for one in found)


def _with_catches(found: Alternatives, catches: Catches) -> Alternatives:
    ways = (replace(way, caught=catches.of(way.trip)) for way in found.ways)
    return replace(found, ways=tuple(ways))


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
        self._limits: list[LabelLimit] = []
        links = view.network.links
        hours = view.network.hours(period.conditions)
        self._steps = open_steps(links, hours, doubts=dict(period.doubts))
        self._homes = WaysHome(view, journey, period, self._steps, self._limit)
        self._told: dict[Way, RoundTrip] = {}

    def ways(self) -> Alternatives:
        """All that are told, fastest first."""
        fastest = self._view.fastest_way(self._journey, self._period, outward=True)
        quick = _ranks(islice(self._ranked(by_time), self._most)) or {fastest: 1}
        safe = _ranks(islice(self._ranked(by_risk), self._most))
        unbeaten = self._unbeaten()
        others = sorted({*quick, *safe, *unbeaten} - {fastest}, key=self._order)
        return Alternatives(
            origin=self._journey.origin,
            site_id=self._journey.destination,
            vehicle_class=self._journey.vehicle_class,
            period_start=self._period.first_day,
            period_end=self._period.last_day,
            ways=tuple(
                Alternative(
                    trip=self._round_trip(way).trip,
                    links=way.links,
                    links_back=self._round_trip(way).home.links,
                    home_by=self._round_trip(way).home_by,
                    risk_back=self._round_trip(way).risk_back,
                    time_rank=quick.get(way),
                    risk_rank=safe.get(way),
                    is_unbeaten=way in unbeaten,
                    difference=None if way == fastest else self._difference(way, fastest),
                )
                for way in (fastest, *others)
            ),
            is_cut=any(limit.is_reached for limit in self._limits),
        )

    def _ranked(self, weight: Weight) -> Iterator[Way]:
        start, end = self._view.ends(self._journey)
        ways = RankedWays(self._steps, end, weight, self._time_allowed, self._limit())
        return self._in_time(ways.ways_from(start))

    def _unbeaten(self) -> frozenset[Way]:
        start, end = self._view.ends(self._journey)
        front = FastOrSafe(self._steps, end, self._time_allowed, self._limit())
        return frozenset(self._in_time(front.ways_from(start)))

    def _limit(self) -> LabelLimit:
        self._limits.append(LabelLimit(self._labels_at_most))
        return self._limits[-1]

    @cached_property
    def _time_allowed(self) -> int | None:
        fastest = self._view.fastest_way(self._journey, self._period, outward=True)
        back = self._homes.quickest(fastest).hours_back
        allowed = hours_allowed(self._journey, self._period.hours, self._view.rules, back)
        return None if allowed is None else int(allowed * MICROSECONDS_AN_HOUR) + SLACK

    def _in_time(self, ways: Iterable[Way]) -> Iterator[Way]:
        for way in ways:
            trip = self._homes.quickest(way)
            if not_in_time(self._journey, trip, self._view.rules) is None:
                yield way

    def _round_trip(self, way: Way) -> RoundTrip:
        if way not in self._told:
            self._told[way] = self._homes.of(way)
        return self._told[way]

    def _order(self, way: Way) -> tuple[float, float, tuple[int, ...], tuple[int, ...]]:
        trip = self._homes.quickest(way)
        return (trip.hours, trip.risk, way.places, way.links)

    def _difference(self, way: Way, fastest: Way) -> Message:
        return difference(
            Told(self._round_trip(way).trip, way.links),
            Told(self._round_trip(fastest).trip, fastest.links),
            self._setting.routes,
            self._setting.circumstances.names,
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


def same_ways(one: Alternatives, other: Alternatives) -> bool:
    """Whether two periods of one journey have the same ways, whichever days they are."""
    return (one.origin, one.vehicle_class) == (other.origin, other.vehicle_class) and _same(
        one, other
    )


def _same(one: Alternatives, other: Alternatives) -> bool:
    return (
        one.is_cut == other.is_cut
        and len(one.ways) == len(other.ways)
        and all(
            replace(mine, trip=theirs.trip) == theirs and says_the_same(mine.trip, theirs.trip)
            for mine, theirs in zip(one.ways, other.ways, strict=True)
        )
    )
