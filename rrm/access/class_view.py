"""One vehicle class before the network: what it reaches in each period, and why not the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import fsum, prod

from rrm.access.class_network import ClassNetwork
from rrm.access.journeys import Journey
from rrm.access.periods import Horizon, Period, class_periods
from rrm.access.refusals import Circumstances, Explainer, Refusal, too_far_from_base, too_long
from rrm.access.search import Stretch
from rrm.access.turnaround import round_trip, turnaround
from rrm.model.access import Access
from rrm.model.rule_pack import AccessRules
from rrm.model.scenario import Route, Season


@dataclass(frozen=True, slots=True)
class Setting:
    """What all vehicle classes share: the network, its closures, the season, the days."""

    routes: tuple[Route, ...]
    rules: AccessRules
    season: Season
    horizon: Horizon
    circumstances: Circumstances


class ClassView:
    """One vehicle class before the network, in each of its periods."""

    def __init__(self, setting: Setting, vehicle_class: str) -> None:
        about = setting.circumstances
        mine = tuple(window for window in about.windows if window.concerns(vehicle_class))
        self._rules = setting.rules.classes[vehicle_class]
        self._network = ClassNetwork(setting.routes, self._rules, setting.season)
        self._explainer = Explainer(self._network, replace(about, windows=mine))
        self._periods = class_periods(
            vehicle_class, setting.routes, mine, setting.rules, setting.season, setting.horizon
        )

    def rows(self, journey: Journey) -> Iterator[Access]:
        """The journey's access in each period, in order."""
        return (self._row(journey, period) for period in self._periods)

    def _row(self, journey: Journey, period: Period) -> Access:
        refusal = self._explainer.refusal(journey.start, journey.end, period)
        if refusal is not None:
            return _refused(journey, period, refusal)
        row = self._fastest(journey, period)
        refusal = self._too_long(journey, row)
        return row if refusal is None else _refused(journey, period, refusal)

    def _fastest(self, journey: Journey, period: Period) -> Access:
        searches = self._network.fastest
        path = searches(period.conditions, journey.start, outward=True).path(journey.end)
        home = searches(period.conditions, journey.start, outward=False).path(journey.end)
        ways = self._network.ways(period.conditions)
        out, back = ways.along(path), ways.along(home)
        km, km_back = fsum(s.km for s in out), fsum(s.km for s in back)
        risk = self._risk(out, period)
        return Access(
            origin=journey.origin,
            destination=journey.destination,
            vehicle_class=journey.vehicle_class,
            period_start=period.first_day,
            period_end=period.last_day,
            hours=fsum(s.hours for s in out),
            hours_back=fsum(s.hours for s in back),
            km=km,
            cost=(km + km_back) * journey.cost_per_km,
            risk=risk,
            open=True,
            reason_code="open",
            reason=None,
            path=path,
            path_back=home,
            km_back=km_back,
        )

    def _risk(self, stretches: tuple[Stretch, ...], period: Period) -> float:
        # A way is safe when every link is: 1 - Π (1 - link's risk) (1 - risk of its doubts)
        doubts = dict(period.closure_risk)
        routes = self._network.routes
        safe = (
            (1 - routes[stretch.route].risk) * (1 - doubts.get(stretch.route, 0.0))
            for stretch in stretches
        )
        return 1 - prod(safe, start=1.0)

    def _too_long(self, journey: Journey, row: Access) -> Refusal | None:
        hours_per_day = journey.hours_per_day
        if hours_per_day is None:
            return None
        if journey.is_loaded:
            trip = turnaround(row, self._rules, hours_per_day)
            return too_long(trip, self._rules, hours_per_day)
        trip = round_trip(row.hours + row.hours_back, row.hours, hours_per_day)
        return too_far_from_base(trip, self._rules, hours_per_day)


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
