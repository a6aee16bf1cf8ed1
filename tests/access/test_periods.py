from datetime import date, timedelta

import pytest

from tests.access.builders import (
    START,
    access_rules,
    boat,
    closed,
    link,
    rows,
    scenario,
    vehicle,
    vehicle_class,
)


def on(day):
    return START + timedelta(days=day - 1)


def spans(case, rules=None):
    return [(r.period_start, r.period_end, r.reason_code) for r in rows(case, rules)]


def test_a_closure_cuts_the_horizon_on_its_first_day_and_after_its_last():
    case = scenario([link("a", "b")], [closed("a", "b", start=on(3), end=on(5))])
    assert spans(case) == [(1, 2, "open"), (3, 5, "closed"), (6, 10, "open")]


def test_a_closure_is_clipped_to_the_horizon():
    case = scenario([link("a", "b")], [closed("a", "b", start=on(-30), end=on(2))])
    assert spans(case) == [(1, 2, "closed"), (3, 10, "open")]
    case = scenario([link("a", "b")], [closed("a", "b", start=on(9), end=on(90))])
    assert spans(case) == [(1, 8, "open"), (9, 10, "closed")]


@pytest.mark.parametrize("window", [{"end": on(0)}, {"start": on(11)}])
def test_a_closure_outside_the_horizon_changes_nothing(window):
    assert spans(scenario([link("a", "b")], [closed("a", "b", **window)])) == [(1, 10, "open")]


def test_a_closure_without_dates_holds_throughout():
    assert spans(scenario([link("a", "b")], [closed("a", "b")])) == [(1, 10, "closed")]


def test_a_closure_holds_in_both_directions_and_for_all_links_between_its_places():
    twice = [link("a", "b"), link("b", "a", surface="laterite")]
    assert spans(scenario(twice, [closed("b", "a")])) == [(1, 10, "closed")]


def test_closures_that_follow_each_other_make_one_period():
    one_after_the_other = [closed("a", "b", end=on(4)), closed("a", "b", start=on(5), end=on(7))]
    assert spans(scenario([link("a", "b")], one_after_the_other)) == [
        (1, 7, "closed"),
        (8, 10, "open"),
    ]


def test_a_closure_for_another_class_makes_no_period():
    case = scenario([link("a", "b")], [closed("a", "b", end=on(4), classes=("tanker",))])
    assert spans(case) == [(1, 10, "open")]


def test_a_closure_of_a_link_that_the_class_cannot_use_makes_no_period():
    case = scenario([link("a", "b"), link("b", "c", surface="sand")], [closed("b", "c", end=on(4))])
    assert spans(case) == [(1, 10, "open")]


def test_an_uncertain_closure_leaves_the_way_open_at_a_risk():
    doubts = [
        closed("a", "b", end=on(4), certainty="probable"),
        closed("a", "b", end=on(4), certainty="possible"),
    ]
    doubted, clear = rows(scenario([link("a", "b", risk=0.5)], doubts))
    assert (doubted.period_start, doubted.period_end, doubted.open) == (1, 4, True)
    assert doubted.risk == pytest.approx(1 - 0.5 * 0.8 * 0.9)
    assert clear.risk == pytest.approx(0.5)


def test_a_doubt_about_a_link_that_is_closed_anyway_makes_no_period():
    closures = [closed("a", "b"), closed("a", "b", end=on(4), certainty="possible")]
    assert spans(scenario([link("a", "b")], closures)) == [(1, 10, "closed")]


def test_a_reversed_closure_is_never_in_force():
    case = scenario([link("a", "b")], [closed("a", "b", start=on(6), end=on(3))])
    assert spans(case) == [(1, 10, "open")]


def test_a_river_season_may_run_over_the_new_year():
    river = [link("a", "b", mode="river", surface="river")]
    rules = access_rules(river=("08-01", "01-03"), boat=boat())
    case = scenario(river, start=date(2022, 12, 31), days=6, vehicles=(vehicle("boat"),))
    assert spans(case, rules) == [(1, 4, "open"), (5, 6, "season")]


def test_a_class_on_wheels_is_not_cut_by_the_river():
    rules = access_rules(river=("04-20", "04-20"), truck=vehicle_class())
    assert spans(scenario([link("a", "b")]), rules) == [(1, 10, "open")]


def test_a_closure_of_the_river_at_low_water_makes_no_period():
    river = [link("a", "b", mode="river", surface="river")]
    rules = access_rules(river=("08-01", "12-31"), boat=boat())
    case = scenario(river, [closed("a", "b", end=on(4))], vehicles=(vehicle("boat"),))
    assert spans(case, rules) == [(1, 10, "season")]
