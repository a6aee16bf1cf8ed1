"""What stands in the calendar: each trip, out and home, and each day of help at a site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from rrm.export.names import Names
from rrm.export.published import Distribution, PublishedPlan, TripLine, WaybillSheet
from rrm.model.labels import group_label
from rrm.model.language import Message, msg, msg_plural
from rrm.model.rule_pack import ItemKind


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens. key: tells it from all others of the run, the same in every language.

    start, end: local times, or for what has no hour the day alone; end is None where none is known.
    where: latitude and longitude. about: a line each.
    """

    key: str
    kind: Message
    start: datetime | date
    end: datetime | None
    title: Message
    place: object
    where: tuple[float, float] | None
    about: tuple[Message, ...]


def events(plan: PublishedPlan) -> Iterator[Event]:
    """Departures in the order of the trips, then distributions by day."""
    sheets: dict[str, list[WaybillSheet]] = defaultdict(list)
    for sheet in plan.waybills:
        sheets[sheet.trip_id].append(sheet)
    for trip in plan.trips:
        yield _departure(trip, sheets[trip.trip_id], plan.names)
    where = {line.site_id: (line.lat, line.lon) for line in plan.sites}
    handed_over: dict[tuple[date, str], list[Distribution]] = defaultdict(list)
    for one in plan.distributions:
        handed_over[one.day, one.site_id].append(one)
    for (day, site_id), ones in handed_over.items():
        yield _distribution(day, site_id, ones, plan.names, where.get(site_id))


def _departure(trip: TripLine, sheets: list[WaybillSheet], names: Names) -> Event:
    """Without an end where the vehicle is back at once, which no calendar may say."""
    return Event(
        key=f"trip-{trip.trip_id}",
        kind=msg("Departure"),
        start=trip.leaves,
        end=trip.back if trip.back > trip.leaves else None,
        title=msg(
            "Departure: {vehicle} from {depot} to {places}",
            vehicle=names.vehicle_class(trip.vehicle_class),
            depot=names.place(trip.depot),
            places=tuple(names.place(code) for code in trip.places),
        ),
        place=names.place(trip.depot),
        where=None,
        about=(
            msg("Trip {trip}, {km}\N{NO-BREAK SPACE}km", trip=trip.trip_id, km=trip.km),
            *(_load(sheet, names) for sheet in sheets),
        ),
    )


def _load(sheet: WaybillSheet, names: Names) -> Message:
    return msg(
        "{place} on {day}, waybill {number}: {load}",
        place=names.place(sheet.place),
        day=sheet.arrives,
        number=sheet.number,
        load=tuple(
            msg(
                "{amount} {item}",
                amount=msg(
                    "{quantity}\N{NO-BREAK SPACE}{unit}",
                    quantity=line.quantity,
                    unit=names.unit(line.item),
                ),
                item=names.item(line.item),
            )
            for line in sheet.lines
        ),
    )


def _distribution(
    day: date,
    site_id: str,
    ones: list[Distribution],
    names: Names,
    where: tuple[float, float] | None,
) -> Event:
    items = dict.fromkeys(one.item for one in ones)
    return Event(
        key=f"distribution-{day.isoformat()}-{site_id}",
        kind=msg("Distribution"),
        start=day,
        end=None,
        title=msg(
            "Distribution at {place}: {items}",
            place=names.place(site_id),
            items=tuple(names.item(item) for item in items),
        ),
        place=names.place(site_id),
        where=where,
        about=tuple(_handed_over(one, names) for one in ones),
    )


def _handed_over(one: Distribution, names: Names) -> Message:
    households = msg_plural("{n} household", "{n} households", n=one.households)
    if one.kind is ItemKind.CASH:
        return msg(
            "{group}: {item} for {households}, paid by {agent}",
            group=group_label(one.group),
            item=names.item(one.item),
            households=households,
            agent=names.place(one.agent_id),
        )
    return msg(
        "{group}: {quantity}\N{NO-BREAK SPACE}{unit} {item}, {households}",
        group=group_label(one.group),
        quantity=one.quantity,
        unit=names.unit(one.item),
        item=names.item(one.item),
        households=households,
    )
