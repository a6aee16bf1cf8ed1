"""Seasons, escorts, curfews and transhipments that can't be, or that shut a way unawares."""

from __future__ import annotations

import pytest

from tests.builders import TABLES, row, tiny_scenario
from tests.intake.problems import line_of, places, problems_of, warnings_of

CONVOY = {"weekdays": ["monday"]}


def with_route(tmp_path, settings=None, **changes):
    routes = [row("routes", **changes), TABLES["routes"][1]]
    return tiny_scenario(tmp_path / "tiny", settings, routes=routes)


@pytest.mark.parametrize(
    ("season", "column"),
    [
        ({"open_from": "11-01"}, "open_to"),
        ({"open_to": "06-30"}, "open_from"),
        ({"open_from": "02-30", "open_to": "06-30"}, "open_from"),
        ({"open_from": "01-01", "open_to": "06-31"}, "open_to"),
    ],
)
def test_half_a_season_and_a_day_that_there_is_not_are_errors(tmp_path, season, column):
    assert places(problems_of(with_route(tmp_path, **season))) == [
        ("RRM-I106", "routes.csv", 2, column)
    ]


def test_a_season_over_the_new_year_is_sound(tmp_path):
    assert warnings_of(with_route(tmp_path, open_from="11-01", open_to="04-18")) == ()


def test_a_link_that_stays_shut_all_through_is_told(tmp_path):
    (warning,) = warnings_of(with_route(tmp_path, open_from="11-01", open_to="04-17"))
    assert places((warning,)) == [("RRM-I107", "routes.csv", 2, "open_from")]
    assert "from 2022-04-18 to 2022-04-27" in warning.allowed.text()


def test_a_link_under_escort_without_any_escort_is_passed_by_nobody(tmp_path):
    (warning,) = warnings_of(with_route(tmp_path, escort="yes"))
    assert places((warning,)) == [("RRM-I109", "routes.csv", 2, "escort")]
    assert "the scenario has no escorts" in warning.found.text()
    assert "Nobody ever passes it" in warning.remedy.text()


def test_a_convoy_within_the_horizon_opens_links_under_escort(tmp_path):
    assert warnings_of(with_route(tmp_path, {"escorts": [CONVOY]}, escort="yes")) == ()


def test_convoys_that_are_over_before_the_start_help_nobody(tmp_path):
    over = {"escorts": [{**CONVOY, "end": "2022-04-17"}]}
    found = warnings_of(with_route(tmp_path, over, escort="yes"))
    assert [one.code for one in found] == ["RRM-I041", "RRM-I109"]
    assert "no convoy leaves in this time" in found[1].found.text()


def in_settings(tmp_path, **settings):
    return tiny_scenario(tmp_path / "tiny", settings)


@pytest.mark.parametrize(
    ("settings", "code", "text"),
    [
        ({"escorts": [{"weekdays": []}]}, "RRM-I110", "weekdays"),
        ({"escorts": [{**CONVOY, "start": "2022-04-20", "end": "2022-04-19"}]}, "RRM-I033", "end:"),
        ({"escorts": [{**CONVOY, "classes": ["truck10t"]}]}, "RRM-I031", "truck10t"),
        ({"escorts": [{"weekdays": ["mondays"]}]}, "RRM-I018", "mondays"),
        ({"curfews": [{"from_hour": 18, "to_hour": 18}]}, "RRM-I110", "to_hour"),
        ({"curfews": [{"from_hour": 18, "to_hour": 25}]}, "RRM-I015", "to_hour"),
        ({"curfews": [{"from_hour": 18, "to_hour": 6, "start": "2022-04-20", "end": "2022-04-19"}]},
         "RRM-I033", "end:"),
    ],
)  # fmt: skip
def test_escorts_and_curfews_that_cannot_be_are_errors(tmp_path, settings, code, text):
    folder = in_settings(tmp_path, **settings)
    (problem,) = problems_of(folder)
    assert (problem.code, problem.place.file) == (code, "tiny/scenario.yaml")
    assert problem.place.line == line_of(folder / "scenario.yaml", text)


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"escorts": [{"weekdays": ["monday", "monday"]}]}, "RRM-I110"),
        ({"escorts": [{**CONVOY, "start": "2022-05-01"}]}, "RRM-I041"),
        ({"curfews": [{"from_hour": 18, "to_hour": 6, "end": "2022-04-01"}]}, "RRM-I041"),
        ({"curfews": [{"from_hour": 6, "to_hour": 24}]}, "RRM-I110"),
        ({"curfews": [{"from_hour": 5, "to_hour": 4}]}, "RRM-I110"),
    ],
)
def test_doubtful_escorts_and_curfews_are_told_and_kept(tmp_path, settings, code):
    (warning,) = warnings_of(in_settings(tmp_path, **settings))
    assert (warning.code, warning.place.file) == (code, "tiny/scenario.yaml")
    assert not warning.is_error


def test_a_curfew_by_night_is_sound(tmp_path):
    assert warnings_of(in_settings(tmp_path, curfews=[{"from_hour": 18, "to_hour": 6}])) == ()


def test_a_load_changes_vehicle_where_a_depot_stands(tmp_path):
    at_depot = {"node": "town", "handling_hours": 2}
    assert warnings_of(tiny_scenario(tmp_path / "a", transhipments=[at_depot])) == ()
    (warning,) = warnings_of(
        tiny_scenario(tmp_path / "b", transhipments=[{**at_depot, "node": "north"}])
    )
    assert places((warning,)) == [("RRM-I108", "transhipments.csv", 2, "node")]


def test_a_load_changes_vehicle_at_a_node_that_there_is(tmp_path):
    (problem,) = problems_of(
        tiny_scenario(tmp_path / "tiny", transhipments=[{"node": "twon", "handling_hours": 2}])
    )
    assert places((problem,)) == [("RRM-I031", "transhipments.csv", 2, "node")]
    assert problem.remedy.text() == 'Did you mean "town"?'
