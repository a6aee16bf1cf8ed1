from datetime import date
from types import SimpleNamespace

from rrm.access import Departures, caught_away, what_if
from rrm.access.changes import read_changes
from rrm.model.scenario import Curfew, Escort
from tests.access.builders import (
    access_rules,
    closed,
    depot,
    link,
    scenario,
    site,
    table,
    vehicle,
    vehicle_class,
)
from tests.access.network_cases import needs

RULES = access_rules(truck=vehicle_class(), van=vehicle_class(max_trip_days=2))
PACK = SimpleNamespace(access=RULES)
SHUT = closed("depot", "site", start=date(2022, 4, 23), reason="bridge down")


def case(*closures, km=500, routes=None, **tables):
    """500 km out and home take 3 days; day 1 is 18 April."""
    return scenario(
        routes or [link("depot", "site", km)],
        list(closures),
        **{
            "days": 8,
            "sites": (site("S", "site"),),
            "depots": (depot("D", "depot"),),
            "vehicles": (vehicle("truck", "D"),),
            **tables,
        },
    )


def found(*closures, **tables):
    of = case(*closures, **tables)
    return caught_away(of, PACK, table(of, RULES).rows)


def caught(*closures, **tables):
    return [(one.first_day, one.last_day) for one in found(*closures, **tables)]


def because(*closures, language="en", **tables):
    return [one.because.text(language) for one in found(*closures, **tables)]


def test_a_way_that_stays_open_catches_nobody():
    assert caught() == []


def test_who_leaves_just_before_a_closure_is_not_home_in_time():
    # Closed from day 6 on; three days away, so that who leaves on day 3 is home on day 5.
    assert caught(SHUT) == [(4, 5)]
    assert because(SHUT) == ["Depot–Site from 23\xa0Apr until further notice (bridge down)"]


def test_who_is_home_the_same_day_is_not_caught():
    assert caught(SHUT, km=50) == []


def test_a_closure_in_doubt_catches_nobody():
    doubtful = closed("depot", "site", start=date(2022, 4, 23), certainty="probable")
    assert caught(doubtful) == []


def test_a_closure_for_others_catches_nobody():
    assert caught(closed("depot", "site", start=date(2022, 4, 23), classes=("van",))) == []


def test_a_season_that_ends_while_a_vehicle_is_away_catches_it():
    seasonal = [link("depot", "site", 500, open_from="11-01", open_to="04-22")]
    assert caught(routes=seasonal) == [(4, 5)]
    assert because(routes=seasonal) == ["Depot–Site out of its season"]


def test_days_that_a_curfew_makes_too_short_catch_who_needs_all_of_them():
    rules = access_rules(truck=vehicle_class(max_trip_days=3))
    of = case(curfews=(Curfew(from_hour=12, to_hour=24, start=date(2022, 4, 22)),))
    (one,) = caught_away(of, SimpleNamespace(access=rules), table(of, rules).rows)
    # From day 5 on six hours are left of ten: home in two days more, and there are but three.
    assert (one.first_day, one.last_day) == (3, 4)
    assert one.because.text("en") == "a day of only 6 h on 22\xa0Apr"


def test_who_left_with_a_convoy_comes_home_with_it():
    monday = (Escort(weekdays=("monday",)),)
    assert caught(routes=[link("depot", "site", 500, escort=True)], escorts=monday) == []


def test_of_two_links_the_one_that_stays_open_brings_the_vehicle_home():
    both = [
        link("depot", "site", 500),
        link("depot", "site", 501, open_from="01-01", open_to="04-22"),
    ]
    assert caught(routes=both) == []


def test_a_vehicle_that_works_longer_days_is_home_before_another():
    late = closed("depot", "site", start=date(2022, 4, 23))
    vehicles = (vehicle("truck", "D"), vehicle("truck", "D", hours_per_day=12))
    assert caught(late, vehicles=vehicles) == [(5, 5)]


def test_the_table_itself_says_open_on_such_days():
    of = case(SHUT)
    rows = table(of, RULES).rows
    departures = Departures(caught_away(of, PACK, rows))
    (open_row,) = [row for row in rows if row.open]
    assert (open_row.period_start, open_row.period_end) == (1, 5)
    assert departures.days_caught(open_row) == (4, 5)
    home = [row for row in departures.coming_home(rows) if row.open]
    assert [(row.period_start, row.period_end) for row in home] == [(1, 3)]


def if_(of, *texts, days=None):
    return what_if(of, PACK, needs(of), read_changes(texts, of), days)


def test_what_if_tells_who_would_be_caught_away_before_the_days_of_the_change():
    answer = if_(case(), "close depot-site", days=(6, 7))
    assert [(one.first_day, one.last_day) for one in answer.caught] == [(4, 5)]
    assert answer.caught_no_more == ()


def test_what_if_tells_who_comes_home_again():
    answer = if_(case(SHUT), "open depot-site")
    assert answer.caught == ()
    assert [(one.first_day, one.last_day) for one in answer.caught_no_more] == [(4, 5)]


def test_who_cannot_leave_any_more_does_not_come_home_again():
    answer = if_(case(SHUT), "close depot-site")
    assert (answer.caught, answer.caught_no_more) == ((), ())
