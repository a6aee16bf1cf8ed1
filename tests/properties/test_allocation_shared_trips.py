"""Sharing vehicles is never worse than direct trips, and the best there is where trips are few."""

from collections import Counter
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rrm.allocation.routes import Joined
from rrm.allocation.routes.day_group import DayGroup
from rrm.allocation.routes.exact import best_of_all
from rrm.allocation.routes.light import day_groups
from rrm.allocation.routes.savings import by_savings
from rrm.allocation.routes.touring import Touring
from rrm.verification import verify
from tests.allocation.shared_by_trying import least
from tests.allocation.shared_run import write_shared_run
from tests.allocation.shared_trips import Shared

SITES = "ABCEF"


@st.composite
def worlds(draw, most_trips: int = 6) -> Shared:
    """Up to five sites at random places of a plane, roads between all; lengths differ."""
    sites = SITES[: draw(st.integers(2, 5))]
    at = {"D": (0.0, 0.0)}
    for number, site in enumerate(sites, start=1):
        east, north = draw(st.integers(-100, 100)), draw(st.integers(-100, 100))
        at[site] = (east + number / 97, north + number * number / 89)
    roads, risks = {}, {}
    for n, start in enumerate(at):
        for other in list(at)[n + 1 :]:
            (x, y), (u, v) = at[start], at[other]
            roads[start, other] = 1 + ((x - u) ** 2 + (y - v) ** 2) ** 0.5
            risks[start, other] = draw(st.sampled_from([0.0, 0.0, 0.01]))
    direct, left = {}, most_trips
    for site in sites:
        loads = draw(st.lists(st.integers(10, 95), min_size=1, max_size=2))[:left]
        if loads:
            direct[site, 1] = tuple(loads)
        left -= len(loads)
    return Shared(
        roads,
        direct,
        risks=risks,
        hire=draw(st.sampled_from([0.0, 100.0])),
        hours_per_day=draw(st.sampled_from([4.0, 8.0, 12.0])),
        unload_hours=draw(st.sampled_from([0.0, 0.75])),
        max_trip_days=draw(st.sampled_from([1, 3])),
        most_stops=draw(st.integers(2, 4)),
    )


def is_plannable(world: Shared) -> bool:
    """Whether each site can be reached and left again in the days there are."""
    reached = {lane.destination for lane in world.lanes if lane.day == 1}
    return reached >= {site for site, _ in world.direct}


def groups(world: Shared) -> list[DayGroup]:
    return list(day_groups(world.case, world.lanes, world.choice, world.join_below))


def spent(world: Shared, joined: Joined) -> tuple[float, Counter[int]]:
    """Money, and vehicles away by day, of all trips together."""
    money, away = 0.0, Counter()
    for at, lane in enumerate(world.lanes):
        trips = joined.direct.trips(at)
        vehicles = ceil(trips / lane.trips_per_vehicle)
        money += trips * lane.trip_cost + vehicles * lane.vehicle_cost
        away.update(dict.fromkeys(range(lane.day, lane.day + lane.days), vehicles))
    for tour in joined.tours:
        money += tour.cost
        away.update(range(tour.day, tour.day + tour.days))
    return money, away


def brought(world: Shared, joined: Joined) -> Counter[tuple[str, int]]:
    """Kits by site and day of arrival."""
    found = Counter()
    for at, trips in joined.direct.loads.items():
        lane = world.lanes[at]
        found[lane.destination, lane.arrival_day] += sum(sum(load.values()) for load in trips)
    for tour in joined.tours:
        for trip in tour.trips:
            kits = sum(quantity for _, quantity in trip.load)
            found[trip.lane.destination, trip.lane.arrival_day] += kits
    return found


@settings(max_examples=80, deadline=None)
@given(worlds())
def test_few_trips_share_vehicles_in_the_best_of_all_ways(world):
    assume(is_plannable(world))
    money, away = spent(world, world.joined)
    assert (pytest.approx(money, abs=1e-5), away.total()) == least(world)


@settings(max_examples=80, deadline=None)
@given(worlds(most_trips=10))
def test_sharing_takes_no_more_money_and_on_no_day_more_vehicles(world):
    assume(is_plannable(world))
    direct = Joined(world.choice, (), world.joined.freed)
    before, vehicles = spent(world, direct)
    after, fewer = spent(world, world.joined)
    assert after <= before + 1e-6
    assert all(fewer[day] <= vehicles[day] for day in vehicles)
    assert world.joined.freed.money == pytest.approx(before - after, abs=1e-6)
    assert world.joined.freed.vehicle_days == vehicles.total() - fewer.total()


@settings(max_examples=80, deadline=None)
@given(worlds(most_trips=10))
def test_the_same_arrives_on_the_same_days(world):
    assume(is_plannable(world))
    direct = Joined(world.choice, (), world.joined.freed)
    assert brought(world, world.joined) == brought(world, direct)


@settings(max_examples=80, deadline=None)
@given(worlds(most_trips=10))
def test_a_tour_is_within_every_limit_of_its_trips(world):
    assume(is_plannable(world))
    for tour in world.joined.tours:
        assert sum(trip.kg for trip in tour.trips) <= 1000 + 1e-9
        assert 2 <= len(set(tour.stops)) == len(tour.stops) <= world.most_stops
        assert tour.days <= max(trip.lane.days for trip in tour.trips)
        lost = sum(trip.worth * trip.lane.risk for trip in tour.trips)
        assert tour.lost <= lost + 1e-9


@settings(max_examples=60, deadline=None)
@given(worlds(most_trips=8))
def test_savings_lie_between_direct_trips_and_the_best_of_all_ways(world):
    assume(is_plannable(world))
    touring = Touring(world.case.scenario, world.case.pack, world.most_stops)
    for group in groups(world):
        direct, built = group.spent(), group.spent(by_savings(group, touring))
        best = group.spent(best_of_all(group, touring))
        assert built.is_no_worse(direct)
        assert (round(best.money, 6), best.vehicle_days) <= (
            round(built.money, 6), built.vehicle_days,
        )  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(worlds(most_trips=10))
def test_what_is_joined_passes_the_independent_check(world):
    assume(is_plannable(world) and world.joined.tours)
    with TemporaryDirectory() as root:
        verdict = verify(write_shared_run(Path(root), world))
    assert [(c.name, c.first_offender.text()) for c in verdict.checks if c.offences] == []
