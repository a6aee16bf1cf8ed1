"""Items that a depot puts together from parts, where it has none left.

m[d,k,t]   made   units of item k that depot d puts together on day t; not whole by itself: as
units leave whole, what is lacking for them is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from rrm.allocation.means import supply_by
from rrm.allocation.programme import Programme, assembled
from rrm.allocation.solver import Variable

Shelf = tuple[str, str]
"""Depot and item."""
Leaving = Mapping[Shelf, Mapping[int, float]]
"""Units that leave a shelf, less those that are brought to it, by day."""


def assembly_flows(p: Programme) -> Iterator[tuple[Shelf, int, Variable, float]]:
    """What putting together takes from a shelf on a day (above 0), and puts on one (below)."""
    for (depot, item, day), made in p.made.items():
        yield (depot, item), day, made, -1.0
        for part, each in p.case.pack.catalogue[item].made_of.items():
            yield (depot, part), day, made, each


def leaving_by(p: Programme, values: Mapping[Variable, float]) -> Leaving:
    """What leaves each shelf of items that are put together, by the programme's values."""
    found: dict[Shelf, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    kinds = assembled(p.case.pack)
    for (at, j), load in p.loads.items():
        lane, item = p.lanes[at], p.case.demands[j].item
        if item in kinds:
            found[lane.origin, item][lane.day] += values[load]
    for (at, name), move in p.moves.items():
        lane = p.lanes[at]
        if name in kinds:
            found[lane.origin, name][lane.day] += values[move]
            found[lane.destination, name][lane.ready_day] -= values[move]
    return found


def least_made(p: Programme, leaving: Leaving) -> dict[tuple[str, str, int], float]:
    """By depot, item and day, what must be put together for what leaves, as late as can be."""
    kinds = assembled(p.case.pack)
    found: dict[tuple[str, str, int], float] = {}
    for (depot, item), by_day in leaving.items():
        made = 0.0
        for day in p.case.horizon if item in kinds else ():
            gone = sum(units for when, units in by_day.items() if when <= day)
            lacking = gone - supply_by(p, depot, item, day) - made
            if lacking > 0:
                found[depot, item, day] = lacking
                made += lacking
    return found
