"""Ways by several sites: leg by leg the ways of the access table, with what is paid and met once."""

import pytest

from rrm.access import TourWay, TourWays
from rrm.model.scenario import Escort, Scenario
from tests.access.builders import (
    access_rules,
    closed,
    depot,
    link,
    place,
    scenario,
    site,
    table,
    vehicle_class,
)

PLACES = [place(node) for node in "abcd"]


def case(**more: object) -> Scenario:
    """Depot D at a; sites S at b and T at c, 50 km apart on one road that goes on to d."""
    routes = more.pop("routes", [link("a", "b"), link("b", "c"), link("c", "d")])
    sites = (site("S", "b"), site("T", "c"), site("U", "d"))
    return scenario(routes, sites=sites, places=PLACES, **more)


def tour(world: Scenario, *stops: str, day: int = 1) -> TourWay | None:
    return TourWays(world, access_rules()).way("D", stops, "truck", day)


def test_a_tour_of_one_stop_is_the_row_of_the_table():
    world = case(closures=[closed("b", "c", certainty="probable")])
    way = tour(world, "T")
    (row,) = table(world).between("D", "T", "truck")
    assert (way.arrivals, way.risks) == ((2.0,), (pytest.approx(0.2),))
    for name in ("hours", "hours_back", "km", "km_back", "cost", "risk", "doubt", "path"):
        assert getattr(way.row, name) == pytest.approx(getattr(row, name)), name


def test_unloading_at_a_stop_comes_before_the_drive_to_the_next():
    way = tour(case(), "S", "T")
    assert way.arrivals == (1.0, 3.0)
    assert (way.row.hours, way.row.hours_back) == (3.0, 2.0)
    assert (way.row.km, way.row.km_back) == (100, 100)
    assert (way.row.path, way.row.path_back) == (tuple("abc"), tuple("cba"))


def test_the_order_of_stops_is_the_order_travelled():
    way = tour(case(), "T", "S")
    assert way.row.path == tuple("abcb")
    assert way.arrivals == (2.0, 4.0)


def test_risk_grows_from_stop_to_stop():
    routes = [link("a", "b", risk=0.1), link("b", "c", risk=0.5), link("c", "d")]
    way = tour(case(routes=routes), "S", "T")
    assert way.risks == (pytest.approx(0.1), pytest.approx(1 - 0.9 * 0.5))
    assert way.row.risk == way.risks[-1]


def test_a_closed_leg_leaves_no_tour_on_that_day_alone():
    world = case(closures=[closed("b", "c", end=scenario([]).settings.start)])
    assert tour(world, "S", "T") is None
    assert tour(world, "S", "T", day=2) is not None


def test_a_doubt_on_a_road_passed_twice_counts_once():
    world = case(closures=[closed("a", "b", certainty="probable")])
    assert tour(world, "S", "T").row.doubt == pytest.approx(0.2)


def test_tolls_are_paid_at_each_passage_and_the_convoy_once():
    routes = [link("a", "b", toll=7, escort=True), link("b", "c", escort=True), link("c", "d")]
    convoy = Escort(weekdays=("monday",), cost_per_trip=100)
    world = case(routes=routes, escorts=(convoy,))
    way = tour(world, "S", "T")
    assert way.row.extra_cost == 7 + 7 + 100
    assert way.row.escorted
    assert tour(world, "S", "T", day=2) is None


def test_sites_at_one_node_are_a_stop_each():
    routes = [link("a", "b")]
    world = scenario(routes, sites=(site("S", "b"), site("T", "b")))
    way = TourWays(world, access_rules()).way("D", ("S", "T"), "truck", 1)
    assert way.arrivals == (1.0, 2.0)
    assert way.row.path == ("a", "b")


def test_each_class_has_its_own_ways():
    sand = vehicle_class(speeds_kmh={"tar": {"dry": 50}, "sand": {"dry": 25}})
    rules = access_rules(truck=vehicle_class(), pickup=sand)
    world = case(routes=[link("a", "b"), link("b", "c", surface="sand")])
    assert TourWays(world, rules).way("D", ("S", "T"), "truck", 1) is None
    assert TourWays(world, rules).way("D", ("S", "T"), "pickup", 1).arrivals == (1.0, 4.0)


def test_a_tour_begins_at_its_own_depot():
    world = case(depots=(depot("D", "a"), depot("E", "d")))
    way = TourWays(world, access_rules()).way("E", ("T", "S"), "truck", 1)
    assert way.row.path == tuple("dcb")
