"""Light loads share vehicles where that costs nothing, and nowhere else."""

from dataclasses import replace
from datetime import date

import pytest

from rrm.allocation import allocate
from rrm.allocation.routes import Freed, freed_in_words, tour_times
from rrm.model.run import Options
from rrm.model.scenario import Closure
from tests.allocation.shared_run import rows_of
from tests.allocation.shared_trips import Shared, line

APART = {("D", "A"): 50.0, ("D", "B"): 50.0}
"""Two sites on opposite sides of the depot."""


def test_two_light_loads_on_one_road_share_a_truck():
    world = line("A", "B")
    assert world.tours == [("A", "B")]
    assert world.joined.direct.loads == {}
    freed = world.joined.freed
    assert (freed.trips, freed.vehicle_days, freed.money, freed.km) == (1, 1, 100, 100)
    assert freed.vehicles == (((0, 1), 1),)


def test_loads_that_fill_the_truck_by_seven_tenths_go_alone():
    assert line("A", "B", direct={("A", 1): (69,), ("B", 1): (20,)}).tours == [("A", "B")]
    assert line("A", "B", direct={("A", 1): (70,), ("B", 1): (20,)}).tours == []


def test_what_does_not_fit_on_one_truck_is_not_joined():
    assert line("A", "B", direct={("A", 1): (60,), ("B", 1): (41,)}).tours == []


def test_no_more_stops_than_the_pack_allows():
    assert line("A", "B", "C", "E").tours == [("A", "B", "C", "E")]
    assert sorted(map(len, line("A", "B", "C", "E", most_stops=2).tours)) == [2, 2]


def test_a_pack_without_the_rule_sends_each_trip_to_one_site():
    world = line("A", "B", may_share=False)
    assert world.tours == []
    assert world.joined.direct == world.choice


def test_trips_of_different_days_are_not_joined():
    assert line("A", "B", direct={("A", 1): (20,), ("B", 2): (20,)}).tours == []


def test_at_the_same_cost_a_truck_is_freed():
    world = Shared(APART, {("A", 1): (20,), ("B", 1): (20,)})
    assert len(world.tours) == 1
    assert (world.joined.freed.money, world.joined.freed.vehicle_days) == (0, 1)


def test_nothing_is_joined_where_nothing_is_gained():
    """The truck that brings forty kits to A comes back for the rest: no truck would be freed."""
    roads = {("D", "A"): 50.0, ("D", "B"): 50.0}
    world = Shared(roads, {("A", 1): (100, 20), ("B", 1): (100, 20)})
    assert all(lane.trips_per_vehicle > 1 for lane in world.lanes)
    assert world.tours == []
    assert world.joined.direct == world.choice


def test_a_quick_but_long_way_round_is_not_taken():
    roads = {**APART, ("A", "B"): 300.0}
    direct = {("A", 1): (20,), ("B", 1): (20,)}
    assert len(Shared(roads, direct).tours) == 1
    assert Shared(roads, direct, speeds={("A", "B"): 300.0}).tours == []


def test_a_stop_that_would_be_reached_a_day_later_is_not_joined():
    """Six hours to B; a stop of an hour at A still leaves B on the first day, seven don't."""
    far = {"km": 150.0, "max_trip_days": 2}
    assert line("A", "B", **far, unload_hours=1).tours == [("A", "B")]
    assert line("A", "B", **far, unload_hours=7).tours == []


def test_the_truck_is_not_away_for_longer_than_for_one_of_the_trips():
    """Out and home takes eight hours and two of unloading; a second stop would need a second day."""
    near = {"km": 100.0, "max_trip_days": 2}
    assert line("A", "B", **near, unload_hours=2).tours == [("A", "B")]
    assert line("A", "B", **near, unload_hours=2.5).tours == []


def test_goods_are_not_led_through_more_danger_than_they_would_be_alone():
    roads = {**APART, ("A", "B"): 10.0}
    direct = {("A", 1): (20,), ("B", 1): (20,)}
    assert len(Shared(roads, direct).tours) == 1
    assert Shared(roads, direct, risks={("A", "B"): 0.01}).tours == []
    on_the_way = {("D", "A"): 0.02, ("A", "B"): 0.01}
    assert line("A", "B", risks=on_the_way).tours == [("A", "B")]


def test_a_leg_that_is_closed_on_that_day_joins_nothing():
    roads = {**APART, ("A", "B"): 10.0}
    shut = Closure(from_node="A", to_node="B", start=date(2022, 4, 18), end=date(2022, 4, 18))
    short_day = {"hours_per_day": 3, "closures": (shut,)}
    world = Shared(roads, {(site, day): (20,) for site in "AB" for day in (1, 2)}, **short_day)
    assert [tour.day for tour in world.joined.tours] == [2]


def test_a_way_that_closes_while_the_truck_is_away_joins_nothing():
    shut = Closure(from_node="A", to_node="B", start=date(2022, 4, 19))
    roads = {("D", "A"): 250.0, ("D", "B"): 250.0, ("A", "B"): 50.0}
    direct = {("A", 1): (20,), ("B", 1): (20,)}
    two_days = {"max_trip_days": 2, "unload_hours": 3}
    assert len(Shared(roads, direct, **two_days).tours) == 1
    assert Shared(roads, direct, **two_days, closures=(shut,)).tours == []


def test_hire_counts_among_what_is_saved():
    assert line("A", "B", hire=500).joined.freed.money == 100 + 500


def test_a_tour_is_a_trip_with_its_stops_in_order():
    world = line("A", "B", load_hours=0.5, unload_hours=0.5, hire=7)
    rows = rows_of(world)
    (trip,) = rows.trips
    assert (trip.stops, trip.day, trip.km, trip.cost) == (("A", "B"), 1, 200, 207)
    assert trip.hours == pytest.approx(0.5 + 4 + 2 * 0.5)
    assert (trip.depart[11:], trip.return_[11:]) == ("06:00", "11:30")
    assert (trip.load_kg, trip.load_m3) == (400, 4)
    handed = [(row.site_id, row.quantity, row.day, row.trip_id) for row in rows.deliveries]
    assert handed == [("A", 20, 1, trip.trip_id), ("B", 20, 1, trip.trip_id)]


def test_a_tour_of_two_days_comes_home_on_the_second():
    world = line("A", "B", km=150.0, max_trip_days=2, unload_hours=1)
    (tour,) = world.joined.tours
    times = tour_times(world.case.scenario.settings, tour)
    assert times.hours == 14
    assert times.home.isoformat() == "2022-04-19T08:00:00"


def test_what_is_freed_is_said_in_words():
    said = freed_in_words(line("A", "B", hire=500).joined.freed, "XOF").text()
    assert said.startswith("1 trip serves several sites")
    assert said.endswith("1 (trips), 1 (vehicle-days), 600 XOF.")
    assert freed_in_words(Freed(tours=2), "XOF", "PyVRP 1").text().endswith("Found with PyVRP 1.")


def test_a_plan_with_shared_trips_brings_the_same_for_less():
    world = line("A", "B", "C", hire=50, days=1)
    made = {}
    for shares in (True, False):
        case = replace(world, may_share=shares).case
        made[shares] = allocate(
            case.scenario, case.pack, case.demands, case.access, {}, Options(gap=0.0)
        )
    shared, direct = made[True], made[False]
    assert [trip.stops for trip in shared.trips] == [("A", "B", "C")]
    assert len(direct.trips) == 3
    assert [replace(row, trip_id="") for row in shared.deliveries] == [
        replace(row, trip_id="") for row in direct.deliveries
    ]
    before, after = (made[shares].tiers for shares in (False, True))
    assert [tier.value for tier in after[:3]] == [tier.value for tier in before[:3]]
    assert (before[3].value, after[3].value) == (600 + 150, 300 + 50)
    assert after[3].bound <= after[3].value
    assert any("several sites" in said.text() for said in shared.warnings)
    assert not any("several sites" in said.text() for said in direct.warnings)
