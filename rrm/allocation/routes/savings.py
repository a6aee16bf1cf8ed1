"""Tours built by joining what saves most, one pair after another.

Source: Clarke and Wright 1964, Scheduling of vehicles from a central depot to a number of delivery
points, Operations Research 12 (4). Here a saving is what the whole day's departures of a fleet
cost less, hire included, and after it the vehicle-days that it frees; two tours are joined in the
best order of all their stops, not only end to end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from rrm.allocation.routes.day_group import DayGroup, Spent
from rrm.allocation.routes.touring import CENT, Touring
from rrm.allocation.routes.trips import LightTrip, Tour

Tours = tuple[Tour, ...]
_Part = tuple[LightTrip, ...]
_NOTHING = (0.0, 0)


def by_savings(group: DayGroup, touring: Touring) -> Tours:
    """The tours of a group, joined as long as that saves money, or vehicles at the same cost."""
    parts = _Parts(group, touring)
    while parts.join_best():
        pass
    return parts.tours


class _Parts:
    """Trips and tours as joined so far, and the tours that two of them would make."""

    def __init__(self, group: DayGroup, touring: Touring) -> None:
        self._group = group
        self._touring = touring
        self._parts: dict[_Part, Tour | None] = {(trip,): None for trip in group.light}
        self._left = dict(group.trips)
        self._offers: dict[tuple[_Part, _Part], Tour] = {}
        self._consider(combinations(self._parts, 2))

    @property
    def tours(self) -> Tours:
        """Those made so far."""
        return tuple(tour for tour in self._parts.values() if tour is not None)

    def join_best(self) -> bool:
        """Joins the two whose tour saves most; false where none saves anything."""
        ranked = [(self._saving(pair), tour.stops, pair) for pair, tour in self._offers.items()]
        saving, _, pair = min(ranked, key=lambda one: one[:2], default=(_NOTHING, (), None))
        if pair is None or saving >= _NOTHING:
            return False
        self._join(pair)
        return True

    def _saving(self, pair: tuple[_Part, _Part]) -> tuple[float, int]:
        """Money and vehicle-days that a tour takes more than the two that it joins, below none
        where it saves; none where it takes more of anything.
        """
        before = after = Spent(0.0, (0,) * self._group.days)
        leaving = Counter(part[0].at for part in pair if self._parts[part] is None)
        for at, trips in leaving.items():
            before += self._group.direct(at, self._left[at])
            after += self._group.direct(at, self._left[at] - trips)
        for tour in (self._parts[part] for part in pair):
            if tour is not None:
                before += self._group.by_tour(tour)
        after += self._group.by_tour(self._offers[pair])
        if not after.is_no_worse(before):
            return _NOTHING
        return round(after.money - before.money, CENT), after.vehicle_days - before.vehicle_days

    def _join(self, pair: tuple[_Part, _Part]) -> None:
        tour = self._offers[pair]
        for part in pair:
            if self._parts.pop(part) is None:
                self._left[part[0].at] -= 1
        self._offers = {
            other: made for other, made in self._offers.items() if not set(other) & set(pair)
        }
        new = (*pair[0], *pair[1])
        self._consider([(part, new) for part in self._parts])
        self._parts[new] = tour

    def _consider(self, pairs: Iterable[tuple[_Part, _Part]]) -> None:
        for one, other in pairs:
            tour = self._touring.best((*one, *other))
            if tour is not None:
                self._offers[one, other] = tour
