import pytest

from rrm.access import access_graph, road_km
from tests.access.builders import closed, link, scenario


def test_distance_is_the_shortest_by_road_and_ferry():
    case = scenario([link("a", "m", 10), link("m", "b", 10, mode="ferry"), link("a", "b", 25)])
    assert road_km(case, ["a"])["a", "b"] == 20


def test_classes_closures_and_limits_do_not_count():
    case = scenario([link("a", "b", 30, surface="sand", max_payload_t=0.5)], [closed("a", "b")])
    assert road_km(case, ["a"])["a", "b"] == 30


def test_a_border_is_crossed_by_road():
    assert road_km(scenario([link("a", "b", 30, mode="border")]), ["a"])["a", "b"] == 30


def test_river_and_air_are_no_roads():
    case = scenario([link("a", "b", mode="river"), link("a", "b", mode="air")])
    assert road_km(case, ["a", "a"]) == {("a", "a"): 0}


def test_one_way_links_count_one_way():
    case = scenario([link("a", "b", 30, bidirectional=False)])
    assert ("a", "b") in road_km(case, ["a", "b"])
    assert ("b", "a") not in road_km(case, ["a", "b"])


def test_the_shorter_of_parallel_links_counts():
    assert road_km(scenario([link("a", "b", 30), link("b", "a", 20)]), ["a"])["a", "b"] == 20


def test_an_origin_that_is_no_place_reaches_nothing():
    assert road_km(scenario([link("a", "b")]), ["nowhere"]) == {}


def test_the_graph_has_an_edge_for_each_direction_with_the_links_figures():
    graph = access_graph(
        scenario([link("a", "b", 30, max_payload_t=5), link("b", "c", 7, bidirectional=False)])
    )
    assert sorted(graph.edges(keys=True)) == [("a", "b", 0), ("b", "a", 0), ("b", "c", 1)]
    assert graph.edges["b", "a", 0] == {
        "km": 30, "surface": "tar", "mode": "road", "max_payload_t": 5, "risk": 0,
        "risk_per_km": 0, "speed_kmh": None, "wait_hours": 0, "toll": 0, "escort": False,
        "open_from": None, "open_to": None, "source": "",
    }  # fmt: skip
    assert graph.nodes["a"] == {"name": "A", "lat": 15, "lon": pytest.approx(0), "kind": "place"}
