"""Access rows as people read them: adjoining periods that tell the same, as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rrm.model.access import Access


def merged_periods(rows: Iterable[Access]) -> tuple[Access, ...]:
    """The rows with adjoining equal periods put together; journeys in the order they came.

    Equal is what a row says of the way: open or not and why, path, hours, km, cost, risk, doubt
    and escort. The hours of daylight may differ: those of the first period stand.
    """
    journeys: dict[tuple[str, str, str], list[Access]] = {}
    for row in rows:
        journey = (row.origin, row.destination, row.vehicle_class)
        journeys.setdefault(journey, []).append(row)
    return tuple(row for mine in journeys.values() for row in _merged(mine))


def _merged(rows: list[Access]) -> list[Access]:
    found: list[Access] = []
    for row in sorted(rows, key=lambda row: row.period_start):
        last = found[-1] if found else None
        if (
            last is not None
            and last.period_end == row.period_start - 1
            and says_the_same(last, row)
        ):
            found[-1] = replace(last, period_end=row.period_end)
        else:
            found.append(row)
    return found


def says_the_same(one: Access, other: Access) -> bool:
    """Whether two rows of a journey tell the same, apart from their days."""
    same_days = replace(
        other,
        period_start=one.period_start,
        period_end=one.period_end,
        day_starts=one.day_starts,
        day_hours=one.day_hours,
    )
    return one == same_days
