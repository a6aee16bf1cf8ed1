"""One vehicle class before the network: what it reaches in each period, and why not the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from rrm.access.calendar import Calendar
from rrm.access.causes import Circumstances
from rrm.access.class_network import ClassNetwork
from rrm.access.doubts import doubts_told
from rrm.access.journeys import Journey
from rrm.access.link_arrays import LinkArrays
from rrm.access.periods import ClassDays, Period
from rrm.access.refusals import Explainer, Refusal, conditions_before, lifted_one_by_one
from rrm.access.trip_rows import Way, not_in_time, trip_row
from rrm.model.access import Access
from rrm.model.language import msg
from rrm.model.rule_pack import AccessRules
from rrm.model.scenario import Route


@dataclass(frozen=True)
class Setting:
    """What all vehicle classes share: the network, its closures, the rules, the days.

    ends: nodes that journeys begin and end at.
    """

    routes: tuple[Route, ...]
    links: LinkArrays
    rules: AccessRules
    calendar: Calendar
    circumstances: Circumstances
    ends: tuple[str, ...] = ()

    @cached_property
    def asked(self) -> tuple[int, ...]:
        """Positions of the nodes that journeys begin and end at."""
        return tuple(self.position[node] for node in self.ends)

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Of each node in the link arrays."""
        return {node: at for at, node in enumerate(self.links.nodes)}


class ClassView:
    """One vehicle class before the network, in each of its periods."""

    def __init__(self, setting: Setting, vehicle_class: str) -> None:
        windows = setting.circumstances.windows
        mine = tuple(window for window in windows if window.concerns(vehicle_class))
        self._setting = setting
        self._about = replace(setting.circumstances, windows=mine)
        self.rules = setting.rules.classes[vehicle_class]
        self.network = ClassNetwork(setting.links, self.rules, setting.asked)
        self._explainer = Explainer(
            vehicle_class, self.network, setting.routes, setting.calendar, self._about
        )
        self.periods = ClassDays(
            vehicle_class, setting.links, mine, setting.rules, setting.calendar
        ).periods()

    def rows(self, journey: Journey) -> Iterator[Access]:
        """The journey's access in each period, in order."""
        return (self.row(journey, period) for period in self.periods)

    def row(self, journey: Journey, period: Period) -> Access:
        """The journey's access in a period: the fastest trip, or why there is none.

        Why is what would have to change first: too long, where that would be so even with the
        way open; closed, where a quicker way is and only a way that is too long is open.
        """
        start, end = self.ends(journey)
        barred = self._explainer.refusal(start, end, period)
        if barred is not None:
            lasting = self._too_long_anyway(journey, period, barred)
            return _refused(journey, period, lasting or barred)
        row = self._fastest(journey, period)
        late = not_in_time(journey, row, self.rules)
        if late is None:
            return row
        return _refused(journey, period, self._quicker_barred(journey, period, late) or late)

    def ends(self, journey: Journey) -> tuple[int, int]:
        """The journey's two places, by position."""
        position = self._setting.position
        return position[journey.start], position[journey.end]

    def fastest_way(self, journey: Journey, period: Period, *, outward: bool) -> Way:
        """The fastest way out or home, where there is one."""
        start, end = self.ends(journey)
        path = self.network.fastest(period.conditions, start, outward=outward).path(end)
        return Way(path, self.network.ways(period.conditions).along(path))

    def trip(self, journey: Journey, period: Period, out: Way, home: Way) -> Access:
        """The row of a trip by open ways, with the reports that leave it in doubt."""
        hours = self.network.hours(period.conditions)
        row = trip_row(journey, period, self.network.links, hours, out, home)
        return replace(row, reason=doubts_told(self._about, (*out.links, *home.links), period))

    def _fastest(self, journey: Journey, period: Period) -> Access:
        out = self.fastest_way(journey, period, outward=True)
        home = self.fastest_way(journey, period, outward=False)
        return self.trip(journey, period, out, home)

    def _too_long_anyway(self, journey: Journey, period: Period, barred: Refusal) -> Refusal | None:
        """Why the trip would be too long without what bars it now, or None where it would not."""
        before = conditions_before(barred.code, period.conditions)
        if before is None:
            return None
        row = self._fastest(journey, replace(period, conditions=before))
        lasting = not_in_time(journey, row, self.rules)
        if lasting is None:
            return None
        reason = msg("{lasting} Besides: {passing}", lasting=lasting.reason, passing=barred.reason)
        return Refusal(lasting.code, reason)

    def _quicker_barred(self, journey: Journey, period: Period, late: Refusal) -> Refusal | None:
        """What bars a way that would be in time, or None where none would be."""
        for code, before in lifted_one_by_one(period.conditions):
            without = replace(period, conditions=before)
            if not_in_time(journey, self._fastest(journey, without), self.rules) is None:
                out = self.fastest_way(journey, without, outward=True)
                home = self.fastest_way(journey, without, outward=False)
                taken = (*out.links, *home.links)
                return self._explainer.quicker_way_barred(code, taken, period, late.reason)
        return None


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
