from datetime import date
from types import SimpleNamespace

from rrm.access.way_home import caught_away
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

RULES = access_rules(truck=vehicle_class())


def caught(*closures, km=500, **tables):
    """Days on which the truck can leave and not come home; 500 km out and home take 3 days."""
    case = scenario(
        [link("depot", "site", km)],
        list(closures),
        **{
            "days": 8,
            "sites": (site("S", "site"),),
            "depots": (depot("D", "depot"),),
            "vehicles": (vehicle("truck", "D"),),
            **tables,
        },
    )
    pack = SimpleNamespace(access=RULES)
    return [
        (one.first_day, one.last_day) for one in caught_away(case, pack, table(case, RULES).rows)
    ]


def test_a_way_that_stays_open_catches_nobody():
    assert caught() == []


def test_who_leaves_just_before_a_closure_is_not_home_in_time():
    # Closed from day 6 on; three days away, so that who leaves on day 3 is home on day 5.
    assert caught(closed("depot", "site", start=date(2022, 4, 23))) == [(4, 5)]


def test_who_is_home_the_same_day_is_not_caught():
    assert caught(closed("depot", "site", start=date(2022, 4, 23)), km=50) == []


def test_a_closure_in_doubt_catches_nobody():
    doubtful = closed("depot", "site", start=date(2022, 4, 23), certainty="probable")
    assert caught(doubtful) == []
