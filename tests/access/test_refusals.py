from datetime import date

from tests.access.builders import (
    access_rules,
    boat,
    closed,
    link,
    place,
    row,
    scenario,
    sentence,
    site,
    source,
    table,
    vehicle,
    vehicle_class,
)


def refusal(case, rules=None):
    found = row(case, rules)
    assert not found.open
    assert (found.hours, found.km, found.cost, found.risk, found.path) == (0, 0, 0, 0, ())
    return found.reason_code, sentence(found)


def test_a_place_without_a_link_is_unconnected():
    assert refusal(scenario([link("a", "c")])) == (
        "unconnected",
        "There is no way by road from A to B: no link leads to B.",
    )


def test_a_separate_piece_is_named_with_its_size_and_first_members():
    piece = [link("b", "p"), link("p", "q"), link("q", "r"), link("r", "s")]
    code, words = refusal(scenario([link("a", "c"), *piece]))
    assert code == "unconnected"
    assert words == (
        "There is no way by road from A to B: "
        "B lies in a separate piece of 5 places, with P, Q, R and 1 other."
    )


def test_no_way_home_is_no_access():
    assert refusal(scenario([link("a", "b", bidirectional=False)])) == (
        "unconnected",
        "There is no way by road from B to A: the links between them can't be travelled that way.",
    )


def test_a_surface_that_the_class_never_uses_is_named_with_its_link():
    assert refusal(scenario([link("a", "m"), link("m", "b", 12, surface="sand")])) == (
        "no_surface",
        "Every way from A to B has a stretch that the truck can't use: "
        "on the shortest, M–B (sand, 12 km).",
    )


def test_a_surface_that_the_class_can_not_use_in_this_season_says_so():
    rules = access_rules(truck=vehicle_class(speeds_kmh={"track": {"dry": 18}}))
    track = [link("a", "b", 20, surface="track")]
    assert row(scenario(track), rules).open
    assert refusal(scenario(track, season="wet"), rules) == (
        "no_surface",
        "Every way from A to B has a stretch that the truck can't use in the wet season: "
        "on the shortest, A–B (track, 20 km).",
    )


def test_the_stretch_named_is_one_with_no_better_link_beside_it():
    beside = [link("a", "m", 1, surface="sand"), link("a", "m", 2), link("m", "b", surface="sand")]
    assert "M–B (sand" in refusal(scenario(beside))[1]


def test_a_low_river_says_when_boats_pass_again():
    rules = access_rules(river=("08-01", "12-31"), boat=boat())
    river = [link("a", "b", mode="river", surface="river")]
    assert refusal(scenario(river, vehicles=(vehicle("boat"),)), rules) == (
        "season",
        "The river between A and B is too low for boats before 1\u00a0Aug.",
    )


def test_a_weak_bridge_is_named_with_what_it_bears():
    rules = access_rules(truck=vehicle_class(gross_t=18))
    bridges = [link("a", "m", max_payload_t=15), link("m", "b", max_payload_t=3.5)]
    assert refusal(scenario(bridges), rules) == (
        "load_limit",
        "The truck weighs 18 t loaded, and no way from A to B bears that: "
        "on the fastest, M–B bears 3.5 t.",
    )


def test_a_closure_is_told_with_its_days_and_its_reason():
    closure = closed("a", "b", start=date(2022, 4, 1), end=date(2022, 5, 5), reason="fighting")
    assert refusal(scenario([link("a", "b")], [closure])) == (
        "closed",
        "Every way from A to B is closed; on the fastest, A–B from 1\u00a0Apr to 5\u00a0May (fighting).",
    )


def test_open_ended_closures_are_told_as_such():
    ways = [link("a", "m"), link("m", "n"), link("n", "b")]
    closures = [
        closed("a", "m", start=date(2022, 4, 1)),
        closed("m", "n", end=date(2022, 5, 5), reason="mines"),
        closed("n", "b"),
    ]
    assert refusal(scenario(ways, closures))[1].endswith(
        "on the fastest, A–M from 1\u00a0Apr until further notice, M–N until 5\u00a0May (mines), "
        "N–B until further notice."
    )


def test_only_closures_on_the_best_way_are_told():
    ways = [link("a", "b", 10), link("a", "m", 90), link("m", "b", 90)]
    closures = [closed("a", "m"), closed("a", "b"), closed("a", "b", certainty="possible")]
    assert refusal(scenario(ways, closures))[1] == (
        "Every way from A to B is closed; on the fastest, A–B until further notice."
    )


def test_a_detour_that_no_closure_touches_is_not_a_refusal():
    ways = [link("a", "b", 10), link("a", "m", 90), link("m", "b", 90)]
    assert row(scenario(ways, [closed("a", "b")])).path == ("a", "m", "b")


def test_the_lasting_cause_comes_before_the_passing_one():
    sandy = [link("a", "b", surface="sand")]
    assert refusal(scenario(sandy, [closed("a", "b")]))[0] == "no_surface"
    rules = access_rules(truck=vehicle_class(gross_t=18))
    weak = [link("a", "b", max_payload_t=3)]
    assert refusal(scenario(weak, [closed("a", "b")]), rules)[0] == "load_limit"


def test_a_cause_that_another_way_avoids_is_not_the_one_that_stops_the_vehicle():
    ways = [link("a", "b", surface="sand"), link("a", "m"), link("m", "b")]
    assert refusal(scenario(ways, [closed("m", "b")]))[0] == "closed"


def test_a_trip_that_does_not_fit_the_day_is_too_long():
    rules = access_rules(truck=vehicle_class(max_trip_days=1))
    assert row(scenario([link("a", "b", 200)]), rules).open
    assert refusal(scenario([link("a", "b", 201)]), rules) == (
        "too_long",
        "Out and home takes 10.04 h, loading and unloading included; "
        "the truck works 10 h a day and has to be home the same day.",
    )


def test_a_trip_that_does_not_fit_the_days_allowed_is_too_long():
    rules = access_rules(truck=vehicle_class(max_trip_days=2))
    assert refusal(scenario([link("a", "b", 500)]), rules) == (
        "too_long",
        "Out and home takes 22 h, loading and unloading included: 3 days of 10 h, "
        "and the truck may be away 2 days.",
    )


def test_the_longest_working_day_at_the_depot_decides():
    rules = access_rules(truck=vehicle_class(max_trip_days=1))
    fleet = (
        vehicle(hours_per_day=8),
        vehicle(hours_per_day=11),
        vehicle(depot="E", hours_per_day=20),
    )
    case = scenario([link("a", "b", 225)], vehicles=fleet)
    assert row(case, rules).open


def test_a_tanker_whose_base_is_too_far_from_the_filling_point_can_not_work_there():
    rules = access_rules(tanker=vehicle_class(carries="water", max_trip_days=1))
    case = scenario(
        [link("a", "b", 251)], vehicles=(vehicle("tanker"),), water_sources=(source("W", "b"),)
    )
    (found,) = table(case, rules).between("D", "W", "tanker")
    assert (found.reason_code, sentence(found)) == (
        "too_long",
        "The drive from the base to the filling point and home takes 10.04 h; "
        "the truck works 10 h a day.",
    )


def test_reasons_name_places_and_not_their_ids():
    named = [place("a", name="Ménaka"), place("b", name="Inékar")]
    case = scenario([link("a", "b")], [closed("a", "b")], places=named)
    assert "from Ménaka to Inékar" in refusal(case)[1]


def test_reasons_are_told_in_french_with_french_dates():
    closure = closed("a", "b", start=date(2022, 4, 1), end=date(2022, 5, 5))
    found = row(scenario([link("a", "b")], [closure]))
    assert "1er\u00a0avr." in found.reason.text("fr")


def test_a_site_cut_off_in_one_period_says_so_only_there():
    case = scenario(
        [link("a", "b")], [closed("a", "b", end=date(2022, 4, 20))], sites=(site("S", "b"),)
    )
    codes = [r.reason_code for r in table(case).to("S")]
    assert codes == ["closed", "open"]


def test_days_of_another_year_are_told_with_it():
    closure = closed("a", "b", start=date(2021, 12, 1), end=date(2022, 5, 5))
    words = refusal(scenario([link("a", "b")], [closure]))[1]
    assert "A–B from 1\u00a0Dec 2021 to 5\u00a0May." in words


def test_what_stops_the_way_home_for_good_comes_before_what_stops_the_way_out_for_now():
    one_way = [link("a", "b", bidirectional=False)]
    assert refusal(scenario(one_way, [closed("a", "b")]))[0] == "unconnected"
