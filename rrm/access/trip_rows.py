"""What a trip over given links comes to: its row, and whether it can be made in time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import fsum, prod

from rrm.access.journeys import Journey
from rrm.access.link_arrays import Floats, LinkArrays
from rrm.access.periods import Period
from rrm.access.refusals import Refusal, no_daylight, too_far_from_base, too_long
from rrm.access.turnaround import round_trip, turnaround
from rrm.model.access import Access
from rrm.model.rule_pack import ClassAccess
from rrm.model.scenario import Escort


@dataclass(frozen=True, slots=True)
class Way:
    """Places in the order travelled and the links between them, by position; one link fewer."""

    places: tuple[int, ...]
    links: tuple[int, ...]


def trip_row(
    journey: Journey, period: Period, links: LinkArrays, hours: Floats, out: Way, home: Way
) -> Access:
    """A trip out by one way and home by another, with its sums.

    hours: of passage of each link.
    risk is that of the way out.
    """
    taken, doubts = (*out.links, *home.links), dict(period.doubts)
    escort = period.escort if any(links.escort[at] for at in taken) else None
    row = Access(
        origin=journey.origin,
        destination=journey.destination,
        vehicle_class=journey.vehicle_class,
        period_start=period.first_day,
        period_end=period.last_day,
        hours=fsum(hours[at] for at in out.links),
        hours_back=fsum(hours[at] for at in home.links),
        km=fsum(links.km[at] for at in out.links),
        cost=0.0,
        risk=risk_of(links, period, out),
        open=True,
        reason_code="open",
        reason=None,
        path=tuple(links.nodes[at] for at in out.places),
        path_back=tuple(links.nodes[at] for at in home.places),
        km_back=fsum(links.km[at] for at in home.links),
        doubt=_doubt(taken, doubts),
        extra_cost=_extra_cost(links, taken, escort),
        escorted=escort is not None,
        day_starts=period.starts,
        day_hours=period.hours,
    )
    return replace(row, cost=row.trip_cost(journey.cost_per_km))


def safe_passage(links: LinkArrays, doubts: Mapping[int, float], at: int) -> float:
    """Chance that nothing happens on a link.

    doubts: chance that an uncertain closure bars a link, by its position.
    """
    return (1 - float(links.risk[at])) * (1 - doubts.get(at, 0.0))


def not_in_time(journey: Journey, row: Access, rules: ClassAccess) -> Refusal | None:
    """Why the trip can't be made within the class's days, or None where it can."""
    if journey.hours_per_day is None:
        return None
    hours_per_day = min(journey.hours_per_day, row.day_hours)
    if hours_per_day <= 0:
        return no_daylight(rules)
    if journey.is_loaded:
        loading = _load_hours(journey, rules)
        trip = turnaround(row, rules.model_copy(update={"load_hours": loading}), hours_per_day)
        return too_long(trip, rules, hours_per_day)
    trip = round_trip(row.hours + row.hours_back, row.hours, hours_per_day)
    return too_far_from_base(trip, rules, hours_per_day)


def hours_allowed(
    journey: Journey, day_hours: float, rules: ClassAccess, other_way: float
) -> float | None:
    """Hours that the way out or home may take where the other takes so many; None for no limit.

    day_hours: how long vehicles may be on the move on a day.
    """
    if journey.hours_per_day is None:
        return None
    working = rules.max_trip_days * min(journey.hours_per_day, day_hours)
    standing = _load_hours(journey, rules) + rules.unload_hours if journey.is_loaded else 0.0
    return working - standing - other_way


def risk_of(links: LinkArrays, period: Period, way: Way) -> float:
    """1 - Π (1 - link's risk)(1 - risk of its doubts), over one way."""
    doubts = dict(period.doubts)
    return 1 - prod((safe_passage(links, doubts, at) for at in way.links), start=1.0)


def _load_hours(journey: Journey, rules: ClassAccess) -> float:
    return rules.load_hours if journey.load_hours is None else journey.load_hours


def _doubt(taken: tuple[int, ...], doubts: Mapping[int, float]) -> float:
    """Chance that an uncertain closure bars one of these links; one passed twice counts once."""
    return 1 - prod((1 - doubts[at] for at in dict.fromkeys(taken) if at in doubts), start=1.0)


def _extra_cost(links: LinkArrays, taken: tuple[int, ...], escort: Escort | None) -> float:
    tolls = fsum(links.toll[at] for at in taken)
    return tolls + (0.0 if escort is None else escort.cost_per_trip)
