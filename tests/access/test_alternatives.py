from datetime import date
from types import SimpleNamespace

from rrm.access import alternatives
from rrm.model.scenario import Escort
from tests.access.builders import access_rules, closed, link, place, scenario, vehicle_class


def found(routes, closures=(), *, most=3, rules=None, settings=None, labels_at_most=1000):
    names = {"a": "Ménaka", "b": "Inékar", "m": "Tabankort", "n": "Ibogolitene"}
    case = scenario(routes, list(closures), places=[place(n, name=t) for n, t in names.items()])
    if settings:
        case = case.model_copy(update={"settings": case.settings.model_copy(update=settings)})
    pack = SimpleNamespace(access=rules or access_rules())
    return alternatives(case, pack, "S", most, labels_at_most)


def paths(period):
    return ["".join(way.trip.path) for way in period.ways]


def difference(period, at=1, language="en"):
    return period.ways[at].difference.text(language)


QUICK_BUT_RISKY = [
    link("a", "m", 50, risk=0.05),
    link("m", "b", 50, risk=0.05),
    link("a", "n", 60),
    link("n", "b", 60, risk=0.02),
]


def test_a_slower_safer_way_is_told_with_what_sets_it_apart():
    (period,) = found(QUICK_BUT_RISKY)
    assert paths(period) == ["amb", "anb"]
    assert difference(period) == (
        "20 km and 0.4 h longer, risk 2 % instead of 10 %, avoids Ménaka–Tabankort, "
        "Tabankort–Inékar"
    )


def test_ranks_say_which_way_is_fastest_and_which_safest():
    (period,) = found(QUICK_BUT_RISKY)
    assert [(way.time_rank, way.risk_rank) for way in period.ways] == [(1, 2), (2, 1)]
    assert all(way.is_unbeaten for way in period.ways)


def test_two_links_between_the_same_places_are_two_ways():
    (period,) = found([link("a", "b", 50, risk=0.2), link("a", "b", 40, surface="laterite")])
    assert [way.links for way in period.ways] == [(0,), (1,)]
    assert difference(period) == (
        "10 km shorter, 0.6 h longer, risk 0 % instead of 20 %, "
        "takes Ménaka–Inékar by laterite instead of tar"
    )


def test_a_way_that_is_slower_and_no_safer_is_told_as_beaten():
    (period,) = found([link("a", "b", 50), link("a", "m", 60), link("m", "b", 60)])
    assert [way.is_unbeaten for way in period.ways] == [True, False]
    assert difference(period) == "70 km and 1.4 h longer, the same risk, avoids Ménaka–Inékar"


def test_a_way_that_leaves_no_time_to_come_home_is_none():
    rules = access_rules(truck=vehicle_class(max_trip_days=1))
    # 2 h to load and unload, 2 h home, so that 6 h are left for the way out: 300 km.
    (period,) = found([link("a", "b", 100), link("a", "m", 150), link("m", "b", 150)], rules=rules)
    assert paths(period) == ["ab", "amb"]
    (period,) = found([link("a", "b", 100), link("a", "m", 151), link("m", "b", 150)], rules=rules)
    assert paths(period) == ["ab"]


def test_ways_are_told_for_the_days_on_which_they_are_open():
    shut = closed("a", "b", start=date(2022, 4, 20), end=date(2022, 4, 21))
    whole, cut, again = found([link("a", "b", 50), link("a", "m", 60), link("m", "b", 60)], [shut])
    assert [(it.period_start, it.period_end) for it in (whole, cut, again)] == [
        (1, 2), (3, 4), (5, 10),
    ]  # fmt: skip
    assert paths(cut) == ["amb"]


def test_a_place_that_is_cut_off_has_no_alternatives():
    assert found([link("a", "b")], [closed("a", "b")]) == ()


def test_an_uncertain_closure_counts_as_risk_and_doubt():
    shut = closed("a", "m", certainty="probable")
    (period,) = found(QUICK_BUT_RISKY, [shut])
    assert round(period.ways[0].trip.risk, 4) == round(1 - 0.95 * 0.95 * 0.8, 4)
    assert [round(way.trip.doubt, 6) for way in period.ways] == [0.2, 0]


def test_a_way_under_escort_says_so():
    monday = {"escorts": (Escort(weekdays=("monday",)),)}
    routes = [link("a", "b", 50, escort=True), link("a", "m", 60), link("m", "b", 60)]
    convoy, without, again, _ = found(routes, settings=monday)
    assert [way.trip.escorted for way in convoy.ways] == [True, False]
    assert paths(without) == ["amb"]
    assert paths(again) == paths(convoy)


ONE_WAY = [
    link("a", "m", 50, risk=0.1),
    link("m", "b", 50),
    link("a", "n", 60, bidirectional=False),
    link("n", "b", 60),
]


def homes(period):
    return [(way.home_by.value, "".join(way.trip.path_back)) for way in period.ways]


def test_each_way_comes_home_by_itself():
    (period,) = found(QUICK_BUT_RISKY)
    assert homes(period) == [("same_way", "bma"), ("same_way", "bna")]
    quick, safe = period.ways
    assert (quick.trip.hours_back, safe.trip.hours_back) == (2, 2.4)
    assert (quick.trip.km_back, safe.trip.km_back) == (100, 120)
    assert (quick.trip.cost, safe.trip.cost) == (20_000, 24_000)
    assert [round(way.risk_back, 4) for way in period.ways] == [0.0975, 0.02]
    assert safe.links_back == safe.links[::-1]


def test_a_safer_way_that_is_no_way_back_comes_home_by_the_safest():
    around = [link("b", "p", 90), link("p", "a", 90)]
    (period,) = found([*ONE_WAY, *around])
    assert homes(period)[:2] == [("same_way", "bma"), ("safest", "bpa")]


def test_a_slower_way_that_is_no_safer_and_no_way_back_comes_home_by_the_fastest():
    riskier = [link("a", "m", 50), link("m", "b", 50), link("a", "n", 120, bidirectional=False)]
    (period,) = found([*riskier, link("n", "b", 60), link("b", "p", 90), link("p", "a", 90)])
    assert ("fastest", "bma") in homes(period)


def test_the_safest_way_home_leaves_enough_of_the_day():
    rules = access_rules(truck=vehicle_class(max_trip_days=1))
    # 2 h to load and unload and 2.4 h out leave 5.6 h: 280 km.
    near, far = ([link("b", "p", km), link("p", "a", 140)] for km in (140, 141))
    (period,) = found([*ONE_WAY, *near], rules=rules)
    assert homes(period)[1] == ("safest", "bpa")
    (period,) = found([*ONE_WAY, *far], rules=rules)
    assert homes(period)[1] == ("fastest", "bma")


def test_a_way_that_would_be_too_long_home_comes_home_by_a_quicker_one():
    rules = access_rules(truck=vehicle_class(max_trip_days=1))
    (period,) = found([link("a", "b", 100), link("a", "m", 130), link("m", "b", 100)], rules=rules)
    # 4.6 h out, and with 2 h to load and unload 3.4 h are left to come home.
    assert homes(period) == [("same_way", "ba"), ("fastest", "ba")]


def test_a_way_that_closes_before_its_vehicle_is_home_says_so():
    shut = closed("a", "n", start=date(2022, 4, 20))
    far = [link("a", "m", 150, risk=0.05), link("m", "b", 150), link("a", "n", 200)]
    first, _ = found([*far, link("n", "b", 200)], [shut])
    quick, safe = first.ways
    assert quick.caught == ()
    assert [(one.first_day, one.last_day) for one in safe.caught] == [(2, 2)]


def test_as_many_ways_are_told_as_are_asked_for():
    routes = [link("a", "b", 10 + n, risk=0.1) for n in range(6)]
    (period,) = found(routes, most=2)
    assert [way.time_rank for way in period.ways] == [1, 2]


def test_a_search_that_is_cut_short_says_so_and_keeps_the_fastest():
    (period,) = found(QUICK_BUT_RISKY, labels_at_most=1)
    assert period.is_cut
    assert paths(period)[0] == "amb"
    assert not found(QUICK_BUT_RISKY)[0].is_cut


def test_the_difference_is_told_in_french():
    words = difference(found(QUICK_BUT_RISKY)[0], language="fr")
    assert "0,4 h" in words


def test_only_the_first_links_avoided_are_named():
    far = [link("a", "p", 5), link("p", "q", 5), link("q", "r", 5), link("r", "s", 5)]
    case = scenario([*far, link("s", "b", 5), link("a", "b", 80)])
    (period,) = alternatives(case, SimpleNamespace(access=access_rules()), "S")
    assert difference(period).endswith("avoids A–P, P–Q, Q–R and 2 other links")
