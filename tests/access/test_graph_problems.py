import pytest

from rrm.access import graph_problems
from rrm.model.great_circle import great_circle_km
from rrm.model.problem import Place
from rrm.model.row_places import RowPlaces
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
    assert codes(two_towns(277)) == []
    assert codes(two_towns(279)) == ["RRM-A003"]
    assert "if the way really goes round so far, keep it" in only(two_towns(279))[1]
    assert "slipped decimal point" in only(two_towns(560))[1]


def test_a_river_may_go_further_round_than_a_road():
    assert codes(two_towns(550, mode="river")) == []
    assert codes(two_towns(560, mode="river")) == ["RRM-A003"]


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


# --- where the rows stand --------------------------------------------------------------------


def placed(rows_of_routes, rows_of_locations, file="x/{}.csv"):
    return RowPlaces(
        {
            "routes": tuple(Place(file.format("routes"), row=row) for row in rows_of_routes),
            "locations": tuple(
                Place(file.format("locations"), row=row) for row in rows_of_locations
            ),
        }
    )


def told_at(case, rows):
    return {p.code: (p.place.file, p.place.row, p.place.column) for p in graph_problems(case, rows)}


def test_a_doubt_about_a_link_names_its_row_and_column():
    assert told_at(two_towns(90), placed([7], [2, 3])) == {"RRM-A002": ("x/routes.csv", 7, "km")}
    assert told_at(two_towns(560), placed([7], [2, 3])) == {"RRM-A003": ("x/routes.csv", 7, "km")}
    assert told_at(two_towns(0), placed([7], [2, 3])) == {"RRM-A010": ("x/routes.csv", 7, "km")}


def test_rows_may_stand_in_the_files_of_two_scenarios():
    case = scenario(
        [link("a", "b", 90), link("b", "a", 80)], places=[town("a", 0, 0), town("b", 1, 0)]
    )
    rows = RowPlaces(
        {"routes": (Place("base/routes.csv", row=4), Place("child/routes.csv", row=2))}
    )
    told = [(p.code, p.place) for p in graph_problems(case, rows)]
    assert told == [
        ("RRM-A001", Place("locations.csv", column="lat, lon")),
        ("RRM-A007", Place("child/routes.csv", row=2, column="from, to")),
    ]
    assert "it stands first in row 4 of base/routes.csv" in graph_problems(case, rows)[1].text()


def test_a_misplaced_place_is_told_at_its_own_row():
    assert told_at(star(town("m", 13, 9)), placed(range(2, 8), range(2, 7))) == {
        "RRM-A001": ("x/locations.csv", 6, "lat, lon")
    }


def test_pieces_are_told_at_the_first_of_their_places():
    at_one_spot = [place(node) for node in ["x", "a", "b", "q", "p", "y"]]
    case = scenario([link("a", "b", 1), link("p", "q", 1)], places=at_one_spot)
    assert told_at(case, placed([2, 3], range(2, 8))) == {
        "RRM-A009": ("x/locations.csv", 5, "node_id"),
        "RRM-A008": ("x/locations.csv", 2, "node_id"),
    }


# --- units, towns, nodes that stand twice ----------------------------------------------------


def ring_of_towns(factor):
    """Four towns a degree apart, with links of `factor` times the straight line."""
    towns = [town("a", 0, 0), town("b", 1, 0), town("c", 1, 1), town("d", 0, 1)]
    ways = [link(a, b, factor * DEGREE) for a, b in ("ab", "bc", "cd", "da")]
    return scenario(ways, places=towns)


def test_a_column_in_miles_is_told_once():
    code, words = only(ring_of_towns(1.25 / 1.609344))
    assert code == "RRM-A013"
    assert "4 links of 4 are shorter than the straight line" in words
    assert "multiply it by 1.61" in words


def test_links_that_would_not_fit_as_miles_either_are_told_as_they_are():
    assert "RRM-A013" not in codes(ring_of_towns(0.3))
    assert "RRM-A013" not in codes(two_towns(90))


def test_two_nodes_of_one_name_close_to_each_other_are_one_place_most_likely():
    towns = [
        town("a", 0, 0),
        town("b", 1, 0, name="Old-Market"),
        town("b2", 1.01, 0, name="Old Mârket"),
    ]
    case = scenario([link("a", "b", 120), link("a", "b2", 120)], places=towns)
    code, words = only(case)
    assert code == "RRM-A012"
    assert "as b2 and b" in words
    far = [towns[0], towns[1], town("b2", 1.2, 0, name="Old Mârket")]
    assert codes(scenario([link("a", "b", 120), link("a", "b2", 140)], places=far)) == []


def test_the_middle_of_a_region_under_its_towns_name_is_doubted():
    towns = [town("s", 14.05, -5.99, name="SEGOU"), town("m", 14.49, -4.19, name="Mopti")]
    case = scenario([link("s", "m", 250)], places=towns)
    code, words = only(case)
    assert code == "RRM-A014"
    assert "SEGOU lies 74 km from the Ségou" in words
    assert "write 13.44" in words


def test_a_village_that_has_a_namesake_far_away_is_no_doubt():
    towns = [town("s", 10, 10, name="Konna"), town("m", 10.5, 10, name="Diabala")]
    assert codes(scenario([link("s", "m", 80)], places=towns)) == []


def test_a_place_of_the_shipped_lists_is_proposed_with_how_its_links_would_fit():
    around = [town("n", 15.93, -3.99), town("f", 15.64, -5.75), town("t", 14.5, -4.87)]
    ways = [
        link("lere", "n", 140),
        link("lere", "f", 98),
        link("lere", "t", 295),
        link("n", "t", 308),
    ]
    case = scenario(ways, places=[*around, town("lere", 14.2116, -3.0654, name="Lere")])
    (words,) = [p.remedy.text() for p in graph_problems(case) if p.code == "RRM-A001"]
    assert words == (
        "Check its position. Perhaps meant: at the Leré of Lere, Niafunke (ML060505) (OCHA "
        "populated places of Mali, 2015) (15.7074, -4.9098), where all its links would fit, at "
        "1.09 to 2.2 times the straight line."
    )


def test_of_several_positions_the_likeliest_comes_first():
    case = star(town("m", 10, -2, name="Lere"), others=[town("x", 10.1, 2.1, name="Lere")])
    words = next(p.remedy.text() for p in graph_problems(case) if p.code == "RRM-A001")
    assert words.index("with the sign of the longitude turned") < words.index("at the other Lere")


def test_a_listed_position_that_the_list_itself_contradicts_is_never_proposed():
    # The list has Ménaka town with a lost sign, 404 km from the commune that it names.
    lost_sign = (15.913, -2.4023)
    around = [town("n", 16.9, -2.4), town("e", 15.9, -1.4), town("s", 14.9, -2.4)]
    ways = [link("menaka", node, 1.1 * DEGREE) for node in "nes"]
    case = scenario(ways, places=[*around, town("menaka", 12, 6, name="Menaka")])
    (words,) = [p.remedy.text() for p in graph_problems(case) if p.code == "RRM-A001"]
    assert f"{lost_sign[0]:.4f}" not in words
    assert words == "Check its position; another place may have the same name."


def test_a_place_of_a_towns_name_in_another_country_is_another_place():
    towns = [town("s", 6, 8, name="Segou"), town("m", 6.5, 8, name="Elsewhere")]
    assert codes(scenario([link("s", "m", 80)], places=towns)) == []


def test_neighbours_whose_length_is_rounded_away_raise_no_doubt():
    near = [town("a", 0, 0), town("b", 0.0003, 0)]  # 33 m
    assert codes(scenario([link("a", "b", 0.01)], places=near)) == []
