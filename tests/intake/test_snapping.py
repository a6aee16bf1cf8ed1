"""A row with a position and no node takes the nearest node, or is refused with the nearest three."""

from __future__ import annotations

import pytest

from rrm.intake import load_scenario
from tests.builders import PACK_FILES, TABLES, row, tiny_scenario, write_settings, write_table
from tests.intake.problems import places, problems_of, warnings_of

WITHIN_5_KM = {
    "access": PACK_FILES["access.yaml"].replace("day_starts: 6", "day_starts: 6\nsnap_km: 5")
}


def tiny(tmp_path, pack=WITHIN_5_KM, **tables):
    return tiny_scenario(tmp_path / "tiny", pack=pack, **tables)


def sites(**changes):
    """Site A without a node, at `north` unless its position is changed; site B as it is."""
    return [row("sites", node=None, **changes), TABLES["sites"][1]]


def test_a_site_without_a_node_takes_the_nearest_and_says_so(tmp_path):
    loaded = load_scenario(tiny(tmp_path, sites=sites(lat=15.345)))
    assert loaded.scenario.site_node("A") == "north"
    (warning,) = loaded.warnings
    assert places((warning,)) == [("RRM-I105", "sites.csv", 2, "node")]
    assert not warning.is_error
    assert warning.allowed.text() == "the nearest is taken: north (North), 1.7 km away"
    assert warning.remedy.text().startswith("Write north if it is right")


def test_beyond_the_limit_the_three_nearest_are_named(tmp_path):
    (problem,) = problems_of(
        tiny(tmp_path, sites=sites(lat=15.3), alerts=[], assistance=[], assessment=[])
    )
    assert places((problem,)) == [("RRM-I105", "sites.csv", 2, "node")]
    assert problem.is_error
    assert problem.found.text() == "no node is given, and none lies within 5 km"
    assert problem.allowed.text() == (
        "the nearest are north (North), 6.7 km away, east (East), 20.4 km away, town (Town), 33.4 km away"
    )


def test_a_row_put_aside_raises_no_further_doubt_about_what_names_it(tmp_path):
    problems = problems_of(tiny(tmp_path, sites=sites(lat=15.3)))
    assert [one.code for one in problems] == ["RRM-I105"]


def test_without_a_limit_in_the_pack_only_the_very_spot_counts(tmp_path):
    assert (
        load_scenario(tiny(tmp_path, pack=None, sites=sites())).scenario.site_node("A") == "north"
    )
    (problem,) = problems_of(tiny(tmp_path, pack=None, sites=sites(lat=15.361)))
    assert "none lies within 0 km" in problem.found.text()


def test_a_group_takes_the_node_that_the_site_has_already(tmp_path):
    both = [row("sites", node="north"), row("sites", node=None, group="host", lat=15.36)]
    loaded = load_scenario(tiny(tmp_path, sites=[*both, TABLES["sites"][1]]))
    assert [site.node for site in loaded.scenario.sites] == ["north", "north", "east"]
    assert loaded.warnings == ()


def test_groups_of_a_site_are_told_once(tmp_path):
    both = [row("sites", node=None), row("sites", node=None, group="host")]
    loaded = load_scenario(tiny(tmp_path, sites=[*both, TABLES["sites"][1]]))
    assert [site.node for site in loaded.scenario.sites] == ["north", "north", "east"]
    assert [one.place.row for one in loaded.warnings] == [2]


@pytest.mark.parametrize("table", ["depots", "water_sources", "cash_agents", "markets"])
def test_depots_sources_agents_and_markets_are_placed_too(tmp_path, table):
    open_row = row(table, node=None, lat=15.01, lon=0.01)
    loaded = load_scenario(tiny(tmp_path, **{table: [open_row]}))
    (value,) = getattr(loaded.scenario, table)
    assert value.node == "town"
    assert places(loaded.warnings) == [("RRM-I105", f"{table}.csv", 2, "node")]


@pytest.mark.parametrize("table", ["water_sources", "cash_agents", "markets"])
def test_without_node_and_position_the_node_is_asked_for(tmp_path, table):
    (problem,) = problems_of(tiny(tmp_path, **{table: [row(table, node=None)]}))
    assert places((problem,)) == [("RRM-I012", f"{table}.csv", 2, "node")]


def test_a_position_that_is_none_is_told_as_such_and_no_node_is_looked_for(tmp_path):
    (problem,) = problems_of(tiny(tmp_path, sites=sites(lat="15 degrees")))
    assert places((problem,)) == [("RRM-I014", "sites.csv", 2, "lat")]


def test_two_markets_may_not_meet_at_one_node(tmp_path):
    markets = [row("markets"), row("markets", node=None, lat=15.01, lon=0.01)]
    problems = problems_of(tiny(tmp_path, markets=markets))
    assert places(problems) == [
        ("RRM-I105", "markets.csv", 3, "node"), ("RRM-I032", "markets.csv", 3, "node"),
    ]  # fmt: skip


def test_of_two_nodes_equally_near_the_first_by_name_is_taken(tmp_path):
    locations = [*TABLES["locations"], row("locations", node_id="also-north", lat=15.36, lon=0.0)]
    loaded = load_scenario(tiny(tmp_path, sites=sites(), locations=locations))
    assert loaded.scenario.site_node("A") == "also-north"


def test_without_a_network_needs_can_be_scored_all_the_same(tmp_path):
    folder = tiny(tmp_path, sites=sites(), locations=None, routes=None, closures=None)
    assert [one.code for one in warnings_of(folder)] == ["RRM-I031"]


def test_a_node_of_the_extended_scenario_is_found(tmp_path):
    tiny(tmp_path)
    child = tmp_path / "child"
    write_settings(child, {"id": "child", "title": {"en": "Child"}, "extends": "../tiny"})
    write_table(child, "sites", [row("sites", site_id="C", node=None, lat=15.359, lon=0.181)])
    (child / "rules").symlink_to(tmp_path / "tiny" / "rules")
    loaded = load_scenario(child)
    assert loaded.scenario.site_node("C") == "east"
    assert [one.file for one in loaded.row_places.tables["sites"]] == [
        "tiny/sites.csv", "tiny/sites.csv", "child/sites.csv",
    ]  # fmt: skip


def test_the_nearest_of_many_nodes_is_the_nearest_of_all():
    from random import Random

    from rrm.intake.snapping import _Nodes
    from rrm.model.great_circle import great_circle_km
    from rrm.model.scenario import Location

    draw = Random(5)
    nodes = [
        Location(node_id=f"n{n}", name="N", lat=draw.uniform(-60, 60), lon=draw.uniform(-170, 170))
        for n in range(300)
    ]
    for _ in range(50):
        lat, lon = draw.uniform(-60, 60), draw.uniform(-170, 170)
        measured = sorted((great_circle_km(lat, lon, it.lat, it.lon), it.node_id) for it in nodes)
        found = [(km, it.node_id) for km, it in _Nodes(nodes).nearest(lat, lon)]
        assert found == measured[:3]
