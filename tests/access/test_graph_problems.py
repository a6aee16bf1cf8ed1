import pytest

from rrm.access import graph_problems
from rrm.model.great_circle import great_circle_km
from tests.access.builders import link, place, scenario

DEGREE = great_circle_km(0, 0, 1, 0)


def town(node, lat, lon, **more):
    return place(node, lat, lon, **more)


def codes(case):
    return [problem.code for problem in graph_problems(case)]


def only(case):
    (problem,) = graph_problems(case)
    assert not problem.is_error
    return problem.code, problem.text("en")


def two_towns(km, **more):
    return scenario([link("a", "b", km, **more)], places=[town("a", 0, 0), town("b", 1, 0)])


def test_a_degree_of_the_meridian_is_111_kilometres():
    assert pytest.approx(111.195, abs=0.001) == DEGREE


def test_antipodes_are_half_the_girth_apart():
    assert great_circle_km(0, 0, 0, 180) == pytest.approx(20015.1, abs=0.1)


def test_a_sound_link_raises_no_doubt():
    assert codes(two_towns(120)) == []


def test_two_percent_below_the_straight_line_is_rounding():
    assert codes(two_towns(0.981 * DEGREE)) == []
    assert codes(two_towns(0.979 * DEGREE)) == ["RRM-A002"]


def test_a_link_shorter_than_the_straight_line_is_told_with_both_lengths():
    assert "A–B 90 km (111.2 km in a straight line)" in only(two_towns(90))[1]


def test_a_very_long_link_is_doubted():
    assert codes(two_towns(550)) == []
    assert codes(two_towns(560)) == ["RRM-A003"]


def test_a_long_way_round_between_neighbours_is_believed():
    near = scenario([link("a", "b", 45)], places=[town("a", 0, 0), town("b", 0.01, 0)])
    assert codes(near) == []


def test_metres_are_recognised_link_by_link_or_as_a_whole():
    near = [town("a", 0, 0), town("b", 0.1, 0), town("c", 0.2, 0)]
    in_metres = [link("a", "b", 12_000), link("b", "c", 12_000)]
    assert only(scenario(in_metres, places=near))[0] == "RRM-A004"
    assert "2 links look like metres" in only(scenario(in_metres, places=near))[1]
    one = scenario([link("a", "b", 12_000), link("b", "c", 12)], places=near)
    assert "write 12." in only(one)[1]


def star(middle, **more):
    """Four towns around `m`, and what is said of where it lies."""
    around = [town("n", 11, 2), town("e", 10, 3), town("s", 9, 2), town("w", 10, 1)]
    ways = [link("m", node, 1.1 * DEGREE) for node in "nesw"]
    ring = [link("n", "e", 1.5 * DEGREE), link("s", "w", 1.5 * DEGREE)]
    return scenario(ways + ring, places=[*around, middle, *more.get("others", [])])


def test_a_place_at_fault_is_named_and_not_its_links():
    code, words = only(star(town("m", 13, 9, name="Middle")))
    assert code == "RRM-A001"
    assert "Middle (13.0000, 9.0000) seems to lie in the wrong place: 4 of its 4 links" in words


@pytest.mark.parametrize(
    ("lat", "lon", "hint"),
    [
        (10, -2, "with the sign of the longitude turned (10.0000, 2.0000)"),
        (2, 10, "with latitude and longitude exchanged (10.0000, 2.0000)"),
        (-10, 2, "with the sign of the latitude turned (10.0000, 2.0000)"),
    ],
)
def test_a_slip_that_explains_the_position_is_suggested(lat, lon, hint):
    assert hint in only(star(town("m", lat, lon)))[1]


def test_a_namesake_whose_position_fits_is_suggested():
    case = star(
        town("m", 13, 9, name="Lere"),
        others=[town("x", 10, 2, name="Lere")],
    )
    doubts = [p.text("en") for p in graph_problems(case) if p.code == "RRM-A001"]
    assert "at the other Lere (10.0000, 2.0000)" in doubts[0]


def test_a_hub_with_one_wrong_neighbour_is_not_blamed():
    places = [
        town("hub", 0, 0),
        town("a", 1, 0),
        town("b", -1, 0),
        town("c", 0, 1),
        town("bad", 0, -3),
    ]
    ways = [link("hub", node, 1.1 * DEGREE) for node in ("a", "b", "c", "bad")]
    assert codes(scenario(ways, places=places)) == ["RRM-A002"]


def test_no_length_between_places_apart_is_doubted_and_blames_no_place():
    assert codes(two_towns(0)) == ["RRM-A010"]
    same_spot = scenario([link("a", "b", 0)], places=[town("a", 0, 0), town("b", 0, 0)])
    assert codes(same_spot) == []


def test_links_given_twice_are_told():
    towns = [town("a", 0, 0), town("b", 1, 0)]
    again = scenario([link("a", "b", 120), link("a", "b", 120)], places=towns)
    assert codes(again) == ["RRM-A005"]
    turned = scenario([link("a", "b", 120), link("b", "a", 120)], places=towns)
    assert codes(turned) == ["RRM-A006"]
    other_length = scenario([link("a", "b", 120), link("b", "a", 130)], places=towns)
    assert codes(other_length) == ["RRM-A007"]


def test_two_real_ways_raise_no_doubt():
    towns = [town("a", 0, 0), town("b", 1, 0)]
    surfaces = scenario([link("a", "b", 120), link("a", "b", 115, surface="sand")], places=towns)
    assert codes(surfaces) == []
    there = link("a", "b", 120, bidirectional=False)
    back = link("b", "a", 120, bidirectional=False)
    assert codes(scenario([there, back], places=towns)) == []


def test_a_link_to_itself_is_told():
    case = scenario(
        [link("a", "b", 120), link("a", "a", 5)], places=[town("a", 0, 0), town("b", 1, 0)]
    )
    assert codes(case) == ["RRM-A011"]


def test_separate_pieces_and_places_without_links_are_named():
    at_one_spot = [place(node) for node in ["a", "b", "c", "p", "q", "x", "y"]]
    case = scenario([link("a", "b", 1), link("b", "c", 1), link("p", "q", 1)], places=at_one_spot)
    piece, alone = graph_problems(case)
    assert (piece.code, alone.code) == ("RRM-A009", "RRM-A008")
    assert "2 places are joined to each other but not to the rest: P, Q" in piece.text("en")
    assert "the largest piece has 3 of 7 places" in piece.text("en")
    assert "2 places have no link: X, Y" in alone.text("en")
