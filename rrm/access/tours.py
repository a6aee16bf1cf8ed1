"""A vehicle's way by several sites and home, on one day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from math import fsum, prod

from rrm.access.class_view import ClassView
from rrm.access.periods import Period
from rrm.access.table import scenario_setting
from rrm.access.trip_rows import Way, safe_passage
from rrm.model.access import Access
from rrm.model.rule_pack import AccessRules
from rrm.model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class TourWay:
    """The fastest way from a depot by its stops in their order, and home from the last one.

    row: as one row of access to the last stop, for that day alone; its hours hold the unloading
    at the stops before, its risk is that of the whole way out.
    arrivals: hours from leaving the depot to each stop, with the unloading before it.
    risks: expected losses of what is unloaded at each stop.
    """

    row: Access
    arrivals: tuple[float, ...]
    risks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TourLeg:
    """From one place to the next; safe: chance that nothing happens on the way.

    toll: in the budget's currency. doubts: chance that uncertain closures bar a link, by its
    position. places: nodes in the order travelled.
    """

    hours: float
    km: float
    safe: float
    toll: float
    needs_escort: bool
    doubts: tuple[tuple[int, float], ...]
    places: tuple[str, ...]


class TourWays:
    """Ways by several sites, for each vehicle class and day; each leg is searched once.

    Between two places the way is the fastest that is open on the day, of equally fast ones the
    shortest, as in the access table: the first leg is the way out of the table's row to the first
    stop, the last one the way home of its row to the last stop.
    """

    def __init__(self, scenario: Scenario, rules: AccessRules) -> None:
        self._setting = scenario_setting(scenario, rules)
        self._sites = {site.site_id: site.node for site in reversed(scenario.sites)}
        self._depots = {depot.depot_id: depot.node for depot in scenario.depots}
        self._dearest: dict[tuple[str, str], float] = {}
        for one in scenario.vehicles:
            key = (one.depot_id, one.vehicle_class)
            self._dearest[key] = max(one.cost_per_km, self._dearest.get(key, 0.0))
        self._views: dict[str, ClassView] = {}
        self._known: dict[tuple[str, int, str, str, bool], TourLeg | None] = {}

    def way(
        self, depot_id: str, stops: Sequence[str], vehicle_class: str, day: int
    ) -> TourWay | None:
        """The way of a day from a depot by these sites and home; None where a leg is not open."""
        legs = self.legs(depot_id, stops, vehicle_class, day)
        if legs is None:
            return None
        *out, home = legs
        unload = self._setting.rules.classes[vehicle_class].unload_hours
        driven = enumerate(accumulate(leg.hours for leg in out))
        arrivals = tuple(hours + unload * stops_before for stops_before, hours in driven)
        risks = tuple(1 - prod(leg.safe for leg in out[: at + 1]) for at in range(len(out)))
        row = replace(
            _row(out, home, self._period(vehicle_class, day)),
            origin=depot_id,
            destination=stops[-1],
            vehicle_class=vehicle_class,
            period_start=day,
            period_end=day,
            hours=arrivals[-1],
            risk=risks[-1],
        )
        cost = row.trip_cost(self._dearest.get((depot_id, vehicle_class), 0.0))
        return TourWay(replace(row, cost=cost), arrivals, risks)

    def legs(
        self, depot_id: str, stops: Sequence[str], vehicle_class: str, day: int
    ) -> tuple[TourLeg, ...] | None:
        """From the depot to the first stop and on to each next one, then home; see `way`."""
        base, nodes = self._depots[depot_id], [self._sites[stop] for stop in stops]
        found = [self._leg(vehicle_class, day, *ends) for ends in pairwise((base, *nodes))]
        found.append(self._leg(vehicle_class, day, nodes[-1], base, is_home=True))
        legs = tuple(leg for leg in found if leg is not None)
        return legs if len(legs) == len(found) else None

    def _view(self, vehicle_class: str) -> ClassView:
        if vehicle_class not in self._views:
            self._views[vehicle_class] = ClassView(self._setting, vehicle_class)
        return self._views[vehicle_class]

    def _period(self, vehicle_class: str, day: int) -> Period:
        periods = self._view(vehicle_class).periods
        return next(one for one in periods if one.first_day <= day <= one.last_day)

    def _leg(
        self, vehicle_class: str, day: int, start: str, end: str, *, is_home: bool = False
    ) -> TourLeg | None:
        view, period = self._view(vehicle_class), self._period(vehicle_class, day)
        key = (vehicle_class, period.first_day, start, end, is_home)
        if key not in self._known:
            way = self._fastest(view, period, start, end, is_home=is_home)
            self._known[key] = None if way is None else self._summed(view, period, way)
        return self._known[key]

    def _fastest(
        self, view: ClassView, period: Period, start: str, end: str, *, is_home: bool
    ) -> Way | None:
        # All ways home are one search backward from the depot.
        position, network = self._setting.position, view.network
        origin, other = (end, start) if is_home else (start, end)
        fastest = network.fastest(period.conditions, position[origin], outward=not is_home)
        if not fastest.reaches(position[other]):
            return None
        path = fastest.path(position[other])
        return Way(path, network.ways(period.conditions).along(path))

    def _summed(self, view: ClassView, period: Period, way: Way) -> TourLeg:
        links, doubts = self._setting.links, dict(period.doubts)
        hours = view.network.hours(period.conditions)
        return TourLeg(
            hours=fsum(hours[at] for at in way.links),
            km=fsum(links.km[at] for at in way.links),
            safe=prod((safe_passage(links, doubts, at) for at in way.links), start=1.0),
            toll=fsum(links.toll[at] for at in way.links),
            needs_escort=any(links.escort[at] for at in way.links),
            doubts=tuple((at, doubts[at]) for at in dict.fromkeys(way.links) if at in doubts),
            places=tuple(links.nodes[at] for at in way.places),
        )


def _row(out: Sequence[TourLeg], home: TourLeg, period: Period) -> Access:
    """What the legs of a trip add up to; whose trip it is and when is left open."""
    legs = (*out, home)
    escort = period.escort if any(leg.needs_escort for leg in legs) else None
    # A link that is passed twice bars the trip once.
    doubts = dict(doubt for leg in legs for doubt in leg.doubts)
    return Access(
        origin="",
        destination="",
        vehicle_class="",
        period_start=0,
        period_end=0,
        hours=0.0,
        hours_back=home.hours,
        km=fsum(leg.km for leg in out),
        cost=0.0,
        risk=0.0,
        open=True,
        reason_code="open",
        reason=None,
        path=_joined(out),
        path_back=home.places,
        km_back=home.km,
        doubt=1 - prod((1 - chance for chance in doubts.values()), start=1.0),
        extra_cost=fsum(leg.toll for leg in legs) + (escort.cost_per_trip if escort else 0.0),
        escorted=escort is not None,
        day_starts=period.starts,
        day_hours=period.hours,
    )


def _joined(legs: Sequence[TourLeg]) -> tuple[str, ...]:
    """The places of legs one after another; where one ends and the next begins counts once."""
    return (*legs[0].places, *(place for leg in legs[1:] for place in leg.places[1:]))
