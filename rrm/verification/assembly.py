"""Items that a depot puts together from parts, where it has none of them left."""

from __future__ import annotations

from collections.abc import Mapping

from rrm.verification.filed import FiledRun

Shelf = tuple[str, str]
"""Depot and item."""
Received = Mapping[Shelf, list[tuple[int, float]]]
Sent = dict[Shelf, dict[int, float]]


def put_together(run: FiledRun, received: Received, sent: Sent) -> Sent:
    """By depot, item and day, the fewest units that must be put together for what is sent.

    Late as can be: on each day what has left beyond all that was there, less what was put
    together before. Nothing needs more of the parts, on any day.
    """
    found: Sent = {}
    for shelf, leaving in sent.items():
        if not run.item(shelf[1]).made_of:
            continue
        made = 0.0
        for day in sorted(leaving):
            gone = sum(q for when, q in leaving.items() if when <= day)
            had = sum(q for when, q in received.get(shelf, []) if when <= day)
            if gone - had > made:
                found.setdefault(shelf, {})[day] = gone - had - made
                made = gone - had
    return found


def with_parts(run: FiledRun, received: Received, sent: Sent) -> Sent:
    """What leaves the shelves: for units put together, their parts in their place."""
    leaving = {shelf: dict(by_day) for shelf, by_day in sent.items()}
    for (depot_id, item), by_day in put_together(run, received, sent).items():
        for day, units in by_day.items():
            leaving[depot_id, item][day] -= units
            for part, each in run.item(item).made_of.items():
                taken = leaving.setdefault((depot_id, part), {})
                taken[day] = taken.get(day, 0.0) + units * each
    return leaving
