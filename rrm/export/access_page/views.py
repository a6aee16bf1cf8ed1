"""The views of an access page: some days, and one vehicle or all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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


def spells(rows: Iterable[Access], days: int) -> tuple[Spell, ...]:
    """The horizon cut on each day on which some row begins."""
    starts = sorted({1, *(row.period_start for row in rows if 1 <= row.period_start <= days)})
    ends = [start - 1 for start in starts[1:]] + [days]
    return tuple(
        Spell(first, last, _days(first, last)) for first, last in zip(starts, ends, strict=True)
    )


def _days(first: int, last: int) -> Message:
    if first == last:
        return msg("Day {day}", day=first)
    return msg("Days {first} to {last}", first=first, last=last)


def best_by_site(
    rows: Iterable[Access], sites: Iterable[str], spell: Spell, vehicle_class: str, goods: set[str]
) -> dict[str, Access | None]:
    """The fastest open row to each site in a spell, None where there is none.

    vehicle_class: `` for any that carries goods.
    """
    best: dict[str, Access | None] = dict.fromkeys(sites)
    for row in rows:
        wanted = row.vehicle_class == vehicle_class if vehicle_class else row.vehicle_class in goods
        holds = row.period_start <= spell.first_day <= row.period_end
        if not (wanted and holds and row.open and row.destination in best):
            continue
        known = best[row.destination]
        if known is None or (row.hours, row.origin) < (known.hours, known.origin):
            best[row.destination] = row
    return best
