"""Every way to join a few trips, and the best of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from rrm.allocation.routes.day_group import DayGroup, rank
from rrm.allocation.routes.touring import Touring
from rrm.allocation.routes.trips import LightTrip, Tour

MOST_TRIPS = 8
"""Trips of which every way to join them is tried: 8 can be split up in 4,140 ways."""

Tours = tuple[Tour, ...]


def best_of_all(group: DayGroup, touring: Touring) -> Tours:
    """The tours of a group that are best together, of all that there are; see day_group.rank.

    None where nothing is gained by any.
    """
    direct = group.spent()
    best: Tours = ()
    best_rank = rank(direct, ())
    for tours in _ways_to_join(group.light, _by_first(group.light, touring)):
        spent = group.spent(tours)
        if spent.is_no_worse(direct) and rank(spent, tours) < best_rank:
            best, best_rank = tours, rank(spent, tours)
    return best


_ByFirst = Mapping[tuple[int, int], Sequence[Tour]]


def _by_first(light: Sequence[LightTrip], touring: Touring) -> _ByFirst:
    """All tours that are allowed, by the first of their trips in the order given."""
    found: dict[tuple[int, int], list[Tour]] = {trip.key: [] for trip in light}
    for stops in range(2, touring.most_stops + 1):
        for trips in combinations(light, stops):
            tour = touring.best(trips)
            if tour is not None:
                found[trips[0].key].append(tour)
    return found


def _ways_to_join(
    left: Sequence[LightTrip], by_first: _ByFirst, tours: Tours = ()
) -> Iterator[Tours]:
    """Each set of tours that have no trip in common, the empty one first."""
    if not left:
        yield tours
        return
    first, *others = left
    yield from _ways_to_join(others, by_first, tours)
    free = {trip.key for trip in left}
    for tour in by_first[first.key]:
        if tour.keys <= free:
            after = [trip for trip in others if trip.key not in tour.keys]
            yield from _ways_to_join(after, by_first, (*tours, tour))
