"""Waybills and trips: what each vehicle carries to each stop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from rrm.export.facts import Facts
from rrm.export.published.grain import KG, M3, exact_sum, published
from rrm.export.published.lines import LoadLine, TripLine, WaybillSheet
from rrm.model.plan import Trip
from rrm.model.rule_pack import ItemKind
from rrm.model.waybill import Waybill, waybills_of


def waybill_sheets(facts: Facts, run_id: str) -> tuple[WaybillSheet, ...]:
    """The waybills of a plan; without a run's id they have no numbers.

    Raises ValueError where a trip can't have a number, or its times are no moments.
    """
    plan = facts.run.plan
    trips = {trip.trip_id: trip for trip in plan.trips}
    lines = _load_lines(facts)
    return tuple(
        _sheet(
            waybill, trips[waybill.trip_id], lines[waybill.trip_id, waybill.place], facts, run_id
        )
        for waybill in waybills_of(run_id, plan).waybills
    )


def trip_lines(facts: Facts, sheets: tuple[WaybillSheet, ...]) -> tuple[TripLine, ...]:
    """Every trip with what its waybills add up to."""
    of_trip: dict[str, list[WaybillSheet]] = defaultdict(list)
    for sheet in sheets:
        of_trip[sheet.trip_id].append(sheet)
    return tuple(_trip(trip, of_trip[trip.trip_id]) for trip in facts.run.plan.trips)


def moment(iso: str) -> datetime:
    """An ISO local time. Raises ValueError where it is none."""
    return datetime.fromisoformat(iso).replace(tzinfo=None)


def _sheet(
    waybill: Waybill, trip: Trip, lines: tuple[LoadLine, ...], facts: Facts, run_id: str
) -> WaybillSheet:
    return WaybillSheet(
        number=waybill.number if run_id else "",
        trip_id=trip.trip_id,
        stop=waybill.stop,
        stops=len(trip.stops),
        leaves=moment(trip.depart),
        back=moment(trip.return_),
        arrives=facts.scenario.settings.date_of(waybill.arrival_day),
        origin=waybill.origin,
        depot=trip.depot_id,
        place=waybill.place,
        vehicle_class=trip.vehicle_class,
        is_transfer=waybill.is_transfer,
        is_water=any(facts.names.kind(line.item) is ItemKind.WATER for line in lines),
        lines=lines,
        kg=exact_sum(line.kg or 0.0 for line in lines),
        m3=exact_sum(line.m3 or 0.0 for line in lines),
    )


def _load_lines(facts: Facts) -> dict[tuple[str, str], tuple[LoadLine, ...]]:
    """By trip and place, a line for each item and group, in the order of the plan."""
    found: dict[tuple[str, str], dict[tuple[str, str, str], list[float]]] = defaultdict(dict)
    meets: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    expires = _expiry(facts)
    for trip_id, place, item, group, unit, quantity, other in _loads(facts):
        found[trip_id, place].setdefault((item, group, unit), []).append(quantity)
        if other:
            meets[trip_id, place, item, group].add(other)
    return {
        (trip_id, place): tuple(
            replace(
                _line(key, quantities, tuple(sorted(meets[trip_id, place, key[0], key[1]])), facts),
                expires=tuple(sorted(expires[trip_id, place, key[0]])) if not key[1] else (),
            )
            for key, quantities in lines.items()
        )
        for (trip_id, place), lines in found.items()
    }


def _loads(facts: Facts) -> Iterator[tuple[str, str, str, str, str, float, str]]:
    """Trip, place, item, group, unit, quantity, and the other item that it is handed over for."""
    for row in facts.run.plan.deliveries:
        yield row.trip_id, row.site_id, row.item, row.group, row.unit, row.quantity, row.meets
    for moved in facts.run.plan.transfers:
        yield moved.trip_id, moved.to_depot, moved.item, "", moved.unit, moved.quantity, ""


def _expiry(facts: Facts) -> dict[tuple[str, str, str], set[date]]:
    """By trip, depot and item, the dates of the batches that are moved there."""
    found: dict[tuple[str, str, str], set[date]] = defaultdict(set)
    for moved in facts.run.plan.transfers:
        if moved.expires_on is not None:
            found[moved.trip_id, moved.to_depot, moved.item].add(moved.expires_on)
    return found


def _line(
    key: tuple[str, str, str], quantities: list[float], meets: tuple[str, ...], facts: Facts
) -> LoadLine:
    item, group, unit = key
    quantity = exact_sum(quantities)
    known = facts.pack.catalogue.get(item)
    return LoadLine(
        item=item,
        group=group,
        unit=unit,
        quantity=quantity,
        kg=None if known is None else published(quantity * known.kg, KG),
        m3=None if known is None else published(quantity * known.m3, M3),
        meets=meets,
    )


def _trip(trip: Trip, sheets: list[WaybillSheet]) -> TripLine:
    return TripLine(
        trip_id=trip.trip_id,
        vehicle_class=trip.vehicle_class,
        depot=trip.depot_id,
        leaves=moment(trip.depart),
        back=moment(trip.return_),
        places=trip.stops,
        km=trip.km,
        hours=trip.hours,
        kg=exact_sum(sheet.kg for sheet in sheets),
        m3=exact_sum(sheet.m3 for sheet in sheets),
        cost=trip.cost,
        risk=trip.risk,
        is_transfer=any(sheet.is_transfer for sheet in sheets),
        is_water=any(sheet.is_water for sheet in sheets),
        waybills=tuple(sheet.number for sheet in sheets if sheet.number),
    )
