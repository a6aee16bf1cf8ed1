"""More trips than can be joined in every way: by savings, and by PyVRP where it is installed."""

import sys

import pytest

from rrm.allocation.routes.day_group import DayGroup, rank
from rrm.allocation.routes.light import day_groups
from rrm.allocation.routes.savings import by_savings
from rrm.allocation.routes.touring import Touring
from rrm.allocation.routes.vehicle_routing import proposed, routing_version
from tests.allocation.shared_trips import Shared, scattered

installed = pytest.mark.skipif(routing_version() is None, reason="needs PyVRP")


@pytest.fixture(scope="module")
def spread() -> Shared:
    return scattered(30)


@pytest.fixture(scope="module")
def group(spread: Shared) -> DayGroup:
    (only,) = day_groups(spread.case, spread.lanes, spread.choice, spread.join_below)
    return only


@pytest.fixture(scope="module")
def touring(spread: Shared) -> Touring:
    return Touring(spread.case.scenario, spread.case.pack, spread.most_stops)


def test_savings_leave_nothing_that_two_tours_could_still_save(group, touring):
    tours = by_savings(group, touring)
    spent = group.spent(tours)
    assert spent.money < 0.65 * group.spent().money
    assert spent.vehicle_days <= 16
    for one in tours:
        for other in tours:
            joined = touring.best((*one.trips, *other.trips)) if one is not other else None
            if joined is not None:
                rest = [tour for tour in tours if tour not in (one, other)]
                assert group.spent([*rest, joined]).money >= spent.money - 1e-6


def test_each_trip_is_in_one_tour_at_most(spread):
    keys = [key for tour in spread.joined.tours for key in tour.keys]
    assert len(keys) == len(set(keys))
    left = {(at, n) for at, trips in spread.joined.direct.loads.items() for n in range(len(trips))}
    assert len(keys) + len(left) == 30


@installed
def test_the_solver_is_heard_where_it_is_better(spread, group, touring):
    plain = by_savings(group, touring)
    found = spread.joined.tours
    assert rank(group.spent(found), found) < rank(group.spent(plain), plain)
    assert group.spent(found).is_no_worse(group.spent())


@installed
def test_the_solver_says_the_same_each_time(group, touring):
    first = proposed(group.light, touring, seed=0)
    assert first == proposed(group.light, touring, seed=0)
    assert sorted(trip.key for part in first for trip in part) == [t.key for t in group.light]
    assert max(map(len, first)) <= 4


def test_without_the_solver_savings_count(spread, group, touring, monkeypatch):
    # What Python does where a package is not installed.
    monkeypatch.setitem(sys.modules, "pyvrp", None)
    assert routing_version() is None
    assert proposed(group.light, touring, seed=0) == ()
    again = Shared(**{name: getattr(spread, name) for name in Shared.__dataclass_fields__})
    plain = by_savings(group, touring)
    assert again.tours == sorted(tour.stops for tour in plain)
