"""The totals of a plan, added up from its lines: the only place where that is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rrm.export.facts import Facts
from rrm.export.published.grain import exact_sum
from rrm.export.published.lines import (
    Distribution,
    NeedLine,
    PaymentLine,
    SiteLine,
    TripLine,
    WaterLine,
    WaybillSheet,
)
from rrm.export.published.totals import (
    CaseTotal,
    DayTotal,
    ItemTotal,
    MoneyTotal,
    Totals,
    VehicleTotal,
)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines that totals are made of."""

    sites: tuple[SiteLine, ...]
    waybills: tuple[WaybillSheet, ...]
    trips: tuple[TripLine, ...]
    distributions: tuple[Distribution, ...]
    payments: tuple[PaymentLine, ...]
    water: tuple[WaterLine, ...]
    needs: tuple[NeedLine, ...]


def totals_of(facts: Facts, lines: Lines, referrals: tuple[CaseTotal, ...]) -> Totals:
    """Everything that a document may print as a sum."""
    return Totals(
        sites=len({line.site_id for line in lines.sites}),
        households=sum(line.households for line in lines.sites),
        people=sum(line.people for line in lines.sites),
        people_in_need=sum(line.people_in_need for line in lines.sites),
        households_reached=sum(line.households_reached for line in lines.sites),
        trips=len(lines.trips),
        waybills=len(lines.waybills),
        distributions=len(lines.distributions),
        items=_items(facts, lines),
        money=_money(facts, lines),
        kg=exact_sum(trip.kg for trip in lines.trips),
        m3=exact_sum(trip.m3 for trip in lines.trips),
        km=exact_sum(trip.km for trip in lines.trips),
        water_m3=exact_sum(line.m3 for line in lines.water),
        water_person_days=sum(window.person_days for window in facts.water),
        water_person_days_held=sum(window.person_days_at_survival for window in facts.water),
        vehicles=_vehicles(lines.trips),
        days=_days(lines),
        referrals=referrals,
    )


def _items(facts: Facts, lines: Lines) -> tuple[ItemTotal, ...]:
    needs: dict[str, list[NeedLine]] = defaultdict(list)
    handed_over: dict[str, list[float]] = defaultdict(list)
    moved: dict[str, list[float]] = defaultdict(list)
    units: dict[str, str] = {}
    for need in lines.needs:
        needs[need.item].append(need)
        units.setdefault(need.item, need.unit)
    for one in lines.distributions:
        handed_over[one.item].append(one.quantity)
        units.setdefault(one.item, one.unit)
    for sheet in lines.waybills:
        for line in sheet.lines if sheet.is_transfer else ():
            moved[line.item].append(line.quantity)
            units.setdefault(line.item, line.unit)
    return tuple(
        ItemTotal(
            item=item,
            unit=unit,
            kind=facts.names.kind(item),
            needed=exact_sum(need.needed for need in needs[item]),
            delivered=exact_sum(need.delivered for need in needs[item]),
            unmet=exact_sum(need.unmet for need in needs[item]),
            handed_over=exact_sum(handed_over[item]),
            moved=exact_sum(moved[item]),
            lines=len(needs[item]),
        )
        for item, unit in units.items()
    )


def _money(facts: Facts, lines: Lines) -> tuple[MoneyTotal, ...]:
    currencies = dict.fromkeys(line.currency for line in lines.payments)
    if facts.currency or lines.trips:
        currencies = {facts.currency: None, **currencies}
    return tuple(
        _money_in(
            currency,
            [line for line in lines.payments if line.currency == currency],
            (trip.cost for trip in lines.trips if currency == facts.currency),
        )
        for currency in currencies
    )


def _money_in(currency: str, payments: Sequence[PaymentLine], costs: Iterable[float]) -> MoneyTotal:
    return MoneyTotal(
        currency=currency,
        paid=exact_sum(line.amount for line in payments),
        fees=exact_sum(line.fee for line in payments),
        cost=exact_sum(costs),
        households=sum(line.households for line in payments),
    )


def _vehicles(trips: tuple[TripLine, ...]) -> tuple[VehicleTotal, ...]:
    of_class: dict[tuple[str, str], list[TripLine]] = defaultdict(list)
    for trip in trips:
        of_class[trip.depot, trip.vehicle_class].append(trip)
    return tuple(
        VehicleTotal(
            depot_id=depot_id,
            vehicle_class=vehicle_class,
            trips=len(some),
            km=exact_sum(trip.km for trip in some),
            hours=exact_sum(trip.hours for trip in some),
            kg=exact_sum(trip.kg for trip in some),
            m3=exact_sum(trip.m3 for trip in some),
            cost=exact_sum(trip.cost for trip in some),
        )
        for (depot_id, vehicle_class), some in of_class.items()
    )


def _days(lines: Lines) -> tuple[DayTotal, ...]:
    trips: dict[date, list[TripLine]] = defaultdict(list)
    waybills: dict[date, int] = defaultdict(int)
    handed_over: dict[date, int] = defaultdict(int)
    paid: dict[date, int] = defaultdict(int)
    water: dict[date, list[float]] = defaultdict(list)
    for trip in lines.trips:
        trips[trip.leaves.date()].append(trip)
    for sheet in lines.waybills:
        waybills[sheet.leaves.date()] += 1
    for one in lines.distributions:
        handed_over[one.day] += 1
    for payment in lines.payments:
        paid[payment.day] += payment.households
    for line in lines.water:
        water[line.day].append(line.m3)
    return tuple(
        DayTotal(
            day=day,
            trips=len(trips[day]),
            waybills=waybills[day],
            distributions=handed_over[day],
            households_paid=paid[day],
            kg=exact_sum(trip.kg for trip in trips[day]),
            m3=exact_sum(trip.m3 for trip in trips[day]),
            water_m3=exact_sum(water[day]),
        )
        for day in sorted({*trips, *handed_over, *paid})
    )
