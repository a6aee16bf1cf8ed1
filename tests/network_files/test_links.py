"""What becomes a link, and how long it is."""

from itertools import pairwise
from pathlib import Path

import pytest

from rrm.model.great_circle import great_circle_km
from rrm.model.scenario import Mode
from tests.network_files.files import A, B, C, D, codes, ends, line, reading, town

GRAVEL = {"highway": "tertiary", "surface": "gravel"}


def _km(*course: tuple[float, float]) -> float:
    return sum(great_circle_km(one[1], one[0], two[1], two[0]) for one, two in pairwise(course))


def test_a_road_between_two_towns_is_one_link_as_long_as_its_course(tmp_path: Path) -> None:
    bend = (-2.95, 15.02)
    found = reading(tmp_path, line([A, bend, B]), town("Ay", A), town("Be", B))
    (route,) = found.routes
    assert {route.from_node, route.to_node} == {"ay", "be"}
    assert route.km == pytest.approx(_km(A, bend, B), abs=0.001)
    assert route.km > 1.01 * _km(A, B)
    assert (route.surface, route.mode, route.bidirectional) == ("laterite", Mode.ROAD, True)
    assert "OpenStreetMap" in route.source


def test_lines_part_where_they_share_a_vertex_within_another(tmp_path: Path) -> None:
    towns = [town(name, point) for name, point in zip("abcd", (A, B, C, D), strict=True)]
    found = reading(tmp_path, line([A, B, C]), line([B, D]), *towns)
    assert ends(found.routes) == {frozenset("ab"), frozenset("bc"), frozenset("bd")}


def test_lines_that_only_cross_do_not_meet(tmp_path: Path) -> None:
    found = reading(tmp_path, line([A, C]), line([(-2.9, 14.9), (-2.9, 15.1)]))
    assert len(found.routes) == 2
    assert len(found.locations) == 4


def test_pieces_of_one_road_become_one_link(tmp_path: Path) -> None:
    found = reading(tmp_path, line([A, B]), line([C, B]))
    (route,) = found.routes
    assert route.km == pytest.approx(_km(A, B, C), abs=0.001)


@pytest.mark.parametrize(
    "change",
    [
        {"surface": "sand"},
        {"maxweight": "10"},
        {"oneway": "yes"},
        {"seasonal": "yes"},
    ],
)
def test_a_link_ends_where_the_road_changes(tmp_path: Path, change: dict[str, str]) -> None:
    found = reading(
        tmp_path,
        line([A, B], **GRAVEL),
        line([B, C], **GRAVEL, **change)
        if "surface" not in change
        else line([B, C], **{**GRAVEL, **change}),
    )
    assert len(found.routes) == 2


def test_a_town_on_a_road_parts_it(tmp_path: Path) -> None:
    off_the_road = (-2.93, 15.005)
    found = reading(tmp_path, line([A, B]), town("Mid", off_the_road))
    assert len(found.routes) == 2
    assert sum(route.km for route in found.routes) == pytest.approx(_km(A, B), abs=0.01)
    (place,) = [place for place in found.locations if place.node_id == "mid"]
    assert (place.lon, place.lat) == pytest.approx((-2.93, 15.0), abs=1e-4)


def test_a_town_takes_the_crossing_nearby_rather_than_a_spot_beside_it(tmp_path: Path) -> None:
    beside = (B[0] + 0.005, B[1] + 0.001)
    found = reading(tmp_path, line([A, B, C]), line([B, D]), town("Cross", beside))
    assert len(found.routes) == 3
    assert {place.node_id for place in found.locations} >= {"cross"}


def test_an_end_that_nearly_meets_a_road_is_joined_to_it(tmp_path: Path) -> None:
    ten_metres_short = (-2.95, 15.00009)
    features = line([A, B]), line([D, ten_metres_short])
    assert len(reading(tmp_path, *features).routes) == 3
    apart = reading(tmp_path, *features, tolerance_m=5.0)
    assert len(apart.routes) == 2
    assert "RRM-N018" in codes(apart)


def test_two_ends_that_nearly_meet_become_one_node(tmp_path: Path) -> None:
    found = reading(tmp_path, line([A, B]), line([(B[0] + 0.0001, B[1]), C]))
    assert found.account.joined >= 1
    assert len(found.routes) == 1


def test_the_same_road_twice_is_read_once(tmp_path: Path) -> None:
    found = reading(tmp_path, line([A, B, C]), line([C, B, A]))
    (route,) = found.routes
    assert route.km == pytest.approx(_km(A, B, C), abs=0.001)
    assert (found.account.repeated.lines, found.account.differing) == (2, 0)


def test_two_roads_between_the_same_towns_both_stay(tmp_path: Path) -> None:
    bypass = [A, (-2.95, 15.03), (-2.93, 15.03), B]
    found = reading(
        tmp_path, line([A, (-2.95, 15.001), B]), line(bypass), town("a", A), town("b", B)
    )
    pairs = [(route.from_node, route.to_node, route.mode) for route in found.routes]
    assert len(set(pairs)) == len(pairs) == 3
    assert sum(route.km for route in found.routes) == pytest.approx(
        _km(A, (-2.95, 15.001), B) + _km(*bypass), abs=0.01
    )


def test_a_ring_that_leads_nowhere_is_left_out_and_counted(tmp_path: Path) -> None:
    ring = [B, (-2.89, 15.01), (-2.89, 14.99), B]
    found = reading(tmp_path, line([A, B]), line(ring))
    assert len(found.routes) == 1
    assert found.account.rings.lines == 1


def test_a_one_way_road_is_travelled_as_drawn_or_against_it(tmp_path: Path) -> None:
    towns = town("a", A), town("b", B)
    for oneway, start in (("yes", "a"), ("-1", "b")):
        found = reading(tmp_path, line([A, B], **GRAVEL, oneway=oneway), *towns)
        (route,) = found.routes
        assert (route.from_node, route.bidirectional) == (start, False)


def test_ferries_and_the_niger_are_links_of_their_own_kind(tmp_path: Path) -> None:
    found = reading(
        tmp_path,
        line([A, B], **GRAVEL),
        line([B, C], route="ferry"),
        line([C, D], waterway="river", name="Niger"),
        line([A, D], waterway="stream"),
    )
    assert sorted((route.mode, route.surface) for route in found.routes) == [
        ("ferry", "ferry"),
        ("river", "river"),
        ("road", "laterite"),
    ]


def test_what_is_no_way_for_vehicles_is_left_out_with_its_reason(tmp_path: Path) -> None:
    found = reading(
        tmp_path,
        line([A, B]),
        line([B, C], highway="footway"),
        line([B, D], highway="track", access="private"),
        line([A, D], highway="construction"),
    )
    assert len(found.routes) == 1
    assert sorted(why.text("en") for why, _ in found.account.left_out) == [
        "a way for walkers or riders",
        "closed to the public",
        "not built or no longer there",
    ]


def test_a_guessed_surface_is_counted_and_said_in_the_source(tmp_path: Path) -> None:
    found = reading(tmp_path, line([A, B], highway="trunk"))
    (guess,) = found.account.guesses
    assert (guess.matter, guess.taken, guess.condition) == ("surface", "tar", "highway=trunk")
    assert guess.counted.km == pytest.approx(_km(A, B))
    assert "guessed" in found.routes[0].source


def test_of_several_surfaces_on_one_line_the_worst_counts(tmp_path: Path) -> None:
    for text in ("asphalt;sand", "['sand', 'asphalt']"):
        found = reading(tmp_path, line([A, B], highway="primary", surface=text))
        assert found.routes[0].surface == "sand"


def test_tags_in_one_column_are_taken_apart(tmp_path: Path) -> None:
    tags = '"surface"=>"sand","maxweight"=>"7.5 t"'
    found = reading(tmp_path, line([A, B], highway="track", other_tags=tags))
    assert (found.routes[0].surface, found.routes[0].max_payload_t) == ("sand", 7.5)


def test_nodes_keep_their_ids_when_features_come_in_another_order(tmp_path: Path) -> None:
    features = [line([A, B, C]), line([B, D]), town("Ay", A), town("Lere", C), town("Lere", D)]
    there, back = reading(tmp_path, *features), reading(tmp_path, *reversed(features))
    assert {place.node_id for place in there.locations} == {p.node_id for p in back.locations}
    assert "RRM-N021" in codes(there)
    assert len([p for p in there.locations if p.node_id.startswith("lere-n")]) == 2


def test_a_crossing_is_called_by_the_nearest_town(tmp_path: Path) -> None:
    found = reading(tmp_path, line([A, B, C]), line([B, D]), town("Ay", A))
    (crossing,) = [place for place in found.locations if place.node_id == "n15.00000/-2.90000"]
    assert crossing.name == "Ay +11 km"
    assert crossing.kind == "crossing"


def test_a_piece_apart_is_kept_and_told(tmp_path: Path) -> None:
    found = reading(tmp_path, line([A, B]), line([(-2.0, 16.0), (-1.9, 16.0)]))
    assert len(found.routes) == 2
    assert codes(found) == ["RRM-N018"]
    assert len(found.account.pieces) == 2


def test_a_place_off_the_roads_is_told_and_left_out(tmp_path: Path) -> None:
    found = reading(tmp_path, line([A, B]), town("Far", (-2.95, 15.2)))
    assert codes(found) == ["RRM-N019"]
    assert not [place for place in found.locations if place.name == "Far"]


def test_two_names_at_one_crossing_do_not_both_stay(tmp_path: Path) -> None:
    found = reading(tmp_path, line([A, B]), town("Old", A), town("New", A))
    assert codes(found) == ["RRM-N020"]


def test_a_limit_in_unknown_words_is_doubted_and_not_taken(tmp_path: Path) -> None:
    found = reading(tmp_path, line([A, B], **GRAVEL, maxweight="light lorries"))
    (problem,) = found.problems
    assert (problem.code, problem.place.row, problem.place.column) == ("RRM-N015", 1, "maxweight")
    assert found.routes[0].max_payload_t is None


def test_places_of_a_network_that_was_written_name_another(tmp_path: Path) -> None:
    from rrm.export.network import geojson_text, graph_geojson

    named = reading(tmp_path, line([A, B]), town("Ay", A))
    places = tmp_path / "places.geojson"
    places.write_text(geojson_text(graph_geojson(named)), encoding="utf-8")
    found = reading(tmp_path, line([A, D]), places=places)
    assert [place.name for place in found.locations if place.node_id == "ay"] == ["Ay"]
