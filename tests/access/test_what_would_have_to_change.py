"""Where several causes stop a vehicle, the one told is the one that has to change first."""

from pathlib import Path

import pytest

from rrm.access import access_table
from rrm.intake import load_scenario
from tests.access.builders import (
    access_rules,
    closed,
    link,
    row,
    scenario,
    sentence,
    vehicle_class,
)

DAY_TRIPS = access_rules(truck=vehicle_class(max_trip_days=1, gross_t=18))


def test_a_trip_that_would_be_too_long_were_the_way_open_is_told_as_too_long():
    found = row(scenario([link("a", "b", 201)], [closed("a", "b")]), DAY_TRIPS)
    assert found.reason_code == "too_long"
    assert sentence(found) == (
        "Out and home takes 10.04 h, loading and unloading included; the truck works 10 h a day "
        "and has to be home the same day. Besides: Every way from A to B is closed; on the "
        "fastest, A–B until further notice."
    )


def test_a_trip_that_would_be_in_time_were_the_way_open_is_told_as_closed():
    found = row(scenario([link("a", "b", 200)], [closed("a", "b")]), DAY_TRIPS)
    assert found.reason_code == "closed"


def test_the_fastest_of_the_closed_ways_decides():
    ways = [link("a", "b", 100), link("a", "m", 200), link("m", "b", 200)]
    both = [closed("a", "b"), closed("a", "m")]
    assert row(scenario(ways, both), DAY_TRIPS).reason_code == "closed"


DETOUR = [link("a", "m", 150), link("m", "b", 150)]


def test_a_closure_that_leaves_only_a_detour_too_long_is_what_has_to_change():
    found = row(scenario([link("a", "b", 100), *DETOUR], [closed("a", "b")]), DAY_TRIPS)
    assert found.reason_code == "closed"
    assert sentence(found) == (
        "A quicker way is barred: A–B until further notice. By the one that is open: Out and home "
        "takes 14 h, loading and unloading included; the truck works 10 h a day and has to be "
        "home the same day."
    )


def test_a_closed_link_beside_a_slow_one_is_named_too():
    slow = link("a", "b", 110, surface="laterite")
    ways = [link("a", "m", 100), link("m", "b", 10), slow]
    found = row(scenario(ways, [closed("a", "m")]), DAY_TRIPS)
    assert (found.reason_code, "A–M until" in sentence(found)) == ("closed", True)


def test_a_bridge_that_leaves_only_a_detour_too_long_is_what_has_to_change():
    found = row(scenario([link("a", "b", 100, max_payload_t=5), *DETOUR]), DAY_TRIPS)
    assert found.reason_code == "load_limit"
    assert "A quicker way is barred: A–B bears 5 t." in sentence(found)


def test_a_season_and_a_convoy_that_leave_only_a_detour_too_long_are_told():
    dry_ford = link("a", "b", 100, open_from="12-01", open_to="03-31")
    found = row(scenario([dry_ford, *DETOUR]), DAY_TRIPS)
    assert (found.reason_code, "A–B out of its season" in sentence(found)) == ("season", True)
    found = row(scenario([link("a", "b", 100, escort=True), *DETOUR]), DAY_TRIPS)
    assert (found.reason_code, "A–B without an escort" in sentence(found)) == ("no_escort", True)


def test_where_even_the_quickest_way_is_too_long_nothing_else_is_told():
    found = row(scenario([link("a", "b", 250), *DETOUR], [closed("a", "b")]), DAY_TRIPS)
    assert found.reason_code == "too_long"
    assert "Besides" not in sentence(found)


def test_a_weak_bridge_on_a_way_too_long_is_told_after_the_hours():
    found = row(scenario([link("a", "b", 300, max_payload_t=5)]), DAY_TRIPS)
    assert found.reason_code == "too_long"
    assert "Besides: The truck weighs 18 t loaded" in sentence(found)


def test_a_missing_link_comes_before_all_hours():
    assert row(scenario([link("a", "c", 900)]), DAY_TRIPS).reason_code == "unconnected"


MENAKA = Path(__file__).parents[2] / "scenarios" / "menaka-2022"


@pytest.mark.parametrize(
    ("origin", "site_id", "vehicle_class", "code"),
    [
        ("depot-menaka", "tabankort", "truck_6x6", "closed"),
        ("depot-bamako", "tabankort", "truck_10t", "too_long"),
        ("menaka-boreholes", "tabankort", "water_tanker", "too_long"),
        ("menaka-boreholes", "akabar", "water_tanker", "no_surface"),
        ("menaka-boreholes", "ibogolitene", "water_tanker", "closed"),
    ],
)
def test_menaka_tells_a_closure_only_where_lifting_it_would_help(
    origin, site_id, vehicle_class, code
):
    loaded = load_scenario(MENAKA)
    found = access_table(loaded.scenario, loaded.pack).on(origin, site_id, vehicle_class, 1)
    assert found.reason_code == code
