"""Departures by an open way from which nobody comes home in time, as a person reads them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from rrm.access import CaughtAway, Departures
from rrm.cli.layout import wrapped
from rrm.cli.place_words import PlaceWords
from rrm.model.access import Access
from rrm.model.language import Message, msg, msg_plural

SITES_TOLD = 10


@dataclass(frozen=True, slots=True)
class OnlyCaught:
    """Days on which a way is open to some vehicle classes, and all of them would be caught away.

    because: what catches them, each cause once.
    """

    first_day: int
    last_day: int
    classes: tuple[str, ...]
    because: tuple[Message, ...]


def only_caught(rows: Iterable[Access], departures: Departures) -> list[OnlyCaught]:
    """Of rows from one origin to one place, the days on which nobody who leaves comes home."""
    listed = [row for row in rows if row.open]
    home = {
        day
        for row in departures.coming_home(listed)
        for day in range(row.period_start, row.period_end + 1)
    }
    caught: dict[int, list[CaughtAway]] = {}
    for row in listed:
        for one in departures.caught_by(row):
            for day in range(one.first_day, one.last_day + 1):
                caught.setdefault(day, []).append(one)
    found: list[OnlyCaught] = []
    for day in sorted(caught.keys() - home):
        here = OnlyCaught(
            day,
            day,
            tuple(dict.fromkeys(one.vehicle_class for one in caught[day])),
            tuple(dict.fromkeys(one.because for one in caught[day])),
        )
        last = found[-1] if found else None
        if last and last.last_day == day - 1 and here == replace(last, first_day=day, last_day=day):
            found[-1] = replace(last, last_day=day)
        else:
            found.append(here)
    return found


def only_caught_words(
    origin: str, rows: Iterable[Access], departures: Departures, words: PlaceWords
) -> Iterator[Message]:
    """The same as sentences, spell by spell."""
    for one in only_caught(rows, departures):
        yield msg(
            "from {origin}, {days}: open ({vehicles}), but who leaves then would be caught away by "
            "{because}",
            origin=words.name(origin),
            days=words.days(one.first_day, one.last_day),
            vehicles=tuple(words.vehicle(name) for name in one.classes),
            because=one.because,
        )


def not_then(caught: CaughtAway, words: PlaceWords) -> Message:
    """Below a way: on which of its days nobody should leave by it, and why."""
    return msg(
        "Not on {days}: who leaves then would be caught away by {because}",
        days=words.days(caught.first_day, caught.last_day),
        because=caught.because,
    )


def caught_journey(caught: CaughtAway, words: PlaceWords) -> Message:
    """The same with its journey."""
    return msg(
        "{vehicle} from {origin} to {place}, {days}: caught away by {because}",
        vehicle=words.vehicle(caught.vehicle_class),
        origin=words.name(caught.origin),
        place=words.name(caught.destination),
        days=words.days(caught.first_day, caught.last_day),
        because=caught.because,
    )


def home_again(caught: CaughtAway, words: PlaceWords) -> Message:
    """Of a departure that was caught away before a change."""
    return msg(
        "{vehicle} from {origin} to {place}, {days}: home in time again",
        vehicle=words.vehicle(caught.vehicle_class),
        origin=words.name(caught.origin),
        place=words.name(caught.destination),
        days=words.days(caught.first_day, caught.last_day),
    )


def open_though_caught(
    rows: Iterable[Access],
    departures: Departures,
    sites: Collection[str],
    days: tuple[int, int],
    words: PlaceWords,
    language: str,
) -> Iterator[str]:
    """Below an answer that counts open days: those on which who leaves would be caught away.

    sites, days: that the answer is about; first and last day included.
    """
    asked = set(range(days[0], days[1] + 1))
    told: list[Message] = []
    for site, goods in _goods_by_site(rows, sites, words).items():
        caught = asked & _days_of(one for row in goods for one in departures.caught_by(row))
        home = _days_of(departures.coming_home(goods))
        name = words.name(site)
        for first, last in _spells(caught - home):
            told.append(
                msg("{site}: all who leave on {days}", site=name, days=words.days(first, last))
            )
        for first, last in _spells(caught & home):
            told.append(
                msg("{site}: some who leave on {days}", site=name, days=words.days(first, last))
            )
    if not told:
        return
    yield ""
    title = msg("Departures counted as open here, from which nobody comes home in time:")
    yield from wrapped(title.text(language))
    for said in told[:SITES_TOLD]:
        yield from wrapped(said.text(language), indent=2, hanging=2)
    if len(told) > SITES_TOLD:
        more = msg_plural("{n} more: rrm access", "{n} more: rrm access", n=len(told) - SITES_TOLD)
        yield from wrapped(more.text(language), indent=2)


def _goods_by_site(
    rows: Iterable[Access], sites: Collection[str], words: PlaceWords
) -> dict[str, list[Access]]:
    found: dict[str, list[Access]] = {}
    for row in rows:
        carries = words.pack.access.classes[row.vehicle_class].carries
        if row.open and row.destination in sites and carries == "goods":
            found.setdefault(row.destination, []).append(row)
    return found


def _days_of(listed: Iterable[Access | CaughtAway]) -> set[int]:
    days: set[int] = set()
    for one in listed:
        if isinstance(one, CaughtAway):
            days.update(range(one.first_day, one.last_day + 1))
        else:
            days.update(range(one.period_start, one.period_end + 1))
    return days


def _spells(days: Iterable[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for day in sorted(days):
        if found and found[-1][1] == day - 1:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found
