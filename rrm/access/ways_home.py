"""By which way a vehicle comes home that went out by another than the fastest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rrm.access.class_view import ClassView
from rrm.access.journeys import Journey
from rrm.access.label_limit import LabelLimit
from rrm.access.periods import Period
from rrm.access.ranked_ways import RankedWays
from rrm.access.steps import MICROSECONDS_AN_HOUR, Steps, by_risk
from rrm.access.trip_rows import Way, hours_allowed, not_in_time, risk_of
from rrm.model.access import Access

SLACK = 1_000_000
"""Microseconds more than allowed are searched, as ways are judged by hours."""


class HomeBy(StrEnum):
    """How a vehicle comes home: by the links that it went out by, the fastest way, the safest."""

    SAME_WAY = "same_way"
    FASTEST = "fastest"
    SAFEST = "safest"


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """A trip out by one way and home by another. risk_back: of the way home."""

    trip: Access
    home: Way
    home_by: HomeBy
    risk_back: float


class WaysHome:
    """The ways home of one journey in one period.

    A way comes home by itself where its links may be travelled backward and the trip is then in
    time. Where not: one that is safer than the fastest, by the safest way home that is in time;
    one that isn't, by the fastest. The fastest way out always comes home by the fastest.
    limit: makes one for how many partial ways a search may look at.
    """

    def __init__(
        self,
        view: ClassView,
        journey: Journey,
        period: Period,
        steps: Steps,
        limit: Callable[[], LabelLimit],
    ) -> None:
        self._view = view
        self._journey = journey
        self._period = period
        self._steps = steps
        self._limit = limit
        self._fastest_out = view.fastest_way(journey, period, outward=True)
        self._fastest = view.fastest_way(journey, period, outward=False)
        self._least_risk = self._risk(self._fastest_out)

    def quickest(self, out: Way) -> Access:
        """The trip home by the fastest way: where that is not in time, none is."""
        return self._view.trip(self._journey, self._period, out, self._fastest)

    def of(self, out: Way) -> RoundTrip:
        """The trip out by a way that is in time with the fastest way home."""
        back = self._backward(out)
        if out == self._fastest_out:
            by = HomeBy.SAME_WAY if back == self._fastest else HomeBy.FASTEST
            return self._round_trip(out, self._fastest, by)
        if back is not None and self._is_in_time(out, back):
            return self._round_trip(out, back, HomeBy.SAME_WAY)
        safest = self._safest(out) if self._risk(out) < self._least_risk else self._fastest
        by = HomeBy.FASTEST if safest == self._fastest else HomeBy.SAFEST
        return self._round_trip(out, safest, by)

    def _round_trip(self, out: Way, home: Way, home_by: HomeBy) -> RoundTrip:
        trip = self._view.trip(self._journey, self._period, out, home)
        return RoundTrip(trip, home, home_by, self._risk(home))

    def _backward(self, out: Way) -> Way | None:
        """The same links the other way round; None where one may not be travelled so."""
        two_way = self._view.network.links.two_way
        if not all(two_way[at] for at in out.links):
            return None
        return Way(out.places[::-1], out.links[::-1])

    def _safest(self, out: Way) -> Way:
        """The safest way home that is in time; the fastest where a search is cut short."""
        journey, rules = self._journey, self._view.rules
        hours = self.quickest(out).hours
        allowed = hours_allowed(journey, self._period.hours, rules, hours)
        time = None if allowed is None else int(allowed * MICROSECONDS_AN_HOUR) + SLACK
        start, end = self._view.ends(journey)
        ways = RankedWays(self._steps, start, by_risk, time, self._limit()).ways_from(end)
        return next(self._in_time(out, ways), self._fastest)

    def _in_time(self, out: Way, homes: Iterable[Way]) -> Iterator[Way]:
        return (home for home in homes if self._is_in_time(out, home))

    def _is_in_time(self, out: Way, home: Way) -> bool:
        trip = self._view.trip(self._journey, self._period, out, home)
        return not_in_time(self._journey, trip, self._view.rules) is None

    def _risk(self, way: Way) -> float:
        return risk_of(self._view.network.links, self._period, way)
