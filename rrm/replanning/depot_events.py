"""What comes into depots and what leaves them, event by event, each with its batch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from rrm.model.plan import Trip
from rrm.model.rule_pack import ItemKind
from rrm.replanning.course import Course
from rrm.replanning.fates import Fate

KEEPS = date.max
"""The last day of what has no date of expiry."""


@dataclass(slots=True)
class Event:
    """Something that comes into a depot, or leaves it, on a day; leaving is below zero.

    batch: its date of expiry, or of what leaves the very batch that is moved. keeps_until: of what
    is handed out, the day it must keep for. line: where the batches taken are noted.
    """

    day: int
    depot: str
    item: str
    quantity: float
    batch: date | None = None
    keeps_until: date | None = None
    taken: list[tuple[date, float]] = field(default_factory=list)


Leaving = tuple[Event, Fate]
Returning = tuple[Event, Event]
"""What comes back, and the event of its leaving, which knows the batches."""


def leaving(course: Course, fates: tuple[Fate, ...]) -> Iterator[Leaving]:
    """Goods that were sent, to sites and to other depots, on the day they were to leave."""
    settings = course.scenario.settings
    for fate in fates:
        waybill, line = fate.waybill, fate.line
        if not fate.has_left or course.pack.catalogue[line.item].kind is ItemKind.WATER:
            continue
        key = (waybill.number, line.item, line.group)
        if waybill.is_transfer:
            for moved in course.transfers_of.get(key, ()):
                yield (
                    Event(waybill.day, waybill.origin, line.item, -moved.quantity,
                           batch=moved.expires_on),
                    fate,
                )  # fmt: skip
        else:
            handed_out = settings.date_of(waybill.arrival_day)
            yield (
                Event(waybill.day, waybill.origin, line.item, -line.loaded,
                       keeps_until=handed_out),
                fate,
            )  # fmt: skip


def moved_in(course: Course, fates: tuple[Fate, ...]) -> Iterator[Event]:
    """Stock moved to another depot, on the day from which it can be sent on."""
    for fate in fates:
        if not (fate.has_left and fate.waybill.is_transfer):
            continue
        left = fate.counted
        key = (fate.waybill.number, fate.line.item, fate.line.group)
        for moved in course.transfers_of.get(key, ()):
            taken = min(left, moved.quantity)
            left -= taken
            arrived = moved.arrival_day
            if fate.receipt is not None:
                arrived = course.scenario.settings.day_of(fate.receipt.received_on)
            if taken > 0:
                yield Event(arrived + moved.handling_days, moved.to_depot, moved.item, taken,
                             batch=moved.expires_on)  # fmt: skip


def returning(course: Course, sent: list[Leaving]) -> Iterator[Returning]:
    """What came back, on the day after the vehicle is home."""
    settings = course.scenario.settings
    for event, fate in sent:
        back = fate.returned if not fate.waybill.is_transfer else _share_back(event, fate)
        if fate.receipt is None or back <= 0:
            continue
        home = return_day(course, course.trip_of[fate.waybill.number])
        ready = max(home, settings.day_of(fate.receipt.received_on)) + 1
        yield Event(ready, event.depot, event.item, back), event


def _share_back(event: Event, fate: Fate) -> float:
    return fate.returned * -event.quantity / fate.line.loaded


def chlorine_used(course: Course, day: int) -> Iterator[Event]:
    """Chlorine that went along with water from sources that do not chlorinate."""
    catalogue = course.pack.catalogue
    chlorinated = {one.source_id: one.chlorinated for one in course.scenario.water_sources}
    for trip, waybills in course.trips:
        if not course.has_left(trip, waybills, day):
            continue
        for waybill in waybills:
            for line in waybill.lines:
                chlorine = catalogue[line.item].goes_with.chlorine
                if chlorine is None or waybill.is_transfer:
                    continue
                said = chlorinated.get(waybill.origin)
                if not (chlorine.sources_chlorinate if said is None else said):
                    units = line.loaded * chlorine.kg_per_m3 / catalogue[chlorine.item].kg
                    when = course.scenario.settings.date_of(trip.day)
                    yield Event(trip.day, trip.depot_id, chlorine.item, -units, keeps_until=when)


def return_day(course: Course, trip: Trip) -> int:
    """The day of the scenario on which a trip's vehicle is home."""
    return course.scenario.settings.day_of(datetime.fromisoformat(trip.return_).date())


def batches_back(back: Event, gone: Event) -> Iterator[tuple[date, float]]:
    """The batches that what is returned belongs to: those that expire first, to be careful."""
    left = back.quantity
    for last, quantity in sorted(gone.taken) or [(KEEPS, left)]:
        taken = min(left, quantity)
        left -= taken
        if taken > 0:
            yield last, taken


def day_of_expiry(last: date) -> date | None:
    """The date that tables give a batch; None for what keeps."""
    return None if last == KEEPS else last
