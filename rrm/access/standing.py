"""The journeys to the sites as the network stands, and asked again with links lost."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum
from typing import TypeVar

import numpy as np

from rrm.access.class_view import ClassView
from rrm.access.grid import Grid, grid
from rrm.access.journeys import Journey, journeys
from rrm.access.link_arrays import Flags, Floats, Positions
from rrm.access.periods import Period
from rrm.access.site_effects import GOODS, WATER, Arrivals, Days
from rrm.access.table import scenario_setting
from rrm.access.tanker_rounds import TankerRounds
from rrm.access.trip_rows import not_in_time
from rrm.model.access import Access
from rrm.model.rule_pack import AccessRules, ClassAccess
from rrm.model.scenario import Scenario

Key = TypeVar("Key", bound=Hashable)
T = TypeVar("T")

Hop = tuple[int, int]
"""Two places that links join, the lower position first; stands for all links between them."""
Hops = frozenset[Hop]


@dataclass(frozen=True, slots=True)
class Trip:
    """A journey as it can be made in a period; hours of the way out and home, and all it passes."""

    hours: float
    hours_back: float
    hops: Hops

    @property
    def driving(self) -> float:
        """Hours out and home."""
        return self.hours + self.hours_back


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """A class's journeys, and the row and column of each in matrices [origin, destination]."""

    journeys: tuple[Journey, ...]
    origins: Positions
    destinations: Positions


class Standing:
    """Every journey that brings goods or water to some sites, with its fastest ways.

    A tanker brings water to a site on a day on which it gets from its base to a source and makes
    a round at least from there to the site. sites, carries, classes: which sites, goods or water,
    and which vehicle classes are looked at; all where not given.
    """

    def __init__(
        self,
        scenario: Scenario,
        rules: AccessRules,
        sites: Collection[str] | None = None,
        carries: str | None = None,
        classes: Collection[str] = (),
    ) -> None:
        self.rules = rules
        self.sites = tuple(it for it in scenario.site_ids if sites is None or it in sites)
        self.horizon = scenario.settings.horizon_days
        self._setting = scenario_setting(scenario, rules)
        self.rounds = TankerRounds(scenario, rules)
        asked = [
            journey
            for journey in journeys(scenario, rules)
            if carries in (None, rules.classes[journey.vehicle_class].carries)
            and (not classes or journey.vehicle_class in classes)
        ]
        wanted = set(self.sites)
        self.to_sites = tuple(it for it in asked if it.is_loaded and it.destination in wanted)
        self.to_sources = tuple(it for it in asked if not it.is_loaded)
        names = dict.fromkeys(it.vehicle_class for it in (*self.to_sites, *self.to_sources))
        self._views = {name: ClassView(self._setting, name) for name in names}

    @property
    def nodes(self) -> tuple[str, ...]:
        """Names of the places by position."""
        return self._setting.links.nodes

    @property
    def position(self) -> Mapping[str, int]:
        """Of each place by its name."""
        return self._setting.position

    def view(self, journey: Journey) -> ClassView:
        """The journey's vehicle class before the network."""
        return self._views[journey.vehicle_class]

    def to_site(self, site: str) -> tuple[Journey, ...]:
        """The journeys that bring something to a site."""
        return self._to_site.get(site, ())

    def to_source(self, journey: Journey) -> tuple[Journey, ...]:
        """The drives of a tanker from its bases to the source that a journey begins at."""
        return self._to_source.get((journey.origin, journey.vehicle_class), ())

    def from_source(self, journey: Journey) -> tuple[Journey, ...]:
        """The journeys to sites that follow a tanker's drive to a source."""
        return self._from_source.get((journey.destination, journey.vehicle_class), ())

    def hop(self, link: int) -> Hop:
        """The two places that a link joins."""
        tail, head = int(self._setting.links.tail[link]), int(self._setting.links.head[link])
        return min(tail, head), max(tail, head)

    def without(self, lost: Iterable[Hop]) -> Asked:
        """The same journeys where no link between these places can be passed."""
        return Asked(self, frozenset(at for hop in lost for at in self._joining.get(hop, ())))

    @cached_property
    def as_is(self) -> Asked:
        """The journeys with nothing lost."""
        return Asked(self, frozenset())

    @cached_property
    def hours(self) -> Mapping[Journey, Floats]:
        """Hours of each journey's drive out, and of the drive out and home, on each day.

        Two rows a journey; inf where it can't be made.
        """
        found = {}
        for journey in (*self.to_sites, *self.to_sources):
            found[journey] = np.full((2, self.horizon), np.inf)
            for at, period in enumerate(self.view(journey).periods):
                days = slice(period.first_day - 1, period.last_day)
                found[journey][:, days] = self.as_is.hours(journey, at)
        return found

    @cached_property
    def daylight(self) -> Floats:
        """How long vehicles may be on the move, day by day."""
        days = self._setting.calendar.days[: self.horizon]
        return np.array([day.hours for day in days], dtype=np.float64)

    @cached_property
    def arrivals(self) -> Arrivals:
        """When and how fast each vehicle class gets to each site."""
        return arrivals(self, {}, self.sites)

    @cached_property
    def grid(self) -> Grid:
        """All ways asked, with nothing lost."""
        return grid(
            self._setting.links,
            {name: view.rules for name, view in self._views.items()},
            {name: view.periods for name, view in self._views.items()},
            sorted({start for start, _ in self._ends}),
            sorted({end for _, end in self._ends}),
        )

    @cached_property
    def cells(self) -> Mapping[str, Cells]:
        """By vehicle class, where its journeys stand in the answers."""
        row = {place: at for at, place in enumerate(sorted({it for it, _ in self._ends}))}
        column = {place: at for at, place in enumerate(sorted({it for _, it in self._ends}))}
        by_class = _grouped((*self.to_sites, *self.to_sources), lambda it: it.vehicle_class)
        return {
            name: Cells(
                mine,
                np.array([row[self.view(it).ends(it)[0]] for it in mine], dtype=np.int64),
                np.array([column[self.view(it).ends(it)[1]] for it in mine], dtype=np.int64),
            )
            for name, mine in by_class.items()
        }

    @cached_property
    def _ends(self) -> tuple[tuple[int, int], ...]:
        return tuple(self.view(it).ends(it) for it in (*self.to_sites, *self.to_sources))

    @cached_property
    def _joining(self) -> Mapping[Hop, tuple[int, ...]]:
        return _grouped(range(len(self._setting.links)), self.hop)

    @cached_property
    def _to_site(self) -> Mapping[str, tuple[Journey, ...]]:
        return _grouped(self.to_sites, lambda it: it.destination)

    @cached_property
    def _to_source(self) -> Mapping[tuple[str, str], tuple[Journey, ...]]:
        return _grouped(self.to_sources, lambda it: (it.destination, it.vehicle_class))

    @cached_property
    def _from_source(self) -> Mapping[tuple[str, str], tuple[Journey, ...]]:
        return _grouped(self.to_sites, lambda it: (it.origin, it.vehicle_class))


class Asked:
    """The journeys with some links lost; each is worked out when it is looked at.

    Periods are told by their index among those of the journey's class.
    """

    def __init__(self, standing: Standing, lost: frozenset[int]) -> None:
        self._standing = standing
        self._lost = lost

    @cached_property
    def answers(self) -> Grid:
        """The ways with the links lost; not to be asked for where there are no journeys."""
        return self._standing.grid.without(self._lost) if self._lost else self._standing.grid

    def trip(self, journey: Journey, period: int) -> Trip | None:
        """The journey in a period; None where there is no way or the trip is too long."""
        standing, view = self._standing, self._standing.view(journey)
        start, end = view.ends(journey)
        name = journey.vehicle_class
        there = [
            self.answers.path(name, period, start, end, outward=outward)
            for outward in (True, False)
        ]
        if not all(there):
            return None
        out, home = (
            self.answers.ways(name, period, start, end, outward=outward)
            for outward in (True, False)
        )
        of_passage = view.network.hours(view.periods[period].conditions)
        hours, back = (fsum(of_passage[link] for link in way) for way in (out, home))
        if not _is_in_time(journey, view.periods[period], hours, back, view.rules):
            return None
        return Trip(hours, back, frozenset(standing.hop(link) for link in (*out, *home)))

    def hours(self, journey: Journey, period: int) -> Floats:
        """Of the drive out, and of the drive out and home, as a column.

        inf where the journey can't be made.
        """
        trip = self.trip(journey, period)
        hours = (np.inf, np.inf) if trip is None else (trip.hours, trip.driving)
        return np.array(hours).reshape(2, 1)

    def arrivals(self, days: Days) -> Arrivals:
        """When and how fast each class gets to the sites that the loss touches.

        days: those on which the links are lost; on the others all is as it was.
        """
        new: dict[Journey, Floats] = {}
        for journey, at, period in self._touched(days):
            hours = new.setdefault(journey, self._standing.hours[journey].copy())
            first, last = max(days[0], period.first_day), min(days[1], period.last_day)
            hours[:, first - 1 : last] = self.hours(journey, at)
        return arrivals(self._standing, new, self._sites_of(new))

    def accesses(
        self, days: Days, sites: Collection[str] | None = None
    ) -> Iterator[tuple[str, Hops]]:
        """The ways in which sites are still reached on one of the days: site, links passed.

        The fastest of each journey and period; ways over the same links are told once.
        """
        told = set()
        for journey in self._standing.to_sites:
            if sites is not None and journey.destination not in sites:
                continue
            for at, period in enumerate(self._standing.view(journey).periods):
                if _meet(period, days):
                    for hops in self._hops(journey, at):
                        if (journey.destination, hops) not in told:
                            told.add((journey.destination, hops))
                            yield journey.destination, hops

    def _hops(self, journey: Journey, period: int) -> Iterator[Hops]:
        """What the journey passes in a period; of a tanker also the ways from its bases."""
        trip = self.trip(journey, period)
        if trip is None:
            return
        if self._standing.view(journey).rules.carries == GOODS:
            yield trip.hops
            return
        day = self._standing.view(journey).periods[period].hours
        for base in self._standing.to_source(journey):
            there = self.trip(base, period)
            if there is not None and self._standing.rounds.are_made(
                base, journey, trip.driving, there.driving, day
            ):
                yield trip.hops | there.hops

    def _touched(self, days: Days) -> Iterator[tuple[Journey, int, Period]]:
        """The journeys and periods whose ways out or home take other hours than they did."""
        for name, cells in self._standing.cells.items():
            was, now = self._standing.grid, self.answers
            for at, period in enumerate(self._standing.view(cells.journeys[0]).periods):
                if _meet(period, days):
                    changed = np.zeros(len(cells.journeys), dtype=np.bool_)
                    for before, after in (
                        (was.hours[name][at], now.hours[name][at]),
                        (was.hours_back[name][at], now.hours_back[name][at]),
                    ):
                        changed |= (before != after)[cells.origins, cells.destinations]
                    for one in np.flatnonzero(changed).tolist():
                        yield cells.journeys[one], at, period

    def _sites_of(self, touched: Iterable[Journey]) -> tuple[str, ...]:
        """The sites that these journeys serve, those to a water source by way of it."""
        sites = {
            to_site.destination
            for journey in touched
            for to_site in ([journey] if journey.is_loaded else self._standing.from_source(journey))
        }
        return tuple(site for site in self._standing.sites if site in sites)


def arrivals(standing: Standing, new: Mapping[Journey, Floats], sites: Iterable[str]) -> Arrivals:
    """When and how fast each class gets to these sites, where some journeys take other hours."""
    found: dict[str, dict[str, Floats]] = {}
    for site in sites:
        mine = found.setdefault(site, {})
        for journey in standing.to_site(site):
            hours, _ = new.get(journey, standing.hours[journey])
            if standing.view(journey).rules.carries == WATER:
                hours = np.where(_makes_a_round(standing, new, journey), hours, np.inf)
            known = mine.get(journey.vehicle_class)
            mine[journey.vehicle_class] = hours if known is None else np.minimum(known, hours)
    return found


def _makes_a_round(standing: Standing, new: Mapping[Journey, Floats], journey: Journey) -> Flags:
    """On which days a tanker of the class gets from its base to the source, and has the hours."""
    _, driving = new.get(journey, standing.hours[journey])
    found = np.zeros(standing.horizon, dtype=np.bool_)
    for base in standing.to_source(journey):
        _, positioning = new.get(base, standing.hours[base])
        found |= standing.rounds.are_made(base, journey, driving, positioning, standing.daylight)
    return found


def _is_in_time(
    journey: Journey, period: Period, hours: float, hours_back: float, rules: ClassAccess
) -> bool:
    row = Access(
        origin=journey.origin,
        destination=journey.destination,
        vehicle_class=journey.vehicle_class,
        period_start=period.first_day,
        period_end=period.last_day,
        hours=hours,
        hours_back=hours_back,
        km=0.0,
        cost=0.0,
        risk=0.0,
        open=True,
        reason_code="open",
        reason=None,
        day_hours=period.hours,
    )
    return not_in_time(journey, row, rules) is None


def _meet(period: Period, days: Days) -> bool:
    return period.last_day >= days[0] and period.first_day <= days[1]


def _grouped(listed: Iterable[T], key: Callable[[T], Key]) -> dict[Key, tuple[T, ...]]:
    found: dict[Key, list[T]] = {}
    for one in listed:
        found.setdefault(key(one), []).append(one)
    return {name: tuple(mine) for name, mine in found.items()}
