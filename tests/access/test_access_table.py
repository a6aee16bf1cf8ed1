import pytest

from tests.access.builders import (
    access_rules,
    boat,
    closed,
    depot,
    link,
    row,
    rows,
    scenario,
    site,
    source,
    table,
    vehicle,
    vehicle_class,
)


def test_an_open_way_has_hours_kilometres_and_cost_there_and_back():
    case = scenario([link("a", "m", 100), link("m", "b", 50, surface="laterite")])
    found = row(case)
    assert (found.hours, found.hours_back) == (4.0, 4.0)
    assert (found.km, found.km_back, found.cost) == (150, 150, 300 * 100)
    assert (found.open, found.reason_code, found.reason) == (True, "open", None)
    assert (found.path, found.path_back) == (("a", "m", "b"), ("b", "m", "a"))
    assert (found.period_start, found.period_end) == (1, 10)


def test_the_fastest_way_wins_over_the_shortest():
    by_track = link("a", "b", 60, surface="laterite")
    case = scenario([by_track, link("a", "m", 50), link("m", "b", 50)])
    assert row(case).path == ("a", "m", "b")


def test_one_way_links_make_the_way_home_another_one():
    out = link("a", "b", 50, bidirectional=False)
    case = scenario([out, link("b", "m", 50, bidirectional=False), link("m", "a", 50)])
    found = row(case)
    assert (found.path, found.path_back) == (("a", "b"), ("b", "m", "a"))
    assert (found.hours, found.hours_back, found.cost) == (1, 2, 150 * 100)


def test_a_site_at_the_depots_own_place_is_zero_hours_away():
    found = row(scenario([], sites=(site("S", "a"),)))
    assert (found.hours, found.hours_back, found.km, found.cost, found.risk) == (0, 0, 0, 0, 0)
    assert found.open
    assert found.path == found.path_back == ("a",)


def test_cost_takes_the_dearest_vehicle_of_the_class_at_that_depot():
    fleet = (
        vehicle(cost_per_km=100),
        vehicle(cost_per_km=250),
        vehicle(depot="E", cost_per_km=900),
    )
    case = scenario([link("a", "b", 10)], vehicles=fleet, depots=(depot("D", "a"), depot("E", "b")))
    assert row(case).cost == 20 * 250


def test_risks_of_links_add_up_along_the_way_out():
    case = scenario([link("a", "m", risk=0.1), link("m", "b", risk=0.2)])
    assert row(case).risk == pytest.approx(1 - 0.9 * 0.8)


def test_a_links_own_speed_replaces_the_packs():
    assert row(scenario([link("a", "b", 50, speed_kmh=10)])).hours == 5


def test_a_links_own_speed_opens_no_surface():
    assert row(scenario([link("a", "b", surface="sand", speed_kmh=10)])).reason_code == "no_surface"


def test_the_wet_season_has_its_own_speeds():
    laterite = [link("a", "b", 50, surface="laterite")]
    assert (row(scenario(laterite)).hours, row(scenario(laterite, season="wet")).hours) == (2, 5)


def test_a_surface_with_speed_zero_is_closed():
    rules = access_rules(truck=vehicle_class(speeds_kmh={"tar": {"dry": 0}}))
    assert row(scenario([link("a", "b")]), rules).reason_code == "no_surface"


def test_wheels_take_the_ferry_but_not_the_river():
    case = scenario([link("a", "m", mode="ferry"), link("m", "b", mode="river")])
    assert row(case).reason_code == "unconnected"
    assert row(scenario([link("a", "b", mode="ferry")])).open


def test_aircraft_fly_over_closed_roads():
    plane = vehicle_class(mode="air", speeds_kmh={"air": {"dry": 300, "wet": 300}})
    case = scenario(
        [link("a", "b", 10), link("a", "b", 600, mode="air", surface="air")],
        [closed("a", "b", classes=("truck",))],
        vehicles=(vehicle("plane"), vehicle("truck")),
    )
    rules = access_rules(plane=plane, truck=vehicle_class())
    found = table(case, rules)
    assert found.between("D", "S", "plane")[0].hours == 2
    assert found.between("D", "S", "truck")[0].reason_code == "closed"


def test_a_link_that_bears_exactly_the_vehicle_is_open():
    rules = access_rules(truck=vehicle_class(gross_t=18))
    assert row(scenario([link("a", "b", max_payload_t=18)]), rules).open
    assert row(scenario([link("a", "b", max_payload_t=17.9)]), rules).reason_code == "load_limit"


def test_goods_go_from_depots_to_sites_and_other_depots_and_water_from_sources():
    rules = access_rules(truck=vehicle_class(), tanker=vehicle_class(carries="water"))
    case = scenario(
        [link("a", "b"), link("b", "c")],
        depots=(depot("D", "a"), depot("E", "c")),
        water_sources=(source("W", "b"),),
        vehicles=(vehicle("truck"), vehicle("tanker", "E")),
    )
    asked = [(r.origin, r.destination, r.vehicle_class) for r in table(case, rules).rows]
    assert asked == [
        ("D", "S", "truck"),
        ("D", "E", "truck"),
        ("E", "W", "tanker"),
        ("W", "S", "tanker"),
    ]


def test_a_site_with_two_groups_is_asked_for_once():
    case = scenario([link("a", "b")], sites=(site("S", "b"), site("S", "b")))
    assert len(table(case).rows) == 1


def test_equal_ways_are_decided_by_length_and_then_by_the_names_of_places():
    faster_surface = [link("a", "z", 50), link("z", "b", 50)]
    shorter = [link("a", "y", 25, surface="laterite"), link("y", "b", 25, surface="laterite")]
    assert row(scenario(faster_surface + shorter)).path == ("a", "y", "b")
    alike = [link("a", "n", 50), link("n", "b", 50)]
    assert row(scenario(faster_surface + alike)).path == ("a", "n", "b")
    assert row(scenario(alike + faster_surface)).path == ("a", "n", "b")
    assert row(scenario(alike + faster_surface)).path_back == ("b", "n", "a")


def test_a_tie_does_not_depend_on_how_a_way_is_cut():
    whole = [link("a", "z", 30), link("z", "b", 30)]
    cut = [link("a", "m", 10), link("m", "n", 20), link("n", "b", 30)]
    assert row(scenario(whole + cut)).path == ("a", "m", "n", "b")


def test_the_safer_of_two_equal_links_is_taken():
    case = scenario([link("a", "b", risk=0.5), link("a", "b", risk=0.1)])
    assert row(case).risk == pytest.approx(0.1)


def test_a_link_of_no_length_is_passed_in_no_time():
    assert row(scenario([link("a", "m", 0), link("m", "b", 50)])).hours == 1


def test_boats_keep_to_their_season():
    rules = access_rules(river=("04-20", "04-25"), boat=boat())
    case = scenario(
        [link("a", "b", 50, mode="river", surface="river")], vehicles=(vehicle("boat"),)
    )
    found = [(r.period_start, r.period_end, r.reason_code) for r in rows(case, rules)]
    assert found == [(1, 2, "season"), (3, 8, "open"), (9, 10, "season")]


def test_the_river_season_cuts_nothing_for_trucks():
    rules = access_rules(river=("04-20", "04-25"), truck=vehicle_class())
    river = link("a", "b", 10, mode="river", surface="river")
    assert len(rows(scenario([link("a", "b"), river]), rules)) == 1


def test_a_slow_pump_can_make_a_tankers_round_too_long_and_a_fast_one_fit():
    tanker = vehicle_class(carries="water", max_trip_days=1, load_hours=5)
    slow, fast = (source("W", "a").model_copy(update={"m3_per_hour": pace}) for pace in (0.5, 5))
    made = [
        scenario([link("a", "b", 100)], vehicles=(vehicle("tanker"),), water_sources=(water,))
        for water in (source("W", "a"), slow, fast)
    ]
    found = [table(case, access_rules(tanker=tanker)).on("W", "S", "tanker", 1) for case in made]
    # Ten hours a day: two out, two home, one to discharge; filling takes 5, 10 or 1.
    assert [row.open for row in found] == [True, False, True]
