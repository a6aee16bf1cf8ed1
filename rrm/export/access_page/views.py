"""The views of an access page: some days, and one vehicle or all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rrm.access import Departures
from rrm.model.access import Access
from rrm.model.language import Message, Text, msg


@dataclass(frozen=True, slots=True)
class Spell:
    """Days in which no access changes, first and last included."""

    first_day: int
    last_day: int
    label: Message


@dataclass(frozen=True, slots=True)
class Choice:
    """A vehicle class to look at; code: `` for all of them."""

    code: str
    label: Message | Text


@dataclass(frozen=True, slots=True)
class Best:
    """The way that a site is reached by. is_caught: who leaves then would be caught away."""

    row: Access
    is_caught: bool


def spells(rows: Iterable[Access], days: int, departures: Departures) -> tuple[Spell, ...]:
    """The horizon cut where a row begins, and where its vehicles begin and cease to be caught."""
    cuts = {1}
    for row in rows:
        cuts.add(row.period_start)
        for one in departures.caught_by(row):
            cuts |= {one.first_day, one.last_day + 1}
    starts = sorted(day for day in cuts if 1 <= day <= days)
    ends = [start - 1 for start in starts[1:]] + [days]
    return tuple(
        Spell(first, last, _days(first, last)) for first, last in zip(starts, ends, strict=True)
    )


def _days(first: int, last: int) -> Message:
    if first == last:
        return msg("Day {day}", day=first)
    return msg("Days {first} to {last}", first=first, last=last)


def best_by_site(
    rows: Iterable[Access],
    sites: Iterable[str],
    spell: Spell,
    vehicle_class: str,
    goods: set[str],
    departures: Departures,
) -> dict[str, Best | None]:
    """The fastest open row to each site in a spell, None where there is none.

    One by which who leaves comes home goes before any by which they would be caught away.
    vehicle_class: `` for any that carries goods.
    """
    best: dict[str, Best | None] = dict.fromkeys(sites)
    for row in rows:
        wanted = row.vehicle_class == vehicle_class if vehicle_class else row.vehicle_class in goods
        holds = row.period_start <= spell.first_day <= row.period_end
        if not (wanted and holds and row.open and row.destination in best):
            continue
        found = Best(row, spell.first_day in departures.days_caught(row))
        known = best[row.destination]
        if known is None or _order(found) < _order(known):
            best[row.destination] = found
    return best


def _order(best: Best) -> tuple[bool, float, str]:
    return best.is_caught, best.row.hours, best.row.origin
