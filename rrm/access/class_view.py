"""One vehicle class before the network: what it reaches in each period, and why not the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import fsum, prod

from rrm.access.calendar import Calendar
from rrm.access.class_network import ClassNetwork
from rrm.access.journeys import Journey
from rrm.access.link_arrays import LinkArrays
from rrm.access.periods import ClassDays, Period
from rrm.access.refusals import (
    Circumstances,
    Explainer,
    Refusal,
    no_daylight,
    too_far_from_base,
    too_long,
)
from rrm.access.turnaround import round_trip, turnaround
from rrm.model.access import Access
from rrm.model.rule_pack import AccessRules
from rrm.model.scenario import Escort, Route


@dataclass(frozen=True)
class Setting:
    """What all vehicle classes share: the network, its closures, the rules, the days."""

    routes: tuple[Route, ...]
    links: LinkArrays
    rules: AccessRules
    calendar: Calendar
    circumstances: Circumstances

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Of each node in the link arrays."""
        return {node: at for at, node in enumerate(self.links.nodes)}


class ClassView:
    """One vehicle class before the network, in each of its periods."""

    def __init__(self, setting: Setting, vehicle_class: str) -> None:
        about = setting.circumstances
        mine = tuple(window for window in about.windows if window.concerns(vehicle_class))
        self._setting = setting
        self._rules = setting.rules.classes[vehicle_class]
        self._network = ClassNetwork(setting.links, self._rules)
        self._explainer = Explainer(
            vehicle_class, self._network, setting.routes, setting.calendar,
            replace(about, windows=mine),
        )  # fmt: skip
        self._periods = ClassDays(
            vehicle_class, setting.links, mine, setting.rules, setting.calendar
        ).periods()

    def rows(self, journey: Journey) -> Iterator[Access]:
        """The journey's access in each period, in order."""
        return (self._row(journey, period) for period in self._periods)

    def _row(self, journey: Journey, period: Period) -> Access:
        start, end = (self._setting.position[node] for node in (journey.start, journey.end))
        refusal = self._explainer.refusal(start, end, period)
        if refusal is not None:
            return _refused(journey, period, refusal)
        row = self._fastest(journey, start, end, period)
        refusal = self._too_long(journey, row)
        return row if refusal is None else _refused(journey, period, refusal)

    def _fastest(self, journey: Journey, start: int, end: int, period: Period) -> Access:
        searches, links = self._network.fastest, self._network.links
        path = searches(period.conditions, start, outward=True).path(end)
        home = searches(period.conditions, start, outward=False).path(end)
        ways, hours = self._network.ways(period.conditions), self._network.hours(period.conditions)
        out, back = ways.along(path), ways.along(home)
        escort = period.escort if any(links.escort[at] for at in (*out, *back)) else None
        row = Access(
            origin=journey.origin,
            destination=journey.destination,
            vehicle_class=journey.vehicle_class,
            period_start=period.first_day,
            period_end=period.last_day,
            hours=fsum(hours[at] for at in out),
            hours_back=fsum(hours[at] for at in back),
            km=fsum(links.km[at] for at in out),
            cost=0.0,
            risk=self._risk(out, period),
            open=True,
            reason_code="open",
            reason=None,
            path=tuple(links.nodes[at] for at in path),
            path_back=tuple(links.nodes[at] for at in home),
            km_back=fsum(links.km[at] for at in back),
            doubt=_doubt((*out, *back), period),
            extra_cost=self._extra_cost((*out, *back), escort),
            escorted=escort is not None,
            day_starts=period.starts,
            day_hours=period.hours,
        )
        return replace(row, cost=row.trip_cost(journey.cost_per_km))

    def _risk(self, out: tuple[int, ...], period: Period) -> float:
        # A way is safe when every link is: 1 - Π (1 - link's risk) (1 - risk of its doubts)
        doubts = dict(period.doubts)
        risk = self._network.links.risk
        safe = ((1 - float(risk[at])) * (1 - doubts.get(at, 0.0)) for at in out)
        return 1 - prod(safe, start=1.0)

    def _extra_cost(self, taken: tuple[int, ...], escort: Escort | None) -> float:
        tolls = fsum(self._network.links.toll[at] for at in taken)
        return tolls + (0.0 if escort is None else escort.cost_per_trip)

    def _too_long(self, journey: Journey, row: Access) -> Refusal | None:
        if journey.hours_per_day is None:
            return None
        hours_per_day = min(journey.hours_per_day, row.day_hours)
        if hours_per_day <= 0:
            return no_daylight(self._rules)
        if journey.is_loaded:
            trip = turnaround(row, self._rules, hours_per_day)
            return too_long(trip, self._rules, hours_per_day)
        trip = round_trip(row.hours + row.hours_back, row.hours, hours_per_day)
        return too_far_from_base(trip, self._rules, hours_per_day)


def _doubt(taken: tuple[int, ...], period: Period) -> float:
    """Chance that an uncertain closure bars one of these links; one passed twice counts once."""
    doubts = dict(period.doubts)
    return 1 - prod((1 - doubts[at] for at in dict.fromkeys(taken) if at in doubts), start=1.0)


def _refused(journey: Journey, period: Period, refusal: Refusal) -> Access:
    return Access(
        origin=journey.origin,
        destination=journey.destination,
        vehicle_class=journey.vehicle_class,
        period_start=period.first_day,
        period_end=period.last_day,
        hours=0.0,
        hours_back=0.0,
        km=0.0,
        cost=0.0,
        risk=0.0,
        open=False,
        reason_code=refusal.code,
        reason=refusal.reason,
    )
