"""Ways from water sources on the days on which a tanker makes a round by them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from rrm.access.merged_periods import merged_periods
from rrm.access.water_cycles import WaterCycle
from rrm.model.access import Access
from rrm.model.language import Message, msg

NO_TANKER = "no_tanker"
"""Why water doesn't come though the way is open; only in what is told, never in access.csv."""

_NONE_THERE = msg("No tanker of this kind is there on these days.")


def tankers_at_work(rows: Iterable[Access], cycles: Iterable[WaterCycle]) -> tuple[Access, ...]:
    """Rows of the access table; those from water sources open where a tanker has a cycle.

    A way from a source to a site may be open and no tanker make a round by it: its base lies too
    far from the source, or none is there on that day. Then the row is closed with that reason.
    cycles: of all sources and sites of the rows. The rows of other origins stay as they are.
    """
    by_way: dict[tuple[str, str, str], list[WaterCycle]] = {}
    for cycle in cycles:
        way = (cycle.source_id, cycle.site_id, cycle.vehicle_class)
        by_way.setdefault(way, []).append(cycle)
    sources = {source for source, _, _ in by_way}
    found: list[Access] = []
    for row in rows:
        if row.origin in sources and row.open:
            found.extend(_at_work(row, by_way))
        else:
            found.append(row)
    return tuple(found)


def _at_work(
    row: Access, by_way: Mapping[tuple[str, str, str], list[WaterCycle]]
) -> Iterator[Access]:
    cycles = by_way.get((row.origin, row.destination, row.vehicle_class), [])
    by_day = (
        replace(_on(row, cycles, day), period_start=day, period_end=day)
        for day in range(row.period_start, row.period_end + 1)
    )
    yield from merged_periods(by_day)


def _on(row: Access, cycles: list[WaterCycle], day: int) -> Access:
    there = [cycle for cycle in cycles if cycle.period_start <= day <= cycle.period_end]
    if any(cycle.cycles_per_day for cycle in there):
        return row
    told = (cycle.reason for cycle in there if cycle.reason is not None)
    return _closed(row, next(told, _NONE_THERE))


def _closed(row: Access, reason: Message) -> Access:
    return replace(
        row,
        hours=0.0, hours_back=0.0, km=0.0, km_back=0.0, cost=0.0, risk=0.0, doubt=0.0,
        extra_cost=0.0, escorted=False, open=False, path=(), path_back=(),
        reason_code=NO_TANKER, reason=reason,
    )  # fmt: skip
