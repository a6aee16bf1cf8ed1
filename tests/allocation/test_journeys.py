"""Trips of several days, transfers between depots, and ways that close before a truck is home."""

from dataclasses import replace
from datetime import date

import pytest

from rrm.allocation import allocate
from rrm.allocation.lanes import open_lanes
from rrm.allocation.timetable import lane_times, written
from rrm.model.access import Access, AccessTable
from rrm.model.plan import Plan
from rrm.model.run import Options
from rrm.model.scenario import Closure, Depot, Location, Scenario, Stock
from tests.allocation.worlds import (
    START,
    Place,
    World,
    access_of,
    demands_of,
    pack_of,
    road_km_of,
    scenario_of,
)

MOVING = {
    "label": {"en": "truck"}, "speeds_kmh": {"tar": {"dry": 50.0}}, "load_hours": 1.0,
    "unload_hours": 1.0,
}  # fmt: skip


def pack(max_trip_days: int, **rules: float):
    access = {**pack_of().access.model_dump(), **rules}
    access["classes"] = {"truck": {**MOVING, "max_trip_days": max_trip_days}}
    return pack_of(access=access)


def way(origin: str, destination: str, day: int, hours: float) -> Access:
    return Access(
        origin, destination, "truck", day, day, hours, hours, 10.0, 20.0, 0.0, True, "open", None,
        (origin, destination), (destination, origin), km_back=10.0, day_starts=6.0,
    )  # fmt: skip


def far_world(days: int = 6, kits: int = 2) -> World:
    return World(days=days, truck_kits=4, stock=4, places=(Place("A", hours=9.0, kits=kits),))


def plan(world: World, scenario: Scenario, access: AccessTable, days: int) -> Plan:
    return allocate(
        scenario, pack(days), demands_of(world), access, road_km_of(world), Options(gap=0.0)
    )


def ways(*links: tuple[str, str, float], days: int) -> AccessTable:
    return AccessTable(
        tuple(way(a, b, day, hours) for a, b, hours in links for day in range(1, days + 1))
    )


def test_an_overnight_trip_arrives_and_comes_home_days_later():
    world = far_world()
    made = plan(world, scenario_of(world), ways(("D", "A", 9.0), days=6), 3)
    # 1 h loading and 9 h on the road fill day 1, unloading and home take day 2: 20 h in all.
    assert [(trip.day, trip.hours) for trip in made.trips] == [(1, 20.0)]
    assert [row.day for row in made.deliveries] == [1]
    assert made.trips[0].return_.startswith("2022-04-19")


def test_a_vehicle_that_is_away_overnight_cannot_leave_again():
    world = far_world(days=4, kits=4)
    tight = scenario_of(world)
    tight = tight.model_copy(
        update={
            "vehicles": tuple(v.model_copy(update={"payload_kg": 10.0}) for v in tight.vehicles)
        }
    )
    made = plan(world, tight, ways(("D", "A", 9.0), days=4), 3)
    assert [trip.day for trip in made.trips] == [1, 3]


def test_a_class_that_must_be_home_at_night_stays():
    world = far_world()
    made = plan(world, scenario_of(world), ways(("D", "A", 9.0), days=6), 1)
    assert not made.trips


def test_a_truck_does_not_leave_when_the_way_home_closes_even_after_the_horizon():
    world = far_world(days=1)
    closing = Closure(**{"from": "A", "to": "D"}, start=date(2022, 4, 19), reason="market day")
    access = ways(("D", "A", 9.0), days=1)
    free = scenario_of(world)
    shut = free.model_copy(update={"closures": (closing,)})
    assert open_lanes(free, pack(3), access)
    assert not open_lanes(shut, pack(3), access)


def test_stock_moves_up_through_a_depot_and_on_the_day_after():
    world = World(days=4, truck_kits=4, stock=0, places=(Place("A", hours=1.0, kits=2),))
    scenario = scenario_of(world)
    rear = Depot(depot_id="R", name="Rear", lat=0, lon=0, node="R")
    truck = scenario.vehicles[0]
    scenario = scenario.model_copy(
        update={
            "depots": (*scenario.depots, rear),
            "stock": (Stock(depot_id="R", item="kit", quantity=5),),
            "vehicles": (truck, truck.model_copy(update={"depot_id": "R"})),
            "locations": tuple(Location(node_id=n, name=n, lat=0, lon=0) for n in ("D", "R", "A")),
        }
    )
    access = ways(("D", "A", 1.0), ("R", "D", 3.0), days=4)
    made = plan(world, scenario, access, 1)
    assert [(row.day, row.from_depot, row.to_depot, row.quantity) for row in made.transfers] == [
        (1, "R", "D", 2.0)
    ]
    assert [(row.day, row.origin, row.quantity) for row in made.deliveries] == [(2, "D", 2.0)]
    assert not made.unmet


def test_round_trips_of_a_day_follow_one_another():
    world = World(days=1, truck_kits=2, stock=9, places=(Place("A", hours=2.0, kits=4),))
    made = plan(world, scenario_of(world), access_of(world), 1)
    # 1 + 2 + 1 + 2 hours: one rotation of 6 h fits into 10 h, and only one vehicle is there.
    assert [trip.depart for trip in made.trips] == ["2022-04-18T06:00"]
    world = World(days=1, truck_kits=2, stock=9, places=(Place("A", hours=1.0, kits=4),))
    made = plan(world, scenario_of(world), access_of(world), 1)
    assert [(trip.depart, trip.return_) for trip in made.trips] == [
        ("2022-04-18T06:00", "2022-04-18T10:00"),
        ("2022-04-18T10:00", "2022-04-18T14:00"),
    ]


def test_times_are_written_to_the_minute():
    world = far_world()
    half_past = tuple(replace(row, day_starts=6.5) for row in ways(("D", "A", 8.25), days=6).rows)
    lane = open_lanes(scenario_of(world), pack(3, day_starts=6.5), AccessTable(half_past))[0]
    times = lane_times(scenario_of(world).settings, lane, 1)
    assert written(times[0].depart) == f"{START.isoformat()}T06:30"
    assert times[0].hours == pytest.approx(18.5)
    assert written(times[0].home) == "2022-04-19T15:00"
