"""Light loads that leave on the same day share vehicles, where nothing is made worse by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rrm.allocation.choice import Choice
from rrm.allocation.lanes import Lane
from rrm.allocation.programme import Case
from rrm.allocation.routes.day_group import DayGroup, rank
from rrm.allocation.routes.exact import MOST_TRIPS, best_of_all
from rrm.allocation.routes.freed import Freed, freed_by
from rrm.allocation.routes.light import day_groups
from rrm.allocation.routes.savings import by_savings
from rrm.allocation.routes.touring import Touring
from rrm.allocation.routes.trips import LightTrip, Tour
from rrm.allocation.routes.vehicle_routing import proposed, routing_version

Tours = tuple[Tour, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """A plan whose light loads share vehicles.

    direct: the trips that stay as they were, by lanes. tours: those that serve several sites, by
    day of departure. freed: what sharing saves. solver: the vehicle-routing solver with its
    version, where some tours are its.
    """

    direct: Choice
    tours: Tours
    freed: Freed
    solver: str = ""


def join_trips(case: Case, lanes: Sequence[Lane], choice: Choice, seed: int = 0) -> Joined:
    """The same deliveries on the same days, with fewer trips where the pack lets loads be shared.

    A load is light below the pack's `routes.join_below` of its vehicle, by weight and by volume.
    The trips of each fleet and day of departure are looked at by themselves: every way to join
    them where they are few, else by savings and, where it is installed, by a vehicle-routing
    solver, whose tours are taken where they are better. What takes more money or vehicles than
    direct trips is never taken; what a tour must keep else, see touring.Touring.
    """
    rules = case.pack.access.routes
    if rules is None:
        return Joined(choice, (), Freed())
    groups = list(day_groups(case, lanes, choice, rules.join_below))
    if not groups:
        return Joined(choice, (), Freed())
    touring = Touring(case.scenario, case.pack, rules.most_stops)
    tours: list[Tour] = []
    freed, is_searched = Freed(), False
    for group in groups:
        found, by_solver = _best(group, touring, seed)
        tours.extend(found)
        freed += freed_by(group, found)
        is_searched = is_searched or by_solver
    solver = f"PyVRP {routing_version()}" if is_searched else ""
    return Joined(_without(choice, tours), tuple(tours), freed, solver)


def _best(group: DayGroup, touring: Touring, seed: int) -> tuple[Tours, bool]:
    """The tours of a fleet's departures of a day, and whether the solver found them."""
    if len(group.light) <= MOST_TRIPS:
        return best_of_all(group, touring), False
    plain = by_savings(group, touring)
    searched = _split_where_not_allowed(group, touring, proposed(group.light, touring, seed))
    spent = group.spent(searched)
    is_better = rank(spent, searched) < rank(group.spent(plain), plain)
    if is_better and spent.is_no_worse(group.spent()):
        return searched, True
    return plain, False


def _split_where_not_allowed(
    group: DayGroup, touring: Touring, parts: Sequence[tuple[LightTrip, ...]]
) -> Tours:
    """Of each part that was proposed the best tours that are allowed."""
    tours: list[Tour] = []
    for part in parts:
        tours.extend(best_of_all(replace(group, light=part), touring))
    return tuple(tours)


def _without(choice: Choice, tours: Sequence[Tour]) -> Choice:
    """The direct trips that no tour stands for."""
    joined = {trip.key for tour in tours for trip in tour.trips}
    loads = {
        at: tuple(load for number, load in enumerate(trips) if (at, number) not in joined)
        for at, trips in choice.loads.items()
    }
    return replace(choice, loads={at: trips for at, trips in loads.items() if trips})
